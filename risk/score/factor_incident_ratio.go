package score

import (
	"math"

	"timpora/risk"
)

// incidentRatio is E[max(0, 1-1/RR)], the share of verified incidents beyond
// what exposure explains, RR a posteriori Gamma(a+y, a+E) with y decayed and
// own finds weighed down. Unproven and false reports weigh nothing.
func incidentRatio() factor {
	return factor{
		code: "incident_ratio", sub: risk.SubOccurred, unit: "share",
		raw: func(v *view) float64 {
			return v.m.incidents.prior().Posterior(v.in.Decayed, v.m.incidents.expected[v.i]).MeanAttributable()
		},
		draw: func(v *view, d *draw) float64 {
			g := v.m.incidents.prior().Posterior(v.in.Decayed, v.m.incidents.expected[v.i])
			rr := d.rand.Gamma(g.Shape, g.Rate)
			if rr <= 1 {
				return 0
			}
			return math.Max(0, 1-1/rr)
		},
	}
}
