package backtest

import (
	"errors"
	"fmt"
	"time"
)

// ErrPlan refuses a plan.
var ErrPlan = errors.New("backtest")

// The bounds of a plan.
const (
	LeastOrigins   = 12
	DefaultHorizon = 28 // days
	mostOrigins    = 1000
	mostDays       = 3650
)

// Plan says where the origins lie.
type Plan struct {
	From    time.Time // no cut-off before it; zero: as many origins as asked for, back from To
	To      time.Time // nothing known later counts
	Origins int       // 0: as many as fit after From, or LeastOrigins
	Horizon int       // days; horizons do not overlap
	Gap     int       // days between cut-off and horizon; below 0: the reporting delay
	TopK    int       // cells flagged
	Seed    uint64
}

// schedule is a plan made definite.
type schedule struct {
	origins              []time.Time
	gap, settle          int // days
	reporting, verifying int // days within which nine of ten incidents are told, verified
	horizon              time.Duration
}

// window is the horizon of an origin.
func (s schedule) window(at time.Time) (from, until time.Time) {
	from = at.Add(time.Duration(s.gap) * day)
	return from, from.Add(s.horizon)
}

// schedule puts the last horizon so that nine of ten of its incidents are
// verified by the end, and the others before it, end to end.
func (p Plan) schedule(g Ground) (schedule, error) {
	s := schedule{gap: p.Gap, horizon: time.Duration(p.Horizon) * day}
	if err := p.check(); err != nil {
		return s, err
	}
	s.reporting = g.delay(func(e Event) time.Time { return e.Recorded })
	s.verifying = g.delay(func(e Event) time.Time { return e.Known })
	if s.settle = s.verifying; p.Gap < 0 {
		s.gap = s.reporting
	}
	last := p.To.Add(-s.horizon - time.Duration(s.gap+s.settle)*day)
	n := p.Origins
	if fit := mostOrigins; !p.From.IsZero() {
		if fit = 0; !last.Before(p.From) {
			fit = int(last.Sub(p.From)/s.horizon) + 1
		}
		if n > fit || n == 0 && fit < LeastOrigins {
			return s, fmt.Errorf("%w: %d origins fit between %s and %s, want %d", ErrPlan, fit, p.From.Format(time.DateOnly), p.To.Format(time.DateOnly), max(n, LeastOrigins))
		}
		if n == 0 {
			n = min(fit, mostOrigins)
		}
	}
	if n == 0 {
		n = LeastOrigins
	}
	for k := n - 1; k >= 0; k-- {
		s.origins = append(s.origins, last.Add(-time.Duration(k)*s.horizon))
	}
	return s, nil
}

func (p Plan) check() error {
	switch {
	case p.Origins != 0 && (p.Origins < LeastOrigins || p.Origins > mostOrigins):
		return fmt.Errorf("%w: %d origins, want %d to %d", ErrPlan, p.Origins, LeastOrigins, mostOrigins)
	case p.Horizon < 1 || p.Horizon > mostDays:
		return fmt.Errorf("%w: horizon of %d days, want 1 to %d", ErrPlan, p.Horizon, mostDays)
	case p.Gap > mostDays:
		return fmt.Errorf("%w: gap of %d days, want at most %d", ErrPlan, p.Gap, mostDays)
	case p.TopK < 1:
		return fmt.Errorf("%w: %d cells flagged, want 1 or more", ErrPlan, p.TopK)
	}
	return nil
}
