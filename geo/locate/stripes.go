package locate

import (
	"math"

	"github.com/paulmach/orb"
)

// edge is one side of a ring, its lower end first, so that two areas that share
// it compute the same crossing.
type edge struct{ low, high orb.Point }

// stripes holds the edges of an area by bands of latitude; an edge stands in
// every band that it touches.
type stripes struct {
	south, perDegree float64
	bands            [][]edge
}

func newStripes(mp orb.MultiPolygon) stripes {
	edges := edgesOf(mp)
	b := mp.Bound()
	n := max(1, len(edges)/3)
	s := stripes{south: b.Min[1], bands: make([][]edge, n)}
	if height := b.Max[1] - b.Min[1]; height > 0 {
		s.perDegree = float64(n) / height
	}
	for _, e := range edges {
		for i := s.band(e.low[1]); i <= s.band(e.high[1]); i++ {
			s.bands[i] = append(s.bands[i], e)
		}
	}
	return s
}

func edgesOf(mp orb.MultiPolygon) []edge {
	var out []edge
	for _, p := range mp {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				e := edge{r[i-1], r[i]}
				if e.low[1] > e.high[1] || (e.low[1] == e.high[1] && e.low[0] > e.high[0]) {
					e.low, e.high = e.high, e.low
				}
				if e.low != e.high {
					out = append(out, e)
				}
			}
		}
	}
	return out
}

func (s stripes) band(lat float64) int {
	return int(math.Max(0, math.Min(float64(len(s.bands)-1), (lat-s.south)*s.perDegree)))
}

// contains reports whether p lies inside or on the border.
func (s stripes) contains(p orb.Point) bool {
	inside := false
	for _, e := range s.bands[s.band(p[1])] {
		if p[1] < e.low[1] || p[1] > e.high[1] {
			continue
		}
		side := orient(e.low, e.high, p)
		if side == 0 && p[0] >= math.Min(e.low[0], e.high[0]) && p[0] <= math.Max(e.low[0], e.high[0]) {
			return true
		}
		if side > 0 && p[1] < e.high[1] { // half-open: an edge counts its lower end only
			inside = !inside
		}
	}
	return inside
}
