package locate_test

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/tidwall/rtree"

	"timpora/geo"
	"timpora/geo/locate"
)

// benchPoints are a million seeded points over the box of set A, those of them
// on land, and a million within 30 m of a border.
func benchPoints(x *locate.Index) map[string][]geo.Point {
	r := rand.New(rand.NewPCG(1, 1))
	box := make([]geo.Point, 1_000_000)
	var land []geo.Point
	for i := range box {
		box[i] = geo.Point{Lon: 114.431576 + r.Float64()*1.280915, Lat: -8.550773 + r.Float64()*0.489377}
		if x.LocateIndex(box[i]) >= 0 {
			land = append(land, box[i])
		}
	}
	return map[string][]geo.Point{"bbox": box, "land": land, "border": besideBorders(r, x.Areas(), len(box), 0.001, 30)}
}

// besideBorders are n points so many metres off a border, on either side.
func besideBorders(r *rand.Rand, areas []geo.Area, n int, least, most float64) []geo.Point {
	points := make([]geo.Point, n)
	for i := range points {
		g := areas[r.IntN(len(areas))].Geometry
		ring := g[r.IntN(len(g))][0]
		k := 1 + r.IntN(len(ring)-1)
		points[i] = off(ring[k-1], ring[k], r.Float64(), (least+(most-least)*r.Float64())*float64(1-2*r.IntN(2)))
	}
	return points
}

// off is a point so many metres right of an edge, so far along it.
func off(a, b orb.Point, along, metres float64) geo.Point {
	perLon, perLat := geo.Scale(a[1])
	dx, dy := (b[0]-a[0])*perLon, (b[1]-a[1])*perLat
	l := orb.Point{dx, dy}
	size := planar.Distance(orb.Point{}, l)
	return geo.Point{Lon: a[0] + along*(b[0]-a[0]) + metres*dy/size/perLon, Lat: a[1] + along*(b[1]-a[1]) - metres*dx/size/perLat}
}

// Each operation is one point: ours in batches on one core, the baseline an
// R-tree with orb's plain test.
func BenchmarkLocate(b *testing.B) {
	x := newIndex(b, set(b, setA))
	var tree rtree.RTreeG[int32]
	for i, a := range x.Areas() {
		box := a.Geometry.Bound()
		tree.Insert([2]float64(box.Min), [2]float64(box.Max), int32(i))
	}
	all := benchPoints(x)
	for _, name := range []string{"bbox", "land", "border"} {
		points := all[name]
		b.Run(name+"/ours", func(b *testing.B) { locateAll(b, x, points, 1) })
		b.Run(name+"/baseline", func(b *testing.B) {
			for i := range b.N {
				at := orb.Point{points[i%len(points)].Lon, points[i%len(points)].Lat}
				tree.Search(at, at, func(_, _ [2]float64, k int32) bool {
					return !planar.MultiPolygonContains(x.Areas()[k].Geometry, at)
				})
			}
		})
		b.Run(name+"/one", func(b *testing.B) {
			for i := range b.N {
				x.LocateIndex(points[i%len(points)])
			}
		})
	}
}

// Two cores against one.
func BenchmarkLocateAll(b *testing.B) {
	x := newIndex(b, set(b, setA))
	land := benchPoints(x)["land"]
	b.Run("ours", func(b *testing.B) { locateAll(b, x, land, 2) })
	b.Run("single", func(b *testing.B) { locateAll(b, x, land, 1) })
}

func locateAll(b *testing.B, x *locate.Index, points []geo.Point, workers int) {
	dst := make([]int32, len(points))
	b.ResetTimer()
	for left := b.N; left > 0; left -= len(points) {
		n := min(left, len(points))
		x.LocateAll(dst[:n], points[:n], workers)
	}
}
