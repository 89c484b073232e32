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
			return prior(v.m.reports.alpha).Posterior(v.told(v.m.gradeMean), v.m.reports.expected[v.i]).MeanShortfall()
		},
		posterior: func(v *view, d *draw) stat.Gamma {
			return prior(d.reports).Posterior(v.told(d.grades), v.m.reports.expected[v.i])
		},
		of:    func(ratio float64) float64 { return math.Max(0, 1-ratio) },
		known: func(t *Truth, i int) float64 { return t.Reports[i] },
	}
}

// prior is the gamma prior of a ratio around 1 with the variance alpha.
func prior(alpha float64) stat.Gamma { return stat.Gamma{Shape: 1 / alpha, Rate: 1 / alpha} }
