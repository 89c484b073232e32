package locate_test

import (
	"math"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// cartesian is a point on the WGS 84 ellipsoid in metres from the earth's middle.
func cartesian(lon, lat float64) [3]float64 {
	const e2 = geo.Flattening * (2 - geo.Flattening)
	sinLat, cosLat := math.Sincos(lat * math.Pi / 180)
	sinLon, cosLon := math.Sincos(lon * math.Pi / 180)
	n := geo.SemiMajor / math.Sqrt(1-e2*sinLat*sinLat)
	return [3]float64{n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - e2) * sinLat}
}

func chord(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// ground is lines made ready to be measured to through the earth.
type ground struct {
	lines [][]orb.Point
	at    [][][3]float64
}

func newGround(lines ...[]orb.Point) *ground {
	g := &ground{lines: lines}
	for _, l := range lines {
		at := make([][3]float64, len(l))
		for i, p := range l {
			at[i] = cartesian(p[0], p[1])
		}
		g.at = append(g.at, at)
	}
	return g
}

// distance is the distance along the ground from p to the lines: the shortest
// chord to any place of any edge, found by golden section on every edge that
// can hold it, as an arc of the mean radius.
func (g *ground) distance(p geo.Point) float64 {
	from, best := cartesian(p.Lon, p.Lat), math.Inf(1)
	for _, l := range g.at {
		for _, at := range l {
			best = min(best, chord(from, at))
		}
	}
	for k, l := range g.lines {
		for i := 1; i < len(l); i++ {
			start, end := g.at[k][i-1], g.at[k][i]
			if chord(from, start)-1.001*chord(start, end) <= best {
				best = min(best, shortest(from, l[i-1], l[i]))
			}
		}
	}
	const radius = 6_360_000 // of curvature at 8 degrees; a hundredth of it is 0.01 mm at 30 km
	return 2 * radius * math.Asin(best/2/radius)
}

func shortest(from [3]float64, a, b orb.Point) float64 {
	to := func(s float64) float64 {
		return chord(from, cartesian(a[0]+s*(b[0]-a[0]), a[1]+s*(b[1]-a[1])))
	}
	low, high := 0.0, 1.0
	const golden = 0.6180339887498949
	for range 50 {
		l, h := high-golden*(high-low), low+golden*(high-low)
		if to(l) < to(h) {
			high = h
		} else {
			low = l
		}
	}
	return to((low + high) / 2)
}
