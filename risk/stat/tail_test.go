package stat_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"timpora/risk/stat"
)

func near(t interface {
	Helper()
	Errorf(string, ...any)
}, name string, got, want, slack float64) {
	t.Helper()
	if math.IsNaN(want) && math.IsNaN(got) || got == want {
		return
	}
	if !(math.Abs(got-want) <= slack) {
		t.Errorf("%s: got %.12g, want %.12g", name, got, want)
	}
}

func TestTailsSumToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := float64(rapid.IntRange(0, 200).Draw(t, "x"))
		mean := rapid.Float64Range(0.01, 150).Draw(t, "mean")
		alpha := rapid.SampledFrom([]float64{0, 0.01, 0.3, 1, 4}).Draw(t, "alpha")
		variance := mean + alpha*mean*mean
		near(t, "lower and upper", stat.NBLower(x, mean, alpha)+stat.NBUpper(x+1, mean, alpha), 1, 1e-10)
		near(t, "both mid-p", stat.NBLowerMid(x, mean, variance)+stat.NBUpperMid(x, mean, variance), 1, 1e-10)
		near(t, "poisson", stat.PoissonLowerMid(x, mean)+stat.PoissonUpperMid(x, mean), 1, 1e-10)
		half := stat.NBUpper(x+0.5, mean, alpha) // a fraction lies between its neighbours
		if half > stat.NBUpper(x, mean, alpha)+1e-12 || half < stat.NBUpper(x+1, mean, alpha)-1e-12 {
			t.Errorf("x %v: tail %v is not monotone", x, half)
		}
	})
}

func TestNegativeBinomialTendsToPoisson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := float64(rapid.IntRange(0, 40).Draw(t, "x"))
		mean := rapid.Float64Range(0.1, 30).Draw(t, "mean")
		want := stat.PoissonUpper(x, mean)
		for _, alpha := range []float64{0, 1e-12, 1e-8, 1e-7} {
			near(t, "upper", stat.NBUpper(x, mean, alpha), want, 1e-7+alpha*1000)
		}
		near(t, "variance below the mean", stat.NBUpperVar(x, mean, mean/2), want, 0)
	})
}

func TestTailsAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"nothing asked", stat.NBUpper(0, 3, 1), 1},
		{"nothing expected", stat.NBUpper(1, 0, 1), 0},
		{"nothing of nothing", stat.PoissonLower(0, 0), 1},
		{"infinitely many", stat.NBUpper(math.Inf(1), 3, 1), 0},
		{"below zero", stat.NBLower(-1, 3, 1), 0},
		{"negative mean", stat.PoissonUpper(1, -1), math.NaN()},
		{"negative alpha", stat.NBLower(1, 1, -1), math.NaN()},
		{"undefined x", stat.NBUpper(math.NaN(), 1, 1), math.NaN()},
		{"undefined mean", stat.NBUpper(1, math.NaN(), 1), math.NaN()},
		{"geometric", stat.NBUpper(2, 1, 1), 0.25}, // size 1, mean 1: P(X>=k) = 2^-k
	} {
		near(t, c.name, c.got, c.want, 1e-14)
	}
}

func TestDispersion(t *testing.T) {
	near(t, "by hand", stat.Dispersion([]float64{0, 6}, []float64{2, 2}), 2, 1e-15) // ((4-2)+(16-2))/8
	near(t, "underdispersed", stat.Dispersion([]float64{2, 2}, []float64{2, 2}), 0, 0)
	near(t, "nothing expected", stat.Dispersion([]float64{0}, []float64{0}), 0, 0)
	near(t, "lengths differ", stat.Dispersion([]float64{0}, nil), math.NaN(), 0)
	r := stat.NewRand(1, 0)
	y, m := make([]float64, 20_000), make([]float64, 20_000)
	for i := range y {
		m[i] = 1 + 9*r.Float64()
		y[i] = r.NegBin(m[i], 0.5)
	}
	near(t, "recovered", stat.Dispersion(y, m), 0.5, 0.06)
}

func TestFitNB(t *testing.T) {
	r := stat.NewRand(2, 0)
	y, n := make([]float64, 5000), make([]float64, 5000)
	for i := range y {
		n[i] = 10 + 90*r.Float64()
		y[i] = r.NegBin(0.1*n[i], 0.4)
	}
	fit := stat.FitNB(y, n)
	near(t, "rate", math.Exp(fit.LogRate), 0.1, 0.004)
	near(t, "theta", fit.Theta, 2.5, 0.25)
	flat := stat.FitNB([]float64{3, 3, 3, 3}, []float64{1, 1, 1, 1})
	near(t, "no overdispersion", flat.Theta, math.Inf(1), 0)
	near(t, "its rate", flat.LogRate, math.Log(3), 1e-12)
	near(t, "no cases", stat.FitNB([]float64{0}, []float64{1}).Theta, math.NaN(), 0)
}

func TestGarwoodEdges(t *testing.T) {
	low, high := stat.Garwood(0, 1, 0.95)
	near(t, "low", low, 0, 0)
	near(t, "high", high, -math.Log(0.025), 1e-9) // no events: exp(-u) = 0.025
	low, high = stat.Garwood(3, 0, 0.95)
	near(t, "nothing expected, low", low, math.NaN(), 0)
	near(t, "nothing expected, high", high, math.NaN(), 0)
}
