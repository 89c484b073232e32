package stat

import (
	"math"
	"sync"
)

// worker is the scratch space of one goroutine: a random source, the dealer
// of cases and the counts and maxima of a batch.
type worker struct {
	random  *Rand
	dealer  *Dealer
	weights []float64
	counts  []float64
	best    []float64 // smallest expected of any zone by its count of cases
	maxima  []float64
	scratch any // what a search needs besides
	model   *nullModel
}

// nullModel draws the counts of a replication.
type nullModel struct {
	expected []float64
	cases    int
	alpha    float64
	seed     uint64
	fixed    *Dealer // for the Poisson null, whose weights never change
}

// deal draws the counts of replication number index into w.counts.
func (m *nullModel) deal(index int, w *worker) {
	w.random.Reset(m.seed, uint64(index))
	clear(w.counts)
	dealer := m.fixed
	if m.alpha > 0 {
		shape := 1 / m.alpha
		for i, e := range m.expected {
			w.weights[i] = 0
			if e > 0 {
				w.weights[i] = e * w.random.Gamma(shape, shape)
			}
		}
		if m.cases < len(w.weights)/fewCases {
			dealFew(w.random, m.cases, w.weights, w.counts)
			return
		}
		w.dealer.Set(w.weights)
		dealer = w.dealer
	}
	dealer.Deal(w.random, m.cases, w.counts)
}

// fewCases is how many cells a case there must be for a search in running
// sums to be cheaper than the tables of a Dealer.
const fewCases = 8

// dealFew adds n events to out with chances in proportion to the weights,
// which it turns into running sums. Cost: the weights once, log(cells) an
// event.
func dealFew(r *Rand, n int, weights, out []float64) {
	sum := 0.0
	for i, v := range weights {
		sum += v
		weights[i] = sum
	}
	if !(sum > 0) {
		return
	}
	for range n {
		u := float64(r.Float64() * sum)
		low, high := 0, len(weights)-1
		for low < high { // the first running sum above u
			if middle := int(uint(low+high) >> 1); weights[middle] > u {
				high = middle
			} else {
				low = middle + 1
			}
		}
		for low > 0 && weights[low] == weights[low-1] { // u was rounded up to the sum itself
			low--
		}
		out[low]++
	}
}

func newNull(expected []float64, total float64, o ScanOptions) *nullModel {
	m := &nullModel{expected: expected, cases: int(math.Round(total)), seed: o.Seed, fixed: NewDealer(expected)}
	if o.Null == NullGammaPoisson {
		m.alpha = o.Alpha
	}
	return m
}

func (m *nullModel) worker() *worker {
	n := len(m.expected)
	return &worker{
		random: NewRand(m.seed, 0), dealer: NewDealer(nil), model: m,
		weights: make([]float64, n), counts: make([]float64, n),
		best: make([]float64, m.cases+1), maxima: make([]float64, chunk),
	}
}

// A chunk is what one worker takes at a time; a batch is how much is drawn
// between looks at the stopping rule. Both are fixed, so the draws do not
// depend on the number of workers.
const (
	chunk = 8
	batch = 64
)

// replicate draws the maxima in batches, stops early when asked to, and gives
// every cluster its p-values.
func replicate(r *ScanResult, o ScanOptions, draw func(first, n int, w *worker), expected []float64, total float64) {
	model := newNull(expected, total, o)
	workers := make([]*worker, o.Workers)
	for i := range workers {
		workers[i] = model.worker()
	}
	top := math.Inf(1)
	if len(r.Clusters) > 0 {
		top = r.Clusters[0].LLR
	}
	for len(r.Maxima) < o.Replications && !r.Stopped {
		first := len(r.Maxima)
		n := min(batch, o.Replications-first)
		r.Maxima = append(r.Maxima, make([]float64, n)...)
		drawBatch(workers, r.Maxima[first:], first, draw)
		if at := exceeded(r.Maxima, top, o.Stop); at > 0 && at < o.Replications {
			r.Maxima, r.Stopped = r.Maxima[:at], true
		}
	}
	for i := range r.Clusters {
		c := &r.Clusters[i]
		c.P = MonteCarloP(c.LLR, r.Maxima, o.Stop)
		c.Gumbel = GumbelP(c.LLR, r.Maxima)
	}
}

// drawBatch shares the chunks of a batch among the workers, in turn.
func drawBatch(workers []*worker, out []float64, first int, draw func(first, n int, w *worker)) {
	var wait sync.WaitGroup
	for k, w := range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for at := k * chunk; at < len(out); at += chunk * len(workers) {
				n := min(chunk, len(out)-at)
				draw(first+at, n, w)
				copy(out[at:at+n], w.maxima[:n])
			}
		}()
	}
	wait.Wait()
}

// reaches allows for the rounding of sums taken in another order.
func reaches(value, observed float64) bool {
	return value >= observed-float64(1e-11*math.Abs(observed))
}

// exceeded is the number of draws after which the stop-th reached observed;
// 0 when that has not happened or stop is 0.
func exceeded(maxima []float64, observed float64, stop int) int {
	count := 0
	for i, m := range maxima {
		if reaches(m, observed) {
			count++
		}
		if stop > 0 && count == stop {
			return i + 1
		}
	}
	return 0
}

// MonteCarloP is the one-sided p-value of an observed maximum against
// simulated ones: (1 + #{simulated >= observed})/(R+1). With stop above 0 it is
// stop/l once stop of the first l reached it (Besag & Clifford 1991,
// doi:10.1093/biomet/78.2.301). NaN without simulations.
func MonteCarloP(observed float64, simulated []float64, stop int) float64 {
	if len(simulated) == 0 {
		return math.NaN()
	}
	if at := exceeded(simulated, observed, stop); at > 0 {
		return float64(stop) / float64(at)
	}
	count := 0
	for _, m := range simulated {
		if reaches(m, observed) {
			count++
		}
	}
	return float64(1+count) / float64(len(simulated)+1)
}

// maximum is the largest LLR, given the smallest expected count of any zone
// for each number of cases: LLR falls as the expected count grows.
func maximum(best []float64, total, least float64) float64 {
	top := 0.0
	for c := max(1, int(math.Ceil(least))); c < len(best); c++ {
		if !math.IsInf(best[c], 1) {
			top = math.Max(top, LLR(float64(c), best[c], total))
		}
	}
	return top
}

func fillInf(list []float64) {
	for i := range list {
		list[i] = math.Inf(1)
	}
}
