package stat

import "fmt"

// mostZones bounds the memory of the unrestricted flexible scan.
const mostZones = 20_000_000

// flexible is the search of ShapeFlexible: all connected sets, listed once.
// Cost: up to 2^(K-1) sets a centre, one addition each and replication.
type flexible struct {
	zones *zoneSet
	total float64
	o     ScanOptions
}

func newFlexible(in ScanInput, expected []float64, total float64, o ScanOptions) (*flexible, error) {
	if o.K > 64 {
		return nil, fmt.Errorf("%w: K %d is above 64", ErrScanInput, o.K)
	}
	g := &grower{zones: newZoneSet(), w: newWindow(len(expected)), limit: limitOf(o, total)}
	for _, order := range in.Orders {
		g.w.cells = append(g.w.cells[:0], order.Cells[:min(o.K, len(order.Cells))]...)
		g.w.link(in.Neighbours)
		for k, j := range g.w.cells {
			g.w.expect[k] = expected[j]
		}
		g.budget = mostZones
		g.add(-1, [2]uint64{}, 0, 0, 0, 1)
		if g.budget == 0 || len(g.zones.cell) > mostZones {
			return nil, fmt.Errorf("%w: more than %d zones, use a smaller K or %q", ErrScanInput, mostZones, ShapeRestricted)
		}
	}
	return &flexible{zones: g.zones, total: total, o: o}, nil
}

func (s *flexible) observe(cases []float64) ScanResult { return s.zones.observe(cases, s.total, s.o) }

func (s *flexible) draw(first, n int, w *worker) {
	sums, ok := w.scratch.([]int32)
	if !ok {
		sums = make([]int32, len(s.zones.cell)+1) // sums[0] is the empty set
		w.scratch = sums
	}
	for k := range n {
		w.model.deal(first+k, w)
		fillInf(w.best)
		for id, cell := range s.zones.cell {
			c := sums[s.zones.parent[id]+1] + int32(w.counts[cell])
			sums[id+1] = c
			w.best[c] = min(w.best[c], s.zones.expect[id])
		}
		w.maxima[k] = maximum(w.best, s.total, s.o.MinCases)
	}
}
