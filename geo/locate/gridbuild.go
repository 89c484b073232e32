package locate

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// How fine a grid is: this many cells for each edge, between these numbers.
const (
	cellsPerEdge = 4
	fewestCells  = 1 << 10
	mostCells    = 1 << 27
)

// newGrid prepares the grid of checked areas in the order of their codes. Its
// cells are square in degrees.
func newGrid(areas []geo.Area, bound geo.Bound) *grid {
	rings, edges := ringsOf(areas)
	width, height := bound.East-bound.West, bound.North-bound.South
	wanted := math.Min(mostCells, math.Max(fewestCells, float64(cellsPerEdge*edges)))
	side := math.Max(math.Sqrt(width*height/wanted), math.Max(width, height)/wanted)
	g := &grid{west: bound.West, south: bound.South, perDegree: 1 / math.Max(side, 1e-9)}
	g.cols, g.rows = g.col(bound.East)+1, g.row(bound.North)+1
	g.doubt = doubt(rings, side)
	g.cells = make([]int32, 0, int(g.cols)*int(g.rows))
	from, items := g.sort(rings)
	b := newRowBuilder(g, rings)
	for r := range g.rows {
		b.build(r, items[from[r]:from[r+1]])
	}
	return g
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
