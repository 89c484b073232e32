package locate

import (
	"math"

	"timpora/geo"
)

// The record of a mixed cell is a list of pieces, area by area in the order of
// their codes: a head, then so many points of an unbroken line, longitude and
// latitude each. A point lies in an area when an odd number of its edges lies
// right of the point, counted over the pieces of the area and the parity of
// what lies right of the whole cell.
//
// head: area<<32 | points<<flagBits | flags.
const (
	odd      = 1 << iota // an odd number of the area's edges lies right of the cell
	more                 // the next piece is of the same area
	last                 // no area follows
	implied              // the area holds every point of the cell that no earlier one holds
	flagBits = iota
)

// mostPoints of a piece fit beside the flags; longer lines are cut.
const mostPoints = 1<<(32-flagBits) - 1

func head(area int32, points int, flags uint64) uint64 {
	return uint64(area)<<32 | uint64(points)<<flagBits | flags
}

func headArea(h uint64) int32 { return int32(h >> 32) }
func headPoints(h uint64) int { return int(uint32(h) >> flagBits) }

// among is the area of a point of the cell whose record starts at w.
func (g *grid) among(w int, p geo.Point) int32 {
	for {
		h := g.words[w]
		if h&implied != 0 {
			return headArea(h)
		}
		inside, on, h, next := g.holds(w, p)
		if inside || on {
			return headArea(h)
		}
		if h&last != 0 {
			return outside
		}
		w = next
	}
}

// holders counts the areas of a record that a point lies inside. With an
// implied area that number is odd.
func (g *grid) holders(w int, p geo.Point) (n int) {
	for {
		if g.words[w]&implied != 0 {
			return n | 1
		}
		inside, _, h, next := g.holds(w, p)
		if inside {
			n++
		}
		if h&last != 0 {
			return n
		}
		w = next
	}
}

// holds reports whether a point lies inside the area at w, an edge counting its
// lower end and not its upper one, and whether it lies on an edge; with the
// last head of the area and where the next area starts.
func (g *grid) holds(w int, p geo.Point) (inside, on bool, h uint64, next int) {
	h = g.words[w]
	inside = h&odd != 0
	for {
		from := w + 1
		w = from + 2*headPoints(h)
		if from < w {
			crossed, touched := g.crosses(g.words[from:w], p)
			inside, on = inside != crossed, on || touched
		}
		if h&more == 0 {
			return inside, on, h, w
		}
		h = g.words[w]
	}
}

// crosses reports whether an odd number of the edges of a line lies right of a
// point, and whether the point lies on one.
func (g *grid) crosses(line []uint64, p geo.Point) (crossed, on bool) {
	x, y := math.Float64frombits(line[0]), math.Float64frombits(line[1])
	above := y > p.Lat
	on = x == p.Lon && y == p.Lat
	for i := 2; i+1 < len(line); i += 2 {
		ax, ay := x, y
		x, y = math.Float64frombits(line[i]), math.Float64frombits(line[i+1])
		if up := y > p.Lat; up != above {
			above = up
			det := float64((ax-p.Lon)*(y-p.Lat)) - float64((ay-p.Lat)*(x-p.Lon))
			if math.Abs(det) <= g.doubt {
				side := orient([2]float64{ax, ay}, [2]float64{x, y}, [2]float64{p.Lon, p.Lat})
				on = on || side == 0
				det = float64(side)
			}
			if det != 0 && (det > 0) == up { // the point lies left of the edge upward
				crossed = !crossed
			}
		} else if y == p.Lat { // this end and the other lie level or below
			on = on || x == p.Lon || (ay == y && (ax < p.Lon) != (x < p.Lon))
		}
	}
	return crossed, on
}
