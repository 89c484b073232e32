package score

import (
	"math"

	"timpora/risk"
	"timpora/risk/stat"
)

// reportingGap is E[max(0, 1-rho)], rho the ratio of reports told to reports
// expected from exposure, a posteriori Gamma(a+y, a+E). It asks whether people
// report, not whether they are right: verified reports count fully, others
// with the learned weight of their grade, rumour waves not at all. Own finds
// are no reports.
func reportingGap() factor {
	return factor{
		code: "reporting_gap", sub: risk.SubHidden, unit: "share",
		raw: func(v *view) float64 {
			return v.m.reports.prior().Posterior(v.told(v.m.gradeMean), v.m.reports.expected[v.i]).MeanShortfall()
		},
		draw: func(v *view, d *draw) float64 {
			g := v.m.reports.prior().Posterior(v.told(d.grades), v.m.reports.expected[v.i])
			return math.Max(0, 1-d.rand.Gamma(g.Shape, g.Rate))
		},
	}
}

// prior is the gamma prior of a ratio around 1.
func (s series) prior() stat.Gamma { return stat.Gamma{Shape: 1 / s.alpha, Rate: 1 / s.alpha} }
