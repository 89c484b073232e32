package locate

import (
	"math"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// metric measures metres around one point on the plane that touches the
// ellipsoid there. The scales are those of the latitude halfway, by Taylor's
// series, which keeps lengths right to about 1 part in 100,000 at 100 km.
type metric struct {
	at             geo.Point
	perLon, perLat float64
	bend, curve    float64 // first and half the second derivative of perLon by latitude, halfway
	stretch        float64 // derivative of perLat by latitude, halfway
}

func newMetric(p geo.Point) metric {
	const rad, e2 = math.Pi / 180, geo.Flattening * (2 - geo.Flattening)
	perLon, perLat := geo.Scale(p.Lat)
	s, c := math.Sincos(p.Lat * rad)
	grow := 3 * e2 * s * c / (1 - float64(e2*float64(s*s))) // of the meridian's radius
	return metric{p, perLon, perLat, -perLat * s * rad / 2, -perLat * (c + float64(grow*s)) * rad * rad / 8, perLat * grow * rad / 2}
}

// box is the box of degrees that holds every point within most metres of p.
func (m metric) box(most float64) (low, high [2]float64) {
	dy := 1.01 * most / m.perLat
	perLon, _ := geo.Scale(math.Min(90, math.Abs(m.at.Lat)+dy))
	dx := math.Min(360, 1.01*most/math.Max(perLon, 1))
	return [2]float64{m.at.Lon - dx, m.at.Lat - dy}, [2]float64{m.at.Lon + dx, m.at.Lat + dy}
}

// plane is q in metres east and north of the point.
func (m metric) plane(q orb.Point) (x, y float64) {
	d := q[1] - m.at.Lat
	perLon := m.perLon + float64(d*(m.bend+float64(d*m.curve)))
	return float64((q[0] - m.at.Lon) * perLon), float64(d * (m.perLat + float64(d*m.stretch)))
}

// toEdge is the distance to a segment, and where along it its foot lies.
func (m metric) toEdge(a, b orb.Point) (distance, along float64) {
	ax, ay := m.plane(a)
	bx, by := m.plane(b)
	dx, dy := bx-ax, by-ay
	if l := float64(dx*dx) + float64(dy*dy); l > 0 {
		along = math.Max(0, math.Min(1, -(float64(ax*dx)+float64(ay*dy))/l))
	}
	return math.Hypot(ax+float64(along*dx), ay+float64(along*dy)), along
}

// foot is the place so far along a segment.
func foot(a, b orb.Point, along float64) geo.Point {
	return geo.Point{Lon: a[0] + float64(along*(b[0]-a[0])), Lat: a[1] + float64(along*(b[1]-a[1]))}
}

// toArea is the geodesic distance to the nearest edge of an area.
func (m metric) toArea(mp orb.MultiPolygon) geo.Meters {
	best, at := math.Inf(1), geo.Point{}
	for _, p := range mp {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				if d, along := m.toEdge(r[i-1], r[i]); d < best {
					best, at = d, foot(r[i-1], r[i], along)
				}
			}
		}
	}
	return geo.Geodesic(m.at, at)
}
