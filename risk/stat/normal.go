package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// NormalUpper is P(Z >= z) of a standard normal variable, accurate far into
// the tail.
func NormalUpper(z float64) float64 { return 0.5 * math.Erfc(z/math.Sqrt2) }

// NormalTwoSided is P(|Z| >= |z|).
func NormalTwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// NormalQuantile is the z with P(Z <= z) = p, by Wichura's AS 241 (1988,
// doi:10.2307/2347330); infinite at 0 and 1, NaN outside.
func NormalQuantile(p float64) float64 {
	if !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	return mathext.NormalQuantile(p)
}
