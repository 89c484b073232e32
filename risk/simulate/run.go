package simulate

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"timpora/risk/stat"
)

// Interval is an interval of 90 % beside the truth.
type Interval struct{ Truth, Low, High float64 }

// holds reports whether the truth lies inside, rounding aside.
func (i Interval) holds() bool {
	const slack = 1e-9
	return i.Truth >= i.Low-slack && i.Truth <= i.High+slack
}

// Outcome is what a pipeline says of a world. Intervals are by cell; they may
// be left out where the world is not drawn from the model.
type Outcome struct {
	Clusters       [][]int32 // cells of each cluster
	Ratios, Scores []Interval
}

// Pipeline judges one world. It must be safe for use by several goroutines and
// depend on nothing but its arguments.
type Pipeline func(w World, intervals bool, seed uint64) (Outcome, error)

// Run draws and judges all worlds of a plan on all cores. progress, if not
// nil, hears how many are done, one call at a time. The first error of the
// lowest world ends the run.
func Run(l Land, p Plan, judge Pipeline, progress func(done, of int)) (Result, error) {
	if err := p.check(); err != nil {
		return Result{}, err
	}
	batches, total := p.batches(), 0
	for _, b := range batches {
		total += b.worlds
	}
	tick := counter(total, progress)
	verdicts := make([][]verdict, len(batches))
	for k, b := range batches {
		out, err := l.judge(b, p, judge, tick)
		if err != nil {
			return Result{}, err
		}
		verdicts[k] = out
	}
	return l.result(p, batches, verdicts), nil
}

// counter counts calls from any goroutine and passes the count on.
func counter(total int, progress func(done, of int)) func() {
	var mutex sync.Mutex
	done := 0
	return func() {
		mutex.Lock()
		defer mutex.Unlock()
		if done++; progress != nil {
			progress(done, total)
		}
	}
}

// judge runs the worlds of one batch.
func (l *Land) judge(b batch, p Plan, judge Pipeline, tick func()) ([]verdict, error) {
	out, errs := make([]verdict, b.worlds), make([]error, b.worlds)
	seed := stat.Split(p.Seed, b.part)
	var next atomic.Int64
	var failed atomic.Bool
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), b.worlds) {
		wg.Go(func() {
			for n := int(next.Add(1)) - 1; n < b.worlds && !failed.Load(); n = int(next.Add(1)) - 1 {
				w := l.Draw(b.kind, p.Incidents, p.Unproven, stat.NewRand(seed, uint64(n)))
				said, err := judge(w, b.kind.model(), stat.Split(seed, uint64(n)))
				if err != nil {
					errs[n] = fmt.Errorf("world %d: %w", n, err)
					failed.Store(true)
				}
				out[n] = l.verdict(w, said)
				tick()
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
