package stat

import "math"

// circles is the search of ShapeCircle: running sums along each centre's
// order. Cost of a replication: the cells of all circles.
type circles struct {
	orders []Order
	depth  []int32   // circles of each centre within the limits
	start  []int     // where each centre's circles begin in expect
	expect []float64 // expected count of every circle
	total  float64
	o      ScanOptions
	cells  int
}

func newCircles(orders []Order, expected []float64, total float64, o ScanOptions) *circles {
	s := &circles{orders: orders, total: total, o: o, cells: len(expected)}
	s.depth, s.start = make([]int32, len(orders)), make([]int, len(orders))
	limit := o.MaxShare * total * (1 + 1e-12)
	for i, order := range orders {
		s.start[i] = len(s.expect)
		sum, at := 0.0, int32(0)
		for _, end := range order.Ends {
			for ; at < end; at++ {
				sum += expected[order.Cells[at]]
			}
			if sum > limit || int(end) > o.K {
				break
			}
			s.expect = append(s.expect, sum)
			s.depth[i]++
		}
	}
	return s
}

func (s *circles) observe(cases []float64) ScanResult {
	var found []candidate
	var at []int32
	for i, order := range s.orders {
		sum, from := 0.0, int32(0)
		for k := range s.depth[i] {
			for ; from < order.Ends[k]; from++ {
				sum += cases[order.Cells[from]]
			}
			e := s.expect[s.start[i]+int(k)]
			if llr := LLR(sum, e, s.total); sum >= s.o.MinCases && llr > 0 {
				found = append(found, candidate{zone: int32(len(at) / 2), c: sum, e: e, llr: llr})
				at = append(at, int32(i), k)
			}
		}
	}
	members := func(zone int32) (int32, []int32) {
		i, k := at[2*zone], at[2*zone+1]
		return i, s.orders[i].Cells[:s.orders[i].Ends[k]]
	}
	return ScanResult{Zones: len(s.expect), Clusters: apart(found, s.o.Clusters, s.cells, s.total, members)}
}

// lanes is how many replications share a word: their counts lie side by side
// in 16 bits each and one addition serves all four.
const lanes = 4

// packed is the scratch space of circles.
type packed struct {
	counts []uint64
	best   [lanes][]float64
}

func (s *circles) draw(first, n int, w *worker) {
	if w.model.cases > math.MaxUint16 {
		s.drawWide(first, n, w)
		return
	}
	p, ok := w.scratch.(*packed)
	if !ok {
		p = &packed{counts: make([]uint64, s.cells)}
		for k := range p.best {
			p.best[k] = make([]float64, 1<<16) // indexed by 16 bits: no bounds to check
		}
		w.scratch = p
	}
	for at := 0; at < n; at += lanes {
		clear(p.counts)
		for k := range min(lanes, n-at) {
			w.model.deal(first+at+k, w)
			for i, c := range w.counts {
				p.counts[i] |= uint64(c) << (16 * k)
			}
			fillInf(p.best[k][:w.model.cases+1])
		}
		s.sweep(p)
		for k := range min(lanes, n-at) {
			w.maxima[at+k] = maximum(p.best[k][:w.model.cases+1], s.total, s.o.MinCases)
		}
	}
}

// sweep adds up all circles of four replications. Where a circle gains no
// case, its larger expected count cannot raise the statistic, so it is passed.
func (s *circles) sweep(p *packed) {
	b0, b1 := (*[1 << 16]float64)(p.best[0]), (*[1 << 16]float64)(p.best[1])
	b2, b3 := (*[1 << 16]float64)(p.best[2]), (*[1 << 16]float64)(p.best[3])
	for i := range s.orders {
		sum, from := uint64(0), int32(0)
		cells, ends := s.orders[i].Cells, s.orders[i].Ends[:s.depth[i]]
		expect := s.expect[s.start[i]:][:len(ends)]
		for k, end := range ends {
			gain := uint64(0)
			for _, j := range cells[from:end] {
				gain += p.counts[j]
			}
			from = end
			if gain == 0 {
				continue
			}
			sum += gain
			e := expect[k]
			b0[uint16(sum)] = min(b0[uint16(sum)], e)
			b1[uint16(sum>>16)] = min(b1[uint16(sum>>16)], e)
			b2[uint16(sum>>32)] = min(b2[uint16(sum>>32)], e)
			b3[uint16(sum>>48)] = min(b3[uint16(sum>>48)], e)
		}
	}
}

// drawWide is draw for totals that do not fit 16 bits.
func (s *circles) drawWide(first, n int, w *worker) {
	for k := range n {
		w.model.deal(first+k, w)
		fillInf(w.best)
		for i, order := range s.orders {
			sum, from := 0.0, int32(0)
			for d := range s.depth[i] {
				for _, j := range order.Cells[from:order.Ends[d]] {
					sum += w.counts[j]
				}
				from = order.Ends[d]
				c := int(sum)
				w.best[c] = min(w.best[c], s.expect[s.start[i]+int(d)])
			}
		}
		w.maxima[k] = maximum(w.best, s.total, s.o.MinCases)
	}
}
