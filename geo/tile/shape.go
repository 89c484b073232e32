package tile

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// kind is the geometry type of the specification.
type kind uint8

const (
	kindPoint   kind = 1
	kindLine    kind = 2
	kindPolygon kind = 3
)

// shape is a geometry in the unit square: its paths in order. Rings are open
// (the first point is not repeated); exterior ones have positive area with y
// downwards, holes negative and follow their exterior.
type shape struct {
	kind  kind
	paths [][]orb.Point
	hole  []bool
}

func newShape(g orb.Geometry) (shape, error) {
	switch g := g.(type) {
	case orb.Point:
		return shape{kind: kindPoint}.with(orb.MultiPoint{g})
	case orb.MultiPoint:
		return shape{kind: kindPoint}.with(g)
	case orb.LineString:
		return shape{kind: kindLine}.with(g)
	case orb.MultiLineString:
		return lines(g)
	case orb.Bound:
		return polygons(orb.MultiPolygon{g.ToPolygon()})
	case orb.Ring:
		return polygons(orb.MultiPolygon{{g}})
	case orb.Polygon:
		return polygons(orb.MultiPolygon{g})
	case orb.MultiPolygon:
		return polygons(g)
	case nil:
		return shape{}, fmt.Errorf("no geometry: %w", ErrFeature)
	}
	return shape{}, fmt.Errorf("geometry %s: %w", g.GeoJSONType(), ErrFeature)
}

func lines(m orb.MultiLineString) (shape, error) {
	s, err := shape{kind: kindLine}, error(nil)
	for _, l := range m {
		if s, err = s.with(l); err != nil {
			return shape{}, err
		}
	}
	return s, nil
}

func polygons(m orb.MultiPolygon) (shape, error) {
	s, err := shape{kind: kindPolygon}, error(nil)
	for _, p := range m {
		for i, r := range p {
			if s, err = s.withRing(r, i > 0); err != nil {
				return shape{}, err
			}
		}
	}
	return s, nil
}

// with adds a projected path.
func (s shape) with(pts []orb.Point) (shape, error) {
	path := make([]orb.Point, len(pts))
	for i, p := range pts {
		if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
			return shape{}, fmt.Errorf("coordinate %v, %v is not on earth: %w", p[0], p[1], ErrFeature)
		}
		path[i][0], path[i][1] = project(p[0], p[1])
	}
	s.paths = append(s.paths, path)
	s.hole = append(s.hole, false)
	return s, nil
}

func (s shape) withRing(r orb.Ring, hole bool) (shape, error) {
	if n := len(r); n > 1 && r[0] == r[n-1] {
		r = r[:n-1]
	}
	s, err := s.with(r)
	if err != nil {
		return s, err
	}
	last := len(s.paths) - 1
	s.hole[last] = hole
	if path := s.paths[last]; (area(path) < 0) != hole {
		reverse(path)
	}
	return s, nil
}

// area is twice the signed area of an open ring, relative to its first point
// for precision.
func area(ring []orb.Point) float64 {
	sum := 0.0
	for i := 2; i < len(ring); i++ {
		a, b, o := ring[i-1], ring[i], ring[0]
		sum += float64((a[0]-o[0])*(b[1]-o[1])) - float64((b[0]-o[0])*(a[1]-o[1]))
	}
	return sum
}

func reverse[T any](s []T) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}
