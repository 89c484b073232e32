package nightly

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"timpora/risk"
	"timpora/risk/backtest"
	"timpora/risk/score"
)

// Backtest judges the score on the records known at plan.To: at every cut-off
// Aggregate and the scorer see what was known by then. The frame and the
// frozen caps of the policy stay as they are. plan.TopK of 0 is the policy's.
func Backtest(ctx context.Context, records risk.Records, job Job, plan backtest.Plan, progress func(done, of int)) (backtest.Result, error) {
	b, err := newBacktester(records, job)
	if err != nil {
		return backtest.Result{}, err
	}
	if plan.TopK == 0 {
		plan.TopK = b.policy.Ranking.TopK
	}
	return backtest.Run(b.ground(plan.To), plan, func(at time.Time, length time.Duration) (backtest.Cut, error) {
		if err := ctx.Err(); err != nil {
			return backtest.Cut{}, err
		}
		return b.cut(at, length)
	}, progress)
}

// Cutter gives the rankings at a cut-off from the records known by then.
func Cutter(records risk.Records, job Job) (backtest.Cutter, error) {
	b, err := newBacktester(records, job)
	return b.cut, err
}

// backtester gives cuts of one set of records.
type backtester struct {
	frame   risk.Frame
	records risk.Records
	policy  score.Policy
	seed    uint64
}

func newBacktester(records risk.Records, job Job) (backtester, error) {
	policy, err := score.ParsePolicy(job.Policy)
	policy.Ranking.Draws = drawsFewest // a back-test looks at no interval
	return backtester{frame: job.Frame, records: records, policy: policy, seed: job.Seed}, err
}

// cut is the ranking at a moment and what it is compared with.
func (b backtester) cut(at time.Time, length time.Duration) (backtest.Cut, error) {
	in := Aggregate(b.frame, b.records, at, b.policy)
	if err := in.Check(b.frame); err != nil {
		return backtest.Cut{}, err
	}
	if !slices.ContainsFunc(in.Cells, func(c score.Cell) bool { return c.Placed > 0 }) {
		return backtest.Cut{}, fmt.Errorf("%w: no record was known by then; begin later", backtest.ErrPlan)
	}
	scores, _ := score.Cells(b.frame, in, b.policy, b.seed)
	n := len(scores)
	c := backtest.Cut{Score: make([]float64, n), Persons: make([]float64, n), Last: make([]float64, n), LongRun: make([]float64, n)}
	c.Exposure, _ = score.Exposure(b.frame, in, b.policy)
	for i := range scores {
		c.Score[i], c.Persons[i] = scores[i].Score, in.Cells[i].Staying
	}
	for _, e := range b.incidents(at, b.policy.Time.WindowDays) {
		c.LongRun[e.Cell]++
		if e.At.After(at.Add(-length)) {
			c.Last[e.Cell]++
		}
	}
	return c, nil
}

// allTime is a window, in days, that leaves no record out.
const allTime = 100 * 366

// ground is what is known at the end.
func (b backtester) ground(at time.Time) backtest.Ground {
	g := backtest.Ground{Events: b.incidents(at, allTime)}
	for _, c := range b.frame.Cells {
		g.Area = append(g.Area, c.LandKm2)
	}
	places := newPlaces(b.frame)
	for _, v := range b.records.Visits {
		if cells := places.byDesa[v.Desa]; len(cells) > 0 && v.Hours > 0 && !v.RecordedAt.After(at) {
			g.Trips = append(g.Trips, backtest.Trip{Cells: cells, At: v.Date, Hours: v.Hours})
		}
	}
	return g
}

// incidents are the verified incidents known at a moment, merged as Aggregate
// merges them, in the order of time and cell.
func (b backtester) incidents(at time.Time, days int) []backtest.Event {
	p := b.policy
	p.Time.WindowDays = days
	a := &aggregation{at: at, policy: p, in: &score.Inputs{Cells: make([]score.Cell, len(b.frame.Cells))}, places: newPlaces(b.frame)}
	var verified []told
	for _, r := range b.records.Reports {
		if t, ok := a.told(r); ok && t.state == risk.StateTerbukti {
			verified = append(verified, t)
		}
	}
	var out []backtest.Event
	for _, incident := range a.incidents(verified) {
		first := incident[0]
		e := backtest.Event{Cell: first.cell, At: first.at, Recorded: first.recorded, Known: first.known, Caused: true}
		for _, t := range incident {
			e.Caused = e.Caused && t.origin == risk.OriginOurVisit && !t.random
			e.Recorded, e.Known = earlier(e.Recorded, t.recorded), earlier(e.Known, t.known)
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(x, y backtest.Event) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.Cell, y.Cell)) })
	return out
}
