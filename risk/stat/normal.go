package stat

import "math"

// NormalUpper is P(Z >= z) of a standard normal variable, accurate far into
// the tail.
func NormalUpper(z float64) float64 { return 0.5 * math.Erfc(z/math.Sqrt2) }

// NormalTwoSided is P(|Z| >= |z|).
func NormalTwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// NormalQuantile is the z with P(Z <= z) = p; NaN outside [0, 1].
func NormalQuantile(p float64) float64 {
	if p > 0.5 {
		return -NormalQuantile(1 - p)
	}
	return -math.Sqrt2 * math.Erfcinv(2*p)
}
