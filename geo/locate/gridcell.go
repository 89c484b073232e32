package locate

import (
	"cmp"
	"slices"
)

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
	l := local{area: area, odd: odd != d.odd}
	if len(turns)%2 == 1 { // below the only turn left: everywhere but above it
		l.odd = !l.odd
		turns = append(turns, beyond)
	}
	l.segs = make([]seg, 0, len(d.segs)+len(turns)/2)
	l.segs = append(l.segs, d.segs...)
	for i := 0; i < len(turns); i += 2 {
		l.segs = append(l.segs, seg{beyond, turns[i], beyond, turns[i+1]})
	}
	return l
}

// beyond is farther east and north than any point.
const beyond = 400.0

// flush writes the cells of the row and clears them.
func (b *rowBuilder) flush() {
	for c := range b.g.cols {
		list := b.list[c]
		v := outside
		switch {
		case len(list) == 1 && len(list[0].segs) == 0:
			v = list[0].area
		case len(list) > 0:
			v = mixed - int32(len(b.g.entries))
			b.entries(list)
		}
		b.g.cells = append(b.g.cells, v)
		clear(list)
		b.list[c] = list[:0]
	}
}

func (b *rowBuilder) entries(list []local) {
	covered := covers(list)
	for i, l := range list {
		if covered && i == len(list)-1 {
			l.segs = nil
		}
		e := entry{area: l.area, first: uint32(len(b.g.segs)), meta: uint32(len(l.segs)) << countAt}
		if l.odd {
			e.meta |= baseOdd
		}
		if i == len(list)-1 {
			e.meta |= last
			if covered {
				e.meta |= implied
			}
		}
		b.g.segs = append(b.g.segs, l.segs...)
		b.g.entries = append(b.g.entries, e)
	}
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
		for _, s := range l.segs {
			if s.ax == beyond {
				turns = append(turns, s.ay, s.by)
			} else {
				all = append(all, s)
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

func compareSegs(a, b seg) int {
	return cmp.Or(cmp.Compare(a.ax, b.ax), cmp.Compare(a.ay, b.ay), cmp.Compare(a.bx, b.bx), cmp.Compare(a.by, b.by))
}
