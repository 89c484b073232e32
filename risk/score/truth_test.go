package score_test

import (
	"math"
	"testing"

	"timpora/risk"
	"timpora/risk/score"
	"timpora/risk/stat"
)

// Where nothing deviates from the expectation, O and the reporting gap are 0
// and the rest of the score stays.
func TestKnownScoreOfATruth(t *testing.T) {
	f, p := frame(20), quick(t)
	in := empty(f)
	for i := range in.Cells {
		c := &in.Cells[i]
		c.Days, c.DaysDecayed, c.Staying, c.Hours = 100, 50, float64(i), float64(i%5)
		c.Verified, c.Incidents, c.Decayed, c.Told, c.ToldVerified = i%3, float64(i%3), float64(i%3)/2, i%3, float64(i%3)/2
	}
	ones, high := make([]float64, 20), make([]float64, 20)
	for i := range ones {
		ones[i], high[i] = 1, 4
	}
	scores, _ := score.Cells(f, in, p, 1)
	at := score.Known(f, in, p, score.Truth{Weights: p.Weights, Incidents: ones, Reports: ones})
	above := score.Known(f, in, p, score.Truth{Weights: p.Weights, Incidents: high, Reports: ones})
	for i, s := range scores {
		want := 0.0
		for _, r := range s.Reasons {
			if r.Factor != "incident_ratio" && r.Factor != "reporting_gap" {
				want += r.Points
			}
		}
		if math.Abs(at[i]-want) > 1e-9 {
			t.Errorf("cell %d: %v at ratios of 1, want %v", i, at[i], want)
		}
		// a ratio of 4 makes 3/4 of the incidents more than expected
		if math.Abs(above[i]-want-100*p.Weights.O*0.75) > 1e-9 {
			t.Errorf("cell %d: %v at a ratio of 4, want %v more", i, above[i], 100*p.Weights.O*0.75)
		}
	}
}

// world draws incidents around an expectation with ratios Gamma(2, 2), each
// to the rate of the whole.
func world(f risk.Frame, each float64, r *stat.Rand) (score.Inputs, []float64) {
	in, ratios, mean := empty(f), make([]float64, len(f.Cells)), 0.0
	for i := range in.Cells {
		ratios[i] = r.Gamma(2, 2)
		mean += ratios[i] / float64(len(ratios))
		n := r.Poisson(each * ratios[i])
		c := &in.Cells[i]
		c.Days, c.DaysDecayed = 1, 1
		c.Verified, c.Incidents, c.Decayed, c.Told, c.ToldVerified = int(n), n, n, int(n), n
	}
	for i := range ratios {
		ratios[i] /= mean
	}
	return in, ratios
}

// The intervals hold nine of ten truths, with many incidents and with so few
// that they leave the overdispersion open.
func TestIntervalsOfRatiosHoldTheTruth(t *testing.T) {
	f, p := frame(300), quick(t)
	for _, each := range []float64{5, 0.5, 0.15} {
		in, n := 0, 0
		for w := range uint64(40) {
			inputs, truth := world(f, each, stat.NewRand(8, w))
			for i, b := range score.Ratios(f, inputs, p, w) {
				n++
				if truth[i] >= b.Low && truth[i] <= b.High {
					in++
				}
			}
		}
		if share := float64(in) / float64(n); share < 0.86 || share > 0.94 {
			t.Errorf("%v incidents a cell: %.3f of the truths lie in their interval", each, share)
		}
	}
}

func TestExposureSumsToOne(t *testing.T) {
	f, p := frame(30), quick(t)
	in := empty(f)
	for name, fill := range map[string]func(){
		"land alone": func() {}, "persons and lodging": func() { in.Cells[3].Days, in.Cells[4].DaysDecayed, in.Cells[5].Lodging = 7, 3, 2 },
	} {
		fill()
		plain, decayed := score.Exposure(f, in, p)
		var a, b float64
		for i := range plain {
			if !(plain[i] > 0 && decayed[i] > 0) {
				t.Errorf("%s: cell %d has no exposure", name, i)
			}
			a, b = a+plain[i], b+decayed[i]
		}
		if math.Abs(a-1) > 1e-9 || math.Abs(b-1) > 1e-9 {
			t.Errorf("%s: exposures sum to %v and %v", name, a, b)
		}
	}
}
