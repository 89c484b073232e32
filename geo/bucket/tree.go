package bucket

import (
	"cmp"
	"slices"

	"timpora/geo"
)

// child is the cell of the next resolution with digit d inside c.
func child(c geo.Cell, d int) geo.Cell {
	at := 3 * (14 - c.Resolution())
	return c + 1<<52 - geo.Cell(7-d)<<at
}

// digitAt is the index digit of c at a resolution.
func digitAt(c geo.Cell, res int) int { return int(c >> (3 * (15 - res)) & 7) }

// pentagon reports whether c is one of the twelve pentagons of its resolution.
func pentagon(c geo.Cell) bool {
	digits := uint64(1)<<45 - 1
	unused := uint64(1)<<(3*(15-c.Resolution())) - 1
	return pentagonBase(c) && uint64(c)&digits&^unused == 0
}

// Children lists the cells of the finer resolution res inside c: seven for each
// step, six for that of a pentagon. It is integer work on the index.
func Children(c geo.Cell, res int) []geo.Cell {
	if res <= c.Resolution() {
		return []geo.Cell{c}
	}
	if res > 15 {
		return nil
	}
	n := 1
	for range res - c.Resolution() {
		n *= 7
	}
	out := append(make([]geo.Cell, 0, n), c)
	for r := c.Resolution(); r < res; r++ {
		// Back to front, every cell makes way for its children.
		parents := len(out)
		out = out[:min(7*parents, n)]
		to := len(out)
		for i := parents - 1; i >= 0; i-- {
			parent := out[i]
			for d := 6; d >= 0; d-- {
				if d == 1 && pentagon(parent) {
					continue
				}
				to--
				out[to] = child(parent, d)
			}
		}
		out = out[:copy(out, out[to:])]
	}
	return out
}

// Uncompact lists the cells of resolution res that the given cells cover.
func Uncompact(cells []geo.Cell, res int) []geo.Cell {
	var out []geo.Cell
	for _, c := range cells {
		out = append(out, Children(c, res)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Compact replaces cells by their parent wherever all its children are there,
// again and again. Cells may have several resolutions; one inside another is
// dropped. Uncompact at the finest resolution gives the same cells.
func Compact(cells []geo.Cell) []geo.Cell {
	var levels [16][]geo.Cell
	for _, c := range cells {
		levels[c.Resolution()] = append(levels[c.Resolution()], c)
	}
	var out []geo.Cell
	mixed := len(cells) > 0 && len(levels[cells[0].Resolution()]) < len(cells)
	for res := 15; res >= 0; res-- {
		list := levels[res]
		slices.Sort(list)
		list = slices.Compact(list)
		for from, to := 0, 0; from < len(list); from = to {
			parent := list[from].Parent(res - 1)
			for to = from + 1; to < len(list) && res > 0 && list[to].Parent(res-1) == parent; to++ {
			}
			if n := to - from; res > 0 && (n == 7 || n == 6 && pentagon(parent)) {
				levels[res-1] = append(levels[res-1], parent)
			} else {
				out = append(out, list[from:to]...)
			}
		}
	}
	if mixed { // else nothing lies inside another
		slices.SortFunc(out, byPlace)
		out = dropInner(out)
	}
	slices.Sort(out)
	return out
}

// byPlace orders cells by their place in the tree, each before what lies in it.
func byPlace(a, b geo.Cell) int {
	const res = geo.Cell(0xf) << 52
	return cmp.Or(cmp.Compare(first(a)&^res, first(b)&^res), cmp.Compare(a.Resolution(), b.Resolution()))
}

// first is c with its unused digits 0.
func first(c geo.Cell) geo.Cell { return c &^ (1<<(3*(15-c.Resolution())) - 1) }

// dropInner leaves out cells inside the cell before them.
func dropInner(list []geo.Cell) []geo.Cell {
	out := list[:0]
	for _, c := range list {
		if n := len(out); n > 0 && c.Resolution() >= out[n-1].Resolution() && c.Parent(out[n-1].Resolution()) == out[n-1] {
			continue
		}
		out = append(out, c)
	}
	return out
}
