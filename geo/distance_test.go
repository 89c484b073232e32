package geo_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"timpora/geo"
)

func dms(degrees, minutes, seconds float64) float64 {
	return math.Copysign(math.Abs(degrees)+minutes/60+seconds/3600, degrees)
}

func TestGeodesic(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b geo.Point
		want float64
		off  float64
	}{
		// Geocentric Datum of Australia technical manual, version 2.3, chapter 4.
		{"Flinders Peak to Buninyong", geo.Point{Lon: dms(144, 25, 29.52440), Lat: dms(-37, 57, 3.72030)},
			geo.Point{Lon: dms(143, 55, 35.38390), Lat: dms(-37, 39, 10.15610)}, 54972.271, 0.001},
		{"a degree of the equator", geo.Point{}, geo.Point{Lon: 1}, 2 * math.Pi * geo.SemiMajor / 360, 0.0001},
		// The quarter meridian of WGS 84 (Snyder 1987, table 1, gives it to the metre).
		{"equator to pole", geo.Point{Lon: 30}, geo.Point{Lon: 30, Lat: 90}, 10001965.7293, 0.001},
		{"nowhere", geo.Point{Lon: 115, Lat: -8}, geo.Point{Lon: 115, Lat: -8}, 0, 0},
		// Half a meridian: the series does not converge there.
		{"antipodes", geo.Point{}, geo.Point{Lon: 180}, 20003931.4586, 0.006 * 20003931},
	} {
		if got := float64(geo.Geodesic(c.a, c.b)); !(math.Abs(got-c.want) <= c.off) {
			t.Errorf("%s: %.4f m, want %.4f", c.name, got, c.want)
		}
	}
}

func TestDistanceIsNearTheGeodesic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := geo.Point{Lon: rapid.Float64Range(95, 141).Draw(t, "lon"), Lat: rapid.Float64Range(-11, 6).Draw(t, "lat")}
		b := geo.Point{Lon: a.Lon + rapid.Float64Range(-0.6, 0.6).Draw(t, "east"), Lat: a.Lat + rapid.Float64Range(-0.6, 0.6).Draw(t, "north")}
		d, g, back := float64(geo.Distance(a, b)), float64(geo.Geodesic(a, b)), float64(geo.Geodesic(b, a))
		if math.Abs(d-g) > 1e-4*g+1e-6 || math.Abs(g-back) > 1e-6 {
			t.Fatalf("%v to %v: %.4f m, geodesic %.4f and back %.4f", a, b, d, g, back)
		}
	})
}
