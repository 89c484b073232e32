package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Gamma is a gamma distribution with density proportional to
// x^(Shape-1)*exp(-Rate*x). It is the posterior of a relative risk: a prior
// Gamma(a, a) and y events where e were expected give Gamma(a+y, a+e) (Clayton
// & Kaldor 1987, doi:10.2307/2532003). Both parameters must be above 0;
// otherwise every method gives NaN.
type Gamma struct {
	Shape float64
	Rate  float64
}

// Posterior is the distribution after y events where e were expected.
func (g Gamma) Posterior(y, e float64) Gamma { return Gamma{Shape: g.Shape + y, Rate: g.Rate + e} }

func (g Gamma) valid() bool {
	return g.Shape > 0 && g.Rate > 0 && !math.IsInf(g.Shape, 1) && !math.IsInf(g.Rate, 1)
}

// Mean is Shape/Rate.
func (g Gamma) Mean() float64 {
	if !g.valid() {
		return math.NaN()
	}
	return g.Shape / g.Rate
}

// CDF is P(X <= x).
func (g Gamma) CDF(x float64) float64 {
	switch {
	case !g.valid() || math.IsNaN(x):
		return math.NaN()
	case x <= 0:
		return 0
	case math.IsInf(x, 1):
		return 1
	}
	return mathext.GammaIncReg(g.Shape, g.Rate*x)
}

// Upper is P(X > x), accurate far into the tail.
func (g Gamma) Upper(x float64) float64 {
	switch {
	case !g.valid() || math.IsNaN(x):
		return math.NaN()
	case x <= 0:
		return 1
	case math.IsInf(x, 1):
		return 0
	}
	return mathext.GammaIncRegComp(g.Shape, g.Rate*x)
}

// Quantile is the x with P(X <= x) = p; NaN for p outside [0, 1].
func (g Gamma) Quantile(p float64) float64 {
	switch {
	case !g.valid() || !(p >= 0 && p <= 1):
		return math.NaN()
	case p == 0:
		return 0
	case p == 1:
		return math.Inf(1)
	}
	lg, _ := math.Lgamma(g.Shape + 1)
	least := (math.Log(p)+lg)/g.Shape - math.Log(g.Rate) // P(X <= x) is at most (rate*x)^shape/Gamma(shape+1)
	return g.polish(math.Max(least, math.Log(mathext.GammaIncRegInv(g.Shape, p)/g.Rate)), p)
}

// polish improves a quantile given as its logarithm u by Newton steps on the
// logarithm of the smaller tail, which is nearly straight in u: for a shape
// below 1 the inverse of the incomplete gamma function that it starts from is
// a few percent off, or 0.
func (g Gamma) polish(u, p float64) float64 {
	lg, _ := math.Lgamma(g.Shape)
	for range 16 {
		x := math.Exp(u)
		slope := math.Exp(float64(g.Shape*(u+math.Log(g.Rate))) - float64(g.Rate*x) - lg) // x times the density
		tail, want := g.CDF(x), p
		if p > 0.5 {
			tail, want, slope = g.Upper(x), 1-p, -slope
		}
		step := math.Log(tail/want) * tail / slope
		if !(math.Abs(step) < 5) { // not a number, or farther than the start can be
			return x
		}
		u -= step
		if math.Abs(step) < 1e-14 {
			break
		}
	}
	return math.Exp(u)
}

// MeanShortfall is E[max(0, 1-X)], in closed form
// F(1) - mean*F'(1) with F' the distribution of shape one higher, from
// x*f(x; k) = (k/rate)*f(x; k+1).
func (g Gamma) MeanShortfall() float64 {
	if !g.valid() {
		return math.NaN()
	}
	up := Gamma{Shape: g.Shape + 1, Rate: g.Rate}
	return clip01(g.CDF(1) - float64(g.Mean()*up.CDF(1)))
}

// MeanAttributable is E[max(0, 1-1/X)], the expected attributable share of a
// relative risk X. For shape k above 1 it is
// Q(k, rate) - rate/(k-1)*Q(k-1, rate) with Q the upper regularised
// incomplete gamma function. At or below 1 the second term is taken as
// rate^k/Gamma(k) times the integral of t^(k-2)*exp(-rate*t) from 1, which
// converges for every k.
func (g Gamma) MeanAttributable() float64 {
	if !g.valid() {
		return math.NaN()
	}
	upper := g.Upper(1)
	if g.Shape > 1.05 {
		low := Gamma{Shape: g.Shape - 1, Rate: g.Rate}
		return clip01(upper - float64(g.Rate/(g.Shape-1)*low.Upper(1)))
	}
	lg, _ := math.Lgamma(g.Shape)
	scale := math.Exp(float64(g.Shape*math.Log(g.Rate)) - lg - g.Rate)
	return clip01(upper - float64(scale*laplaceTail(g.Shape-2, g.Rate)))
}

// laplaceTail is the integral of (1+u)^power*exp(-rate*u) over u from 0, for
// power below 0, by tanh-sinh quadrature after u = exp(s)-1: the integrand
// becomes exp((power+1)*s - rate*(exp(s)-1)), smooth and quickly falling.
func laplaceTail(power, rate float64) float64 {
	end := math.Log1p(745 / rate)
	if power+1 < 0 {
		end = math.Min(end, -745/(power+1))
	}
	const half, h = 60, 0.055
	sum := 0.0
	for i := -half; i <= half; i++ {
		t := float64(i) * h
		a := math.Pi / 2 * math.Sinh(t)
		c := math.Cosh(a)
		s := end / 2 * (1 + math.Tanh(a))
		weight := end / 2 * math.Pi / 2 * math.Cosh(t) / float64(c*c)
		sum += float64(weight * math.Exp(float64((power+1)*s)-float64(rate*math.Expm1(s))))
	}
	return sum * h
}

func clip01(v float64) float64 { return math.Min(1, math.Max(0, v)) }
