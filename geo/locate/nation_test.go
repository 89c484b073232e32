package locate_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/tidwall/rtree"

	"timpora/geo"
	"timpora/geo/locate"
)

// The size of Indonesia.
const (
	nationDesa     = 84_276
	nationVertices = 8_800_000
)

// nation copies the desa of set A side by side, 32 copies a row, until there
// are so many. Each copy keeps about one vertex in five, to have as many
// vertices a desa as the nation has, and moves every vertex by up to a metre.
// What is kept and how far it moves depends on the copy and the vertex alone,
// so neighbours still share their borders. Coordinates have 6 decimals.
func nation(t testing.TB, desa int) []geo.Area {
	t.Helper()
	a := set(t, setA)
	corner := corners(a)
	var out []geo.Area
	for k := 0; len(out) < desa; k++ {
		east, north := float64(k%32)*1.3-20, float64(k/32)*0.6
		for i := 0; i < len(a) && len(out) < desa; i++ {
			code := geo.AreaCode(fmt.Sprintf("%02d.%02d.%02d.%04d", 11+k/100, k%100, i/100, i%100))
			copied := geo.Area{Code: code, Geometry: make(orb.MultiPolygon, len(a[i].Geometry))}
			for p, poly := range a[i].Geometry {
				for _, r := range poly {
					copied.Geometry[p] = append(copied.Geometry[p], thinned(r, uint64(k), corner, east, north))
				}
			}
			out = append(out, copied)
		}
	}
	return out
}

// corners are the vertices of three desa or more.
func corners(areas []geo.Area) map[orb.Point]bool {
	count, corner := map[orb.Point]int{}, map[orb.Point]bool{}
	for _, a := range areas {
		for _, p := range a.Geometry {
			for _, r := range p {
				for _, at := range r[1:] {
					count[at]++
					corner[at] = count[at] > 2
				}
			}
		}
	}
	return corner
}

const keptOf1000 = 190 // gives nationVertices

func thinned(r orb.Ring, copy uint64, corner map[orb.Point]bool, east, north float64) orb.Ring {
	var out orb.Ring
	for i, at := range r[1:] {
		h := mix(copy ^ mix(math.Float64bits(at[0])^mix(math.Float64bits(at[1]))))
		if corner[at] || h%1000 < keptOf1000 || len(r) < 12 && i < 4 {
			dx, dy := float64(h>>20&1023)/512-1, float64(h>>30&1023)/512-1
			out = append(out, orb.Point{micro(at[0] + east + dx*9e-6), micro(at[1] + north + dy*9e-6)})
		}
	}
	if len(out) < 3 { // small islands stay whole
		out = nil
		for _, at := range r[1:] {
			out = append(out, orb.Point{micro(at[0] + east), micro(at[1] + north)})
		}
	}
	return append(out, out[0])
}

func micro(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// mix is the finisher of SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2714064.2660195).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func vertices(areas []geo.Area) (n int) {
	for _, a := range areas {
		for _, p := range a.Geometry {
			for _, r := range p {
				n += len(r)
			}
		}
	}
	return n
}

// nationPoints are seeded points over the box of the areas, about a third of
// them on land.
func nationPoints(x *locate.Index, n int) []geo.Point {
	box := x.Areas()[0].Geometry.Bound()
	for _, a := range x.Areas() {
		box = box.Union(a.Geometry.Bound())
	}
	r := rand.New(rand.NewPCG(84, 276))
	points := make([]geo.Point, n)
	for i := range points {
		points[i] = geo.Point{Lon: box.Min[0] + r.Float64()*(box.Max[0]-box.Min[0]), Lat: box.Min[1] + r.Float64()*(box.Max[1]-box.Min[1])}
	}
	return points
}

// The generated set against brute force: ten copies always, all of them with
// TIMPORA_NATION set, when what it takes is measured too.
func TestNation(t *testing.T) {
	whole := os.Getenv("TIMPORA_NATION") != ""
	desa := 10 * 277
	if whole {
		desa = nationDesa
	}
	areas := nation(t, desa)
	if n := vertices(areas) * nationDesa / desa; math.Abs(float64(n-nationVertices)) > 0.02*nationVertices {
		t.Errorf("%d vertices at the size of the nation, want %d", n, nationVertices)
	}
	x := newIndex(t, areas)
	brute := newStripes(x.Areas(), 20_000)
	points := append(nationPoints(x, pointsOf(t)), besideBorders(rand.New(rand.NewPCG(3, 3)), x.Areas(), pointsOf(t)/5, 0.001, 30)...)
	found := make([]int32, len(points))
	if err := x.LocateAll(found, points, 0); err != nil {
		t.Fatal(err)
	}
	land := 0
	for i, p := range points {
		if want, _ := brute.locate(p); found[i] != want || x.LocateIndex(p) != want {
			t.Fatalf("%v: %d, brute force says %d", p, found[i], want)
		}
		if found[i] >= 0 {
			land++
		}
	}
	if land < len(points)/4 {
		t.Errorf("only %d of %d points on land", land, len(points))
	}
	if n := testing.AllocsPerRun(1000, func() { x.LocateIndex(points[land%len(points)]) }); n != 0 {
		t.Errorf("%v allocations a look-up", n)
	}
	file := nationFile(t, x)
	t.Logf("%d desa, %d vertices: index of %d MB", len(areas), vertices(areas), len(file)/1e6)
	if whole && len(file) > 600e6 {
		t.Errorf("index of %d MB, want at most 600", len(file)/1e6)
	}
	got, err := read(file, locate.Key{62})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range points {
		if at := got.Index.LocateIndex(p); at != found[i] {
			t.Fatalf("%v: %d after reading, %d before", p, at, found[i])
		}
	}
}

// nationFile is an index as its file, without a shore.
func nationFile(t testing.TB, x *locate.Index) []byte {
	t.Helper()
	var b bytes.Buffer
	p := locate.Prepared{Index: x, Coast: locate.NewCoast(x, func(geo.Point) bool { return true })}
	if err := p.Write(&b, locate.Key{62}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The size of the nation: building, reading a prepared index, and a point,
// against an R-tree with orb's plain test.
func BenchmarkNation(b *testing.B) {
	areas := nation(b, nationDesa)
	x := newIndex(b, areas)
	file := nationFile(b, x)
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			newIndex(b, areas)
		}
		b.ReportMetric(float64(len(file))/1e6, "MB")
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := read(file, locate.Key{62}); err != nil {
				b.Fatal(err)
			}
		}
	})
	points := nationPoints(x, 1_000_000)
	b.Run("locate/ours", func(b *testing.B) { locateAll(b, x, points, 1) })
	b.Run("locate/one", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			x.LocateIndex(points[i%len(points)])
		}
	})
	var tree rtree.RTreeG[int32]
	for i, a := range areas {
		box := a.Geometry.Bound()
		tree.Insert([2]float64(box.Min), [2]float64(box.Max), int32(i))
	}
	b.Run("locate/baseline", func(b *testing.B) {
		for i := range b.N {
			at := orb.Point{points[i%len(points)].Lon, points[i%len(points)].Lat}
			tree.Search(at, at, func(_, _ [2]float64, k int32) bool {
				return !planar.MultiPolygonContains(areas[k].Geometry, at)
			})
		}
	})
}
