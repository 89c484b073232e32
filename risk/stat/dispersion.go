package stat

import "math"

// Dispersion is the moment estimate of the overdispersion of counts around
// their expectations,
//
//	alpha = max(0, sum((y-m)^2 - m) / sum(m^2)),
//
// so that the variance is m + alpha*m^2 (Cameron & Trivedi 1998, "Regression
// Analysis of Count Data", doi:10.1017/CBO9780511814365). Zero means Poisson.
// Without any expectation it is 0; for lists of different length it is NaN.
func Dispersion(observed, expected []float64) float64 {
	if len(observed) != len(expected) {
		return math.NaN()
	}
	var excess, square float64
	for i, m := range expected {
		d := observed[i] - m
		excess += float64(d*d) - m
		square += float64(m * m)
	}
	if square <= 0 {
		return 0
	}
	return math.Max(0, excess/square)
}
