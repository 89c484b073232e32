package locate

import "timpora/geo"

// strip is how many points a batch takes at once: what it keeps of them fits
// the fastest memory.
const strip = 512

// batch answers many points in three passes over a strip of them: blocks,
// cells, records. A pass has no branch that depends on the ground, so the
// loads of many points overlap and nothing is guessed wrongly; only the points
// whose answer needs more go on to the next pass.
type batch struct {
	g     *grid
	bound geo.Bound
	point [strip]int32 // in the strip, of those that go on
	where [strip]int32 // their cell, then their record
}

// locate writes the area of every point to dst and returns the number of
// points beyond the bounds of the set.
func (b *batch) locate(dst []int32, points []geo.Point) (beyond int) {
	for len(points) > strip {
		beyond += b.strip(dst[:strip], points[:strip])
		dst, points = dst[strip:], points[strip:]
	}
	return beyond + b.strip(dst, points)
}

func (b *batch) strip(dst []int32, points []geo.Point) (beyond int) {
	g := b.g
	n := 0
	for i, p := range points {
		if !b.bound.Contains(p) {
			dst[i] = outside
			beyond++
			continue
		}
		block, cell := g.at(g.col(p.Lon), g.row(p.Lat))
		v := g.blocks[block]
		dst[i] = v
		b.point[n&(strip-1)], b.where[n&(strip-1)] = int32(i), (mixed-v)*blockCells+int32(cell)
		n += goesOn(v)
	}
	n = b.cells(dst, n)
	for k := range b.point[:n] {
		i := b.point[k]
		dst[i] = g.among(int(b.where[k]), points[i])
	}
	return beyond
}

// cells answers the first n points from their cells and keeps the mixed ones.
func (b *batch) cells(dst []int32, n int) (left int) {
	for k := range b.point[:n] {
		i, v := b.point[k], b.g.cells[b.where[k]]
		dst[i] = v
		b.point[left], b.where[left] = i, mixed-v
		left += goesOn(v)
	}
	return left
}

// goesOn is 1 for a mixed value and 0 for an area or outside, without a branch.
func goesOn(v int32) int { return int(uint32(v-outside) >> 31) }
