package stat_test

import (
	"cmp"
	"math"
	"testing"

	"pgregory.net/rapid"

	"timpora/risk/stat"
)

func naiveKendall(x, y []float64) float64 {
	var s, a, b float64
	for i := range x {
		for j := range i {
			u, v := float64(cmp.Compare(x[i], x[j])), float64(cmp.Compare(y[i], y[j]))
			s += u * v
			a += u * u
			b += v * v
		}
	}
	if a == 0 || b == 0 {
		return math.NaN()
	}
	return s / math.Sqrt(a) / math.Sqrt(b)
}

// naiveAUC compares every pair.
func naiveAUC(score, events []float64) float64 {
	var won, pairs float64
	for i := range score {
		for j := range score {
			if events[i] > 0 && events[j] <= 0 {
				pairs++
				won += float64(cmp.Compare(score[i], score[j])+1) / 2
			}
		}
	}
	if pairs == 0 {
		return math.NaN()
	}
	return won / pairs
}

func TestRankingsAgainstPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "n")
		draw := func(name string, top int) []float64 {
			out := make([]float64, n)
			for i := range out {
				out[i] = float64(rapid.IntRange(0, top).Draw(t, name))
			}
			return out
		}
		x, y, events := draw("x", 6), draw("y", 9), draw("events", 1)
		near(t, "Kendall", stat.Kendall(x, y), naiveKendall(x, y), 1e-12)
		near(t, "itself", stat.Kendall(x, x), naiveKendall(x, x), 1e-12)
		near(t, "AUC", stat.AUC(x, events), naiveAUC(x, events), 1e-12)
		near(t, "symmetry", stat.Spearman(x, y), stat.Spearman(y, x), 1e-12)
		if p := stat.AveragePrecision(x, events); p < 0 || p > 1+1e-12 {
			t.Errorf("average precision %v", p)
		}
	})
}

func TestOverlap(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b []int
		k    int
		want float64
	}{
		{"same", []int{1, 2, 3}, []int{3, 1, 2}, 3, 1},
		{"one of two", []int{1, 2, 3}, []int{2, 3, 1}, 2, 0.5},
		{"short list", []int{1}, []int{1, 2}, 2, 0.5},
		{"no k", nil, nil, 0, math.NaN()},
	} {
		near(t, c.name, stat.Overlap(c.a, c.b, c.k), c.want, 0)
	}
}

func TestRankingsOfNothing(t *testing.T) {
	near(t, "Kendall", stat.Kendall([]float64{1}, []float64{1}), math.NaN(), 0)
	near(t, "Spearman", stat.Spearman([]float64{1, 2}, []float64{1}), math.NaN(), 0)
	near(t, "AUC", stat.AUC([]float64{1, 2}, []float64{1, 1}), math.NaN(), 0)
	near(t, "average precision", stat.AveragePrecision([]float64{1}, []float64{0}), math.NaN(), 0)
	h := stat.HitsAt([]float64{1, 2}, []float64{0, 0}, []float64{1, 1}, 1)
	near(t, "hit rate", h.HitRate, math.NaN(), 0)
	near(t, "precision", h.Precision, 0, 0)
	if w := stat.HitsWithin([]float64{1, 2}, []float64{1, 0}, []float64{1, 1}, 0.5); len(w.Flagged) != 1 || w.Flagged[0] != 1 {
		t.Errorf("%+v", w)
	}
}

func TestCalibrateRefuses(t *testing.T) {
	for name, c := range map[string]stat.Calibration{
		"none":         stat.Calibrate(nil, nil, 10),
		"lengths":      stat.Calibrate([]float64{1}, nil, 10),
		"no bins":      stat.Calibrate([]float64{1}, []float64{1}, 0),
		"out of range": stat.Calibrate([]float64{1.2}, []float64{1}, 10),
	} {
		near(t, name, c.Brier, math.NaN(), 0)
	}
}

// Murphy's decomposition is exact where forecasts are constant within bins.
func TestCalibrateDecomposes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p, y []float64
		for range rapid.IntRange(1, 50).Draw(t, "n") {
			p = append(p, float64(rapid.IntRange(0, 4).Draw(t, "p"))/4)
			y = append(y, float64(rapid.IntRange(0, 1).Draw(t, "y")))
		}
		c := stat.Calibrate(p, y, 4)
		if len(c.Table) > 0 && c.Table[len(c.Table)-1].Bin == 3 {
			c = stat.Calibrate(p, y, 5) // the last two of four bins would share one
		}
		near(t, "decomposition", c.Reliability-c.Resolution+c.Uncertainty, c.Brier, 1e-12)
	})
}
