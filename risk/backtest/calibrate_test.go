package backtest_test

import (
	"math"
	"reflect"
	"testing"
	"time"

	"timpora/risk/backtest"
)

// A score that is the true rate becomes a probability that holds: two values,
// so the curve can meet both rates.
func TestForecastsHoldWhatTheyPromise(t *testing.T) {
	g := ground(3)
	p := plan()
	p.Origins = 22
	r := run(t, g, p, func(time.Time) []float64 { return rates() })
	c := ranking(r, backtest.CodeScore).Calibration
	if c.Origins != 18 || c.Cells != 18*cells || c.Events == 0 || !(c.Skill.Low > 0.1) || !(c.Brier.Value < 0.05) {
		t.Fatalf("%+v", c)
	}
	n := 0
	var cold, forecast, observed float64
	for _, b := range c.Bins {
		n += b.Cells
		if b.Forecast < 0.1 {
			cold += float64(b.Cells)
			forecast += b.Forecast * float64(b.Cells)
			observed += b.Observed * float64(b.Cells)
		}
	}
	if n != c.Cells || cold < 3000 {
		t.Errorf("bins hold %d of %d forecasts, %v of cold cells", n, c.Cells, cold)
	}
	if math.Abs(forecast-observed) > 3*math.Sqrt(forecast) {
		t.Errorf("cold cells: %.1f forecast, %v observed", forecast, observed)
	}
	// at a rate of 0.5 a horizon the chance of any is 1 - exp(-0.5)
	if last := c.Bins[len(c.Bins)-1]; math.Abs(last.Forecast-(1-math.Exp(-0.5))) > 0.1 {
		t.Errorf("hot cells are forecast at %.3f", last.Forecast)
	}
	same := ranking(r, backtest.CodeExposure)
	if s := float64(same.Calibration.Skill.Value); math.Abs(s) > 0.01 || !(same.Brier.High < 0) {
		t.Errorf("a constant has skill %v; the score's Brier less its %+v", s, same.Brier)
	}
}

// A ranking that puts the worst last forecasts the base rate, not the reverse.
func TestAWrongRankingForecastsTheBaseRate(t *testing.T) {
	g := ground(3)
	r := run(t, g, plan(), func(time.Time) []float64 {
		out := rates()
		for i := range out {
			out[i] = 1 - out[i]
		}
		return out
	})
	if s := float64(ranking(r, backtest.CodeScore).Calibration.Skill.Value); math.Abs(s) > 0.01 {
		t.Errorf("skill %v", s)
	}
}

// What became known of an early horizon only after the last cut-off teaches no
// forecast.
func TestForecastsLearnFromWhatWasKnown(t *testing.T) {
	g := ground(4)
	score := func(time.Time) []float64 { return rates() }
	before := run(t, g, plan(), score)
	first := before.Origins[0]
	for i := range 3 { // too few to change the delays
		at := first.From.Add(time.Hour)
		g.Events = append(g.Events, backtest.Event{Cell: i, At: at, Recorded: at, Known: end()})
	}
	late := run(t, g, plan(), score)
	if late.Events != before.Events+3 || !reflect.DeepEqual(late.Origins[0].At, first.At) {
		t.Fatalf("%d events, %d before", late.Events, before.Events)
	}
	if a, b := ranking(before, backtest.CodeScore).Calibration, ranking(late, backtest.CodeScore).Calibration; !reflect.DeepEqual(a, b) {
		t.Errorf("forecasts changed: %+v, %+v", a.Brier, b.Brier)
	}
}

func TestTooLittleToLearnFrom(t *testing.T) {
	g := ground(1)
	g.Events = g.Events[:8]
	r, err := backtest.Run(g, plan(), cutter(g, oracle(g)), nil)
	if err != nil {
		t.Fatalf("eight incidents are enough to begin with: %v", err)
	}
	c := ranking(r, backtest.CodeScore).Calibration
	if c.Origins != 0 || !math.IsNaN(float64(c.Brier.Value)) || len(c.Bins) != 0 {
		t.Errorf("%+v", c)
	}
}
