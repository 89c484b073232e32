package stat

// Garwood gives the exact limits of a ratio x/expected of a Poisson count at
// the given level (0.95), central: Gamma(x) at (1-level)/2 and Gamma(x+1) at
// (1+level)/2, over expected (Garwood 1936, doi:10.1093/biomet/28.3-4.437).
// The lower limit of 0 is 0. NaN unless x >= 0, expected > 0, 0 < level < 1.
func Garwood(x, expected, level float64) (lower, upper float64) {
	tail := (1 - level) / 2
	upper = Gamma{Shape: x + 1, Rate: expected}.Quantile(1 - tail)
	if x == 0 && upper >= 0 {
		return 0, upper
	}
	return Gamma{Shape: x, Rate: expected}.Quantile(tail), upper
}
