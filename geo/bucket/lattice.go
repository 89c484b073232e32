package bucket

import "timpora/geo"

// axial is a place on the hexagon lattice of a resolution: steps along two axes
// that enclose 120 degrees (H3's i and j with k taken off both).
type axial struct{ a, b int }

// digit is the step of an index digit from a cell's middle child.
func digit(d int) axial {
	const steps = "\x01\x01\x00\x00\x01\x02\x00\x01\x02\x01\x01\x00\x02\x02" // a+1, b+1
	return axial{int(steps[2*d]) - 1, int(steps[2*d+1]) - 1}
}

// finer is the place of the middle child. Even resolutions are turned clockwise
// against the one above, odd ones counter-clockwise; two steps give 7 times the
// place.
func (p axial) finer(odd bool) axial {
	if odd {
		return axial{2*p.a + p.b, 3*p.b - p.a}
	}
	return axial{3*p.a - p.b, p.a + 2*p.b}
}

func (p axial) plus(o axial) axial { return axial{p.a + o.a, p.b + o.b} }

// pairs are the two last digits of a cell of even resolution by the rest of its
// place on division by 7, and what they add to the place.
type pairs struct {
	digits [6][49]uint8 // by sixths of a turn: 8 times the coarser digit and the finer
	off    [49]axial
}

func newPairs() (p pairs) {
	for coarse := range 7 {
		for fine := range 7 {
			off := digit(fine).plus(digit(coarse).finer(false))
			at := (off.a+49)%7*7 + (off.b+49)%7
			p.off[at] = off
			for turns := range 6 {
				p.digits[turns][at] = uint8(turned(coarse, turns)<<3 | turned(fine, turns))
			}
		}
	}
	return p
}

// turned is the digit after some sixths of a turn counter-clockwise.
func turned(d, turns int) int {
	const circle = "154623"
	for i := range len(circle) {
		if int(circle[i]-'0') == d {
			return int(circle[(i+turns)%6] - '0')
		}
	}
	return d
}

// split divides a place of an even resolution by 7 for each two levels up to the
// base cell's place; rests has the finest pair first.
func (p *pairs) split(at axial, res int, rests *[8]uint8) (place axial) {
	const bias = 4 * 282475249 // 4 * 7^10: keeps places positive, and is a multiple of 7 to the end
	a, b, shift := uint64(at.a+bias), uint64(at.b+bias), uint64(bias)
	for n := range res / 2 {
		rest := a%7*7 + b%7
		off := &p.off[rest]
		a, b, shift = (a-uint64(off.a))/7, (b-uint64(off.b))/7, shift/7
		rests[n&7] = uint8(rest)
	}
	return axial{int(a - shift), int(b - shift)}
}

// at is the base cell at a place of the face, nil for a place off it.
func (f *face) at(p axial) *base {
	if p.a < -2 || p.a > 2 || p.b < -2 || p.b > 2 {
		return nil
	}
	return &f.bases[(p.a+2)*5+p.b+2]
}

// index writes the cell at a place of a face; 0 where the library must decide.
func (g *Grid) index(f *face, p axial) geo.Cell {
	var rests [8]uint8
	single := 0
	if g.res%2 == 1 {
		single = single7(p)
		off := digit(single)
		p = axial{p.a - off.a, p.b - off.b}
		p = axial{(3*p.a - p.b) / 7, (p.a + 2*p.b) / 7}
	}
	b := f.at(g.pairs.split(p, g.res, &rests))
	if b == nil || b.prefix == 0 {
		return 0
	}
	return geo.Cell(b.prefix | g.digits(rests[:g.res/2], single, b.turns))
}

// digits turns the rests, the finest pair first, into index bits.
func (g *Grid) digits(rests []uint8, single, turns int) uint64 {
	bits, at := uint64(1)<<(3*(15-g.res))-1, 3*(15-g.res)
	if g.res%2 == 1 {
		bits |= uint64(turned(single, turns)) << at
		at += 3
	}
	for _, r := range rests {
		bits |= uint64(g.pairs.digits[turns][r]) << at
		at += 6
	}
	return bits
}

// single7 is the last digit of a cell of odd resolution.
func single7(p axial) int {
	const rest = "\x00\x04\x02\x06\x01\x05\x03" // digit by (a + 2b) modulo 7
	m := (p.a + 2*p.b) % 7
	if m < 0 {
		m += 7
	}
	return int(rest[m])
}
