package backtest

import (
	"errors"
	"fmt"
	"time"

	"timpora/risk/stat"
)

// ErrEvents reports a history in which nothing can be judged.
var ErrEvents = errors.New("backtest: no verified incident lies in any horizon")

// The parts of the work that draw at random.
const (
	partRandom    = 1 // chance, one stream a draw and origin
	partBootstrap = 2 // resamples, one stream each
)

// step is one origin under way.
type step struct {
	at, from, until time.Time
	cut             Cut
	out             outcome
	tallies         map[string][]tally   // by ranking, then extent
	curves          map[string][]float64 // by ranking
}

// Run judges the rankings of a cutter. progress, if not nil, hears of every
// origin.
func Run(g Ground, p Plan, cut Cutter, progress func(done, of int)) (Result, error) {
	s, err := p.schedule(g)
	if err != nil {
		return Result{}, err
	}
	if len(g.Events) == 0 {
		return Result{}, ErrEvents
	}
	steps, total := make([]step, len(s.origins)), 0.0
	for k, at := range s.origins {
		if steps[k], err = g.step(at, s, p, uint64(k), cut); err != nil {
			return Result{}, fmt.Errorf("origin %s: %w", at.Format(time.RFC3339), err)
		}
		total += steps[k].out.total
		if progress != nil {
			progress(k+1, len(steps))
		}
	}
	if total == 0 {
		return Result{}, ErrEvents
	}
	return g.result(p, s, steps), nil
}

func (g Ground) step(at time.Time, s schedule, p Plan, number uint64, cut Cutter) (step, error) {
	st := step{at: at, tallies: map[string][]tally{}, curves: map[string][]float64{}}
	st.from, st.until = s.window(at)
	var err error
	if st.cut, err = cut(at, s.horizon); err != nil {
		return st, err
	}
	for _, list := range [][]float64{st.cut.Score, st.cut.Exposure, st.cut.Last, st.cut.LongRun, st.cut.Persons} {
		if len(list) != len(g.Area) {
			return st, fmt.Errorf("%w: the cut has %d cells, the land %d", ErrPlan, len(list), len(g.Area))
		}
	}
	st.out = g.outcome(st.from, st.until, p.To)
	for _, code := range codes() {
		if v := st.cut.values(code); v != nil {
			order := stat.RankOrder(v)
			st.tallies[code], st.curves[code] = g.judge(order, st.cut, st.out, p.extents()), g.curve(order, st.out)
		}
	}
	g.chance(&st, p, stat.Split(stat.Split(p.Seed, partRandom), number))
	return st, nil
}

// chance is the mean over many orders at random.
func (g Ground) chance(st *step, p Plan, seed uint64) {
	sum, curve := make([]tally, len(p.extents())), make([]float64, curveSteps+1)
	for n := range uint64(randomDraws) {
		order := stat.NewRand(seed, n).Perm(len(g.Area))
		for k, t := range g.judge(order, st.cut, st.out, p.extents()) {
			sum[k].add(t, 1.0/randomDraws)
		}
		for k, v := range g.curve(order, st.out) {
			curve[k] += v / randomDraws
		}
	}
	st.tallies[CodeRandom], st.curves[CodeRandom] = sum, curve
}
