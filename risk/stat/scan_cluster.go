package stat

import (
	"cmp"
	"math"
	"slices"
)

// candidate is a zone with a positive LLR.
type candidate struct {
	zone  int32 // number of the zone in its search
	first int32 // first period; 0 in space alone
	last  int32
	c     float64
	e     float64
	llr   float64
}

// byLLR sorts the best first, ties by the order of the search.
func byLLR(list []candidate) {
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.llr, a.llr), cmp.Compare(a.zone, b.zone), cmp.Compare(a.first, b.first))
	})
}

// apart takes the best candidates that share no cell.
func apart(list []candidate, most int, cells int, total float64, members func(zone int32) (int32, []int32)) []Cluster {
	byLLR(list)
	taken := make([]bool, cells)
	var out []Cluster
	for _, c := range list {
		centre, zone := members(c.zone)
		if slices.ContainsFunc(zone, func(j int32) bool { return taken[j] }) {
			continue
		}
		for _, j := range zone {
			taken[j] = true
		}
		zone = slices.Clone(zone)
		slices.Sort(zone)
		out = append(out, c.cluster(centre, zone, total))
		if len(out) == most {
			break
		}
	}
	return out
}

func (c candidate) cluster(centre int32, members []int32, total float64) Cluster {
	risk := math.Inf(1)
	if c.c < total {
		risk = (c.c / c.e) / ((total - c.c) / (total - c.e))
	}
	return Cluster{
		Members: members, Centre: centre, Start: int(c.first), End: int(c.last),
		Cases: c.c, Expected: c.e, Risk: risk, Ratio: c.c / c.e, LLR: c.llr, P: math.NaN(), Gumbel: math.NaN(),
	}
}
