package stat

import (
	"math"
	"math/bits"
)

// window is the part of the map around a centre as bit sets: bit 0 is the
// centre.
type window struct {
	cells  []int32
	near   [64]uint64 // neighbours of each cell inside the window
	cases  [64]float64
	expect [64]float64
	place  []int32 // position+1 of a cell in the window, 0 outside
}

func newWindow(n int) *window {
	return &window{cells: make([]int32, 0, 64), place: make([]int32, n)}
}

// link fills the neighbour sets of the cells listed.
func (w *window) link(neighbours [][]int32) {
	for k, j := range w.cells {
		w.place[j] = int32(k + 1)
	}
	for k, j := range w.cells {
		w.near[k] = 0
		for _, m := range neighbours[j] {
			if p := w.place[m]; p > 0 {
				w.near[k] |= 1 << (p - 1)
			}
		}
	}
	for _, j := range w.cells {
		w.place[j] = 0
	}
}

// zoneSet holds distinct connected sets, each as a smaller one and one more
// cell, so that counts of all follow in one addition each.
type zoneSet struct {
	parent []int32 // -1 for a single cell
	cell   []int32
	expect []float64
	centre []int32
	index  map[[2]uint64]int32 // by a 128-bit hash of the members
}

func newZoneSet() *zoneSet { return &zoneSet{index: make(map[[2]uint64]int32)} }

// hashCell gives a cell its random word; the hash of a set is their XOR.
func hashCell(j int32) [2]uint64 {
	return [2]uint64{mix(uint64(j)), mix(uint64(j) ^ 0xd1342543de82ef95)}
}

// grower walks the connected sets of a window that hold its centre, each once.
type grower struct {
	zones  *zoneSet
	w      *window
	limit  float64 // largest expected count
	budget int     // sets left to try
}

// add enters the set parent+cell and everything that grows from it. banned
// holds cells that an earlier branch has covered, and those inside.
func (g *grower) add(parent int32, key [2]uint64, e float64, bit int, frontier, banned uint64) {
	e += g.w.expect[bit]
	if e > g.limit || g.budget <= 0 {
		return
	}
	g.budget--
	cell := g.w.cells[bit]
	h := hashCell(cell)
	key[0], key[1] = key[0]^h[0], key[1]^h[1]
	id, known := g.zones.index[key]
	if !known {
		id = g.zones.push(parent, cell, e, g.w.cells[0])
		g.zones.index[key] = id
	}
	frontier = (frontier | g.w.near[bit]) &^ banned
	for rest := frontier; rest != 0; rest &= rest - 1 {
		next := bits.TrailingZeros64(rest)
		banned |= 1 << next
		g.add(id, key, e, next, frontier, banned)
	}
}

func (z *zoneSet) push(parent, cell int32, e float64, centre int32) int32 {
	z.parent, z.cell = append(z.parent, parent), append(z.cell, cell)
	z.expect, z.centre = append(z.expect, e), append(z.centre, centre)
	return int32(len(z.cell) - 1)
}

func (z *zoneSet) members(id int32) (int32, []int32) {
	var out []int32
	for at := id; at >= 0; at = z.parent[at] {
		out = append(out, z.cell[at])
	}
	return z.centre[id], out
}

// observe finds the clusters among the zones.
func (z *zoneSet) observe(cases []float64, total float64, o ScanOptions) ScanResult {
	sums := make([]float64, len(z.cell))
	var found []candidate
	for id, cell := range z.cell {
		sums[id] = cases[cell]
		if p := z.parent[id]; p >= 0 {
			sums[id] += sums[p]
		}
		if llr := LLR(sums[id], z.expect[id], total); sums[id] >= o.MinCases && llr > 0 {
			found = append(found, candidate{zone: int32(id), c: sums[id], e: z.expect[id], llr: llr})
		}
	}
	return ScanResult{Zones: len(z.cell), Clusters: apart(found, o.Clusters, len(cases), total, z.members)}
}

// limitOf is the largest expected count of a zone, with room for rounding.
func limitOf(o ScanOptions, total float64) float64 {
	if o.MaxShare >= 1 {
		return math.Inf(1)
	}
	return o.MaxShare * total * (1 + 1e-12)
}
