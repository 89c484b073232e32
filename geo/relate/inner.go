package relate

import (
	"math"
	"slices"
)

// inner gives for every path of an area a place in the inside next to it: on the
// level half way between two heights of vertices, the middle between two
// crossings of its edges.
func (s *Shape) inner() []point {
	var out []point
	for _, p := range s.starts {
		if q, ok := s.beside(p); ok {
			out = append(out, q)
		}
	}
	return out
}

// beside finds a place of the inside near the vertex p: a little above or below
// it, between the crossings of that level nearest to it.
func (s *Shape) beside(p point) (point, bool) {
	for _, up := range []bool{true, false} {
		y, ok := s.level(p[1], up)
		if !ok {
			continue
		}
		var left, right []float64
		s.near(box{s.box.minX, y, s.box.maxX, y}, func(i int) bool {
			e := s.edges[i]
			if (e.a[1] > y) == (e.b[1] > y) {
				return false
			}
			x := e.a[0] + float64((y-e.a[1])*(e.b[0]-e.a[0]))/(e.b[1]-e.a[1])
			if x <= p[0] {
				left = append(left, x)
			} else {
				right = append(right, x)
			}
			return false
		})
		if q, ok := s.between(append(left, right...), p[0], y); ok {
			return q, true
		}
	}
	return point{}, false
}

// level is a height between y and the next height of a vertex above or below.
func (s *Shape) level(y float64, up bool) (float64, bool) {
	next, found := y, false
	for _, e := range s.edges {
		for _, h := range []float64{e.a[1], e.b[1]} {
			if (h > y) == up && h != y && (!found || (h < next) == up) {
				next, found = h, true
			}
		}
	}
	mid := y + (next-y)/2
	return mid, found && mid != y && mid != next
}

// between is the middle of the inside interval nearest to x on a level.
func (s *Shape) between(xs []float64, x, y float64) (point, bool) {
	slices.Sort(xs)
	best, found := point{}, false
	for i := 1; i < len(xs); i += 2 {
		m := point{xs[i-1] + (xs[i]-xs[i-1])/2, y}
		if s.at(m) == inside && (!found || math.Abs(m[0]-x) < math.Abs(best[0]-x)) {
			best, found = m, true
		}
	}
	return best, found
}
