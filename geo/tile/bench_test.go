package tile_test

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
)

// BenchmarkTile encodes every tile of a zoom over the area, beside the plain
// way with orb/encoding/mvt on the features whose box meets the tile.
func BenchmarkTile(b *testing.B) {
	layer, fc := layerOf(b, "desa", drawn(polygonSet(b, setA)), 0), collection(b)
	for _, z := range []uint32{8, 10, 12, 14} {
		all := addresses(z)
		b.Run(fmt.Sprintf("ours/z%d", z), func(b *testing.B) {
			size := 0
			for i := 0; i < b.N; i++ {
				size += len(layer.Tile(all[i%len(all)]))
			}
			report(b, size)
		})
		b.Run(fmt.Sprintf("orb/z%d", z), func(b *testing.B) {
			size := 0
			for i := 0; i < b.N; i++ {
				a := all[i%len(all)]
				size += naive(b, fc, maptile.New(a.X, a.Y, maptile.Zoom(z)))
			}
			report(b, size)
		})
	}
}

func report(b *testing.B, size int) {
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tiles/s")
	b.ReportMetric(float64(size)/float64(b.N), "bytes/tile")
}

func naive(b *testing.B, fc *geojson.FeatureCollection, t maptile.Tile) int {
	some := geojson.NewFeatureCollection()
	bound := t.Bound(64. / 4096)
	for _, f := range fc.Features {
		if f.Geometry.Bound().Intersects(bound) {
			g := geojson.NewFeature(f.Geometry)
			g.Geometry = cloneOf(f)
			g.Properties = f.Properties
			some.Append(g)
		}
	}
	layers := mvt.Layers{mvt.NewLayer("desa", some)}
	layers.ProjectToTile(t)
	layers.Clip(mvt.MapboxGLDefaultExtentBound)
	raw, err := mvt.Marshal(layers)
	if err != nil {
		b.Fatal(err)
	}
	return len(raw)
}

// cloneOf keeps the source whole: projecting works in place.
func cloneOf(f *geojson.Feature) orb.Geometry { return orb.Clone(f.Geometry) }
