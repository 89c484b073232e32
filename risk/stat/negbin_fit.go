package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// NBFit is a negative binomial regression with a constant rate: mean
// exp(LogRate)*exposure, variance mean + mean^2/Theta.
type NBFit struct {
	LogRate float64
	Theta   float64 // +Inf when the counts show no overdispersion
}

// FitNB fits by maximum likelihood, as R's glm.nb with the logarithm of the
// exposure as offset (Venables & Ripley 2002, doi:10.1007/978-0-387-21706-2).
// For every theta the rate solves its own score equation; theta is the root of
// the profile score, found by bisection of its logarithm. Cells without
// exposure are left out. NaN without cases or for lists of different length.
func FitNB(counts, exposure []float64) NBFit {
	var y, n []float64
	var cases, total float64
	for i := range min(len(counts), len(exposure)) {
		if exposure[i] > 0 {
			y, n = append(y, counts[i]), append(n, exposure[i])
			cases += counts[i]
			total += exposure[i]
		}
	}
	if len(counts) != len(exposure) || !(cases > 0) {
		return NBFit{math.NaN(), math.NaN()}
	}
	rate := cases / total
	low, high := math.Log(1e-6), math.Log(1e9)
	if thetaScore(y, n, nbRate(y, n, rate, 1e7), 1e7) >= 0 {
		return NBFit{math.Log(rate), math.Inf(1)}
	}
	for range 100 {
		middle := (low + high) / 2
		theta := math.Exp(middle)
		if thetaScore(y, n, nbRate(y, n, rate, theta), theta) > 0 {
			low = middle
		} else {
			high = middle
		}
	}
	theta := math.Exp((low + high) / 2)
	return NBFit{math.Log(nbRate(y, n, rate, theta)), theta}
}

// nbRate solves sum((y-m)/(1+m/theta)) = 0 for the rate by Fisher scoring on
// its logarithm, whose step is held below 1.
func nbRate(y, n []float64, rate, theta float64) float64 {
	for range 100 {
		var score, weight float64
		for i, e := range n {
			m := rate * e
			score += (y[i] - m) / (1 + m/theta)
			weight += m / (1 + m/theta)
		}
		step := math.Max(-1, math.Min(1, score/weight))
		rate *= math.Exp(step)
		if math.Abs(step) < 1e-14 {
			break
		}
	}
	return rate
}

// thetaScore is the derivative of the log likelihood by theta.
func thetaScore(y, n []float64, rate, theta float64) float64 {
	sum := 0.0
	base := mathext.Digamma(theta)
	for i, e := range n {
		m := rate * e
		sum += mathext.Digamma(y[i]+theta) - base - math.Log1p(m/theta) - (y[i]-m)/(m+theta)
	}
	return sum
}
