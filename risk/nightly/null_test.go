package nightly_test

import (
	"math"
	"os"
	"strconv"
	"testing"

	"timpora/risk/nightly"
	"timpora/risk/score"
	"timpora/risk/stat"
)

// nullWorld draws incidents from the exposure alone: counts of each cell are
// Poisson with the expectation, times a gamma of the given shape if above 0.
func nullWorld(in score.Inputs, expected []float64, shape float64, r *stat.Rand) score.Inputs {
	cells := make([]score.Cell, len(in.Cells))
	copy(cells, in.Cells)
	for i := range cells {
		mean := expected[i]
		if shape > 0 {
			mean *= r.Gamma(shape, shape)
		}
		n := r.Poisson(mean)
		c := &cells[i]
		c.Verified, c.Incidents, c.Decayed, c.Origins = int(n), n, n/2, score.Origins{Community: int(n)}
		c.Told, c.ToldVerified, c.Unproven, c.Own = int(n), n/2, nil, 0
		c.Recent = recentOf(int(n), r)
	}
	in.Cells = cells
	return in
}

// recentOf spreads incidents evenly over the window of 730 days and keeps
// those of the last six periods of 28.
func recentOf(n int, r *stat.Rand) []float64 {
	var out []float64
	for range n {
		if period := r.IntN(730) / 28; period < 6 {
			if out == nil {
				out = make([]float64, 6)
			}
			out[period]++
		}
	}
	return out
}

// worlds is how many null worlds a test draws; the slow figure of the manual
// is made with TIMPORA_WORLDS=1000.
func worlds(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("TIMPORA_WORLDS")); err == nil {
		return n
	}
	if testing.Short() {
		return 10
	}
	return 30
}

// The limits are those of the design, 5 % and 7 % of maps with any false
// cluster, plus three standard errors of the worlds drawn.
func TestNullWorldsHaveFewClusters(t *testing.T) {
	frame := officeFrame(t)
	records, _ := demo(t, 1)
	p, err := score.ParsePolicy(demoJob(frame).Policy)
	if err != nil {
		t.Fatal(err)
	}
	p.Ranking.Draws = 20
	in := nightly.Aggregate(frame, records, demoTime(), p)
	expected := score.Expected(frame, in, p)
	n := worlds(t)
	for _, tt := range []struct {
		name  string
		shape float64
		limit float64
	}{{"Poisson", 0, 0.05}, {"gamma shape 2", 2, 0.07}} {
		t.Run(tt.name, func(t *testing.T) {
			alarms := 0
			for w := range n {
				world := nullWorld(in, expected, tt.shape, stat.NewRand(11, uint64(w)))
				result, err := nightly.Evaluate(frame, world, p, 1, 65)
				if err != nil {
					t.Fatal(err)
				}
				if len(result.Clusters) > 0 {
					alarms++
				}
			}
			most := tt.limit*float64(n) + 3*stdev(tt.limit, n)
			t.Logf("%d of %d worlds with a false cluster", alarms, n)
			if float64(alarms) > most {
				t.Errorf("%d of %d worlds have a false cluster, want at most %.0f", alarms, n, most)
			}
		})
	}
}

func stdev(p float64, n int) float64 { return math.Sqrt(p * (1 - p) * float64(n)) }
