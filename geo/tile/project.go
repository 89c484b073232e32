package tile

import "math"

// project maps degrees to the unit square of spherical Web Mercator
// (EPSG:3857), the origin in the north-west.
func project(lon, lat float64) (u, v float64) {
	s := math.Sin(float64(lat * math.Pi / 180))
	u = float64(lon/360) + 0.5
	v = 0.5 - float64(math.Log((1+s)/(1-s))/(4*math.Pi))
	return clampUnit(u), clampUnit(v)
}

func clampUnit(f float64) float64 { return math.Min(math.Max(f, 0), 1) }

func longitude(u float64) float64 { return float64(u*360) - 180 }

func latitude(v float64) float64 {
	return math.Atan(math.Sinh(math.Pi*(1-float64(2*v)))) * 180 / math.Pi
}
