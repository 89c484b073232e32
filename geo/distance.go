package geo

import "math"

// Meters is a length on the ground.
type Meters float64

// WGS 84 defining constants (NIMA TR8350.2).
const (
	SemiMajor  = 6378137.0
	Flattening = 1 / 298.257223563
)

// Scale is the length in metres of one degree of longitude and of latitude at
// a latitude, from the radii of curvature of the WGS 84 ellipsoid.
func Scale(lat float64) (perLon, perLat float64) {
	const e2 = Flattening * (2 - Flattening)
	s, c := math.Sincos(lat * math.Pi / 180)
	w := math.Sqrt(1 - e2*s*s)
	prime := SemiMajor / w
	meridian := float64(SemiMajor*(1-e2)) / (w * w * w)
	return prime * c * math.Pi / 180, meridian * math.Pi / 180
}

// Distance is the length of the line from a to b in metres, computed with the
// radii of curvature at the middle latitude. Within 100 km of one another and
// away from the poles it is within 1 part in 10,000 of the geodesic.
func Distance(a, b Point) Meters {
	perLon, perLat := Scale((a.Lat + b.Lat) / 2)
	dx, dy := float64((a.Lon-b.Lon)*perLon), float64((a.Lat-b.Lat)*perLat)
	return Meters(math.Hypot(dx, dy))
}
