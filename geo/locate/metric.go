package locate

import (
	"math"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// metric measures metres around one point on the plane that touches the
// ellipsoid there.
type metric struct {
	at             geo.Point
	perLon, perLat float64
}

func newMetric(p geo.Point) metric {
	perLon, perLat := geo.Scale(p.Lat)
	return metric{p, perLon, perLat}
}

// box is the box of degrees that reaches most metres beyond p.
func (m metric) box(p geo.Point, most float64) (low, high [2]float64) {
	dx, dy := most/m.perLon, most/m.perLat
	return [2]float64{p.Lon - dx, p.Lat - dy}, [2]float64{p.Lon + dx, p.Lat + dy}
}

// plane is q in metres east and north of the point. The scale of longitude is
// taken halfway, which keeps lengths right to about 1 part in 100,000 at 100 km.
func (m metric) plane(q orb.Point) (x, y float64) {
	perLon, perLat := m.perLon, m.perLat
	if math.Abs(q[1]-m.at.Lat) > 0.01 {
		perLon, perLat = geo.Scale((q[1] + m.at.Lat) / 2)
	}
	return float64((q[0] - m.at.Lon) * perLon), float64((q[1] - m.at.Lat) * perLat)
}

// toEdge is the distance to a segment.
func (m metric) toEdge(a, b orb.Point) float64 {
	ax, ay := m.plane(a)
	bx, by := m.plane(b)
	dx, dy := bx-ax, by-ay
	t := 0.0
	if l := float64(dx*dx) + float64(dy*dy); l > 0 {
		t = math.Max(0, math.Min(1, -(float64(ax*dx)+float64(ay*dy))/l))
	}
	return math.Hypot(ax+float64(t*dx), ay+float64(t*dy))
}

// toBox is a lower bound of the distance to anything in a box of degrees.
func (m metric) toBox(low, high [2]float64) float64 {
	dx := math.Max(0, math.Max(low[0]-m.at.Lon, m.at.Lon-high[0]))
	dy := math.Max(0, math.Max(low[1]-m.at.Lat, m.at.Lat-high[1]))
	return 0.99 * math.Hypot(dx*m.perLon, dy*m.perLat)
}

func (m metric) toArea(mp orb.MultiPolygon) float64 {
	best := math.Inf(1)
	for _, p := range mp {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				best = math.Min(best, m.toEdge(r[i-1], r[i]))
			}
		}
	}
	return best
}
