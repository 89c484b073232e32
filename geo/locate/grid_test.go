package locate_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"timpora/geo"
	"timpora/geo/locate"
)

// exact is the closed even-odd rule in rational arithmetic.
func exact(mp orb.MultiPolygon, p geo.Point) bool {
	rat := func(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }
	inside := false
	for _, poly := range mp {
		for _, r := range poly {
			for i := 1; i < len(r); i++ {
				a, b := r[i-1], r[i]
				if a[1] > b[1] {
					a, b = b, a
				}
				if p.Lat < a[1] || p.Lat > b[1] {
					continue
				}
				l := new(big.Rat).Mul(new(big.Rat).Sub(rat(a[0]), rat(p.Lon)), new(big.Rat).Sub(rat(b[1]), rat(p.Lat)))
				side := l.Cmp(new(big.Rat).Mul(new(big.Rat).Sub(rat(a[1]), rat(p.Lat)), new(big.Rat).Sub(rat(b[0]), rat(p.Lon))))
				if side == 0 && p.Lon >= math.Min(a[0], b[0]) && p.Lon <= math.Max(a[0], b[0]) {
					return true
				}
				if side > 0 && p.Lat < b[1] {
					inside = !inside
				}
			}
		}
	}
	return inside
}

func oracle(areas []geo.Area, p geo.Point) int32 {
	for i, a := range areas {
		if a.Geometry.Bound().Contains(orb.Point{p.Lon, p.Lat}) && exact(a.Geometry, p) {
			return int32(i)
		}
	}
	return -1
}

// Points on and beside borders, from a rounding error to 30 m away, on both
// real sets, against rational arithmetic.
func TestBesideEveryKindOfBorder(t *testing.T) {
	for _, name := range []string{setA, setB} {
		t.Run(name, func(t *testing.T) {
			x, err := locate.NewIndex(set(t, name))
			if err != nil {
				t.Fatal(err)
			}
			r := rand.New(rand.NewPCG(3, 9))
			for i := range 4000 {
				g := x.Areas()[r.IntN(len(x.Areas()))].Geometry
				ring := g[r.IntN(len(g))][0]
				k := 1 + r.IntN(len(ring)-1)
				off := []float64{0, 1e-15, 1e-13, 1e-8, 1e-6, 3e-4}[i%6]
				f := r.Float64()
				p := geo.Point{
					Lon: ring[k-1][0] + f*(ring[k][0]-ring[k-1][0]) + off*(2*r.Float64()-1),
					Lat: ring[k-1][1] + f*(ring[k][1]-ring[k-1][1]) + off*(2*r.Float64()-1),
				}
				if got, want := x.LocateIndex(p), oracle(x.Areas(), p); got != want {
					t.Fatalf("%v: %d, exact arithmetic says %d", p, got, want)
				}
			}
		})
	}
}

// Random polygons that cross themselves and one another, on a coarse lattice so
// that points fall on vertices and edges often.
func TestRandomPolygons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{float64(rapid.IntRange(0, 12).Draw(t, "x")) / 4, float64(rapid.IntRange(0, 12).Draw(t, "y")) / 4}
		})
		var areas []geo.Area
		for i := range rapid.IntRange(1, 4).Draw(t, "areas") {
			a := geo.Area{Code: geo.AreaCode(fmt.Sprintf("51.01.01.%04d", i))}
			for range rapid.IntRange(1, 2).Draw(t, "rings") {
				r := orb.Ring(rapid.SliceOfN(at, 3, 9).Draw(t, "ring"))
				a.Geometry = append(a.Geometry, orb.Polygon{append(r, r[0])})
			}
			areas = append(areas, a)
		}
		x, err := locate.NewIndex(areas)
		if err != nil {
			t.Fatal(err)
		}
		for range 40 {
			q := at.Draw(t, "point")
			p := geo.Point{Lon: q[0] + float64(rapid.IntRange(-1, 1).Draw(t, "dx"))/8, Lat: q[1] + float64(rapid.IntRange(-1, 1).Draw(t, "dy"))/8}
			if got, want := x.LocateIndex(p), oracle(x.Areas(), p); got != want {
				t.Fatalf("%v in %v: %d, want %d", p, areas, got, want)
			}
		}
	})
}

func TestLocateIndexAllocatesNothing(t *testing.T) {
	x, err := locate.NewIndex([]geo.Area{square("51.01.01.0001", 0.1, 0.1, 0.3)})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []geo.Point{{Lon: 0.2, Lat: 0.2}, {Lon: 0.2, Lat: 0.1}, {Lon: 0.1, Lat: 0.2}, {Lon: 5, Lat: 5}} {
		if n := testing.AllocsPerRun(100, func() { x.LocateIndex(p) }); n != 0 {
			t.Errorf("%v: %v allocations", p, n)
		}
	}
}

func TestOverlapIsFlagged(t *testing.T) {
	x, err := locate.NewIndex([]geo.Area{square("51.01.01.0001", 0, 0, 4), square("51.01.01.0002", 3, 3, 4)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		p    geo.Point
		want bool
	}{{"in both", geo.Point{Lon: 3.5, Lat: 3.5}, true}, {"in one", geo.Point{Lon: 1, Lat: 1}, false}, {"in the other", geo.Point{Lon: 6, Lat: 6}, false}} {
		if place, ok := x.Nearest(c.p, 10); !ok || place.Overlap != c.want || place.Off != 0 {
			t.Errorf("%s: %+v %v", c.name, place, ok)
		}
	}
}
