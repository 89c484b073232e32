package stat

import (
	"math"
	"math/bits"
)

// restricted is the search of ShapeRestricted: connected sets of cells whose
// own count is high. Cost of a replication: the cells, and the sets around
// the few that are high.
type restricted struct {
	in       ScanInput
	expected []float64
	least    []float64 // smallest count at which a cell may join a zone
	total    float64
	limit    float64
	o        ScanOptions
}

func newRestricted(in ScanInput, expected []float64, total float64, o ScanOptions) *restricted {
	o.K = min(o.K, 64)
	s := &restricted{in: in, expected: expected, total: total, limit: limitOf(o, total), o: o}
	alpha := o.Alpha
	if o.Null == NullPoisson {
		alpha = 0
	}
	s.least = make([]float64, len(expected))
	for i, e := range expected {
		s.least[i] = highCount(e, alpha, o.Restrict)
	}
	return s
}

// highCount is the smallest whole count whose upper mid-p is below level.
func highCount(mean, alpha, level float64) float64 {
	midP := func(x float64) float64 {
		return float64(0.5*NBUpper(x, mean, alpha)) + float64(0.5*NBUpper(x+1, mean, alpha))
	}
	low, high := 0.0, 1.0 // midP(low) >= level
	for midP(high) >= level && high < 1e15 {
		low, high = high, high*2
	}
	for high-low > 1 {
		middle := math.Floor((low + high) / 2)
		if midP(middle) >= level {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

func (s *restricted) observe(cases []float64) ScanResult {
	zones := newZoneSet()
	r := newReach(len(cases))
	g := &grower{zones: zones, w: r.w, limit: s.limit}
	r.mark(cases, s.least)
	for _, i := range r.hot {
		s.gather(r, i, cases)
		g.budget = s.o.Budget
		g.add(-1, [2]uint64{}, 0, 0, 0, 1)
	}
	return zones.observe(cases, s.total, s.o)
}

func (s *restricted) draw(first, n int, w *worker) {
	r, ok := w.scratch.(*reach)
	if !ok {
		r = newReach(len(s.expected))
		w.scratch = r
	}
	for k := range n {
		w.model.deal(first+k, w)
		fillInf(w.best)
		r.mark(w.counts, s.least)
		for _, i := range r.hot {
			s.gather(r, i, w.counts)
			sums := sweeper{w: r.w, best: w.best, limit: s.limit, budget: s.o.Budget}
			sums.add(0, 0, 0, 0, 1)
		}
		w.maxima[k] = maximum(w.best, s.total, s.o.MinCases)
	}
}

// sweeper walks as grower does, keeping only the smallest expected count for
// each number of cases.
type sweeper struct {
	w      *window
	best   []float64
	limit  float64
	budget int
}

func (s *sweeper) add(c, e float64, bit int, frontier, banned uint64) {
	e += s.w.expect[bit]
	if e > s.limit || s.budget <= 0 {
		return
	}
	s.budget--
	c += s.w.cases[bit]
	s.best[int(c)] = min(s.best[int(c)], e)
	frontier = (frontier | s.w.near[bit]) &^ banned
	for rest := frontier; rest != 0; rest &= rest - 1 {
		next := bits.TrailingZeros64(rest)
		banned |= 1 << next
		s.add(c, e, next, frontier, banned)
	}
}

// reach is the scratch space for finding the high cells around a centre.
type reach struct {
	w      *window
	hot    []int32
	high   []bool
	inside []int32 // centre+1 where the cell is among its nearest
}

func newReach(n int) *reach {
	return &reach{w: newWindow(n), high: make([]bool, n), inside: make([]int32, n)}
}

// mark lists the cells whose count is high.
func (r *reach) mark(cases, least []float64) {
	for _, i := range r.hot {
		r.high[i] = false
	}
	r.hot = r.hot[:0]
	for i, c := range cases {
		if c >= least[i] {
			r.hot = append(r.hot, int32(i))
			r.high[i] = true
		}
	}
	clear(r.inside)
}

// gather fills the window with the high cells connected to the centre among
// its K nearest, those of the highest ratio first after the centre.
func (s *restricted) gather(r *reach, centre int32, cases []float64) {
	nearest := s.in.Orders[centre].Cells
	for _, j := range nearest[:min(s.o.K, len(nearest))] {
		r.inside[j] = centre + 1
	}
	r.w.cells = append(r.w.cells[:0], centre)
	r.inside[centre] = 0
	for at := 0; at < len(r.w.cells); at++ {
		for _, j := range s.in.Neighbours[r.w.cells[at]] {
			if r.high[j] && r.inside[j] == centre+1 {
				r.inside[j] = 0
				r.w.cells = append(r.w.cells, j)
			}
		}
	}
	s.sortByRatio(r.w.cells[1:], cases)
	r.w.link(s.in.Neighbours)
	for k, j := range r.w.cells {
		r.w.cases[k], r.w.expect[k] = cases[j], s.expected[j]
	}
}

// sortByRatio is an insertion sort: windows hold a handful of cells.
func (s *restricted) sortByRatio(cells []int32, cases []float64) {
	before := func(a, b int32) bool {
		x, y := cases[a]*s.expected[b], cases[b]*s.expected[a]
		return x > y || x == y && a < b
	}
	for i := 1; i < len(cells); i++ {
		for k := i; k > 0 && before(cells[k], cells[k-1]); k-- {
			cells[k], cells[k-1] = cells[k-1], cells[k]
		}
	}
}
