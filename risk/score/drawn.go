package score

import (
	"math"
	"slices"
)

// drawn holds the scores of all cells under every draw, then, once ranked,
// their ranks in the same place. Draws lie one after the other, so that each
// is ranked in one piece of memory.
type drawn struct {
	cells, draws int
	bits         []uint32 // of a float32 score, or a rank
}

func newDrawn(cells, draws int) *drawn {
	return &drawn{cells: cells, draws: draws, bits: make([]uint32, cells*draws)}
}

// put stores the scores of cell i; no score is negative.
func (t *drawn) put(i int, scores []float64) {
	for d, s := range scores {
		t.bits[d*t.cells+i] = math.Float32bits(float32(s))
	}
}

// rank turns scores into ranks within each draw, from 1, ties by cell. A key
// holds the score, turned so that the highest sorts first, and the cell.
func (t *drawn) rank() {
	parallel(t.draws, func(d int) {
		row := t.bits[d*t.cells : (d+1)*t.cells]
		keys := make([]uint64, len(row))
		for i, b := range row {
			keys[i] = uint64(^b)<<32 | uint64(uint32(i))
		}
		slices.Sort(keys)
		for r, k := range keys {
			row[uint32(k)] = uint32(r + 1)
		}
	})
}

// ranks are those of cell i, by draw.
func (t *drawn) ranks(i int) []uint32 {
	out := make([]uint32, t.draws)
	for d := range out {
		out[d] = t.bits[d*t.cells+i]
	}
	return out
}
