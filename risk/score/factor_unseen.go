package score

import (
	"math"

	"timpora/risk"
)

// unseen is 1 minus the incidents seen over Chapman's estimate of all
// incidents of the cell's kabupaten from two sources, the community and
// random visits (Chapman 1951; Sadinle 2009, doi:10.1080/03610910903168595).
// 0 where the matches are too few for an estimate.
func unseen() factor {
	return factor{code: "unseen", sub: risk.SubHidden, unit: "share", raw: func(v *view) float64 {
		return v.m.unseen[v.cell.Desa.Kabupaten()]
	}}
}

// share is the unseen part of a stratum.
func (s Stratum) unseen(minMatches int) float64 {
	if s.Both < float64(minMatches) {
		return 0
	}
	all := float64((s.Community+1)*(s.Random+1))/(s.Both+1) - 1
	seen := s.Community + s.Random - s.Both
	if !(all > seen) {
		return 0
	}
	return math.Min(1, 1-seen/all)
}
