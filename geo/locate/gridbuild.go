package locate

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// How fine a grid is: this many cells for each edge, between these numbers.
const (
	cellsPerEdge = 4
	fewestCells  = 1 << 10
	mostCells    = 1 << 27
)

// newGrid prepares the grid of checked areas in the order of their codes, with
// so many goroutines; the result does not depend on their number. Its cells are
// square in degrees.
func newGrid(areas []geo.Area, bound geo.Bound, workers int) *grid {
	rings, edges := ringsOf(areas)
	width, height := bound.East-bound.West, bound.North-bound.South
	wanted := math.Min(mostCells, math.Max(fewestCells, float64(cellsPerEdge*edges)))
	side := math.Max(math.Sqrt(width*height/wanted), math.Max(width, height)/wanted)
	g := &grid{west: bound.West, south: bound.South, perDegree: 1 / math.Max(side, 1e-9)}
	g.cols, g.rows = g.col(bound.East)+1, g.row(bound.North)+1
	g.across = (g.cols-1)>>blockShift + 1
	g.doubt = doubt(rings, side)
	from, items := g.sort(rings)
	bands := make([]band, (g.rows-1)>>blockShift+1)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(1, workers) {
		wg.Go(func() {
			b := newRowBuilder(g, rings)
			for i := next.Add(1) - 1; i < int64(len(bands)); i = next.Add(1) - 1 {
				for r := int32(i) << blockShift; r < min(int32(i+1)<<blockShift, g.rows); r++ {
					b.build(r, items[from[r]:from[r+1]])
				}
				bands[i] = b.band()
			}
		})
	}
	wg.Wait()
	g.join(bands)
	return g
}

// join puts the bands together, from south to north.
func (g *grid) join(bands []band) {
	var cells, words int
	for _, b := range bands {
		cells, words = cells+len(b.cells), words+len(b.words)
	}
	g.blocks = make([]int32, 0, len(bands)*int(g.across))
	g.cells, g.words = make([]int32, 0, cells), make([]uint64, 0, words)
	for i, b := range bands {
		g.blocks = appendMoved(g.blocks, b.blocks, len(g.cells)/blockCells)
		g.cells = appendMoved(g.cells, b.cells, len(g.words))
		g.words = append(g.words, b.words...)
		bands[i] = band{}
	}
}

// appendMoved appends values whose mixed ones point so much farther now.
func appendMoved(dst, values []int32, by int) []int32 {
	for _, v := range values {
		if v < outside {
			v -= int32(by)
		}
		dst = append(dst, v)
	}
	return dst
}

func ringsOf(areas []geo.Area) (rings []ring, edges int) {
	for i, a := range areas {
		for _, p := range a.Geometry {
			for _, r := range p {
				rings = append(rings, ring{int32(i), closed(r)})
				edges += len(r)
			}
		}
	}
	return rings, edges
}

// doubt bounds the rounding of any determinant of a point near an edge: the
// bound of orient, with the longest edge plus a cell for the differences. For an
// upright edge beyond the set the determinant is a sum without a difference.
func doubt(rings []ring, side float64) float64 {
	longest := 0.0
	for _, r := range rings {
		for i := 1; i < len(r.points); i++ {
			p, q := r.points[i-1], r.points[i]
			longest = math.Max(longest, math.Max(math.Abs(p[0]-q[0]), math.Abs(p[1]-q[1])))
		}
	}
	reach := longest + 2*side
	return 2 * reach * reach * rounding
}

// sort puts the edges of the rings by row; in a row they stand by area, ring
// and place. from holds where each row starts.
func (g *grid) sort(rings []ring) (from []int, items []item) {
	from = make([]int, g.rows+2)
	g.reach(rings, func(row int32, _ item) { from[row+2]++ })
	for i := 1; i < len(from); i++ {
		from[i] += from[i-1]
	}
	items = make([]item, from[len(from)-1])
	g.reach(rings, func(row int32, it item) {
		items[from[row+1]] = it
		from[row+1]++
	})
	return from, items
}

// reach calls do with every edge and every row that it reaches.
func (g *grid) reach(rings []ring, do func(row int32, it item)) {
	for i, r := range rings {
		for at := 0; at+1 < len(r.points); at++ {
			low, high := g.row(r.points[at][1]), g.row(r.points[at+1][1])
			if low > high {
				low, high = high, low
			}
			for row := low; row <= high; row++ {
				do(row, item{int32(i), int32(at)})
			}
		}
	}
}

// closed is the ring with its first point again at its end.
func closed(r orb.Ring) orb.Ring {
	if r[0] == r[len(r)-1] {
		return r
	}
	return append(slices.Clone(r), r[0])
}
