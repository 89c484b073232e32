package boundary

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// AreaKm2 is the area on the WGS 84 ellipsoid in square kilometres: the
// integral of the ellipsoid's strip over the outline, holes subtracted. Edges
// are straight in longitude and latitude. Within 1 part in a million of the
// geodesic area for outlines of desa size.
func AreaKm2(mp orb.MultiPolygon) float64 {
	var sum float64
	for _, p := range mp {
		for i, r := range p {
			a := math.Abs(ringArea(r))
			if i > 0 {
				a = -a
			}
			sum += a
		}
	}
	return sum / 1e6
}

// ringArea integrates the authalic ordinate along the ring.
func ringArea(r orb.Ring) float64 {
	var sum float64
	for i := 1; i < len(r); i++ {
		middle := (authalic(r[i-1][1]) + 4*authalic((r[i-1][1]+r[i][1])/2) + authalic(r[i][1])) / 6 // Simpson
		sum += float64((r[i][0] - r[i-1][0]) * math.Pi / 180 * middle)
	}
	return sum
}

// authalic is the area between the equator and a latitude per radian of
// longitude, in square metres (Snyder 1987, equation 3-12).
func authalic(lat float64) float64 {
	const e2 = geo.Flattening * (2 - geo.Flattening)
	e := math.Sqrt(e2)
	s := math.Sin(lat * math.Pi / 180)
	q := s/(1-float64(e2*float64(s*s))) + math.Atanh(e*s)/e
	return geo.SemiMajor * geo.SemiMajor * (1 - e2) / 2 * q
}

// Anchor is a point inside an area: on the longest stretch that a line of
// latitude has in it, in the middle. The lines run through the middle and the
// quarters of the largest polygon's box, shifted off the vertices.
func Anchor(a geo.Area) geo.Point {
	var best orb.Polygon
	size := -1.0
	for _, p := range a.Geometry {
		if s := math.Abs(ringArea(p[0])); s > size {
			best, size = p, s
		}
	}
	if best == nil {
		return geo.Point{}
	}
	b := best.Bound()
	var at geo.Point
	widest := -1.0
	for _, share := range []float64{0.5, 0.375, 0.625, 0.25, 0.75, 0.43, 0.57} {
		lat := b.Min[1] + (b.Max[1]-b.Min[1])*(share+1e-7)
		lon, width := widestStretch(best, lat)
		if width > widest*1.2 { // the middle wins unless another line is clearly wider
			at, widest = geo.Point{Lon: lon, Lat: lat}, width
		}
	}
	return at
}

func widestStretch(p orb.Polygon, lat float64) (middle, width float64) {
	var cuts []float64
	for _, r := range p {
		for i := 1; i < len(r); i++ {
			if (r[i-1][1] > lat) != (r[i][1] > lat) {
				t := (lat - r[i-1][1]) / (r[i][1] - r[i-1][1])
				cuts = append(cuts, r[i-1][0]+float64(t*(r[i][0]-r[i-1][0])))
			}
		}
	}
	slices.Sort(cuts)
	width = -1
	for i := 0; i+1 < len(cuts); i += 2 {
		if w := cuts[i+1] - cuts[i]; w > width {
			middle, width = (cuts[i]+cuts[i+1])/2, w
		}
	}
	return middle, width
}
