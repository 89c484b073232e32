package score

import (
	"math"

	"timpora/risk/stat"
)

// alphaSteps is the number of overdispersions at which a posterior is known.
const alphaSteps = 32

// alphas is the posterior of an overdispersion on a grid: cumulative chances
// of values that rise.
type alphas struct {
	value, upTo [alphaSteps]float64
}

// alphas weighs every overdispersion within the policy's bounds by the
// likelihood of the counts, negative binomial with mean E and variance
// E + alpha*E^2, under a prior that is even in the standard deviation of the
// ratios, sqrt(alpha) (Gelman 2006, doi:10.1214/06-BA117A). A few dozen
// incidents leave alpha open; an interval that took the estimate for the truth
// would be too narrow or too wide most of the time (Kass & Steffey 1989,
// doi:10.1080/01621459.1989.10478825).
func (s series) alphas(b DispersionPolicy) alphas {
	var out alphas
	var weight [alphaSteps]float64
	best := math.Inf(-1)
	low, high := math.Sqrt(b.AlphaMin), math.Sqrt(b.AlphaMax)
	for k := range out.value {
		sd := low + float64((high-low)*(float64(k)+0.5)/alphaSteps)
		out.value[k] = sd * sd
		weight[k] = s.logLikelihood(1 / out.value[k])
		best = math.Max(best, weight[k])
	}
	total := 0.0
	for k := range weight {
		total += math.Exp(weight[k] - best)
		out.upTo[k] = total
	}
	return out
}

// logLikelihood is that of the counts where ratios are Gamma(a, a), but for
// terms that do not depend on a.
func (s series) logLikelihood(a float64) float64 {
	sum, base := 0.0, lgamma(a)
	for i, y := range s.count {
		e := s.plain[i]
		if !(e > 0) {
			continue
		}
		sum -= float64(a * math.Log1p(e/a))
		if y > 0 {
			sum += lgamma(a+y) - base - float64(y*math.Log(a+e))
		}
	}
	return sum
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}

// draw takes an overdispersion at random.
func (a *alphas) draw(r *stat.Rand) float64 {
	at := r.Float64() * a.upTo[alphaSteps-1]
	for k, up := range a.upTo {
		if at < up {
			return a.value[k]
		}
	}
	return a.value[alphaSteps-1]
}
