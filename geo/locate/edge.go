package locate

import "github.com/paulmach/orb"

// edge is one side of a ring, its lower end first, so that two areas that share
// it compute the same crossing.
type edge struct{ low, high orb.Point }

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
