package backtest

import (
	"time"

	"timpora/risk/stat"
)

// Result is a back-test as published.
type Result struct {
	From      time.Time `json:"from"` // first cut-off
	To        time.Time `json:"to"`   // nothing known later counts
	Horizon   int       `json:"horizon_days"`
	Gap       int       `json:"gap_days"`
	Settle    int       `json:"settle_days"`    // left at the end for verification
	Reporting int       `json:"reporting_days"` // within which nine of ten incidents were told
	Verifying int       `json:"verifying_days"` // and verified
	TopK      int       `json:"top_k"`
	Seed      uint64    `json:"seed"`
	Cells     int       `json:"cells"`
	LandKm2   float64   `json:"land_km2"`
	Events    int       `json:"events"` // in all horizons
	Caused    int       `json:"caused"` // left out: found by visits that a ranking may have caused
	Origins   []Origin  `json:"origins"`
	Rankings  []Ranking `json:"rankings"` // the score first, then the baselines
}

// Origin is one cut-off.
type Origin struct {
	At     time.Time          `json:"at"`
	From   time.Time          `json:"from"` // of the horizon
	Until  time.Time          `json:"until"`
	Known  float64            `json:"known"` // verified incidents that the rankings could know
	Events float64            `json:"events"`
	Caused int                `json:"caused"`
	Caught map[string]float64 `json:"caught"` // events in the cells flagged, by ranking
}

// Ranking is how one ranking did.
type Ranking struct {
	Code        string       `json:"code"`
	Extents     []Judged     `json:"extents"`
	Curve       []CurvePoint `json:"curve"`
	Calibration *Calibration `json:"calibration,omitempty"` // none for chance
	Brier       *Measure     `json:"score_minus_brier,omitempty"`
}

// Judged is a ranking at one extent. Less is the score's measures less these,
// resampled together; nil for the score itself.
type Judged struct {
	Extent
	Measures
	Less *Measures `json:"score_minus,omitempty"`
}

// CurvePoint is the share of all events in a share of the land.
type CurvePoint struct {
	Land  float64 `json:"land"`
	Share float64 `json:"share"`
}

func (g Ground) result(p Plan, s schedule, steps []step) Result {
	r := Result{
		From: steps[0].at.UTC(), To: p.To.UTC(), Horizon: p.Horizon, Gap: s.gap, Settle: s.settle, Reporting: s.reporting, Verifying: s.verifying,
		TopK: p.TopK, Seed: p.Seed, Cells: len(g.Area), Origins: make([]Origin, len(steps)),
	}
	for _, a := range g.Area {
		r.LandKm2 += a
	}
	for k, st := range steps {
		r.Origins[k] = st.origin()
		r.Events += int(st.out.total)
		r.Caused += st.out.caused
	}
	b := newBootstrap(len(steps), p.Seed)
	score := g.forecasts(steps, CodeScore)
	for _, code := range codes() {
		k := Ranking{Code: code, Extents: b.extents(p, steps, code), Curve: pooledCurve(steps, code, r.Events)}
		if code != CodeRandom {
			list := g.forecasts(steps, code)
			c := calibrate(list, stat.Split(p.Seed, partBootstrap))
			k.Calibration = &c
			if code != CodeScore {
				less := lessBrier(score, list, stat.Split(p.Seed, partBootstrap))
				k.Brier = &less
			}
		}
		r.Rankings = append(r.Rankings, k)
	}
	return r
}

func (st step) origin() Origin {
	o := Origin{At: st.at.UTC(), From: st.from.UTC(), Until: st.until.UTC(), Events: st.out.total, Caused: st.out.caused, Caught: map[string]float64{}}
	for _, n := range st.cut.LongRun {
		o.Known += n
	}
	for code, list := range st.tallies {
		o.Caught[code] = list[0].n
	}
	return o
}

func (b bootstrap) extents(p Plan, steps []step, code string) []Judged {
	var out []Judged
	for k, e := range p.extents() {
		list, score := make([]tally, len(steps)), make([]tally, len(steps))
		for n, st := range steps {
			list[n], score[n] = st.tallies[code][k], st.tallies[CodeScore][k]
		}
		j := Judged{Extent: e, Measures: b.measures(list)}
		if code != CodeScore {
			less := b.differences(score, list)
			j.Less = &less
		}
		out = append(out, j)
	}
	return out
}

func pooledCurve(steps []step, code string, events int) []CurvePoint {
	out := make([]CurvePoint, curveSteps+1)
	for k := range out {
		out[k].Land = curveLand * float64(k) / curveSteps
		for _, st := range steps {
			out[k].Share += st.curves[code][k]
		}
		out[k].Share /= float64(events)
	}
	return out
}
