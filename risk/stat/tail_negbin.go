package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// poissonLimit is the overdispersion, alpha*mean, below which the negative
// binomial is computed as its Poisson limit: the difference is then of the
// order of the rounding of the incomplete beta function.
const poissonLimit = 1e-9

// NBUpper is P(X >= x) of a negative binomial count with the given mean and
// variance mean + alpha*mean^2; alpha 0 is Poisson. With size r = 1/alpha it
// is the regularised incomplete beta function I at (x, r) of
// mean/(mean + r), which interpolates continuously where x is not whole.
// x <= 0 gives 1; a negative mean or alpha gives NaN.
// Cameron & Trivedi 1998, doi:10.1017/CBO9780511814365.
func NBUpper(x, mean, alpha float64) float64 {
	if !(alpha >= 0) {
		return math.NaN()
	}
	if alpha*mean < poissonLimit || !(mean >= 0) || math.IsNaN(x) || x <= 0 {
		return PoissonUpper(x, mean)
	}
	if math.IsInf(x, 1) {
		return 0
	}
	size := 1 / alpha
	return mathext.RegIncBeta(x, size, mean/(mean+size))
}

// NBLower is P(X <= x) of the same distribution.
func NBLower(x, mean, alpha float64) float64 {
	if !(alpha >= 0) {
		return math.NaN()
	}
	if alpha*mean < poissonLimit || !(mean >= 0) || math.IsNaN(x) || x < 0 || math.IsInf(x, 1) {
		return PoissonLower(x, mean)
	}
	size := 1 / alpha
	return mathext.RegIncBeta(size, x+1, size/(mean+size))
}

// alphaOf turns a variance into the overdispersion; a variance at or below the
// mean is read as Poisson.
func alphaOf(mean, variance float64) float64 {
	if !(mean > 0) || variance <= mean {
		return 0
	}
	return (variance - mean) / float64(mean*mean)
}

// NBUpperVar is P(X >= x) of the negative binomial with the given mean and
// variance: the tail of a sum over a neighbourhood, whose variance is
// sum(E) + alpha*sum(E^2). A variance not above the mean is read as Poisson.
func NBUpperVar(x, mean, variance float64) float64 {
	return NBUpper(x, mean, alphaOf(mean, variance))
}

// NBLowerVar is P(X <= x) of the negative binomial with the given mean and
// variance.
func NBLowerVar(x, mean, variance float64) float64 {
	return NBLower(x, mean, alphaOf(mean, variance))
}

// NBLowerMid is the mid-p of the lower tail, P(X < x) + P(X = x)/2, for the
// given mean and variance.
func NBLowerMid(x, mean, variance float64) float64 {
	alpha := alphaOf(mean, variance)
	return float64(0.5*NBLower(x-1, mean, alpha)) + float64(0.5*NBLower(x, mean, alpha))
}

// NBUpperMid is the mid-p of the upper tail, P(X > x) + P(X = x)/2, for the
// given mean and variance.
func NBUpperMid(x, mean, variance float64) float64 {
	alpha := alphaOf(mean, variance)
	return float64(0.5*NBUpper(x, mean, alpha)) + float64(0.5*NBUpper(x+1, mean, alpha))
}
