package plan

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"timpora/geo"
)

func anyPoints(t *rapid.T, most int) (geo.Point, []geo.Point) {
	one := func() geo.Point {
		return geo.Point{Lon: rapid.Float64Range(114.4, 115.8).Draw(t, "lon"), Lat: rapid.Float64Range(-8.6, -8.0).Draw(t, "lat")}
	}
	points := make([]geo.Point, rapid.IntRange(0, most).Draw(t, "points"))
	for i := range points {
		points[i] = one()
	}
	return one(), points
}

func inOrder(points []geo.Point, tour []int) []geo.Point {
	out := make([]geo.Point, len(tour))
	for n, i := range tour {
		out[n] = points[i]
	}
	return out
}

func TestOrderIsNoWorseThanTheGivenOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		office, points := anyPoints(t, 40)
		tour := order(office, points)
		seen := make([]bool, len(points))
		for _, i := range tour {
			if seen[i] {
				t.Fatalf("stop %d twice in %v", i, tour)
			}
			seen[i] = true
		}
		if len(tour) != len(points) {
			t.Fatalf("%d stops of %d", len(tour), len(points))
		}
		naive, got := round(office, points), round(office, inOrder(points, tour))
		near := round(office, inOrder(points, nearest(distances(office, points))))
		if got > naive+1e-6 || got > near+1e-6 {
			t.Fatalf("%v m, given %v m, nearest neighbour %v m", got, naive, near)
		}
	})
}

// Up to nine stops the round is the shortest of all permutations.
func TestShortestAgainstAllPermutations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		office, points := anyPoints(t, 6)
		far := distances(office, points)
		best := math.Inf(1)
		permute(len(points), func(tour []int) { best = min(best, length(far, tour)) })
		if got := length(far, order(office, points)); math.Abs(got-best) > 1e-6 {
			t.Fatalf("%v m, the best of all is %v m", got, best)
		}
	})
}

// permute calls f with every permutation of 0..n-1 (Heap's algorithm).
func permute(n int, f func([]int)) {
	p, c := make([]int, n), make([]int, n)
	for i := range p {
		p[i] = i
	}
	f(p)
	for i := 0; i < n; {
		if c[i] < i {
			j := 0
			if i%2 == 1 {
				j = c[i]
			}
			p[j], p[i] = p[i], p[j]
			f(p)
			c[i]++
			i = 0
			continue
		}
		c[i] = 0
		i++
	}
}

func BenchmarkOrder(b *testing.B) {
	var points []geo.Point
	for i := range 20 {
		points = append(points, geo.Point{Lon: 114.5 + 0.061*float64(i*7%20), Lat: -8.6 + 0.03*float64(i*11%20)})
	}
	for b.Loop() {
		order(geo.Point{Lon: 115.06, Lat: -8.13}, points)
	}
}
