package stat_test

import (
	"math"
	"testing"

	"timpora/risk/stat"
)

// meanVar draws n values and gives their mean and variance.
func meanVar(n int, draw func() float64) (mean, variance float64) {
	var sum, squares float64
	for range n {
		v := draw()
		sum += v
		squares += v * v
	}
	mean = sum / float64(n)
	return mean, squares/float64(n) - mean*mean
}

func TestDrawsHaveTheirMoments(t *testing.T) {
	const n = 200_000
	r := stat.NewRand(11, 0)
	for _, c := range []struct {
		name           string
		draw           func() float64
		mean, variance float64
	}{
		{"uniform", r.Float64, 0.5, 1.0 / 12},
		{"normal", r.Normal, 0, 1},
		{"gamma", func() float64 { return r.Gamma(3, 2) }, 1.5, 0.75},
		{"gamma of low shape", func() float64 { return r.Gamma(0.4, 0.5) }, 0.8, 1.6},
		{"beta", func() float64 { return r.Beta(2, 6) }, 0.25, 0.25 * 0.75 / 9},
		{"poisson", func() float64 { return r.Poisson(0.7) }, 0.7, 0.7},
		{"poisson of high mean", func() float64 { return r.Poisson(80) }, 80, 80},
		{"negative binomial", func() float64 { return r.NegBin(4, 0.5) }, 4, 12},
	} {
		mean, variance := meanVar(n, c.draw)
		near(t, c.name+" mean", mean, c.mean, 5*math.Sqrt(c.variance/n))
		near(t, c.name+" variance", variance, c.variance, 0.05*c.variance)
	}
}

func TestStreamsAreReproducibleAndApart(t *testing.T) {
	a, b, c := stat.NewRand(1, 2), stat.NewRand(1, 2), stat.NewRand(1, 3)
	same := 0
	for range 100 {
		x := a.Uint64()
		if x != b.Uint64() {
			t.Fatal("one stream gives two sequences")
		}
		if x == c.Uint64() {
			same++
		}
	}
	if same > 0 {
		t.Error("two streams share draws")
	}
	b.Reset(1, 3)
	if b.Uint64() != stat.NewRand(1, 3).Uint64() {
		t.Error("Reset is not NewRand")
	}
	if stat.Split(1, 2) == stat.Split(1, 3) || stat.Split(1, 2) == stat.Split(2, 2) {
		t.Error("parts share a seed")
	}
}

// The generator is PCG of math/rand/v2; its first words are fixed here, so that
// a change of stream would show as a change of every stored run.
func TestStreamsStayAsTheyAre(t *testing.T) {
	r := stat.NewRand(1, 0)
	if got := [2]uint64{r.Uint64(), r.Uint64()}; got != [2]uint64{0x320bc8698691aac8, 0x5e72682379148374} {
		t.Errorf("first words are %#x", got)
	}
}

func TestMultinomialDealsByWeight(t *testing.T) {
	r := stat.NewRand(5, 0)
	weights := []float64{1, 0, 3, math.SmallestNonzeroFloat64, 6}
	got := r.Multinomial(100_000, weights)
	for i, share := range []float64{0.1, 0, 0.3, 0, 0.6} {
		near(t, "share", got[i]/100_000, share, 5*math.Sqrt(share*(1-share)/100_000))
	}
	for _, none := range [][]float64{nil, {0, 0}, {-1}} {
		for _, v := range r.Multinomial(10, none) {
			if v != 0 {
				t.Errorf("weights %v were dealt %v", none, v)
			}
		}
	}
}

func TestDirichlet(t *testing.T) {
	r := stat.NewRand(6, 0)
	sums := make([]float64, 3)
	for range 20_000 {
		total := 0.0
		for i, v := range r.Dirichlet([]float64{17.5, 12.5, 0}) {
			sums[i] += v / 20_000
			total += v
		}
		near(t, "sum", total, 1, 1e-12)
	}
	near(t, "first", sums[0], 17.5/30, 0.004)
	near(t, "none", sums[2], 0, 0)
}

func TestUndefinedDraws(t *testing.T) {
	r := stat.NewRand(7, 0)
	near(t, "gamma", r.Gamma(0, 1), math.NaN(), 0)
	near(t, "poisson", r.Poisson(-1), 0, 0)
	near(t, "negative binomial", r.NegBin(math.NaN(), 1), 0, 0)
	if r.IntN(0) != 0 || len(r.Perm(-1)) != 0 {
		t.Error("empty ranges")
	}
}
