package tile_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb/geojson"

	"timpora/geo/tile"
)

// shared is the folder of the polygon sets: $TIMPORA_SHARED/data, by default
// beside the repository.
func shared(tb testing.TB) string {
	tb.Helper()
	if dir := os.Getenv("TIMPORA_SHARED"); dir != "" {
		return filepath.Join(dir, "data")
	}
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if _, e := os.Stat(filepath.Join(dir, "go.mod")); e == nil {
			return filepath.Join(dir, "..", "shared", "data")
		}
		dir = filepath.Dir(dir)
	}
	tb.Fatal("no go.mod above the test")
	return ""
}

// collection reads set A: 277 desa, an exact coverage.
func collection(tb testing.TB) *geojson.FeatureCollection {
	tb.Helper()
	name := filepath.Join(shared(tb), "desa-bps2020.geojson.gz")
	f, err := os.Open(name)
	if err != nil {
		tb.Skipf("MISSING POLYGONS, test not run: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		tb.Fatal(err)
	}
	fc, err := geojson.UnmarshalFeatureCollection(raw)
	if err != nil {
		tb.Fatal(err)
	}
	return fc
}

// desa is set A as features with ids 1 to 277.
func desa(tb testing.TB) []tile.Feature {
	tb.Helper()
	var out []tile.Feature
	for i, f := range collection(tb).Features {
		out = append(out, tile.Feature{
			ID: uint64(i + 1), Geometry: f.Geometry,
			Props: []tile.Prop{
				{Key: "code", Value: f.Properties.MustString("kemendagri_code")},
				{Key: "name", Value: f.Properties.MustString("name")},
			},
		})
	}
	if len(out) != 277 {
		tb.Fatalf("%d desa, want 277", len(out))
	}
	return out
}

func desaLayer(tb testing.TB) *tile.Layer {
	tb.Helper()
	l, err := tile.NewLayer("desa", desa(tb), tile.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// addresses lists the tiles of a zoom over the area's box.
func addresses(z uint32) []tile.Address {
	nw, se := tile.At(northWest(), z), tile.At(southEast(), z)
	var out []tile.Address
	for x := nw.X; x <= se.X; x++ {
		for y := nw.Y; y <= se.Y; y++ {
			out = append(out, tile.Address{Z: z, X: x, Y: y})
		}
	}
	return out
}
