package locate

import "timpora/geo"

// grid answers most look-ups from one number: the area that covers the whole
// block of the point, or none. Where borders pass, a block lists its 64 cells
// in the same way, and a cell that a border crosses has a record in words: its
// areas with the few edges that decide between them.
//
// Columns and rows are computed by one monotone function for points and
// vertices alike, so an edge left of a column or above a row by number is so
// in fact, and no tolerance is needed.
type grid struct {
	west, south, perDegree float64
	cols, rows             int32   // cells
	across                 int32   // blocks in a row of blocks
	doubt                  float64 // a determinant this small may have the wrong sign
	blocks                 []int32 // area, outside, or mixed-k for the k-th 64 of cells
	cells                  []int32 // area, outside, or mixed-w for the record at words[w]
	words                  []uint64
}

// Values of a block or cell that are no area.
const (
	outside int32 = -1
	mixed   int32 = -2
)

// A block is so many cells wide and high, as a power of two.
const (
	blockShift = 3
	blockSide  = 1 << blockShift
	blockCells = blockSide * blockSide
)

func (g *grid) col(lon float64) int32 { return int32((lon - g.west) * g.perDegree) }
func (g *grid) row(lat float64) int32 { return int32((lat - g.south) * g.perDegree) }

// at is the block of a cell, and its place in a block.
func (g *grid) at(col, row int32) (block, cell int) {
	return int(row>>blockShift)*int(g.across) + int(col>>blockShift), int(row&(blockSide-1))<<blockShift | int(col&(blockSide-1))
}

// cell is the value of the cell of a point within the bounds of the set.
func (g *grid) cell(p geo.Point) int32 {
	block, cell := g.at(g.col(p.Lon), g.row(p.Lat))
	v := g.blocks[block]
	if v >= outside {
		return v
	}
	return g.cells[int(mixed-v)*blockCells+cell]
}

// locate is the area of a point within the bounds of the set, or outside.
func (g *grid) locate(p geo.Point) int32 {
	v := g.cell(p)
	if v >= outside {
		return v
	}
	return g.among(int(mixed-v), p)
}

// doubled reports whether a point of the bounds lies inside more than one area.
func (g *grid) doubled(p geo.Point) bool {
	v := g.cell(p)
	return v < outside && g.holders(int(mixed-v), p) > 1
}
