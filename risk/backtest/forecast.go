package backtest

import (
	"math"
	"time"
)

// The fewest earlier origins and events from which a forecast is learned.
const (
	leastEarlier = 3
	leastEvents  = 5
)

// forecast is the probability of at least one incident, by cell, with what
// came about.
type forecast struct {
	origin int
	p, y   []float64
}

// forecasts learns one ranking's curve before every origin and applies it.
// Origins before which too little was known get none, for every ranking alike.
func (g Ground) forecasts(steps []step, code string) []forecast {
	var out []forecast
	for k := range steps {
		x, y := g.earlier(steps[:k], code, steps[k].at)
		if len(x) < leastEarlier || count(y) < leastEvents {
			continue
		}
		curve := fitLogistic(x, y)
		f := forecast{origin: k, y: happened(steps[k].out)}
		for _, v := range feature(steps[k].cut.values(code)) {
			f.p = append(f.p, curve.at(v))
		}
		out = append(out, f)
	}
	return out
}

// earlier lists the origins whose horizon had ended at a moment, with what was
// known of it then.
func (g Ground) earlier(steps []step, code string, at time.Time) (x, y [][]float64) {
	for _, s := range steps {
		if s.until.After(at) {
			continue
		}
		x = append(x, feature(s.cut.values(code)))
		y = append(y, happened(g.outcome(s.from, s.until, at)))
	}
	return x, y
}

// feature puts the values of any ranking on a like scale.
func feature(values []float64) []float64 {
	mean := 0.0
	for _, v := range values {
		mean += v / float64(len(values))
	}
	out := make([]float64, len(values))
	for i, v := range values {
		if mean > 0 {
			out[i] = math.Log1p(math.Max(0, v) / mean)
		}
	}
	return out
}

func happened(o outcome) []float64 {
	out := make([]float64, len(o.events))
	for i, n := range o.events {
		if n > 0 {
			out[i] = 1
		}
	}
	return out
}

func count(lists [][]float64) (n float64) {
	for _, list := range lists {
		for _, v := range list {
			n += v
		}
	}
	return n
}
