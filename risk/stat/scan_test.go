package stat_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"timpora/risk/stat"
)

// planted is a null world with a disc of seven cells at a higher rate.
func planted(rate float64, seed uint64) (stat.ScanInput, []int32) {
	neighbours := hexagons(12, 12)
	_, exposure := world(len(neighbours), 0, 0, seed)
	disc := append([]int32{66}, neighbours[66]...)
	slices.Sort(disc)
	r := stat.NewRand(seed, 1)
	cases := make([]float64, len(exposure))
	for i, e := range exposure {
		if slices.Contains(disc, int32(i)) {
			e *= rate
		}
		cases[i] = r.Poisson(e)
	}
	return stat.ScanInput{Cases: cases, Expected: exposure, Neighbours: neighbours}, disc
}

func TestScanFindsWhatWasPlanted(t *testing.T) {
	in, disc := planted(6, 5)
	for _, shape := range []stat.Shape{stat.ShapeCircle, stat.ShapeRestricted, stat.ShapeFlexible} {
		t.Run(string(shape), func(t *testing.T) {
			k := map[stat.Shape]int{stat.ShapeCircle: 37, stat.ShapeRestricted: 37, stat.ShapeFlexible: 7}[shape]
			got, err := stat.Scan(in, stat.ScanOptions{Shape: shape, K: k, Replications: 199, Seed: 3})
			if err != nil {
				t.Fatal(err)
			}
			best, right := got.Clusters[0], 0
			for _, m := range best.Members {
				if slices.Contains(disc, m) {
					right++
				}
			}
			if best.P > 0.05 || right < 5 {
				t.Errorf("p %v, %d of 7 planted cells in %v", best.P, right, best.Members)
			}
		})
	}
}

func TestScanIsTheSameOnAnyNumberOfWorkers(t *testing.T) {
	in, _ := planted(2, 9)
	for _, shape := range []stat.Shape{stat.ShapeCircle, stat.ShapeFlexible, stat.ShapeRestricted} {
		for _, null := range []stat.Null{stat.NullPoisson, stat.NullGammaPoisson} {
			o := stat.ScanOptions{Shape: shape, K: 8, Null: null, Alpha: 0.7, Replications: 150, Stop: 40, Seed: 2}
			var texts []string
			for _, workers := range []int{1, 2, 5} {
				o.Workers = workers
				got, err := stat.Scan(in, o)
				if err != nil {
					t.Fatal(err)
				}
				texts = append(texts, fmt.Sprintf("%v", got))
			}
			if texts[0] != texts[1] || texts[0] != texts[2] {
				t.Errorf("%s, %s: workers change the result", shape, null)
			}
		}
	}
}

func TestScanRefusesWhatHasNoMeaning(t *testing.T) {
	pair := [][]int32{{1}, {0}}
	good := stat.ScanInput{Cases: []float64{3, 1}, Expected: []float64{1, 1}, Neighbours: pair}
	cases := map[string]struct {
		in stat.ScanInput
		o  stat.ScanOptions
	}{
		"no cells":          {stat.ScanInput{}, stat.ScanOptions{}},
		"negative exposure": {stat.ScanInput{Cases: []float64{1, 1}, Expected: []float64{1, -1}, Neighbours: pair}, stat.ScanOptions{}},
		"undefined count":   {stat.ScanInput{Cases: []float64{math.NaN(), 1}, Expected: []float64{1, 1}, Neighbours: pair}, stat.ScanOptions{}},
		"no exposure":       {stat.ScanInput{Cases: []float64{1, 1}, Expected: []float64{0, 0}, Neighbours: pair}, stat.ScanOptions{}},
		"lengths differ":    {stat.ScanInput{Cases: []float64{1, 1}, Expected: []float64{1}, Neighbours: pair}, stat.ScanOptions{}},
		"no graph":          {stat.ScanInput{Cases: []float64{1, 1}, Expected: []float64{1, 1}}, stat.ScanOptions{Shape: stat.ShapeRestricted}},
		"neighbour outside": {stat.ScanInput{Cases: []float64{1}, Expected: []float64{1}, Neighbours: [][]int32{{4}}}, stat.ScanOptions{}},
		"unknown shape":     {good, stat.ScanOptions{Shape: "ellipse"}},
		"unknown null":      {good, stat.ScanOptions{Null: "normal"}},
		"negative alpha":    {good, stat.ScanOptions{Null: stat.NullGammaPoisson, Alpha: -1}},
		"K too large":       {good, stat.ScanOptions{Shape: stat.ShapeFlexible, K: 65}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if _, err := stat.Scan(c.in, c.o); !errors.Is(err, stat.ErrScanInput) {
				t.Errorf("got error %v", err)
			}
		})
	}
}

// Water between two shores: the high cells on both sides are never one zone.
func TestScanDoesNotCrossWater(t *testing.T) {
	neighbours := [][]int32{{1}, {0}, {3}, {2}, {5}, {4}}
	in := stat.ScanInput{
		Cases: []float64{1, 9, 9, 1, 1, 1}, Expected: []float64{4, 4, 4, 4, 4, 4}, Neighbours: neighbours,
	}
	for _, shape := range []stat.Shape{stat.ShapeCircle, stat.ShapeFlexible, stat.ShapeRestricted} {
		got, err := stat.Scan(in, stat.ScanOptions{Shape: shape})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range got.Clusters {
			if slices.Contains(c.Members, 1) && slices.Contains(c.Members, 2) {
				t.Errorf("%s: %v spans the water", shape, c.Members)
			}
		}
		if len(got.Clusters) < 2 || !math.IsNaN(got.Clusters[0].P) {
			t.Errorf("%s: %+v", shape, got.Clusters)
		}
	}
}

func TestScanWithoutCases(t *testing.T) {
	in := stat.ScanInput{Cases: make([]float64, 4), Expected: []float64{1, 1, 1, 1}, Neighbours: hexagons(2, 2)}
	for _, shape := range []stat.Shape{stat.ShapeCircle, stat.ShapeFlexible, stat.ShapeRestricted} {
		got, err := stat.Scan(in, stat.ScanOptions{Shape: shape, Replications: 9, Null: stat.NullGammaPoisson, Alpha: 1})
		if err != nil || len(got.Clusters) != 0 || got.Total != 0 {
			t.Errorf("%s: %+v, %v", shape, got, err)
		}
	}
}

// Under the null the p-value of the best cluster is at most 0.1 in about a
// tenth of the worlds; 200 worlds hold the share within 4 standard errors.
func TestScanKeepsItsLevel(t *testing.T) {
	neighbours := hexagons(8, 8)
	_, exposure := world(64, 0, 0, 4)
	const worlds, alpha = 200, 0.5
	low := 0
	for w := range worlds {
		r := stat.NewRand(77, uint64(w))
		cases := make([]float64, 64)
		for i, e := range exposure {
			cases[i] = r.NegBin(2*e, alpha)
		}
		got, err := stat.Scan(stat.ScanInput{Cases: cases, Expected: exposure, Neighbours: neighbours}, stat.ScanOptions{
			Shape: stat.ShapeRestricted, Null: stat.NullGammaPoisson, Alpha: alpha, Replications: 99, Stop: 20, Seed: uint64(w),
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Clusters) > 0 && got.Clusters[0].P <= 0.1 {
			low++
		}
	}
	if low > 37 {
		t.Errorf("%d of %d null worlds at p <= 0.1", low, worlds)
	}
}
