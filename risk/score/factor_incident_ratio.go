package score

import (
	"math"

	"timpora/risk"
	"timpora/risk/stat"
)

// incidentRatio is E[max(0, 1-1/RR)], the share of verified incidents beyond
// what exposure explains, RR a posteriori Gamma(a+y, a+E) with y decayed and
// own finds weighed down. Unproven and false reports weigh nothing.
func incidentRatio() factor {
	return factor{
		code: "incident_ratio", sub: risk.SubOccurred, unit: "share",
		raw: func(v *view) float64 {
			return prior(v.m.incidents.alpha).Posterior(v.in.Decayed, v.m.incidents.expected[v.i]).MeanAttributable()
		},
		posterior: func(v *view, d *draw) stat.Gamma {
			return prior(d.incidents).Posterior(v.in.Decayed, v.m.incidents.expected[v.i])
		},
		of:    func(ratio float64) float64 { return math.Max(0, 1-1/ratio) },
		known: func(t *Truth, i int) float64 { return t.Incidents[i] },
	}
}
