package tile

import "math"

// clipper cuts paths to a box, reusing its buffers between calls.
type clipper struct {
	box  box
	a, b []point
}

// ring cuts an open ring that lies in the box around it. The answer is valid
// until the next call.
func (c *clipper) ring(in []point, around box) []point {
	c.a = append(c.a[:0], in...)
	for s := west; s <= south; s++ {
		if s.holds(around, c.box) {
			continue
		}
		c.b = s.cut(c.a, c.b[:0], c.box)
		c.a, c.b = c.b, c.a
	}
	return c.a
}

// side is one of the four borders of a box.
type side int

const (
	west side = iota
	east
	north
	south
)

func (s side) inside(p point, b box) bool {
	switch s {
	case west:
		return p.x >= b.min.x
	case east:
		return p.x <= b.max.x
	case north:
		return p.y >= b.min.y
	}
	return p.y <= b.max.y
}

// holds reports whether the box o lies on the inner side.
func (s side) holds(o, b box) bool { return s.inside(o.min, b) && s.inside(o.max, b) }

// cross is the grid point nearest to where the edge meets the side.
func (s side) cross(p, q point, b box) point {
	switch s {
	case west:
		return point{b.min.x, meet(p.x, p.y, q.x, q.y, b.min.x)}
	case east:
		return point{b.max.x, meet(p.x, p.y, q.x, q.y, b.max.x)}
	case north:
		return point{meet(p.y, p.x, q.y, q.x, b.min.y), b.min.y}
	}
	return point{meet(p.y, p.x, q.y, q.x, b.max.y), b.max.y}
}

// meet interpolates the second coordinate of an edge where the first is at. It
// starts from the end with the lower first coordinate, so that both directions
// of an edge agree.
func meet(u0, v0, u1, v1, at int64) int64 {
	if u0 > u1 {
		u0, v0, u1, v1 = u1, v1, u0, v0
	}
	share := float64(at-u0) / float64(u1-u0)
	return v0 + int64(math.Round(float64(share*float64(v1-v0))))
}

func (s side) cut(in, out []point, b box) []point {
	if len(in) == 0 {
		return out
	}
	last := in[len(in)-1]
	was := s.inside(last, b)
	for _, p := range in {
		is := s.inside(p, b)
		if is != was {
			out = append(out, s.cross(last, p, b))
		}
		if is {
			out = append(out, p)
		}
		last, was = p, is
	}
	return out
}

// line cuts a line and calls emit with each piece; the piece is valid during
// the call only.
func (c *clipper) line(in []point, emit func([]point)) {
	piece := c.a[:0]
	flush := func() {
		if len(piece) > 1 {
			emit(piece)
		}
		piece = piece[:0]
	}
	for i := 1; i < len(in); i++ {
		p, q, ok := segment(in[i-1], in[i], c.box)
		if !ok {
			flush()
			continue
		}
		if len(piece) == 0 || piece[len(piece)-1] != p {
			flush()
			piece = append(piece, p)
		}
		if p != q {
			piece = append(piece, q)
		}
	}
	flush()
	c.a = piece
}

// segment cuts an edge to the box, by Cohen and Sutherland.
func segment(p, q point, b box) (point, point, bool) {
	for s := west; s <= south; s++ {
		in, on := s.inside(p, b), s.inside(q, b)
		switch {
		case !in && !on:
			return p, q, false
		case !in:
			p = s.cross(p, q, b)
		case !on:
			q = s.cross(p, q, b)
		}
	}
	return p, q, true
}
