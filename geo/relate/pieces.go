package relate

import (
	"cmp"
	"slices"
)

// contact is what the edges or points of one shape see of another.
type contact struct {
	in, out, along bool // a stretch or point in its inside, its outside, on its border or line
}

// look walks the paths of a, cut where they meet edges of b, and says where the
// pieces lie. Once every answer is known it stops.
func look(a, b *Shape) contact {
	var c contact
	for _, p := range a.points {
		c.note(b.at(p), b.dim)
	}
	for _, e := range a.edges {
		if c.in && c.out && c.along {
			break
		}
		c.edge(e, b)
	}
	return c
}

func (c *contact) note(s side, dim int) {
	switch {
	case s == outside:
		c.out = true
	case s == border || dim == 1:
		c.along = true
	default:
		c.in = true
	}
}

// stretch is a part of an edge between two fractions of its length that lies on
// an edge of the other shape.
type stretch struct{ from, to float64 }

func (c *contact) edge(e edge, b *Shape) {
	if !e.box().meets(b.box) {
		c.out = true
		return
	}
	cuts := []float64{0, 1}
	var shared []stretch
	b.near(e.box(), func(i int) bool {
		f := b.edges[i]
		if !meet(e, f) {
			return false
		}
		ta, tb := turn(e.a, e.b, f.a), turn(e.a, e.b, f.b)
		if ta == 0 && tb == 0 {
			s := stretch{e.part(f.a), e.part(f.b)}
			if s.from > s.to {
				s.from, s.to = s.to, s.from
			}
			s.from, s.to = max(0, s.from), min(1, s.to)
			cuts = append(cuts, s.from, s.to)
			if s.to > s.from {
				shared = append(shared, s)
			}
			return false
		}
		cuts = append(cuts, e.crossing(f, ta, tb))
		return false
	})
	slices.SortFunc(cuts, cmp.Compare)
	for i := 1; i < len(cuts); i++ {
		c.piece(e, cuts[i-1], cuts[i], shared, b)
	}
}

// piece says where the part of an edge between two cuts lies.
func (c *contact) piece(e edge, from, to float64, shared []stretch, b *Shape) {
	const least = 1e-12 // of the edge: shorter is rounding
	if to-from < least {
		return
	}
	mid := (from + to) / 2
	for _, s := range shared {
		if s.from < mid && mid < s.to {
			c.along = true
			return
		}
	}
	p := point{e.a[0] + float64(mid*(e.b[0]-e.a[0])), e.a[1] + float64(mid*(e.b[1]-e.a[1]))}
	if b.dim == 2 {
		if s := b.at(p); s != border {
			c.note(s, 2)
		}
		return
	}
	c.out = true
}

// part is the fraction of the edge at which p, a place on its line, lies.
func (e edge) part(p point) float64 {
	dx, dy := e.b[0]-e.a[0], e.b[1]-e.a[1]
	if dx*dx >= dy*dy {
		return (p[0] - e.a[0]) / dx
	}
	return (p[1] - e.a[1]) / dy
}

// crossing is the fraction of e at which f meets it; ta and tb are the turns of
// the ends of f.
func (e edge) crossing(f edge, ta, tb int) float64 {
	switch {
	case ta == 0:
		return max(0, min(1, e.part(f.a)))
	case tb == 0:
		return max(0, min(1, e.part(f.b)))
	case turn(f.a, f.b, e.a) == 0:
		return 0
	case turn(f.a, f.b, e.b) == 0:
		return 1
	}
	dx, dy := e.b[0]-e.a[0], e.b[1]-e.a[1]
	fx, fy := f.b[0]-f.a[0], f.b[1]-f.a[1]
	det := float64(dx*fy) - float64(dy*fx)
	if det == 0 {
		return 0.5
	}
	t := (float64((f.a[0]-e.a[0])*fy) - float64((f.a[1]-e.a[1])*fx)) / det
	return max(0, min(1, t))
}
