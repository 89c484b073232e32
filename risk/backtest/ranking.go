package backtest

import "timpora/risk/stat"

// The rankings that are compared, in the order of the result.
const (
	CodeScore    = "score"
	CodeLast     = "last_period"
	CodeLongRun  = "long_run"
	CodeExposure = "exposure"
	CodeRandom   = "random"
)

// codes lists the rankings; the score comes first, chance last.
func codes() []string { return []string{CodeScore, CodeLast, CodeLongRun, CodeExposure, CodeRandom} }

// values are what a ranking orders by; nil for chance.
func (c Cut) values(code string) []float64 {
	switch code {
	case CodeScore:
		return c.Score
	case CodeLast:
		return c.Last
	case CodeLongRun:
		return c.LongRun
	case CodeExposure:
		return c.Exposure
	}
	return nil
}

// randomDraws is how many orders at random stand for chance at each origin.
const randomDraws = 100

// Extent is how much is flagged: so many cells, or a share of the land.
type Extent struct {
	Cells int     `json:"cells,omitempty"`
	Share float64 `json:"land_share,omitempty"`
}

func (p Plan) extents() []Extent {
	return []Extent{{Cells: p.TopK}, {Share: 0.01}, {Share: 0.05}, {Share: 0.10}}
}

// flagged is the first part of an order.
func (e Extent) flagged(order []int, area []float64) []int {
	if e.Cells > 0 {
		return order[:min(e.Cells, len(order))]
	}
	return order[:stat.Within(order, area, e.Share)]
}

// tally is what a flagged extent caught at one origin, or a sum of these.
type tally struct {
	n, all              float64 // events caught and all
	best                float64 // most that any choice of as many cells catches
	area, allArea       float64
	persons, allPersons float64
	hours               float64 // of visits in the flagged cells, within the horizon
	with, flagged       float64 // flagged cells with an event, and all flagged
}

func (t *tally) add(o tally, weight float64) {
	t.n += float64(weight * o.n)
	t.all += float64(weight * o.all)
	t.best += float64(weight * o.best)
	t.area += float64(weight * o.area)
	t.allArea += float64(weight * o.allArea)
	t.persons += float64(weight * o.persons)
	t.allPersons += float64(weight * o.allPersons)
	t.hours += float64(weight * o.hours)
	t.with += float64(weight * o.with)
	t.flagged += float64(weight * o.flagged)
}

// judge tallies every extent of one order.
func (g Ground) judge(order []int, c Cut, o outcome, extents []Extent) []tally {
	out := make([]tally, len(extents))
	for k, e := range extents {
		h := stat.HitsOf(e.flagged(order, g.Area), o.events, g.Area)
		t := tally{n: h.Events, all: o.total, best: h.Best, area: h.Area, flagged: float64(len(h.Flagged))}
		for _, i := range h.Flagged {
			t.persons += c.Persons[i]
			t.hours += o.hours[i]
			if o.events[i] > 0 {
				t.with++
			}
		}
		for i := range g.Area {
			t.allArea += g.Area[i]
			t.allPersons += c.Persons[i]
		}
		out[k] = t
	}
	return out
}

// curveSteps and curveLand say where the capture curve is drawn: at equal
// steps from none to a quarter of the land.
const (
	curveSteps = 50
	curveLand  = 0.25
)

// curve is the number of events caught at every step.
func (g Ground) curve(order []int, o outcome) []float64 {
	total := 0.0
	for _, a := range g.Area {
		total += a
	}
	out := make([]float64, curveSteps+1)
	area, n, step := 0.0, 0.0, 1
	for _, i := range order {
		area += g.Area[i]
		for step <= curveSteps && area > total*curveLand*float64(step)/curveSteps*(1+1e-12) {
			out[step] = n
			step++
		}
		n += o.events[i]
	}
	for ; step <= curveSteps; step++ {
		out[step] = n
	}
	return out
}
