package locate

import (
	"math"

	"timpora/geo"
)

// grid answers most look-ups from one number: the area that covers the whole
// cell of the point, or none. Where borders pass, a cell lists its areas with
// the few edges that decide between them.
//
// Columns and rows are computed by one monotone function for points and
// vertices alike, so an edge left of a column or above a row by number is so
// in fact, and no tolerance is needed.
type grid struct {
	west, south, perDegree float64
	cols, rows             int32
	doubt                  float64 // a determinant this small may have the wrong sign
	cells                  []int32 // area, outside, or mixed-k for entry k
	entries                []entry
	segs                   []seg
}

// Values of a grid cell that are no area.
const (
	outside int32 = -1
	mixed   int32 = -2
)

// entry is one area of a mixed cell: the parity of what lies right of the cell,
// and the edges to test. The entries of a cell follow one another by code.
type entry struct {
	area  int32
	first uint32
	meta  uint32 // count<<3 | flags
}

// Flags of an entry.
const (
	baseOdd uint32 = 1 << iota // an odd number of edges lies right of the cell
	last                       // no entry follows
	implied                    // holds every point of the cell that no earlier entry holds
	countAt = 3
)

// seg is an edge, lower end first, or what stands for a run of edges right of
// the cell: an upright edge beyond the set.
type seg struct{ ax, ay, bx, by float64 }

func (g *grid) col(lon float64) int32 { return int32((lon - g.west) * g.perDegree) }
func (g *grid) row(lat float64) int32 { return int32((lat - g.south) * g.perDegree) }

// locate is the area of a point within the bounds of the set, or outside.
func (g *grid) locate(p geo.Point) int32 {
	v := g.cells[int(g.row(p.Lat))*int(g.cols)+int(g.col(p.Lon))]
	if v >= outside {
		return v
	}
	return g.among(int(mixed-v), p)
}

func (g *grid) among(k int, p geo.Point) int32 {
	for ; ; k++ {
		e := &g.entries[k]
		if e.meta&implied != 0 {
			return e.area
		}
		if odd, on := g.test(e, p); odd || on {
			return e.area
		}
		if e.meta&last != 0 {
			return outside
		}
	}
}

// test reports for a point of the cell whether an odd number of the entry's
// edges lies right of it, or whether it lies on one. An edge counts its lower
// end and not its upper one.
func (g *grid) test(e *entry, p geo.Point) (odd, on bool) {
	odd = e.meta&baseOdd != 0
	segs := g.segs[e.first : e.first+e.meta>>countAt]
	for i := range segs {
		s := &segs[i]
		if p.Lat < s.ay || p.Lat > s.by {
			continue
		}
		det := float64((s.ax-p.Lon)*(s.by-p.Lat)) - float64((s.ay-p.Lat)*(s.bx-p.Lon))
		if math.Abs(det) <= g.doubt {
			side := orient([2]float64{s.ax, s.ay}, [2]float64{s.bx, s.by}, [2]float64{p.Lon, p.Lat})
			if side == 0 && p.Lon >= math.Min(s.ax, s.bx) && p.Lon <= math.Max(s.ax, s.bx) {
				return false, true
			}
			det = float64(side)
		}
		if det > 0 && p.Lat < s.by {
			odd = !odd
		}
	}
	return odd, false
}

// doubled reports whether a point of the bounds lies inside more than one area.
func (g *grid) doubled(p geo.Point) bool {
	v := g.cells[int(g.row(p.Lat))*int(g.cols)+int(g.col(p.Lon))]
	if v >= outside {
		return false
	}
	found := 0
	for k := int(mixed - v); ; k++ {
		e := &g.entries[k]
		if e.meta&implied != 0 { // an odd number of areas holds the point
			return found > 1
		}
		if odd, _ := g.test(e, p); odd {
			found++
		}
		if e.meta&last != 0 {
			return found > 1
		}
	}
}
