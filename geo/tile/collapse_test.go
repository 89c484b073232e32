package tile_test

import (
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"timpora/geo"
	"timpora/geo/tile"
)

// Triangles of about a grid step collapse or turn over when snapped. What is
// written keeps its winding, with holes inside an exterior.
func TestCollapsedRingsAreLeftOut(t *testing.T) {
	place := tile.At(geo.Point{Lon: 115, Lat: -8.2}, 10)
	west, south := place.Bound().West, place.Bound().South
	step := (place.Bound().East - west) / 4096
	rapid.Check(t, func(t *rapid.T) {
		var fs []tile.Feature
		for i := 0; i < 20; i++ {
			corner := func(n string) orb.Point {
				return orb.Point{
					west + step*(2000+rapid.Float64Range(0, 3).Draw(t, n+"x")),
					south + step*(2000+rapid.Float64Range(0, 3).Draw(t, n+"y")),
				}
			}
			a, b, c := corner("a"), corner("b"), corner("c")
			fs = append(fs, tile.Feature{ID: uint64(i + 1), Geometry: orb.Polygon{{a, b, c, a}, {a, c, b, a}}})
		}
		l, err := tile.NewLayer("l", fs, tile.Options{MinZoom: 10, MaxZoom: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, layer := range decode(t, l.Tile(place)) {
			for _, f := range layer.Features {
				p, ok := f.Geometry.(orb.Polygon)
				if !ok || twice(p[0]) <= 0 || len(p) > 1 && twice(p[1]) >= 0 {
					t.Fatalf("feature %v: %v", f.ID, f.Geometry)
				}
			}
		}
	})
}
