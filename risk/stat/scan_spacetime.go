package stat

import (
	"fmt"
	"math"
)

// SpaceTimeInput is what a space-time scan looks at, by period and cell.
type SpaceTimeInput struct {
	Cases       [][]float64 // one list of cells a period, oldest first
	Expected    [][]float64 // exposure, scaled to the total of Cases
	Orders      []Order     // cells by distance from each centre
	MaxDuration int         // most periods of a cylinder; 0: half of them
	Prospective bool        // only cylinders that end in the last period
}

// ScanSpaceTime searches circles times runs of periods. Statistic, null,
// p-values and refusals are as in Scan, with cases and expected counts of the
// cylinder against the whole study; a circle may hold at most MaxShare of the
// expected total over all periods. Prospective scans repeat: judge them by
// Recurrence rather than by p (Kulldorff 2001, doi:10.1111/1467-985X.00186).
// o.Shape must be circle; cost: runs times the cells of all circles.
func ScanSpaceTime(in SpaceTimeInput, o ScanOptions) (ScanResult, error) {
	o = o.defaults()
	if o.Shape != ShapeCircle {
		return ScanResult{}, fmt.Errorf("%w: shape %q in space and time", ErrScanInput, o.Shape)
	}
	if err := checkNull(o); err != nil {
		return ScanResult{}, err
	}
	cases, exposure, err := flatten(in)
	if err != nil {
		return ScanResult{}, err
	}
	expected, total, err := scaleExpected(cases, exposure)
	if err != nil {
		return ScanResult{}, err
	}
	s := newCylinders(in, expected, total, o)
	result := s.observe(cases)
	result.Total = total
	replicate(&result, o, s.draw, expected, total)
	return result, nil
}

func flatten(in SpaceTimeInput) (cases, exposure []float64, err error) {
	n := len(in.Orders)
	if len(in.Cases) == 0 || n == 0 || len(in.Cases) != len(in.Expected) {
		return nil, nil, fmt.Errorf("%w: %d and %d periods, %d orders", ErrScanInput, len(in.Cases), len(in.Expected), n)
	}
	for t := range in.Cases {
		if len(in.Cases[t]) != n || len(in.Expected[t]) != n {
			return nil, nil, fmt.Errorf("%w: period %d has %d cases and %d expected for %d cells",
				ErrScanInput, t, len(in.Cases[t]), len(in.Expected[t]), n)
		}
		cases, exposure = append(cases, in.Cases[t]...), append(exposure, in.Expected[t]...)
	}
	return cases, exposure, nil
}

// run is an interval of periods, both inclusive.
type run struct{ first, last int }

// cylinders is the search in space and time.
type cylinders struct {
	orders []Order
	depth  []int32
	start  []int
	runs   []run       // for each last period, the shortest first
	expect [][]float64 // by run, then as in circles
	total  float64
	o      ScanOptions
}

func newCylinders(in SpaceTimeInput, expected []float64, total float64, o ScanOptions) *cylinders {
	periods, n := len(in.Cases), len(in.Orders)
	all := make([]float64, n)
	for k, e := range expected {
		all[k%n] += e
	}
	flat := newCircles(in.Orders, all, total, o)
	s := &cylinders{orders: in.Orders, depth: flat.depth, start: flat.start, total: total, o: o}
	longest := in.MaxDuration
	if longest <= 0 {
		longest = max(1, periods/2)
	}
	first := 0
	if in.Prospective {
		first = periods - 1
	}
	for last := first; last < periods; last++ {
		for from := last; from >= 0 && last-from < longest; from-- {
			s.runs = append(s.runs, run{from, last})
		}
	}
	s.each(expected, make([]float64, n), func(_ int, sums []float64) {
		list := make([]float64, 0, len(flat.expect))
		s.circles(sums, func(_ int32, _ int32, e float64) { list = append(list, e) })
		s.expect = append(s.expect, list)
	})
	return s
}

// each sums the cells over every run and hands on the sums.
func (s *cylinders) each(flat, sums []float64, use func(number int, sums []float64)) {
	n := len(s.orders)
	for k, r := range s.runs {
		if r.first == r.last {
			clear(sums)
		}
		for i, v := range flat[r.first*n : (r.first+1)*n] {
			sums[i] += v
		}
		use(k, sums)
	}
}

// circles sums along every centre's order.
func (s *cylinders) circles(values []float64, use func(centre, circle int32, sum float64)) {
	for i, order := range s.orders {
		sum, from := 0.0, int32(0)
		for k := range s.depth[i] {
			for ; from < order.Ends[k]; from++ {
				sum += values[order.Cells[from]]
			}
			use(int32(i), k, sum)
		}
	}
}

func (s *cylinders) observe(cases []float64) ScanResult {
	var found []candidate
	var at [][2]int32
	count := 0
	s.each(cases, make([]float64, len(s.orders)), func(number int, sums []float64) {
		s.circles(sums, func(centre, circle int32, c float64) {
			count++
			e := s.expect[number][s.start[centre]+int(circle)]
			if llr := LLR(c, e, s.total); c >= s.o.MinCases && llr > 0 {
				r := s.runs[number]
				found = append(found, candidate{zone: int32(len(at)), first: int32(r.first), last: int32(r.last), c: c, e: e, llr: llr})
				at = append(at, [2]int32{centre, circle})
			}
		})
	})
	members := func(zone int32) (int32, []int32) {
		order := s.orders[at[zone][0]]
		return at[zone][0], order.Cells[:order.Ends[at[zone][1]]]
	}
	return ScanResult{Zones: count, Clusters: apart(found, s.o.Clusters, len(s.orders), s.total, members)}
}

func (s *cylinders) draw(first, n int, w *worker) {
	sums, ok := w.scratch.([]float64)
	if !ok {
		sums = make([]float64, len(s.orders))
		w.scratch = sums
	}
	for k := range n {
		w.model.deal(first+k, w)
		fillInf(w.best)
		s.each(w.counts, sums, func(number int, sums []float64) { s.smallest(sums, s.expect[number], w.best) })
		w.maxima[k] = maximum(w.best, s.total, s.o.MinCases)
	}
}

// smallest keeps the smallest expected count by number of cases; a circle
// that gains no case cannot be better than the one before.
func (s *cylinders) smallest(counts, expect, best []float64) {
	for i := range s.orders {
		sum, from := 0.0, int32(0)
		cells, at := s.orders[i].Cells, s.start[i]
		for k, end := range s.orders[i].Ends[:s.depth[i]] {
			gain := 0.0
			for _, j := range cells[from:end] {
				gain += counts[j]
			}
			from = end
			if gain == 0 {
				continue
			}
			sum += gain
			best[int(sum)] = min(best[int(sum)], expect[at+k])
		}
	}
}

// Recurrence is how often a signal as strong would turn up by chance when a
// prospective scan is made every period: period/p, in the unit of period.
func Recurrence(period, p float64) float64 { return period / p }

// PermutationExpected is the expected count of each period and cell when
// there is no exposure: row total times column total over the grand total
// (Kulldorff et al. 2005, doi:10.1371/journal.pmed.0020059). NaN without cases.
func PermutationExpected(cases [][]float64) [][]float64 {
	var total float64
	columns := map[int]float64{}
	rows := make([]float64, len(cases))
	for t, row := range cases {
		for i, c := range row {
			rows[t] += c
			columns[i] += c
			total += c
		}
	}
	out := make([][]float64, len(cases))
	for t, row := range cases {
		out[t] = make([]float64, len(row))
		for i := range row {
			out[t][i] = math.NaN()
			if total > 0 {
				out[t][i] = rows[t] * columns[i] / total
			}
		}
	}
	return out
}
