package bucket_test

import (
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/uber/h3-go/v4"

	"timpora/geo"
	"timpora/geo/bucket"
)

// library is the answer of the H3 library alone.
func library(t testing.TB, p geo.Point, res int) geo.Cell {
	c, err := h3.LatLngToCell(h3.LatLng{Lat: p.Lat, Lng: p.Lon}, res)
	if err != nil {
		t.Fatal(err)
	}
	return geo.Cell(c)
}

func newGrid(t testing.TB, res int) *bucket.Grid {
	t.Helper()
	g, err := bucket.NewGrid(res)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// points is how many a comparison takes: 200,000, or TIMPORA_POINTS.
func points() int {
	if n, err := strconv.Atoi(os.Getenv("TIMPORA_POINTS")); err == nil {
		return n
	}
	return 200_000
}

// land is a random point of the working area.
func land(r *rand.Rand) geo.Point {
	return geo.Point{Lon: 114.43 + 1.29*r.Float64(), Lat: -8.56 + 0.5*r.Float64()}
}

// world is a random point of the sphere.
func world(r *rand.Rand) geo.Point {
	return geo.Point{Lon: 360*r.Float64() - 180, Lat: math.Asin(2*r.Float64()-1) * 180 / math.Pi}
}

// edge is a point on a random place of the border of the cell that holds p, moved by
// up to a hundred nanometres to ten metres, or not at all.
func edge(r *rand.Rand, p geo.Point, res int) geo.Point {
	ring := bucket.Boundary(bucket.Cell(p, res))
	i, t := r.IntN(len(ring)-1), r.Float64()
	if r.IntN(8) == 0 {
		t = 0
	}
	off := 0.0
	if r.IntN(6) > 0 {
		off = math.Pow(10, -12+8*r.Float64())
	}
	return geo.Point{
		Lon: ring[i][0] + t*(ring[i+1][0]-ring[i][0]) + off*(2*r.Float64()-1),
		Lat: min(90, max(-90, ring[i][1]+t*(ring[i+1][1]-ring[i][1])+off*(2*r.Float64()-1))),
	}
}

func compare(t *testing.T, g *bucket.Grid, res, n int, next func() geo.Point) {
	t.Helper()
	const batch = 10_000
	var list []geo.Point
	var cells []geo.Cell
	for done := 0; done < n; done += len(list) {
		list = list[:0]
		for range min(batch, n-done) {
			list = append(list, next())
		}
		cells = g.Cells(cells[:0], list)
		for i, p := range list {
			want := library(t, p, res)
			if cells[i] != want || i%8 == 0 && g.Cell(p) != want {
				t.Fatalf("%v at resolution %d: %v and %v, the library says %v", p, res, cells[i], g.Cell(p), want)
			}
		}
	}
}

// A tenth of the points lie anywhere on earth, a half near borders of cells.
func TestGridEqualsTheLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 10))
	g := newGrid(t, 10)
	compare(t, g, 10, points(), func() geo.Point {
		switch r.IntN(10) {
		case 0:
			return world(r)
		case 1:
			if p := edge(r, world(r), 10); p.Valid() {
				return p
			}
			return geo.Point{}
		case 2, 3, 4, 5:
			return edge(r, land(r), 10)
		}
		return land(r)
	})
}

func TestGridEqualsTheLibraryAtEveryResolution(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 15))
	pentagons, err := h3.Pentagons(3)
	if err != nil {
		t.Fatal(err)
	}
	for res := range 16 {
		g := newGrid(t, res)
		compare(t, g, res, points()/20, func() geo.Point {
			switch r.IntN(4) {
			case 0: // beside an icosahedron's corner
				c := bucket.Center(geo.Cell(pentagons[r.IntN(12)]))
				return geo.Point{Lon: math.Mod(c.Lon+540+4*r.NormFloat64(), 360) - 180, Lat: c.Lat + 2*r.NormFloat64()}
			case 1:
				if p := edge(r, world(r), res); p.Valid() {
					return p
				}
			}
			return world(r)
		})
	}
}

func TestGridOfNoPlace(t *testing.T) {
	for _, res := range []int{-1, 16} {
		if _, err := bucket.NewGrid(res); err == nil {
			t.Errorf("a grid of resolution %d", res)
		}
	}
	g := newGrid(t, 8)
	list := []geo.Point{{Lon: math.NaN()}, singaraja(), {Lat: math.Inf(1)}, {Lon: 181}, {Lat: -91}}
	for i, c := range g.Cells(nil, list) {
		if want := bucket.Cell(list[i], 8); c != want || g.Cell(list[i]) != want {
			t.Errorf("%v lies in cell %v, want %v", list[i], c, want)
		}
	}
	for _, p := range []geo.Point{{Lat: 90}, {Lat: -90}, {Lon: 180}, {Lon: -180}, {}} {
		if c := g.Cell(p); c != library(t, p, 8) {
			t.Errorf("%v lies in cell %v", p, c)
		}
	}
}

// BenchmarkBucket buckets a million points of the working area at resolution
// 10, beside one call of the library for each.
func BenchmarkBucket(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	list := make([]geo.Point, 1<<20)
	for i := range list {
		list[i] = land(r)
	}
	g := newGrid(b, 10)
	var cells []geo.Cell
	perPoint := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(list)), "ns/point")
	}
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			cells = g.Cells(cells[:0], list)
		}
		perPoint(b)
	})
	b.Run("single", func(b *testing.B) {
		for b.Loop() {
			cells = cells[:0]
			for _, p := range list {
				cells = append(cells, bucket.Cell(p, 10))
			}
		}
		perPoint(b)
	})
}
