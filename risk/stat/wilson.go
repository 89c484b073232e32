package stat

import "math"

// Wilson is the central interval of a share k/n at the given level (0.95)
// (Wilson 1927, doi:10.1080/01621459.1927.10502953), within 0 and 1. NaN
// unless 0 <= k <= n, n > 0 and 0 < level < 1.
func Wilson(k, n, level float64) (low, high float64) {
	if !(k >= 0 && k <= n && n > 0 && level > 0 && level < 1) {
		return math.NaN(), math.NaN()
	}
	z := NormalQuantile((1 + level) / 2)
	p, zz := k/n, float64(z*z)/n
	middle := p + zz/2
	half := float64(z * math.Sqrt(float64(p*(1-p))/n+zz/(4*n)))
	low, high = (middle-half)/(1+zz), (middle+half)/(1+zz)
	if k == 0 {
		low = 0
	}
	if k == n {
		high = 1
	}
	return low, high
}

// Variance is the sample variance, divisor n-1; NaN for fewer than two values.
func Variance(x []float64) float64 {
	_, square := moments(x)
	return ratio(square, float64(len(x)-1))
}
