package locate

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// Place is an area found at or near a point.
type Place struct {
	Code geo.AreaCode
	Off  geo.Meters // geodesic distance to the area, 0 inside
	// Overlap is set for a point inside more than one area; Code is the lower
	// one. Only sets whose areas were drawn apart have such points.
	Overlap bool
}

// Nearest is the area that holds p, or else the one nearest to it within most
// metres, the lower code on a tie; without a code when there is none. The
// errors are those of Check. Outside every area it measures all edges of the
// few areas whose boxes are near.
func (x *Index) Nearest(p geo.Point, most geo.Meters) (Place, error) {
	in, err := x.Locate(p)
	if err != nil || in.Code != "" || !(most > 0) {
		return in, err
	}
	best, found := most, outside
	x.near(p, func() geo.Meters { return best }, func(i int32, off geo.Meters) {
		if off < best || (off == best && (found < 0 || i < found)) {
			best, found = off, i
		}
	})
	if found < 0 {
		return Place{}, nil
	}
	return Place{Code: x.areas[found].Code, Off: best}, nil
}

// Around lists the areas within most metres of p, the nearest first, the lower
// code on a tie; those that hold p are 0 away. The errors are those of Check.
func (x *Index) Around(p geo.Point, most geo.Meters) ([]Place, error) {
	if err := x.Check(p); err != nil {
		return nil, err
	}
	var found []Place
	x.near(p, func() geo.Meters { return most }, func(i int32, off geo.Meters) {
		if holds(x.areas[i].Geometry, p) {
			off = 0
		}
		if off <= most {
			found = append(found, Place{Code: x.areas[i].Code, Off: off})
		}
	})
	slices.SortFunc(found, func(a, b Place) int { return cmp.Or(cmp.Compare(a.Off, b.Off), cmp.Compare(a.Code, b.Code)) })
	for i := range found {
		found[i].Overlap = found[i].Off == 0 && x.Overlaps(p)
	}
	return found, nil
}

// near calls take with areas and the distance to their border, in the order of
// their boxes, until a box is farther than most says.
func (x *Index) near(p geo.Point, most func() geo.Meters, take func(i int32, off geo.Meters)) {
	m := newMetric(p)
	low := newLowScale(min(p.Lat, x.bound.South), max(p.Lat, x.bound.North))
	x.tree.Nearby(func(a, b [2]float64, _ int32, _ bool) float64 {
		dx := max(0, a[0]-p.Lon, p.Lon-b[0]) * low.perLon
		dy := max(0, a[1]-p.Lat, p.Lat-b[1]) * low.perLat
		return math.Hypot(dx, dy)
	}, func(_, _ [2]float64, i int32, box float64) bool {
		if geo.Meters(box) > most() {
			return false
		}
		take(i, m.toArea(x.areas[i].Geometry))
		return true
	})
}

// holds is the closed even-odd rule over all edges of an area.
func holds(mp orb.MultiPolygon, p geo.Point) bool {
	at, inside := [2]float64{p.Lon, p.Lat}, false
	for _, e := range edgesOf(mp) {
		if p.Lat < e.low[1] || p.Lat > e.high[1] {
			continue
		}
		side := orient(e.low, e.high, at)
		if side == 0 && p.Lon >= min(e.low[0], e.high[0]) && p.Lon <= max(e.low[0], e.high[0]) {
			return true
		}
		if side > 0 && p.Lat < e.high[1] {
			inside = !inside
		}
	}
	return inside
}
