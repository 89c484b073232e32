package backtest_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"timpora/risk/backtest"
)

func TestOriginsLieEndToEnd(t *testing.T) {
	g := ground(1)
	p := plan()
	p.Gap = -1
	r := run(t, g, p, oracle(g))
	if len(r.Origins) != 12 || r.Gap != 2 || r.Reporting != 2 || r.Verifying != 5 || r.Settle != 5 {
		t.Fatalf("%d origins, gap %d, reporting %d, verifying %d", len(r.Origins), r.Gap, r.Reporting, r.Verifying)
	}
	for k, o := range r.Origins {
		if o.From.Sub(o.At) != 2*day || o.Until.Sub(o.From) != 28*day {
			t.Errorf("origin %+v", o)
		}
		if k > 0 && !o.From.Equal(r.Origins[k-1].Until) {
			t.Errorf("horizon %d begins at %s, the one before ends at %s", k, o.From, r.Origins[k-1].Until)
		}
	}
	if left := end().Sub(r.Origins[11].Until); left != 5*day {
		t.Errorf("%s are left for verification", left)
	}
}

func TestFromSetsTheNumberOfOrigins(t *testing.T) {
	g := ground(1)
	p := plan()
	p.From = end().AddDate(0, 0, -28*15-3-5)
	r := run(t, g, p, oracle(g))
	if len(r.Origins) != 15 || !r.Origins[0].At.Equal(p.From) {
		t.Errorf("%d origins from %s", len(r.Origins), r.Origins[0].At)
	}
	p.Origins = 12
	if r := run(t, g, p, oracle(g)); len(r.Origins) != 12 || r.Origins[0].At.Before(p.From) {
		t.Errorf("%d origins", len(r.Origins))
	}
}

func TestPlansAreChecked(t *testing.T) {
	g := ground(1)
	for name, change := range map[string]func(*backtest.Plan){
		"11 origins, want 12":    func(p *backtest.Plan) { p.Origins = 11 },
		"horizon of 0 days":      func(p *backtest.Plan) { p.Horizon = 0 },
		"gap of 5000 days":       func(p *backtest.Plan) { p.Gap = 5000 },
		"0 cells flagged":        func(p *backtest.Plan) { p.TopK = 0 },
		"11 origins fit between": func(p *backtest.Plan) { p.From = end().AddDate(0, 0, -28*11-8) },
		"0 origins fit between":  func(p *backtest.Plan) { p.From = end() },
	} {
		p := plan()
		change(&p)
		if _, err := backtest.Run(g, p, cutter(g, oracle(g)), nil); !errors.Is(err, backtest.ErrPlan) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	short := func(time.Time, time.Duration) (backtest.Cut, error) { return backtest.Cut{Score: []float64{1}}, nil }
	if _, err := backtest.Run(g, plan(), short, nil); !errors.Is(err, backtest.ErrPlan) {
		t.Errorf("a cut of another land: %v", err)
	}
	broken := errors.New("broken")
	failing := func(time.Time, time.Duration) (backtest.Cut, error) { return backtest.Cut{}, broken }
	if _, err := backtest.Run(g, plan(), failing, nil); !errors.Is(err, broken) || !strings.Contains(err.Error(), "origin 20") {
		t.Errorf("a failing cutter: %v", err)
	}
}
