package locate

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// band is a row of blocks; its numbers count from its own start.
type band struct {
	blocks, cells []int32
	words         []uint64
}

// finish makes the local of a draft. odd is the parity of the runs that lie
// wholly right of the cell. Turns at one latitude cancel; what is left pairs up
// to upright edges beyond the set.
func (d *draft) finish(area int32, odd bool) local {
	slices.Sort(d.turns)
	turns := d.turns[:0]
	for _, t := range d.turns {
		if n := len(turns); n > 0 && turns[n-1] == t {
			turns = turns[:n-1]
			continue
		}
		turns = append(turns, t)
	}
	l := local{area: area, odd: odd != d.odd, lines: d.lines}
	if len(turns)%2 == 1 { // below the only turn left: everywhere but above it
		l.odd = !l.odd
		turns = append(turns, beyond)
	}
	for i := 0; i < len(turns); i += 2 {
		l.lines = append(l.lines, orb.LineString{{beyond, turns[i]}, {beyond, turns[i+1]}})
	}
	return l
}

// beyond is farther east and north than any point.
const beyond = 400.0

// flush adds the cells of the row to the band and clears the lists.
func (b *rowBuilder) flush() {
	for c := range b.g.cols {
		list := b.list[c]
		v := outside
		switch {
		case len(list) == 1 && len(list[0].lines) == 0:
			v = list[0].area
		case len(list) > 0:
			v = mixed - int32(len(b.words))
			b.record(list)
		}
		b.rows = append(b.rows, v)
		clear(list)
		b.list[c] = list[:0]
	}
}

// record adds the record of a mixed cell.
func (b *rowBuilder) record(list []local) {
	covered := covers(list)
	for i, l := range list {
		var flags uint64
		if l.odd {
			flags |= odd
		}
		if i == len(list)-1 {
			flags |= last
			if covered {
				l.lines, flags = nil, flags|implied
			}
		}
		pieces := slices.Clone(l.lines)
		for k := 0; k < len(pieces); k++ { // a cut line goes on from its last point
			if p := pieces[k]; len(p) > mostPoints {
				pieces = slices.Insert(pieces, k+1, p[mostPoints-1:])
				pieces[k] = p[:mostPoints]
			}
		}
		if len(pieces) == 0 {
			b.words = append(b.words, head(l.area, 0, flags))
		}
		for k, p := range pieces {
			f := flags
			if k < len(pieces)-1 {
				f |= more
			}
			b.words = append(b.words, head(l.area, len(p), f))
			for _, at := range p {
				b.words = append(b.words, math.Float64bits(at[0]), math.Float64bits(at[1]))
			}
		}
	}
}

// band is what the rows since the last band make: blocks whose cells are all
// one area, or none, keep no cells.
func (b *rowBuilder) band() band {
	out := band{words: slices.Clone(b.words)}
	rows := len(b.rows) / int(b.g.cols)
	for west := 0; west < int(b.g.cols); west += blockSide {
		var cells [blockCells]int32
		for i := range cells {
			r, c := min(i>>blockShift, rows-1), min(west+i&(blockSide-1), int(b.g.cols)-1)
			cells[i] = b.rows[r*int(b.g.cols)+c]
		}
		v := cells[0]
		if v < outside || slices.ContainsFunc(cells[:], func(o int32) bool { return o != v }) {
			v = mixed - int32(len(out.cells)/blockCells)
			out.cells = append(out.cells, cells[:]...)
		}
		out.blocks = append(out.blocks, v)
	}
	b.rows, b.words = b.rows[:0], b.words[:0]
	return out
}

// covers reports whether every point of the cell lies in an odd number of the
// areas, and so in one at least: all edges cancel in pairs, as they do where
// areas share their borders.
func covers(list []local) bool {
	odd := false
	var all []seg
	var turns []float64
	for _, l := range list {
		odd = odd != l.odd
		for _, line := range l.lines {
			if line[0][0] == beyond {
				turns = append(turns, line[0][1], line[1][1])
				continue
			}
			for i := 1; i < len(line); i++ {
				all = append(all, newSeg(line[i-1], line[i]))
			}
		}
	}
	slices.SortFunc(all, compareSegs)
	slices.Sort(turns)
	return odd && paired(all) && paired(turns)
}

func paired[T comparable](sorted []T) bool {
	for i := 0; i+1 < len(sorted); i += 2 {
		if sorted[i] != sorted[i+1] {
			return false
		}
	}
	return len(sorted)%2 == 0
}

// seg is an edge, lower end first.
type seg struct{ ax, ay, bx, by float64 }

func newSeg(p, q orb.Point) seg {
	if p[1] > q[1] || (p[1] == q[1] && p[0] > q[0]) {
		p, q = q, p
	}
	return seg{p[0], p[1], q[0], q[1]}
}

func compareSegs(a, b seg) int {
	return cmp.Or(cmp.Compare(a.ax, b.ax), cmp.Compare(a.ay, b.ay), cmp.Compare(a.bx, b.bx), cmp.Compare(a.by, b.by))
}
