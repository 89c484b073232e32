package stat_test

import (
	"math"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"timpora/risk/stat"
)

// connected says whether the cells of a bit set hang together.
func connected(set uint32, neighbours [][]int32) bool {
	reached := set & -set
	for {
		next := reached
		for rest := reached; rest != 0; rest &= rest - 1 {
			for _, j := range neighbours[bits.TrailingZeros32(rest)] {
				next |= set & (1 << j)
			}
		}
		if next == reached {
			return reached == set
		}
		reached = next
	}
}

// bruteForce tries every connected subset of the map whose cells all pass.
func bruteForce(in stat.ScanInput, pass func(i int) bool) (zones int, top float64) {
	var total, sum float64
	for i, c := range in.Cases {
		total += c
		sum += in.Expected[i]
	}
	for set := uint32(1); set < 1<<len(in.Cases); set++ {
		var c, e float64
		ok := connected(set, in.Neighbours)
		for rest := set; rest != 0 && ok; rest &= rest - 1 {
			i := bits.TrailingZeros32(rest)
			ok = pass(i)
			c += in.Cases[i]
			e += in.Expected[i] / sum * total
		}
		if !ok {
			continue
		}
		zones++
		if c >= 2 {
			top = math.Max(top, stat.LLR(c, e, total))
		}
	}
	return zones, top
}

func TestFlexibleScansAgainstBruteForce(t *testing.T) {
	neighbours := hexagons(3, 4)
	rapid.Check(t, func(t *rapid.T) {
		in := stat.ScanInput{Neighbours: neighbours}
		total, sum := 0.0, 0.0
		for range neighbours {
			in.Cases = append(in.Cases, float64(rapid.IntRange(0, 6).Draw(t, "cases")))
			in.Expected = append(in.Expected, rapid.Float64Range(0.1, 5).Draw(t, "expected"))
			total += in.Cases[len(in.Cases)-1]
			sum += in.Expected[len(in.Expected)-1]
		}
		for _, shape := range []stat.Shape{stat.ShapeFlexible, stat.ShapeRestricted} {
			zones, top := bruteForce(in, func(i int) bool {
				return shape == stat.ShapeFlexible || stat.PoissonUpperMid(in.Cases[i], in.Expected[i]/sum*total) < 0.2
			})
			got, err := stat.Scan(in, stat.ScanOptions{Shape: shape, K: 12, MaxShare: 1})
			if err != nil {
				t.Fatal(err)
			}
			llr := 0.0
			if len(got.Clusters) > 0 {
				llr = got.Clusters[0].LLR
			}
			if math.Abs(llr-top) > 1e-9 || total > 0 && got.Zones != zones {
				t.Fatalf("%s: %d zones with %v, want %d with %v", shape, got.Zones, llr, zones, top)
			}
		}
	})
}

// The replications must run the search that the observed counts went through:
// with the observed world among the replications both give the same maximum.
// Totals beyond 16 bits take the other path of the circles.
func TestCircleMaximaAgreeAcrossPaths(t *testing.T) {
	in, _ := planted(1, 3)
	in.Orders = stat.OrdersByRings(in.Neighbours, 19)
	small, err := stat.Scan(in, stat.ScanOptions{Replications: 50, Seed: 8})
	if err != nil {
		t.Fatal(err)
	}
	large := in
	large.Cases = slices.Clone(in.Cases)
	large.Cases[0] += 70_000
	wide, err := stat.Scan(large, stat.ScanOptions{Replications: 50, Seed: 8})
	if err != nil {
		t.Fatal(err)
	}
	mean := func(x []float64) float64 {
		sum := 0.0
		for _, v := range x {
			sum += v / float64(len(x))
		}
		return sum
	}
	// The maximum of the statistic hardly depends on the total.
	if a, b := mean(small.Maxima), mean(wide.Maxima); math.Abs(a-b) > 0.35*a {
		t.Errorf("mean maxima %v and %v", a, b)
	}
}

func TestEarlyStoppingCountsAsBesagAndClifford(t *testing.T) {
	draws := []float64{5, 1, 6, 2, 7, 3}
	cases := []struct {
		name     string
		observed float64
		stop     int
		want     float64
	}{
		{"reached after five", 5, 3, 3.0 / 5},
		{"reached at once", 0, 2, 2.0 / 2},
		{"never reached", 6.5, 3, 2.0 / 7},
		{"no stopping", 5, 0, 4.0 / 7},
	}
	for _, c := range cases {
		if got := stat.MonteCarloP(c.observed, draws, c.stop); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	in, _ := planted(1, 21)
	full, err := stat.Scan(in, stat.ScanOptions{Replications: 499, Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	short, err := stat.Scan(in, stat.ScanOptions{Replications: 499, Stop: 25, Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	if !short.Stopped || len(short.Maxima) >= len(full.Maxima) {
		t.Fatalf("drew %d of %d", len(short.Maxima), len(full.Maxima))
	}
	if !slices.Equal(short.Maxima, full.Maxima[:len(short.Maxima)]) {
		t.Error("stopping early changed the draws")
	}
}
