package stat_test

import (
	"math"
	"testing"
	"time"

	"timpora/risk/stat"
)

// ratio runs part of the work by a naive implementation beside the benchmark
// and reports how many times longer the whole would take.
func ratio(b *testing.B, part float64, naive func()) {
	b.Helper()
	perOp := b.Elapsed().Seconds() / float64(b.N)
	b.StopTimer()
	start := time.Now()
	naive()
	b.ReportMetric(time.Since(start).Seconds()/part/perOp, "naive/ours")
}

func BenchmarkGiStar(b *testing.B) {
	neighbours := hexagons(100, 100)
	x, _ := world(len(neighbours), 5000, 0.5, 1)
	for b.Loop() {
		stat.GiStar(x, neighbours)
	}
	ratio(b, 1, func() { naiveGiStar(x, neighbours) })
}

// naiveGiStar takes mean and variance anew for every cell from a full row of
// weights, as a dense matrix would.
func naiveGiStar(x []float64, neighbours [][]int32) []float64 {
	n := float64(len(x))
	out := make([]float64, len(x))
	row := make([]float64, len(x))
	for i := range x {
		clear(row)
		row[i] = 1
		for _, j := range neighbours[i] {
			row[j] = 1
		}
		var sum, squares, w, wx float64
		for j, v := range x {
			sum += v
			squares += v * v
			w += row[j]
			wx += row[j] * v
		}
		mean := sum / n
		s := math.Sqrt(squares/n - mean*mean)
		out[i] = (wx - w*mean) / (s * math.Sqrt((n*w-w*w)/(n-1)))
	}
	return out
}

func BenchmarkGiPermutation(b *testing.B) {
	neighbours := hexagons(100, 100)
	x, _ := world(len(neighbours), 5000, 0.5, 1)
	for b.Loop() {
		stat.GiPermutation(x, neighbours, 999, 1)
	}
	ratio(b, 99.0/999, func() { naivePermutation(x, neighbours, 99) })
}

// naivePermutation draws for every cell on its own.
func naivePermutation(x []float64, neighbours [][]int32, permutations int) (upper []int) {
	r := stat.NewRand(1, 0)
	upper = make([]int, len(x))
	for i, list := range neighbours {
		observed := 0.0
		for _, j := range list {
			observed += x[j]
		}
		for range permutations {
			sum := 0.0
			taken := map[int]bool{i: true}
			for len(taken) <= len(list) {
				if j := r.IntN(len(x)); !taken[j] {
					taken[j] = true
					sum += x[j]
				}
			}
			if sum >= observed {
				upper[i]++
			}
		}
	}
	return upper
}

func BenchmarkScanCircle(b *testing.B) {
	neighbours := hexagons(100, 100)
	cases, exposure := world(len(neighbours), 2000, 0, 1)
	in := stat.ScanInput{Cases: cases, Expected: exposure, Orders: stat.OrdersByRings(neighbours, 91)}
	o := stat.ScanOptions{Shape: stat.ShapeCircle, Replications: 999, Workers: 2, Seed: 1}
	for b.Loop() {
		if _, err := stat.Scan(in, o); err != nil {
			b.Fatal(err)
		}
	}
	ratio(b, 20.0/999, func() {
		for range 20 {
			naiveMaximum(cases, exposure, in.Orders)
		}
	})
}

// naiveMaximum sums every circle from nothing and takes every logarithm.
func naiveMaximum(cases, exposure []float64, orders []stat.Order) float64 {
	var total, sum, top float64
	for i, c := range cases {
		total += c
		sum += exposure[i]
	}
	for _, order := range orders {
		for _, end := range order.Ends {
			var c, e float64
			for _, j := range order.Cells[:end] {
				c += cases[j]
				e += exposure[j] * total / sum
			}
			top = math.Max(top, stat.LLR(c, e, total))
		}
	}
	return top
}

// BenchmarkScanRestricted is set against the search without restriction among
// the 8 nearest cells; it grows with two to the power of their number.
func BenchmarkScanRestricted(b *testing.B) {
	neighbours := hexagons(68, 69)
	for name, null := range map[string]stat.Null{"poisson": stat.NullPoisson, "gamma_poisson": stat.NullGammaPoisson} {
		for _, size := range []struct {
			name  string
			total float64
		}{{"300", 300}, {"3000", 3000}} {
			b.Run(name+"/"+size.name, func(b *testing.B) {
				cases, exposure := world(len(neighbours), size.total, 0.5, 1)
				in := stat.ScanInput{Cases: cases, Expected: exposure, Neighbours: neighbours}
				o := stat.ScanOptions{Shape: stat.ShapeRestricted, Null: null, Alpha: 0.5, Replications: 999, Workers: 2, Seed: 1}
				for b.Loop() {
					if _, err := stat.Scan(in, o); err != nil {
						b.Fatal(err)
					}
				}
				ratio(b, 1, func() {
					o.Shape, o.K = stat.ShapeFlexible, 8
					if _, err := stat.Scan(in, o); err != nil {
						b.Fatal(err)
					}
				})
			})
		}
	}
}
