package cql2

import (
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"timpora/geo/crs"
	"timpora/geo/relate"
)

// errPlace reports coordinates that are no place in their system.
var errPlace = errors.New("coordinates that are a place in the system")

// reach is how long an edge in metres may be before it is cut to keep its
// course, and mostCuts how often it is cut at most.
const (
	reach    = 1000.0
	mostCuts = 256
)

// Box makes the shape of a bounding box of 4 or 6 numbers in a system. A box of
// degrees whose west lies east of its east crosses the antimeridian and becomes
// two. A box without width is a line or a point.
func Box(values []float64, s crs.System) (*relate.Shape, error) {
	half := len(values) / 2
	if len(values) != 4 && len(values) != 6 {
		return nil, fmt.Errorf("4 or 6 numbers, not %d", len(values))
	}
	lo, hi := orb.Point{values[0], values[1]}, orb.Point{values[half], values[half+1]}
	west, east, south, north := lo[0], hi[0], lo[1], hi[1]
	if s.LatFirst {
		west, east, south, north = lo[1], hi[1], lo[0], hi[0]
	}
	if !s.Metric {
		if south > north {
			return nil, errors.New("south not above north")
		}
		return boxOfDegrees(west, south, east, north)
	}
	if west > east || south > north {
		return nil, errors.New("the least of each axis before the most")
	}
	if s.URI == crs.URI3857 { // straight there is straight here along the axes
		w, so := s.Inverse(west, south)
		e, n := s.Inverse(east, north)
		return boxOfDegrees(w, so, e, n)
	}
	return Place(rectangle(west, south, east, north), s)
}

func boxOfDegrees(west, south, east, north float64) (*relate.Shape, error) {
	for _, v := range []float64{west, east} {
		if !(math.Abs(v) <= 180) {
			return nil, errPlace
		}
	}
	if !(math.Abs(south) <= 90 && math.Abs(north) <= 90) {
		return nil, errPlace
	}
	if west <= east {
		return relate.NewShape(rectangle(west, south, east, north))
	}
	left, okLeft := rectangle(west, south, 180, north).(orb.Polygon)
	right, okRight := rectangle(-180, south, east, north).(orb.Polygon)
	if !okLeft || !okRight {
		return nil, errors.New("a box with width and height where it crosses the antimeridian")
	}
	return relate.NewShape(orb.MultiPolygon{left, right})
}

func rectangle(x0, y0, x1, y1 float64) orb.Geometry {
	switch {
	case x0 == x1 && y0 == y1:
		return orb.Point{x0, y0}
	case x0 == x1 || y0 == y1:
		return orb.LineString{{x0, y0}, {x1, y1}}
	}
	return orb.Polygon{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}}
}

// Place makes the shape of a geometry whose coordinates are in a system.
func Place(g orb.Geometry, s crs.System) (*relate.Shape, error) {
	moved, err := move(g, s)
	if err != nil {
		return nil, err
	}
	return relate.NewShape(moved)
}

func move(g orb.Geometry, s crs.System) (orb.Geometry, error) {
	switch g := g.(type) {
	case orb.Point:
		return movePoint(g, s)
	case orb.MultiPoint:
		return members(g, s, movePoint)
	case orb.LineString:
		return moveLine(g, s)
	case orb.MultiLineString:
		return members(g, s, moveLine)
	case orb.Polygon:
		return movePolygon(g, s)
	case orb.MultiPolygon:
		return members(g, s, movePolygon)
	}
	return nil, fmt.Errorf("a point, line or polygon, not %T", g)
}

func members[L ~[]T, T any](list L, s crs.System, one func(T, crs.System) (T, error)) (L, error) {
	out := make(L, len(list))
	for i, m := range list {
		var err error
		if out[i], err = one(m, s); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func movePoint(p orb.Point, s crs.System) (orb.Point, error) {
	lon, lat := s.Inverse(p[0], p[1])
	if !(math.Abs(lon) <= 180 && math.Abs(lat) <= 90) {
		return p, errPlace
	}
	return orb.Point{lon, lat}, nil
}

func moveLine(l orb.LineString, s crs.System) (orb.LineString, error) {
	if len(l) < 2 {
		return nil, errors.New("two positions or more of a line")
	}
	var out orb.LineString
	for i, p := range l {
		if i > 0 && s.Metric {
			out = appendCuts(out, l[i-1], p, s)
		}
		at, err := movePoint(p, s)
		if err != nil {
			return nil, err
		}
		out = append(out, at)
	}
	return out, nil
}

// appendCuts adds the places between two ends of an edge of a metric system.
func appendCuts(out orb.LineString, a, b orb.Point, s crs.System) orb.LineString {
	n := math.Min(mostCuts, math.Ceil(math.Hypot(b[0]-a[0], b[1]-a[1])/reach))
	for k := 1.0; k < n; k++ {
		lon, lat := s.Inverse(a[0]+float64(k/n*(b[0]-a[0])), a[1]+float64(k/n*(b[1]-a[1])))
		out = append(out, orb.Point{lon, lat})
	}
	return out
}

func movePolygon(p orb.Polygon, s crs.System) (orb.Polygon, error) {
	out := make(orb.Polygon, len(p))
	for i, r := range p {
		if len(r) < 4 || r[0] != r[len(r)-1] {
			return nil, errors.New("rings of four positions or more that end where they begin")
		}
		l, err := moveLine(orb.LineString(r), s)
		if err != nil {
			return nil, err
		}
		out[i] = orb.Ring(l)
	}
	return out, nil
}
