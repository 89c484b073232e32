package crs_test

import (
	"fmt"
	"math"
	"testing"

	"timpora/geo/crs"
)

// The expected figures are PROJ 9.1's (gdaltransform from OGC:CRS84), rounded
// to a tenth of a millimetre.
func TestForwardAgreesWithPROJ(t *testing.T) {
	for _, c := range []struct {
		uri      string
		lon, lat float64
		x, y     float64
	}{
		{crs.URI3857, 115.0882, -8.1120, 12811559.8203, -906055.7998},
		{crs.URI32750, 115.0882, -8.1120, 289341.3026, 9102824.2709},
		{crs.URI32750, 114.4316, -8.5508, 217266.1585, 9053866.8207},
		{crs.URI32750, 117, 0, 500000, 10000000},
		{crs.URI4326, 115.0882, -8.1120, -8.1120, 115.0882},
	} {
		s, ok := crs.Find(c.uri)
		if !ok {
			t.Fatal(c.uri)
		}
		x, y := s.Forward(c.lon, c.lat)
		if math.Abs(x-c.x) > 2e-4 || math.Abs(y-c.y) > 2e-4 {
			t.Errorf("%s (%v, %v): (%.4f, %.4f), want (%.4f, %.4f)", c.uri, c.lon, c.lat, x, y, c.x, c.y)
		}
	}
}

func TestThereAndBack(t *testing.T) {
	for _, s := range crs.All() {
		for lon := 112.0; lon <= 120; lon += 0.37 {
			for lat := -12.0; lat <= 1; lat += 0.41 {
				gotLon, gotLat := s.Inverse(s.Forward(lon, lat))
				if math.Abs(gotLon-lon) > 1e-12 || math.Abs(gotLat-lat) > 1e-12 {
					t.Fatalf("%s: (%v, %v) came back as (%v, %v)", s.URI, lon, lat, gotLon, gotLat)
				}
			}
		}
	}
}

func TestNamesAndPlacesThatAreNone(t *testing.T) {
	for _, name := range []string{"", "EPSG:99999", "EPSG:nothing", "http://www.opengis.net/def/crs/EPSG/0/32749"} {
		if _, ok := crs.Find(name); ok {
			t.Errorf("%q is a system", name)
		}
	}
	for _, s := range crs.All() {
		if lon, lat := s.Inverse(1e12, 1e12); s.Metric && (!math.IsNaN(lon) || !math.IsNaN(lat)) {
			t.Errorf("%s: a place at (%v, %v)", s.URI, lon, lat)
		}
	}
}

func ExampleSystem_Forward() {
	s, _ := crs.Find("EPSG:32750")
	x, y := s.Forward(117, 0)
	fmt.Printf("%.1f %.1f\n", x, y)
	// Output: 500000.0 10000000.0
}
