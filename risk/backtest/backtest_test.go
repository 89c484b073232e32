package backtest_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"timpora/risk/backtest"
	"timpora/risk/stat"
)

const (
	cells = 200
	day   = 24 * time.Hour
)

func end() time.Time { return time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC) }

func plan() backtest.Plan {
	return backtest.Plan{To: end(), Horizon: 28, Gap: 3, TopK: 10, Seed: 1}
}

// rates is how often each cell has an incident in a horizon: few cells hold
// most of them.
func rates() []float64 {
	out := make([]float64, cells)
	for i := range out {
		out[i] = 0.01
		if i%20 == 7 {
			out[i] = 0.5
		}
	}
	return out
}

// ground draws two years of incidents, told after two days and verified after
// five.
func ground(seed uint64) backtest.Ground {
	g := backtest.Ground{}
	r := stat.NewRand(seed, 1)
	for i, rate := range rates() {
		g.Area = append(g.Area, 0.5+float64(i%3)/4)
		for range int(r.Poisson(rate * 26)) {
			at := end().Add(-time.Duration(r.Float64() * 728 * float64(day))).Truncate(time.Hour)
			g.Events = append(g.Events, backtest.Event{Cell: i, At: at, Recorded: at.Add(2 * day), Known: at.Add(5 * day)})
		}
	}
	return g
}

// cutter ranks by a score of its own and counts what was known.
func cutter(g backtest.Ground, score func(at time.Time) []float64) backtest.Cutter {
	return func(at time.Time, length time.Duration) (backtest.Cut, error) {
		c := backtest.Cut{Score: score(at), Last: make([]float64, cells), LongRun: make([]float64, cells)}
		c.Exposure, c.Persons = slices.Repeat([]float64{1}, cells), slices.Repeat([]float64{2}, cells)
		for _, e := range g.Events {
			if e.Known.After(at) {
				continue
			}
			c.LongRun[e.Cell]++
			if e.At.After(at.Add(-length)) {
				c.Last[e.Cell]++
			}
		}
		return c, nil
	}
}

// oracle knows what comes.
func oracle(g backtest.Ground) func(at time.Time) []float64 {
	return func(at time.Time) []float64 {
		out := make([]float64, cells)
		for _, e := range g.Events {
			if from := at.Add(3 * day); !e.At.Before(from) && e.At.Before(from.Add(28*day)) {
				out[e.Cell]++
			}
		}
		return out
	}
}

func run(t *testing.T, g backtest.Ground, p backtest.Plan, score func(time.Time) []float64) backtest.Result {
	t.Helper()
	r, err := backtest.Run(g, p, cutter(g, score), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func ranking(r backtest.Result, code string) backtest.Ranking {
	return r.Rankings[slices.IndexFunc(r.Rankings, func(k backtest.Ranking) bool { return k.Code == code })]
}

func TestAnOracleBeatsTheBaselinesAndChanceIsAtOne(t *testing.T) {
	g := ground(1)
	r := run(t, g, plan(), oracle(g))
	best := ranking(r, backtest.CodeScore)
	if m := best.Extents[0]; m.PEI.Value != 1 || m.PEI.Low != 1 || m.Precision.Value < 0.4 {
		t.Errorf("the oracle: %+v", m)
	}
	for _, code := range []string{backtest.CodeLast, backtest.CodeLongRun, backtest.CodeExposure, backtest.CodeRandom} {
		if less := ranking(r, code).Extents[0].Less; !(less.PAI.Low > 0 && less.HitRate.Low > 0) {
			t.Errorf("the oracle does not beat %s: %+v", code, less)
		}
	}
	chance := ranking(r, backtest.CodeRandom)
	for _, e := range chance.Extents {
		if math.Abs(float64(e.PAI.Value)-1) > 0.15 || math.Abs(float64(e.PAIPersons.Value)-1) > 0.15 {
			t.Errorf("chance has PAI %v, %v", e.PAI.Value, e.PAIPersons.Value)
		}
	}
	if chance.Calibration != nil || best.Extents[0].Less != nil || best.Brier != nil {
		t.Error("chance has a forecast, or the score is compared with itself")
	}
	if p := chance.Curve[len(chance.Curve)-1]; p.Land != 0.25 || math.Abs(p.Share-0.25) > 0.03 {
		t.Errorf("chance catches %v of the incidents on %v of the land", p.Share, p.Land)
	}
	// ties by cell: where all are equal the first ten are flagged, of which one is hot
	if n := ranking(r, backtest.CodeExposure).Extents[0]; math.Abs(float64(n.HitRate.Value)-0.1) > 0.07 {
		t.Errorf("equal values: hit rate %v, want about 1 of 10 hot cells", n.HitRate.Value)
	}
}

// One incident in cell 3 at each horizon, the score flags cells 3 and 4 of
// four, and ten hours of visits went to cells 3 and 0.
func TestMeasuresByHand(t *testing.T) {
	p := plan()
	p.TopK = 2
	g := backtest.Ground{Area: []float64{4, 3, 2, 1}}
	for k := range 12 {
		at := end().Add(-time.Duration(k*28+10) * day)
		g.Events = append(g.Events, backtest.Event{Cell: 3, At: at, Recorded: at, Known: at})
		g.Trips = append(g.Trips, backtest.Trip{Cells: []int{0, 3}, At: at, Hours: 10})
	}
	cut := backtest.Cut{Score: []float64{0, 1, 0, 2}, Exposure: []float64{1, 0, 0, 0}, Last: []float64{0, 0, 0, 0}, LongRun: []float64{0, 0, 0, 1}, Persons: []float64{5, 3, 1, 1}}
	r, err := backtest.Run(g, p, func(time.Time, time.Duration) (backtest.Cut, error) { return cut, nil }, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{"hit": 1, "pai": 1 / 0.4, "persons": 1 / 0.4, "pei": 1, "precision": 0.5, "efficiency": 0.2}
	m := r.Rankings[0].Extents[0]
	for name, got := range map[string]backtest.Measure{"hit": m.HitRate, "pai": m.PAI, "persons": m.PAIPersons, "pei": m.PEI, "precision": m.Precision, "efficiency": m.Efficiency} {
		if math.Abs(float64(got.Value)-want[name]) > 1e-12 || math.Abs(float64(got.Low-got.High)) > 1e-12 {
			t.Errorf("%s: %+v, want %v without spread, as all origins are alike", name, got, want[name])
		}
	}
	// exposure flags cells 0 and 1: nothing caught in five hours a horizon
	if e := ranking(r, backtest.CodeExposure).Extents[0]; e.HitRate.Value != 0 || e.Efficiency.Value != 0 || e.Less.HitRate.Low != 1 {
		t.Errorf("exposure: %+v", e.Measures)
	}
	if o := r.Origins[0]; o.Known != 1 || o.Events != 1 || o.Caught[backtest.CodeScore] != 1 || o.Caught[backtest.CodeExposure] != 0 {
		t.Errorf("origin: %+v", o)
	}
}

func TestWhatIsNotJudged(t *testing.T) {
	g := ground(2)
	whole := run(t, g, plan(), oracle(g))
	for k := range g.Events {
		switch k % 3 {
		case 0:
			g.Events[k].Caused = true
		case 1:
			g.Events[k].Known = end().Add(time.Second)
		}
	}
	part := run(t, g, plan(), oracle(g))
	if part.Events+part.Caused >= whole.Events || part.Caused == 0 || part.Events == 0 || whole.Caused != 0 {
		t.Errorf("whole %d and %d, part %d and %d", whole.Events, whole.Caused, part.Events, part.Caused)
	}
	for k := range g.Events {
		g.Events[k].Caused = true
	}
	if _, err := backtest.Run(g, plan(), cutter(g, oracle(g)), nil); !errors.Is(err, backtest.ErrEvents) {
		t.Errorf("nothing to judge: %v", err)
	}
}
