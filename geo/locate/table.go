package locate

import (
	"slices"

	"timpora/geo"
)

// Table locates by cell: the area of a point is that of the H3 cell that holds
// it. It is the built-in set's look-up, right but for about 65 m at borders.
type Table struct {
	rows   map[geo.Cell]geo.AreaCode
	coarse int // coarsest resolution of a row
	fine   int // finest
	cellOf func(geo.Point) geo.Cell
}

// NewTable makes a table of compacted rows: a coarse cell stands for all its
// children. cellOf gives the cell of a point at the finest resolution.
func NewTable(rows map[geo.Cell]geo.AreaCode, cellOf func(geo.Point) geo.Cell) *Table {
	t := &Table{rows: rows, coarse: 15, cellOf: cellOf}
	for c := range rows {
		t.coarse, t.fine = min(t.coarse, c.Resolution()), max(t.fine, c.Resolution())
	}
	return t
}

// Code is the area of a point, of any level; false at sea.
func (t *Table) Code(p geo.Point) (geo.AreaCode, bool) { return t.CellCode(t.cellOf(p)) }

// CellCode is the area of a cell, of any level; false at sea.
func (t *Table) CellCode(c geo.Cell) (geo.AreaCode, bool) {
	for res := t.fine; res >= t.coarse && c != 0; res-- {
		if code, ok := t.rows[c.Parent(res)]; ok {
			return code, true
		}
	}
	return "", false
}

// Locate is the desa of a point; false at sea and in areas of other levels.
func (t *Table) Locate(p geo.Point) (geo.AreaCode, bool) {
	code, ok := t.Code(p)
	return code, ok && code.Level() == geo.LevelDesa
}

// Beyond lists the finest cells of areas of other levels that have a neighbour
// at sea: the shore of land outside the set. neighbours gives the cells of the
// same resolution around one, children those of a finer one inside it.
func (t *Table) Beyond(neighbours func(geo.Cell) []geo.Cell, children func(geo.Cell, int) []geo.Cell) []geo.Cell {
	var out []geo.Cell
	var visit func(c geo.Cell)
	visit = func(c geo.Cell) {
		inland := !slices.ContainsFunc(neighbours(c), func(n geo.Cell) bool { _, ok := t.CellCode(n); return !ok })
		switch {
		case inland:
		case c.Resolution() >= t.fine:
			out = append(out, c)
		default:
			for _, child := range children(c, c.Resolution()+1) {
				visit(child)
			}
		}
	}
	for c, code := range t.rows {
		if code.Level() != geo.LevelDesa {
			visit(c)
		}
	}
	slices.Sort(out)
	return out
}
