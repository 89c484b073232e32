package relate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
	"github.com/peterstace/simplefeatures/geom"

	"timpora/geo/relate"
)

func shape(t testing.TB, text string) *relate.Shape {
	t.Helper()
	g, err := wkt.Unmarshal(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	s, err := relate.NewShape(g)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s
}

// drawn is a random valid geometry on a small grid, so that shapes often share
// vertices, stretches of edges and whole outlines.
func drawn(r *rand.Rand) string {
	at := func() (int, int) { return r.IntN(6), r.IntN(6) }
	rect := func() string {
		x, y := at()
		w, h := x+1+r.IntN(4), y+1+r.IntN(4)
		if w-x > 2 && h-y > 2 && r.IntN(2) == 0 {
			return fmt.Sprintf("POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d),(%d %d,%d %d,%d %d,%d %d,%d %d))",
				x, y, w, y, w, h, x, h, x, y, x+1, y+1, x+1, y+2, x+2, y+2, x+2, y+1, x+1, y+1)
		}
		return fmt.Sprintf("POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", x, y, w, y, w, h, x, h, x, y)
	}
	switch r.IntN(5) {
	case 0:
		x, y := at()
		return fmt.Sprintf("POINT(%d %d)", x, y)
	case 1:
		a, b := at()
		c, d := at()
		e, f := at()
		return fmt.Sprintf("LINESTRING(%d %d,%d %d,%d %d)", a, b, c, d, e, f)
	case 2:
		a, b := at()
		return fmt.Sprintf("POLYGON((%d %d,%d %d,%d %d,%d %d))", a, b, a+1+r.IntN(4), b+r.IntN(3), a+r.IntN(3), b+3+r.IntN(3), a, b)
	}
	return rect()
}

// The reference is simplefeatures' DE-9IM on shapes that are valid by its rules.
func TestAgreesWithDE9IM(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	questions := []struct {
		name string
		ours func(a, b *relate.Shape) bool
		ref  func(a, b geom.Geometry) (bool, error)
	}{
		{"intersects", relate.Intersects, func(a, b geom.Geometry) (bool, error) { return geom.Intersects(a, b), nil }},
		{"disjoint", relate.Disjoint, geom.Disjoint}, {"within", relate.Within, geom.Within}, {"contains", relate.Contains, geom.Contains},
		{"equals", relate.Equals, geom.Equals}, {"touches", relate.Touches, geom.Touches}, {"crosses", relate.Crosses, geom.Crosses},
		{"overlaps", relate.Overlaps, geom.Overlaps},
	}
	seen := map[string][2]int{}
	for range 6000 {
		one, other := drawn(r), drawn(r)
		if r.IntN(12) == 0 {
			other = one
		}
		ga, errA := geom.UnmarshalWKT(one)
		gb, errB := geom.UnmarshalWKT(other)
		if errA != nil || errB != nil || !simple(ga) || !simple(gb) {
			continue
		}
		a, b := shape(t, one), shape(t, other)
		for _, q := range questions {
			want, err := q.ref(ga, gb)
			if err != nil {
				t.Fatal(err)
			}
			n := seen[q.name]
			if want {
				n[1]++
			} else {
				n[0]++
			}
			seen[q.name] = n
			if got := q.ours(a, b); got != want {
				t.Fatalf("%s %s %s: %v, want %v", one, q.name, other, got, want)
			}
		}
	}
	for name, n := range seen {
		if n[0] < 20 || n[1] < 20 {
			t.Errorf("%s was true %d and false %d times: the draw proves little", name, n[1], n[0])
		}
	}
}

func simple(g geom.Geometry) bool {
	is, ok := g.IsSimple()
	return !ok || is
}

func TestShapesThatAreNone(t *testing.T) {
	for _, g := range []orb.Geometry{orb.MultiPoint{}, orb.LineString{{1, 1}, {1, 1}}, orb.Polygon{}, orb.Point{math.NaN(), 1},
		orb.LineString{{0, 0}, {math.Inf(1), 0}}, orb.Collection{orb.Point{1, 1}}, orb.LineString{{0, 0}, {math.NaN(), 0}, {1, 1}}} {
		if _, err := relate.NewShape(g); err == nil {
			t.Errorf("%v is a shape", g)
		}
	}
}

// A hundred millionth of a degree decides, exactly.
func TestTurnsAreExact(t *testing.T) {
	area := shape(t, "POLYGON((0 0,1 0.1,1 1,0 0))")
	for _, c := range []struct {
		at   orb.Point
		want bool
	}{{orb.Point{0.5, 0.05}, true}, {orb.Point{0.5, math.Nextafter(0.05, 0)}, false}, {orb.Point{0.5, math.Nextafter(0.5, 0)}, true}, {orb.Point{0.5, math.Nextafter(0.5, 1)}, false}} {
		p, err := relate.NewShape(c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := relate.Intersects(area, p); got != c.want {
			t.Errorf("%v: %v", c.at, got)
		}
	}
}

func circle(n int, x, y, radius float64) orb.Polygon {
	r := make(orb.Ring, n+1)
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		r[i] = orb.Point{x + radius*cos, y + radius*sin}
	}
	r[n] = r[0]
	return orb.Polygon{r}
}

func FuzzRelate(f *testing.F) {
	f.Add(0.0, 0.0, 1.0, 1.0, 0.5, 0.5, 2.0, 0.0)
	f.Add(1e-300, 1.0, -1.0, 1e300, 0.0, 0.0, 1e-308, 2.0)
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g, h, i float64) {
		one, errA := relate.NewShape(orb.Polygon{{{a, b}, {c, d}, {e, g}, {a, b}}})
		other, errB := relate.NewShape(orb.LineString{{e, g}, {h, i}, {a, b}})
		if errA != nil || errB != nil {
			return
		}
		if relate.Intersects(one, other) != relate.Intersects(other, one) {
			t.Error("not symmetric")
		}
		if relate.Within(other, one) && !relate.Intersects(one, other) {
			t.Error("within, yet apart")
		}
		relate.Crosses(one, other)
		relate.Touches(one, other)
	})
}

// BenchmarkRelate asks a box against circles of ever more vertices; the baseline
// is simplefeatures, which prepares nothing.
func BenchmarkRelate(b *testing.B) {
	box := orb.Bound{Min: orb.Point{0.9, -0.05}, Max: orb.Point{1.1, 0.05}}.ToPolygon()
	q, _ := relate.NewShape(box)
	for _, n := range []int{100, 10_000} {
		round := circle(n, 0, 0, 1)
		s, err := relate.NewShape(round)
		if err != nil {
			b.Fatal(err)
		}
		ga, _ := geom.UnmarshalWKT(wkt.MarshalString(round), geom.NoValidate{})
		gb, _ := geom.UnmarshalWKT(wkt.MarshalString(box), geom.NoValidate{})
		b.Run(fmt.Sprintf("intersects/ours/n=%d", n), func(b *testing.B) {
			for range b.N {
				relate.Intersects(s, q)
			}
		})
		b.Run(fmt.Sprintf("intersects/baseline/n=%d", n), func(b *testing.B) {
			for range b.N {
				geom.Intersects(ga, gb)
			}
		})
	}
}
