package stat

import "math"

// eulerGamma is Euler's constant, -digamma(1).
const eulerGamma = 0.5772156649015329

// Gumbel is the distribution of maxima exp(-exp(-(x-Location)/Scale)).
type Gumbel struct {
	Location float64
	Scale    float64
}

// GumbelFit fits by moments: scale = sd*sqrt(6)/pi with the n-1 standard
// deviation, location = mean - 0.5772*scale (Abrams, Kleinman & Kulldorff
// 2010, doi:10.1186/1476-072X-9-61). NaN for fewer than two maxima.
func GumbelFit(maxima []float64) Gumbel {
	n := float64(len(maxima))
	if n < 2 {
		return Gumbel{math.NaN(), math.NaN()}
	}
	mean, square := moments(maxima)
	scale := math.Sqrt(square/(n-1)) * math.Sqrt(6) / math.Pi
	return Gumbel{Location: mean - float64(eulerGamma*scale), Scale: scale}
}

// Upper is P(X >= x), accurate in the far tail.
func (g Gumbel) Upper(x float64) float64 {
	if g.Scale == 0 {
		if x > g.Location {
			return 0
		}
		return 1
	}
	return -math.Expm1(-math.Exp(-(x - g.Location) / g.Scale))
}

// GumbelP is the one-sided p-value of an observed maximum by the Gumbel
// distribution fitted to simulated ones: it reaches below 1/(R+1), which the
// Monte Carlo p-value cannot, and is an approximation.
func GumbelP(observed float64, simulated []float64) float64 {
	return GumbelFit(simulated).Upper(observed)
}
