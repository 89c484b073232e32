package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// PoissonUpper is P(X >= x) of a Poisson count with the given mean, the
// regularised lower incomplete gamma function at (x, mean). For x that is not
// a whole number it is the continuous interpolation of the same form, which
// weighted counts need. x <= 0 gives 1; a negative or undefined mean gives NaN.
// Garwood 1936, doi:10.1093/biomet/28.3-4.437.
func PoissonUpper(x, mean float64) float64 {
	switch {
	case math.IsNaN(x) || !(mean >= 0):
		return math.NaN()
	case x <= 0:
		return 1
	case mean == 0 || math.IsInf(x, 1):
		return 0
	}
	return mathext.GammaIncReg(x, mean)
}

// PoissonLower is P(X <= x), the complement at x+1.
func PoissonLower(x, mean float64) float64 {
	switch {
	case math.IsNaN(x) || !(mean >= 0):
		return math.NaN()
	case x < 0:
		return 0
	case mean == 0 || math.IsInf(x, 1):
		return 1
	}
	return mathext.GammaIncRegComp(x+1, mean)
}

// PoissonLowerMid is the mid-p of the lower tail, P(X < x) + P(X = x)/2.
func PoissonLowerMid(x, mean float64) float64 {
	return float64(0.5*PoissonLower(x-1, mean)) + float64(0.5*PoissonLower(x, mean))
}

// PoissonUpperMid is the mid-p of the upper tail, P(X > x) + P(X = x)/2.
func PoissonUpperMid(x, mean float64) float64 {
	return float64(0.5*PoissonUpper(x, mean)) + float64(0.5*PoissonUpper(x+1, mean))
}
