package bucket

import (
	"math"
	"slices"

	"timpora/geo"
)

// Grid buckets points at one resolution in pure Go, for many points. It gives
// the library's answer for every point: what is near enough to the border of a
// cell or of a face that rounding could decide it is left to the library.
//
// H3 projects the sphere gnomonically onto an icosahedron whose corners are the
// twelve pentagons, and lays a hexagon lattice over every face. The library
// goes there by angles; a Grid divides by the distance to the face and needs
// none. Where the point is at least a milliradian from the middle of the face,
// the library's place is off by less than 3e-13 rad (the cosine of so small an
// angle is rounded to 1.1e-16) and the Grid's by less than 1e-14; a border is
// near within 5e-11 rad, 0.3 mm on the ground, so that it does not matter how a
// machine rounds. Points of a pentagon's base cell are the library's as well.
//
// A Grid is made once, with some 300 calls of the library in 5 ms, and never changes;
// it may be used from many goroutines. A point costs about 70 nanoseconds.
type Grid struct {
	res    int
	faces  [20]face
	pairs  pairs
	margin float64 // of a border, in units of the lattice
}

// near is what counts as the border of a cell or a face, in radians.
const near = 5e-11

// middle is the cosine of the angle from the middle of a face within which the
// library's rounding is not bounded well enough.
const middle = 1 - 1e-3*1e-3/2

// face is one of the twenty sides of the icosahedron.
type face struct {
	center vec
	a, b   vec      // what gives the lattice coordinates of a point, after division
	sides  [3]vec   // normals of its sides, inwards
	bases  [25]base // base cells by their place on the face, (a+2)*5 + b+2
}

// base is the base cell at one place of a face.
type base struct {
	prefix uint64 // index bits of a cell without its digits; 0 leaves the point to the library
	asked  bool   // in building: the library has answered
	turns  int    // sixths of a turn from the face's axes to those of the base cell
}

// Cell is the cell that holds p, the same as Cell(p, res): 0 for a point that
// does not exist.
func (g *Grid) Cell(p geo.Point) geo.Cell {
	if !p.Valid() {
		return 0
	}
	if c := g.cell(vector(p), nil); c != 0 {
		return c
	}
	return Cell(p, g.res)
}

// Cells appends the cells of the points to dst, in their order. Points beside
// one another in the list cost less when they lie on one face.
func (g *Grid) Cells(dst []geo.Cell, points []geo.Point) []geo.Cell {
	dst = slices.Grow(dst, len(points))
	var last, other *face // a border of faces may run through the points
	for _, p := range points {
		if !p.Valid() {
			dst = append(dst, 0)
			continue
		}
		v := vector(p)
		if last == nil || !last.holds(v) {
			if last, other = other, last; last == nil || !last.holds(v) {
				last = g.face(v)
			}
		}
		c := g.cell(v, last)
		if c == 0 {
			c = Cell(p, g.res)
		}
		dst = append(dst, c)
	}
	return dst
}

// cell is 0 where the library must decide. f is the face that holds v, nil when
// it is not known.
func (g *Grid) cell(v vec, f *face) geo.Cell {
	if f == nil {
		if f = g.face(v); f == nil {
			return 0
		}
	}
	off := v.dot(f.center)
	if off > middle {
		return 0
	}
	p, ok := hexagon(v.dot(f.a)/off, v.dot(f.b)/off, g.margin)
	if !ok {
		return 0
	}
	return g.index(f, p)
}

// face is the one that holds a point, nil on a side between two.
func (g *Grid) face(v vec) *face {
	best, most := 0, -1.0
	for i := range g.faces {
		if d := v.dot(g.faces[i].center); d > most {
			best, most = i, d
		}
	}
	if f := &g.faces[best]; f.holds(v) {
		return f
	}
	return nil
}

// holds reports whether a point lies on the face and not near its sides.
func (f *face) holds(v vec) bool {
	return v.dot(f.sides[0]) > near && v.dot(f.sides[1]) > near && v.dot(f.sides[2]) > near
}

// hexagon finds the lattice point nearest to (a, b), and whether no other is
// nearly as near. The axes enclose 120 degrees, so that the six neighbours lie
// along a, b and a+b, and the borders half way, where 2a-b, 2b-a and a+b are odd
// numbers from the middle of a cell. The first two sum to the third, and whole
// parts say, without a branch, in which cell a point lies.
func hexagon(a, b, margin float64) (p axial, ok bool) {
	const lift = 3 << 30 // makes numbers positive, so that cutting off rounds down
	u, v, w := int64(2*a-b+lift), int64(2*b-a+lift), int64(a+b+lift)
	p = axial{int(uint64(u+w+2)/3) - lift/3*2, int(uint64(v+w+2)/3) - lift/3*2}
	x, y := a-float64(p.a), b-float64(p.b)
	return p, max(math.Abs(2*x-y), math.Abs(2*y-x), math.Abs(x+y)) < 1-2*margin
}

// vec is a place on the unit sphere, or a direction.
type vec struct{ x, y, z float64 }

func vector(p geo.Point) vec {
	sinLat, cosLat := math.Sincos(p.Lat * (math.Pi / 180))
	sinLon, cosLon := math.Sincos(p.Lon * (math.Pi / 180))
	return vec{cosLon * cosLat, sinLon * cosLat, sinLat}
}

func (v vec) dot(o vec) float64 { return v.x*o.x + v.y*o.y + v.z*o.z }

func (v vec) cross(o vec) vec {
	return vec{v.y*o.z - v.z*o.y, v.z*o.x - v.x*o.z, v.x*o.y - v.y*o.x}
}

// plus is v and k times o.
func (v vec) plus(k float64, o vec) vec { return vec{v.x + k*o.x, v.y + k*o.y, v.z + k*o.z} }

func (v vec) unit() vec {
	n := 1 / math.Sqrt(v.dot(v))
	return vec{v.x * n, v.y * n, v.z * n}
}
