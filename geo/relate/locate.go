package relate

import "math"

// side is where a place lies to a shape.
type side int

const (
	outside side = iota
	border
	inside
)

// at says where a place lies: for an area by the even-odd rule, for a line its
// ends are the border, for points every one is inside.
func (s *Shape) at(p point) side {
	if !boxOf(p, p).meets(s.box) {
		return outside
	}
	switch s.dim {
	case 0:
		for _, q := range s.points {
			if p == q {
				return inside
			}
		}
		return outside
	case 1:
		return s.atLine(p)
	}
	return s.atArea(p)
}

func (s *Shape) atLine(p point) side {
	if !s.near(boxOf(p, p), func(i int) bool { return on(s.edges[i], p) }) {
		return outside
	}
	for _, e := range s.ends {
		if p == e {
			return border
		}
	}
	return inside
}

// atArea counts the edges that a ray to the east crosses; an edge has its lower
// end and not its upper one.
func (s *Shape) atArea(p point) side {
	odd := false
	ray := box{p[0], p[1], math.Inf(1), p[1]}
	onEdge := s.near(ray, func(i int) bool {
		e := s.edges[i]
		lo, hi := e.a, e.b
		if lo[1] > hi[1] {
			lo, hi = hi, lo
		}
		if lo[1] == hi[1] {
			return p[0] >= min(lo[0], hi[0])
		}
		t := turn(lo, hi, p)
		if t == 0 {
			return true
		}
		if p[1] < hi[1] && t > 0 {
			odd = !odd
		}
		return false
	})
	switch {
	case onEdge:
		return border
	case odd:
		return inside
	}
	return outside
}

// Intersects reports whether the shapes share a place.
func Intersects(a, b *Shape) bool {
	if !a.box.meets(b.box) {
		return false
	}
	if holds(a, b) || holds(b, a) {
		return true
	}
	if len(a.edges) > len(b.edges) {
		a, b = b, a
	}
	for _, e := range a.edges {
		eb := e.box()
		if eb.meets(b.box) && b.near(eb, func(i int) bool { return meet(e, b.edges[i]) }) {
			return true
		}
	}
	return false
}

// holds reports whether one of the places that stand for b's parts lies in a.
func holds(a, b *Shape) bool {
	if b.dim == 0 {
		for _, p := range b.points {
			if a.at(p) != outside {
				return true
			}
		}
		return false
	}
	if a.dim < 2 {
		return false
	}
	for _, p := range b.starts {
		if a.at(p) != outside {
			return true
		}
	}
	return false
}
