package locate_test

import (
	"math"
	"testing"

	"timpora/geo"
)

// The working area on a raster of 50 m: on set A nowhere a hole or a double; on
// set B those of its seams, 0.542 and 0.554 km2, some 220 points each.
func TestSweep(t *testing.T) {
	for _, name := range []string{setA, setB} {
		t.Run(name, func(t *testing.T) {
			x := newIndex(t, set(t, name))
			brute := newStripes(x.Areas(), 5000)
			const step = 50.0
			perLon, perLat := geo.Scale(-8.3)
			at := func(col, row int) geo.Point {
				return geo.Point{Lon: 114.43 + float64(col)*step/perLon, Lat: -8.56 + float64(row)*step/perLat}
			}
			cols, rows := int(1.29*perLon/step), int(0.5*perLat/step)
			on := make([]bool, cols*rows)
			land, doubles := 0, 0
			for i := range on {
				p := at(i%cols, i/cols)
				want, holders := brute.locate(p)
				if got := x.LocateIndex(p); got != want {
					t.Fatalf("%v: %d, brute force says %d", p, got, want)
				}
				if on[i] = want >= 0; on[i] {
					land++
				}
				if holders > 1 {
					doubles++
				}
			}
			holes := 0
			for i := cols + 1; i < len(on)-cols-1; i++ {
				if !on[i] && on[i-1] && on[i+1] && on[i-cols] && on[i+cols] && enclosed(at(i%cols, i/cols), brute) {
					holes++
				}
			}
			t.Logf("%d points on land, %d in two desa, %d in holes", land, doubles, holes)
			if km2 := float64(land) * step * step / 1e6; math.Abs(km2-3004) > 10 {
				t.Errorf("%.0f km2 of land", km2)
			}
			if name == setA && (doubles != 0 || holes != 0) {
				t.Errorf("%d doubles and %d holes in a coverage", doubles, holes)
			}
			if name == setB && (doubles < 150 || doubles > 300 || holes < 150 || holes > 300) {
				t.Errorf("%d doubles and %d holes", doubles, holes)
			}
		})
	}
}

// enclosed reports whether no way leads from a point without a desa to another
// 300 m away over points without a desa, in steps of 2 m. A narrow inlet has one.
func enclosed(p geo.Point, brute *stripes) bool {
	const step, far = 2.0, 150
	perLon, perLat := geo.Scale(p.Lat)
	seen := map[[2]int]bool{{}: true}
	for todo := [][2]int{{}}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, d := range [4][2]int{{0, 1}, {1, 0}, {0, -1}, {-1, 0}} {
			next := [2]int{at[0] + d[0], at[1] + d[1]}
			if seen[next] {
				continue
			}
			seen[next] = true
			if next[0]*next[0]+next[1]*next[1] > far*far {
				return false
			}
			if i, _ := brute.locate(geo.Point{Lon: p.Lon + float64(next[0])*step/perLon, Lat: p.Lat + float64(next[1])*step/perLat}); i < 0 {
				todo = append(todo, next)
			}
		}
	}
	return true
}
