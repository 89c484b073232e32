package locate_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// pointsOf is the number of points of the long comparisons: a tenth of the
// million by default, TIMPORA_POINTS for another number.
func pointsOf(t testing.TB) int {
	t.Helper()
	text := os.Getenv("TIMPORA_POINTS")
	if text == "" {
		return 100_000
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("TIMPORA_POINTS=%q is no number of points", text)
	}
	return n
}

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

// stripes is the even-odd rule in its plainest form; it knows no borders. The
// edges are only sorted into stripes of latitude beforehand.
type stripes struct {
	south, perDegree float64
	edges            [][]stripeEdge
	areas            int
}

type stripeEdge struct {
	area int32
	a, b orb.Point
}

func newStripes(areas []geo.Area, n int) *stripes {
	box := areas[0].Geometry.Bound()
	for _, a := range areas {
		box = box.Union(a.Geometry.Bound())
	}
	s := &stripes{south: box.Min[1], perDegree: float64(n) / (box.Max[1] - box.Min[1]), edges: make([][]stripeEdge, n+1), areas: len(areas)}
	for i, area := range areas {
		for _, p := range area.Geometry {
			for _, r := range p {
				for k := 1; k < len(r); k++ {
					low, high := s.stripe(min(r[k-1][1], r[k][1])), s.stripe(max(r[k-1][1], r[k][1]))
					for at := low; at <= high; at++ {
						s.edges[at] = append(s.edges[at], stripeEdge{int32(i), r[k-1], r[k]})
					}
				}
			}
		}
	}
	return s
}

func (s *stripes) stripe(lat float64) int { return int((lat - s.south) * s.perDegree) }

// locate is the lowest area that holds p by the even-odd rule, and how many do.
// Edges stand by area, so those of one follow one another.
func (s *stripes) locate(p geo.Point) (area int32, holders int) {
	area = -1
	at := s.stripe(p.Lat)
	if p.Lat < s.south || at >= len(s.edges) {
		return area, 0
	}
	list := s.edges[at]
	for i := 0; i < len(list); {
		this, inside := list[i].area, false
		for ; i < len(list) && list[i].area == this; i++ {
			a, b := list[i].a, list[i].b
			if (a[1] > p.Lat) != (b[1] > p.Lat) && p.Lon < (b[0]-a[0])*(p.Lat-a[1])/(b[1]-a[1])+a[0] {
				inside = !inside
			}
		}
		if inside {
			if holders++; area < 0 {
				area = this
			}
		}
	}
	return area, holders
}

func TestAgreesWithBruteForceOnBothRealSets(t *testing.T) {
	for _, name := range []string{setA, setB} {
		t.Run(name, func(t *testing.T) {
			x := newIndex(t, set(t, name))
			brute := newStripes(x.Areas(), 5000)
			r := rand.New(rand.NewPCG(7, 7))
			n := pointsOf(t)
			land, doubled := 0, 0
			for range n {
				p := geo.Point{Lon: 114.43 + r.Float64()*1.29, Lat: -8.56 + r.Float64()*0.5}
				want, holders := brute.locate(p)
				if got := x.LocateIndex(p); got != want {
					t.Fatalf("%v: %d, brute force says %d", p, got, want)
				}
				if want < 0 {
					continue
				}
				land++
				place, err := x.Locate(p)
				if err != nil || place.Code != x.Areas()[want].Code || place.Overlap != (holders > 1) {
					t.Fatalf("%v: %+v (%v), brute force finds %d areas", p, place, err, holders)
				}
				if place.Overlap {
					doubled++
				}
			}
			if land < n*36/100 || land > n*42/100 { // 3,004 of 7,790 km2
				t.Errorf("%d of %d points on land", land, n)
			}
			if (doubled > 0) != (name == setB) { // 0.018 % of the land of set B
				t.Errorf("%d points in two areas of %s", doubled, name)
			}
		})
	}
}

// Points 1 mm to 30 m beside every edge of every border, on both sides.
func TestBesideEveryBorder(t *testing.T) {
	for _, name := range []string{setA, setB} {
		t.Run(name, func(t *testing.T) {
			x := newIndex(t, set(t, name))
			brute := newStripes(x.Areas(), 20000)
			r := rand.New(rand.NewPCG(5, 30))
			n := 0
			for _, a := range x.Areas() {
				for _, poly := range a.Geometry {
					for _, ring := range poly {
						for k := 1; k < len(ring); k++ {
							metres := 0.001 * math.Pow(30000, r.Float64()) * float64(1-2*(k&1))
							p := off(ring[k-1], ring[k], r.Float64(), metres)
							if want, _ := brute.locate(p); x.LocateIndex(p) != want {
								t.Fatalf("%v, %.3f m beside %s: %d, brute force says %d", p, metres, a.Code, x.LocateIndex(p), want)
							}
							n++
						}
					}
				}
			}
			if n < 37_000 {
				t.Errorf("only %d points", n)
			}
		})
	}
}

// Points on borders and a rounding error to 30 m away from them, on both real
// sets, against rational arithmetic.
func TestOnEveryKindOfBorder(t *testing.T) {
	for _, name := range []string{setA, setB} {
		t.Run(name, func(t *testing.T) {
			x := newIndex(t, set(t, name))
			r := rand.New(rand.NewPCG(3, 9))
			for i := range pointsOf(t) / 100 {
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

// On set A a vertex belongs to the lowest desa that has it. On set B another
// desa may lie over it: there the exact rule decides.
func TestEveryVertex(t *testing.T) {
	for _, name := range []string{setA, setB} {
		t.Run(name, func(t *testing.T) {
			x := newIndex(t, set(t, name))
			lowest := map[orb.Point]int32{}
			for i, a := range x.Areas() {
				for _, p := range a.Geometry {
					for _, r := range p {
						for _, at := range r {
							if _, ok := lowest[at]; !ok {
								lowest[at] = int32(i)
							}
						}
					}
				}
			}
			for at, want := range lowest {
				p := geo.Point{Lon: at[0], Lat: at[1]}
				got := x.LocateIndex(p)
				if got != want && (name == setA || got > want || oracle(x.Areas()[:want], p) != got) {
					t.Fatalf("vertex %v: %d, the lowest desa there is %d", at, got, want)
				}
			}
		})
	}
}
