// Package crs turns WGS 84 longitude and latitude in degrees into the systems
// that clients ask for, and back: CRS84, EPSG:4326 (latitude first), EPSG:3857
// (Web Mercator, metres) and EPSG:32750 (UTM zone 50 south, metres). Coordinates
// of a system come in the order of its axes as the authority defines them.
//
// UTM is Krueger's series to the sixth power of n, within a nanometre of exact
// in the zone (Karney 2011, doi:10.1007/s00190-011-0445-3).
package crs

// System is a coordinate reference system.
type System struct {
	URI      string
	Decimals int  // that keep a centimetre or better
	LatFirst bool // whether the axes are latitude, longitude
	Metric   bool // axes in metres, not degrees

	forward, inverse func(x, y float64) (float64, float64) // nil: the axes are degrees
}

// The URIs of the systems.
const (
	URI84    = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	URI4326  = "http://www.opengis.net/def/crs/EPSG/0/4326"
	URI3857  = "http://www.opengis.net/def/crs/EPSG/0/3857"
	URI32750 = "http://www.opengis.net/def/crs/EPSG/0/32750"
)

// All lists the systems, CRS84 first.
func All() []System {
	zone := newUTM()
	return []System{
		{URI: URI84, Decimals: 7},
		{URI: URI4326, Decimals: 7, LatFirst: true},
		{URI: URI3857, Decimals: 3, Metric: true, forward: mercator, inverse: mercatorInverse},
		{URI: URI32750, Decimals: 3, Metric: true, forward: zone.forward, inverse: zone.inverse},
	}
}

// Find looks a system up by its URI, "EPSG:32750" or "CRS84".
func Find(name string) (System, bool) {
	for _, s := range All() {
		if name == s.URI || name == s.short() || name == "https"+s.URI[len("http"):] {
			return s, true
		}
	}
	return System{}, false
}

func (s System) short() string {
	switch s.URI {
	case URI4326:
		return "EPSG:4326"
	case URI3857:
		return "EPSG:3857"
	case URI32750:
		return "EPSG:32750"
	}
	return "CRS84"
}

// Forward gives the coordinates of a place in the order of the axes.
func (s System) Forward(lon, lat float64) (x, y float64) {
	switch {
	case s.forward != nil:
		return s.forward(lon, lat)
	case s.LatFirst:
		return lat, lon
	}
	return lon, lat
}

// Inverse gives longitude and latitude for coordinates in the order of the axes.
// Metres too far out to be a place give NaN.
func (s System) Inverse(x, y float64) (lon, lat float64) {
	switch {
	case s.inverse != nil:
		return s.inverse(x, y)
	case s.LatFirst:
		return y, x
	}
	return x, y
}
