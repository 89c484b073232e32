package stat_test

import (
	"math"
	"testing"

	"timpora/risk/stat"
)

func TestEARSOfShortAndQuietSeries(t *testing.T) {
	for _, v := range stat.EARSBounds([]float64{1, 2, 3}, stat.EARSOptions{}).C1 {
		near(t, "too short", v, math.NaN(), 0)
	}
	quiet := stat.EARSBounds(make([]float64, 12), stat.EARSOptions{})
	// No case at all: the floor of 0.5 times the normal quantile of 0.999, 3.090232.
	near(t, "C1", quiet.C1[11], 0.5*3.090232306167813, 1e-9)
	near(t, "C2", quiet.C2[11], 0.5*3.090232306167813, 1e-9)
	near(t, "before the baseline", quiet.C2[8], math.NaN(), 0)
}

func TestCUSUMNeedsAMean(t *testing.T) {
	near(t, "no mean", stat.CUSUM([]float64{1}, 0, 1, stat.Rossi)[0], math.NaN(), 0)
	// Scores (3-1)/1 and (0-1)/1 less 0.5: 1.5, then 0.
	got := stat.CUSUM([]float64{3, 0, 0}, 1, 0.5, stat.StandardScore)
	near(t, "up", got[0], 1.5, 1e-15)
	near(t, "down", got[1], 0, 1e-15)
	near(t, "never below", got[2], 0, 0)
}

func TestEWMALimitsWiden(t *testing.T) {
	c := stat.EWMAChart(make([]float64, 40), 0, 1, 0.3, 3)
	for i := 1; i < 40; i++ {
		if c.Upper[i] < c.Upper[i-1] || c.Upper[i] > c.UCL || c.Lower[i] != -c.Upper[i] {
			t.Fatalf("limits at %d: %v, %v", i, c.Lower[i], c.Upper[i])
		}
	}
	near(t, "asymptote", c.Upper[39], c.UCL, 1e-6)
}

func TestChapmanRefuses(t *testing.T) {
	for _, c := range [][3]float64{{3, 3, 4}, {3, 3, -1}, {2, 5, math.NaN()}} {
		near(t, "estimate", stat.Chapman(c[0], c[1], c[2]).Estimate, math.NaN(), 0)
	}
}

func TestGumbelEdges(t *testing.T) {
	near(t, "one draw", stat.GumbelP(1, []float64{1}), math.NaN(), 0)
	near(t, "equal draws, above", stat.GumbelP(2, []float64{1, 1}), 0, 0)
	near(t, "equal draws, below", stat.GumbelP(0, []float64{1, 1}), 1, 0)
	near(t, "no draws", stat.MonteCarloP(1, nil, 5), math.NaN(), 0)
}
