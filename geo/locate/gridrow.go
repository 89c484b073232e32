package locate

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// item is an edge of a ring that reaches a row, by the place of its start.
type item struct{ ring, at int32 }

// ring is a ring of an area.
type ring struct {
	area   int32
	points orb.Ring
}

// rowBuilder makes the cells of one row after another.
type rowBuilder struct {
	g     *grid
	rings []ring
	row   int32
	list  [][]local // by column: the areas so far, by code
	flips []bool    // of one area, by column: an odd number of runs lies right of it
	draft []draft   // of one area, by column
	spans [][2]int32
	rows  []int32 // the cells of the rows of a band so far, row by row
	words []uint64
}

// local is what one area is in one cell: all of it when it has no lines.
type local struct {
	area  int32
	odd   bool
	lines []orb.LineString
}

// draft gathers a local: the unbroken lines in the cell, and the latitudes
// below which the runs right of it change parity.
type draft struct {
	used  bool
	odd   bool
	lines []orb.LineString
	turns []float64
}

func newRowBuilder(g *grid, rings []ring) *rowBuilder {
	n := int(g.cols) + 1
	return &rowBuilder{g: g, rings: rings, list: make([][]local, n), flips: make([]bool, n), draft: make([]draft, n)}
}

// build adds the row of the given edges, which stand by area, ring and place.
func (b *rowBuilder) build(row int32, items []item) {
	b.row = row
	for from := 0; from < len(items); {
		area := b.rings[items[from].ring].area
		to := from
		for to < len(items) && b.rings[items[to].ring].area == area {
			to++
		}
		b.area(area, items[from:to])
		from = to
	}
	b.flush()
}

// area adds one area to the cells of the row.
func (b *rowBuilder) area(area int32, items []item) {
	west, east := b.g.cols, int32(-1)
	for from := 0; from < len(items); {
		to := from + 1
		for to < len(items) && items[to].ring == items[from].ring {
			to++
		}
		for _, run := range runs(items[from:to], len(b.rings[items[from].ring].points)-1) {
			w, e := b.run(b.rings[items[from].ring].points, run)
			west, east = min(west, w), max(east, e)
		}
		from = to
	}
	odd := false // again so west of all runs, since a closed ring crosses a row evenly
	for c := east; c >= max(0, west-1); c-- {
		odd = odd != b.flips[c]
		b.flips[c] = false
		d := &b.draft[c]
		if d.used {
			if l := d.finish(area, odd); l.odd || len(l.lines) > 0 {
				b.list[c] = append(b.list[c], l)
			}
			*d = draft{turns: d.turns[:0]}
		} else if odd {
			b.list[c] = append(b.list[c], local{area: area, odd: true})
		}
	}
}

// runs cuts the edges of a ring in the row into unbroken runs. n is the number
// of edges of the ring; a run across its end is one.
func runs(items []item, n int) [][]item {
	var out [][]item
	from := 0
	for i := 1; i <= len(items); i++ {
		if i == len(items) || items[i].at != items[i-1].at+1 {
			out = append(out, items[from:i])
			from = i
		}
	}
	first, end := out[0], out[len(out)-1]
	if len(out) > 1 && first[0].at == 0 && int(end[len(end)-1].at) == n-1 {
		out[0] = append(slices.Clone(end), first...)
		out = out[:len(out)-1]
	}
	return out
}

// run adds an unbroken run of edges and returns the first and the last column
// that it reaches.
func (b *rowBuilder) run(points orb.Ring, run []item) (west, east int32) {
	west, east = b.g.cols, -1
	spans := slices.Grow(b.spans[:0], len(run))[:len(run)]
	b.spans = spans
	for i, it := range run {
		spans[i][0], spans[i][1] = b.span(points[it.at], points[it.at+1])
		west, east = min(west, spans[i][0]), max(east, spans[i][1])
	}
	start, end := points[run[0].at], points[run[len(run)-1].at+1]
	if (b.side(start[1]) > 0) != (b.side(end[1]) > 0) && west > 0 {
		b.flips[west-1] = !b.flips[west-1]
	}
	for c := west; c <= east; c++ {
		b.cross(c, points, run, spans)
	}
	return west, east
}

// cross adds a run to one column in its reach: its lines there, and for each
// part of it right of the column the latitudes where that part starts and ends.
func (b *rowBuilder) cross(c int32, points orb.Ring, run []item, spans [][2]int32) {
	d := &b.draft[c]
	d.used = true
	right, joined := false, false
	for i, it := range run {
		if r := spans[i][0] > c; r != right {
			b.turn(d, points[it.at][1])
			right = r
		}
		if spans[i][0] > c || spans[i][1] < c {
			joined = false
			continue
		}
		if n := len(d.lines); joined {
			d.lines[n-1] = append(d.lines[n-1], points[it.at+1])
		} else {
			d.lines = append(d.lines, orb.LineString{points[it.at], points[it.at+1]})
		}
		joined = true
	}
	if right {
		b.turn(d, points[run[len(run)-1].at+1][1])
	}
}

// turn adds that points below a latitude have one more edge on their right.
func (b *rowBuilder) turn(d *draft, lat float64) {
	switch b.side(lat) {
	case 1:
		d.odd = !d.odd
	case 0:
		d.turns = append(d.turns, lat)
	}
}

// side is where a latitude lies: above the row 1, in it 0, below it -1.
func (b *rowBuilder) side(lat float64) int {
	switch r := b.g.row(lat); {
	case r > b.row:
		return 1
	case r < b.row:
		return -1
	}
	return 0
}

// span is the columns that an edge reaches inside the row; a little more than
// needed where rounding could lie.
func (b *rowBuilder) span(p, q orb.Point) (from, to int32) {
	west, east := math.Min(p[0], q[0]), math.Max(p[0], q[0])
	if height := q[1] - p[1]; b.g.row(p[1]) != b.g.row(q[1]) {
		const slack = 1e-6
		low := b.g.south + (float64(b.row)-slack)/b.g.perDegree
		high := b.g.south + (float64(b.row)+1+slack)/b.g.perDegree
		at := func(lat float64) float64 {
			return p[0] + (q[0]-p[0])*math.Max(0, math.Min(1, (lat-p[1])/height))
		}
		pad := slack / b.g.perDegree
		west = math.Max(west, math.Min(at(low), at(high))-pad)
		east = math.Min(east, math.Max(at(low), at(high))+pad)
	}
	return b.g.col(west), b.g.col(east)
}
