package stat_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"timpora/risk/stat"
)

// byQuantiles is E[f(X)] as the mean over the midpoints of equal shares of X.
func byQuantiles(g stat.Gamma, f func(x float64) float64) float64 {
	const n = 4_000
	sum := 0.0
	for i := range n {
		sum += f(g.Quantile((float64(i)+0.5)/n)) / n
	}
	return sum
}

func TestGammaExpectationsAgainstQuantiles(t *testing.T) {
	for _, shape := range []float64{0.1, 0.5, 0.9, 1, 1.02, 1.06, 2, 7, 40, 400} {
		for _, rate := range []float64{0.05, 0.5, 1, 3, 20, 400} {
			g := stat.Gamma{Shape: shape, Rate: rate}
			name := fmt.Sprintf("Gamma(%v, %v)", shape, rate)
			near(t, name+" shortfall", g.MeanShortfall(),
				byQuantiles(g, func(x float64) float64 { return math.Max(0, 1-x) }), 3e-4)
			near(t, name+" attributable", g.MeanAttributable(),
				byQuantiles(g, func(x float64) float64 { return math.Max(0, 1-1/x) }), 3e-4)
		}
	}
}

// For a small x the distribution is rate^k x^k / Gamma(k+1), so that the
// quantile is (p Gamma(k+1))^(1/k) / rate (Abramowitz & Stegun, 6.5.29).
func TestGammaQuantileOfSmallShapes(t *testing.T) {
	for _, shape := range []float64{0.05, 0.2, 0.5, 1} {
		for _, p := range []float64{1e-9, 1e-6, 1e-3} {
			g := stat.Gamma{Shape: shape, Rate: 3}
			near(t, fmt.Sprintf("CDF of the quantile %v of %+v", p, g), g.CDF(g.Quantile(p))/p, 1, 1e-9)
			lg, _ := math.Lgamma(shape + 1)
			if p < 1e-5 {
				near(t, "power law", g.Quantile(p)*3/math.Exp((math.Log(p)+lg)/shape), 1, 1e-4)
			}
		}
	}
}

// Shape 1 is exponential: E[max(0,1-X)] = 1-(1-exp(-r))/r, and both branches
// of the attributable share meet at the shape where they change over.
func TestGammaClosedForms(t *testing.T) {
	g := stat.Gamma{Shape: 1, Rate: 2}
	near(t, "exponential shortfall", g.MeanShortfall(), 1-(1-math.Exp(-2))/2, 1e-14)
	below, above := stat.Gamma{Shape: 1.05, Rate: 0.7}, stat.Gamma{Shape: 1.0500001, Rate: 0.7}
	near(t, "branches", below.MeanAttributable(), above.MeanAttributable(), 1e-7)
	// exp(-1) - E1(1) with E1(1) = 0.219383934395520 (Abramowitz & Stegun, table 5.1).
	near(t, "exponential integral", stat.Gamma{Shape: 1, Rate: 1}.MeanAttributable(), math.Exp(-1)-0.219383934395520, 1e-12)
}

func TestGammaProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := stat.Gamma{Shape: rapid.Float64Range(0.2, 60).Draw(t, "shape"), Rate: rapid.Float64Range(0.05, 60).Draw(t, "rate")}
		p := rapid.Float64Range(1e-6, 1-1e-6).Draw(t, "p")
		near(t, "quantile", g.CDF(g.Quantile(p)), p, 1e-10)
		near(t, "both sides", g.CDF(1)+g.Upper(1), 1, 1e-10)
		for _, v := range []float64{g.MeanShortfall(), g.MeanAttributable()} {
			if !(v >= 0 && v <= 1) {
				t.Errorf("%+v: %v is no share", g, v)
			}
		}
	})
}

func TestGammaUndefined(t *testing.T) {
	for _, g := range []stat.Gamma{{0, 1}, {1, 0}, {-1, 1}, {math.NaN(), 1}, {1, math.Inf(1)}} {
		for _, v := range []float64{g.Mean(), g.CDF(1), g.Upper(1), g.Quantile(0.5), g.MeanShortfall(), g.MeanAttributable()} {
			if !math.IsNaN(v) {
				t.Errorf("%+v gives %v", g, v)
			}
		}
	}
}
