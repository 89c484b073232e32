package locate_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"timpora/geo"
	"timpora/geo/locate"
)

func shared(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("TIMPORA_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	path := filepath.Join(dir, "data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("MISSING: %s (set TIMPORA_SHARED): not compared with the real boundaries", path)
	}
	return path
}

// The real sets.
const (
	setA = "desa-bps2020.geojson.gz"
	setB = "desa-kemendagri2025.geojson.gz"
	bali = "bali-kemendagri2025.geojson.gz" // set B, all of Bali
)

func newIndex(t testing.TB, areas []geo.Area) *locate.Index {
	t.Helper()
	x, err := locate.NewIndex(areas)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// set reads one of the real sets by a decoder of its own.
func set(t testing.TB, name string) []geo.Area {
	t.Helper()
	key := "code"
	if name == setA {
		key = "kemendagri_code"
	}
	f, err := os.Open(shared(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Features []struct {
			Properties map[string]string
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.NewDecoder(z).Decode(&file); err != nil {
		t.Fatal(err)
	}
	var areas []geo.Area
	for _, f := range file.Features {
		a := geo.Area{Code: geo.AreaCode(f.Properties[key]), Name: f.Properties["name"]}
		if f.Geometry.Type == "Polygon" {
			var p orb.Polygon
			err = json.Unmarshal(f.Geometry.Coordinates, &p)
			a.Geometry = orb.MultiPolygon{p}
		} else {
			err = json.Unmarshal(f.Geometry.Coordinates, &a.Geometry)
		}
		if err != nil {
			t.Fatal(err)
		}
		areas = append(areas, a)
	}
	return areas
}

func square(code geo.AreaCode, west, south, side float64) geo.Area {
	return geo.Area{Code: code, Geometry: orb.MultiPolygon{{orb.Ring{
		{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}, {west, south}}}}}
}
