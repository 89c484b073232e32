package relate

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// point is a place, x before y.
type point = [2]float64

// box is a closed rectangle; an empty one has its least above its most.
type box struct{ minX, minY, maxX, maxY float64 }

func noBox() box { return box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)} }

func (b box) with(o box) box {
	return box{min(b.minX, o.minX), min(b.minY, o.minY), max(b.maxX, o.maxX), max(b.maxY, o.maxY)}
}

func (b box) meets(o box) bool {
	return b.minX <= o.maxX && o.minX <= b.maxX && b.minY <= o.maxY && o.minY <= b.maxY
}

func (b box) within(o box) bool {
	return b.minX >= o.minX && b.maxX <= o.maxX && b.minY >= o.minY && b.maxY <= o.maxY
}

func boxOf(a, b point) box {
	return box{min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])}
}

// edge is a straight piece of a line or ring; its ends differ.
type edge struct{ a, b point }

func (e edge) box() box { return boxOf(e.a, e.b) }

// Shape is a geometry made ready for questions. It does not change and may be
// asked from many goroutines.
type Shape struct {
	dim    int     // 0 points, 1 lines, 2 areas
	points []point // of dimension 0
	edges  []edge  // of dimensions 1 and 2
	starts []point // one place of every path
	ends   []point // of dimension 1: the boundary by the mod-2 rule
	tree   tree
	box    box
}

// NewShape prepares a point, line, polygon, ring, bound or a multi of these. It
// fails for other geometries, empty ones and coordinates that are not finite.
func NewShape(g orb.Geometry) (*Shape, error) {
	s := &Shape{box: noBox()}
	if err := s.add(g); err != nil {
		return nil, err
	}
	if !(s.box.minX <= s.box.maxX && s.box.minY <= s.box.maxY) || math.IsInf(s.box.maxX-s.box.minX, 0) || math.IsInf(s.box.maxY-s.box.minY, 0) {
		return nil, fmt.Errorf("a %s without a finite place", g.GeoJSONType())
	}
	if s.dim > 0 && len(s.edges) == 0 {
		return nil, fmt.Errorf("a %s without length", g.GeoJSONType())
	}
	s.tree = newTree(s.edges)
	if s.dim == 1 {
		s.ends = odd(s.ends)
	}
	return s, nil
}

func (s *Shape) add(g orb.Geometry) error {
	switch g := g.(type) {
	case orb.Point:
		s.points = append(s.points, point(g))
		s.box = s.box.with(boxOf(point(g), point(g)))
	case orb.MultiPoint:
		for _, p := range g {
			_ = s.add(p) // points are always taken
		}
	case orb.LineString:
		s.dim = 1
		s.path(g)
		if n := len(g); n > 0 {
			s.ends = append(s.ends, point(g[0]), point(g[n-1]))
		}
	case orb.MultiLineString:
		s.dim = 1
		for _, l := range g {
			_ = s.add(l)
		}
	case orb.Ring:
		return s.add(orb.Polygon{g})
	case orb.Bound:
		return s.add(g.ToPolygon())
	case orb.Polygon:
		s.dim = 2
		for _, r := range g {
			s.path(orb.LineString(r))
			if n := len(r); n > 0 && r[0] != r[n-1] {
				s.path(orb.LineString{r[n-1], r[0]})
			}
		}
	case orb.MultiPolygon:
		s.dim = 2
		for _, p := range g {
			_ = s.add(p)
		}
	default:
		return fmt.Errorf("a geometry of type %T", g)
	}
	return nil
}

func (s *Shape) path(l orb.LineString) {
	for i, p := range l {
		if math.IsNaN(p[0]) || math.IsNaN(p[1]) {
			s.box = box{math.NaN(), math.NaN(), math.NaN(), math.NaN()}
		}
		s.box = s.box.with(boxOf(point(p), point(p)))
		if i == 0 {
			s.starts = append(s.starts, point(p))
		} else if p != l[i-1] {
			s.edges = append(s.edges, edge{point(l[i-1]), point(p)})
		}
	}
}

// odd keeps the places that come an odd number of times, once each.
func odd(list []point) []point {
	count := map[point]int{}
	for _, p := range list {
		count[p]++
	}
	var out []point
	for _, p := range list {
		if count[p]%2 == 1 {
			out = append(out, p)
			count[p] = 0
		}
	}
	return out
}

// Bound is the box of the shape.
func (s *Shape) Bound() orb.Bound {
	return orb.Bound{Min: orb.Point{s.box.minX, s.box.minY}, Max: orb.Point{s.box.maxX, s.box.maxY}}
}
