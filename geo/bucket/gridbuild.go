package bucket

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/uber/h3-go/v4"

	"timpora/geo"
)

// unitLength is the length of a step of resolution 0 in the plane that touches
// the sphere in the middle of a face: the corners lie two steps away, at the
// angle whose tangent is 3 - sqrt(5).
const unitLength = 0.38196601125010500003

// NewGrid prepares a grid of resolution res, 0 to 15.
func NewGrid(res int) (*Grid, error) {
	if res < 0 || res > 15 {
		return nil, fmt.Errorf("grid of resolution %d: want 0 to 15", res)
	}
	g := &Grid{res: res, pairs: newPairs(), margin: 2 * near * scale(res)} // the plane is stretched by 1.59 at most
	corners, err := icosahedron()
	if err != nil {
		return nil, err
	}
	n := 0
	for i, p := range corners {
		for j := i + 1; j < len(corners); j++ {
			for k := j + 1; k < len(corners); k++ {
				if q, r := corners[j], corners[k]; beside(p, q) && beside(q, r) && beside(r, p) {
					if p.cross(q).dot(r) < 0 {
						q, r = r, q
					}
					if g.faces[n], err = newFace([3]vec{p, q, r}, res, &g.pairs); err != nil {
						return nil, fmt.Errorf("face %d: %w", n, err)
					}
					n++
				}
			}
		}
	}
	if n != len(g.faces) {
		return nil, fmt.Errorf("the pentagons make %d faces, want %d", n, len(g.faces))
	}
	return g, nil
}

// icosahedron lists the middles of the twelve pentagons.
func icosahedron() ([]vec, error) {
	cells, err := h3.Pentagons(0)
	if err != nil {
		return nil, fmt.Errorf("pentagons: %w", err)
	}
	slices.SortFunc(cells, func(a, b h3.Cell) int { return cmp.Compare(a, b) })
	var out []vec
	for _, c := range cells {
		out = append(out, vector(Center(geo.Cell(c))))
	}
	return out, nil
}

// beside reports whether two corners share an edge; the cosine of an edge is
// 1/sqrt(5).
func beside(p, q vec) bool { return math.Abs(p.dot(q)-1/math.Sqrt(5)) < 1e-6 }

// scale is the number of steps of a resolution in a radian at the middle of a
// face.
func scale(res int) float64 { return math.Pow(7, float64(res)/2) / unitLength }

// newFace lays the lattice over the face with the given corners,
// counter-clockwise from outside, and asks the library which base cells lie
// where on it.
func newFace(corners [3]vec, res int, p *pairs) (face, error) {
	f := face{center: corners[0].plus(1, corners[1]).plus(1, corners[2]).unit()}
	for i := range f.sides {
		f.sides[i] = corners[i].cross(corners[(i+1)%3]).unit()
	}
	f.a, f.b = f.axes(corners[0], 4)
	for _, v := range probes(corners) {
		if err := f.probe(v, p); err != nil {
			return f, err
		}
	}
	for i := range f.bases {
		if b := &f.bases[i]; b.prefix != 0 {
			b.prefix |= uint64(res) << 52
		}
	}
	f.a, f.b = f.axes(corners[0], res)
	return f, nil
}

// axes are the vectors of the lattice of a resolution, whose first axis points
// to a corner; that of odd resolutions is turned by asin(sqrt(3/28)) against it.
func (f *face) axes(corner vec, res int) (a, b vec) {
	x := corner.plus(-corner.dot(f.center), f.center).unit()
	y := f.center.cross(x)
	if res%2 == 1 {
		sin, cos := math.Sqrt(3./28), math.Sqrt(25./28)
		x, y = vec{}.plus(cos, x).plus(sin, y), vec{}.plus(cos, y).plus(-sin, x)
	}
	s := scale(res)
	return vec{}.plus(s, x).plus(s/math.Sqrt(3), y), vec{}.plus(2*s/math.Sqrt(3), y)
}

// probes are points all over a face, more of them near its sides: a base cell
// that stands beyond a side may reach over it with cells of its rim. One that is
// not met costs time, not truth.
func probes(corners [3]vec) []vec {
	const steps = 128
	var out []vec
	for i := range corners {
		p, q, r := corners[i], corners[(i+1)%3], corners[(i+2)%3]
		for _, depth := range []float64{0.001, 0.004, 0.015, 0.05, 0.12, 0.22, 0.33} {
			for j := range steps {
				t := (float64(j) + 0.5) / steps
				side := vec{}.plus(t, p).plus(1-t, q)
				out = append(out, vec{}.plus(1-depth, side).plus(depth, r).unit())
			}
		}
	}
	return out
}

// probe learns the base cell at the place of a point from the digits of
// resolution 4 that the library gives it. A pentagon's stays empty.
func (f *face) probe(v vec, p *pairs) error {
	off := v.dot(f.center)
	at, sure := hexagon(v.dot(f.a)/off, v.dot(f.b)/off, 1e-6)
	var rests [8]uint8
	b := f.at(p.split(at, 4, &rests))
	if !sure || off > middle || b == nil || b.asked || rests[0]|rests[1] == 0 { // the middle tells nothing of the turn
		return nil
	}
	b.asked = true
	c, err := h3.LatLngToCell(h3.LatLng{Lat: math.Asin(v.z) * 180 / math.Pi, Lng: math.Atan2(v.y, v.x) * 180 / math.Pi}, 4)
	if err != nil || pentagonBase(geo.Cell(c)) {
		return err
	}
	for turns := range 6 {
		digits := uint64(p.digits[turns][rests[1]])<<6 | uint64(p.digits[turns][rests[0]])
		if digits == uint64(c)>>33&0xfff {
			b.prefix, b.turns = uint64(c)&^(0xf<<52|(1<<45-1)), turns
			return nil
		}
	}
	return fmt.Errorf("cell %v does not fit the lattice", c)
}

// pentagonBase reports whether the cell lies in one of the base cells with a
// pentagon in the middle: 4, 14, 24, 38, 49, 58, 63, 72, 83, 97, 107, 117.
func pentagonBase(c geo.Cell) bool {
	const low, high = 1<<4 | 1<<14 | 1<<24 | 1<<38 | 1<<49 | 1<<58 | 1<<63, 1<<(72-64) | 1<<(83-64) | 1<<(97-64) | 1<<(107-64) | 1<<(117-64)
	n := uint(c >> 45 & 0x7f)
	if n < 64 {
		return uint64(low)>>n&1 == 1
	}
	return uint64(high)>>(n-64)&1 == 1
}
