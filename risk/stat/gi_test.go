package stat_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"timpora/risk/stat"
)

func TestGiUnderAffineChange(t *testing.T) {
	neighbours := hexagons(5, 6)
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(0, 50), 30, 30).Draw(t, "x")
		scale := rapid.SampledFrom([]float64{-3, 0.01, 2, 700}).Draw(t, "scale")
		y := make([]float64, len(x))
		spread := 0.0
		for i, v := range x {
			y[i] = 5 + scale*v
			spread = math.Max(spread, math.Abs(v-x[0]))
		}
		if spread < 1e-3 {
			t.Skip("no variance to speak of")
		}
		a, b := stat.GiStar(x, neighbours), stat.GiStar(y, neighbours)
		c, d := stat.LocalGi(x, neighbours), stat.LocalGi(y, neighbours)
		for i := range a {
			near(t, "Gi*", b[i].Z, math.Copysign(1, scale)*a[i].Z, 1e-6)
			near(t, "Gi", d[i].Z, math.Copysign(1, scale)*c[i].Z, 1e-5*math.Max(1, math.Abs(c[i].Z)))
		}
	})
}

func TestGiAgainstTheDenseFormula(t *testing.T) {
	neighbours := hexagons(9, 9)
	x, _ := world(81, 100, 0.5, 3)
	want := naiveGiStar(x, neighbours)
	for i, g := range stat.GiStar(x, neighbours) {
		near(t, "z", g.Z, want[i], 1e-11)
	}
}

func TestGiOfListsThatDiffer(t *testing.T) {
	for _, g := range append(stat.GiStar([]float64{1, 2}, nil), stat.LocalGi([]float64{1, 2}, nil)...) {
		if !g.Undefined || g.P != 1 || !math.IsNaN(g.Z) {
			t.Errorf("%+v", g)
		}
	}
}

func TestBin(t *testing.T) {
	for _, c := range []struct {
		z, q float64
		want int
	}{{2, 0.01, 3}, {-2, 0.05, -2}, {2, 0.1, 1}, {2, 0.11, 0}, {math.NaN(), 0.001, 0}, {3, math.NaN(), 0}, {0, 0.001, 0}} {
		if got := stat.Bin(c.z, c.q); got != c.want {
			t.Errorf("z %v, q %v: got %d, want %d", c.z, c.q, got, c.want)
		}
	}
}

// Permutation p-values against drawing for every cell on its own.
func TestPermutationAgainstNaive(t *testing.T) {
	neighbours := hexagons(4, 5)
	neighbours[7] = nil // an island
	x, _ := world(20, 30, 1, 4)
	const draws = 4000
	upper := naivePermutation(x, neighbours, draws)
	for i, g := range stat.GiPermutation(x, neighbours, draws, 9) {
		if i == 7 {
			if !math.IsNaN(g.Z) || g.P != 1 {
				t.Errorf("island: %+v", g)
			}
			continue
		}
		p := float64(upper[i]+1) / (draws + 1)
		near(t, "p_upper", g.Upper, p, 5*math.Sqrt(2*p*(1-p)/draws)+1e-3)
	}
}
