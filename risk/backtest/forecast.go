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

// logistic is the curve 1/(1+exp(-(a+b*x))).
type logistic struct{ a, b float64 }

func (l logistic) at(x float64) float64 { return 1 / (1 + math.Exp(-(l.a + float64(l.b*x)))) }

// fitLogistic fits by Newton's method to targets held off 0 and 1, which keeps
// a separable past from certainty. A ranking that fell with the outcome so far
// forecasts the base rate.
func fitLogistic(x, y [][]float64) logistic {
	events, n := count(y), 0.0
	for _, list := range y {
		n += float64(len(list))
	}
	yes, no := (events+1)/(events+2), 1/(n-events+2)
	base := (float64(events*yes) + float64((n-events)*no)) / n
	flat := logistic{a: math.Log(base / (1 - base))}
	l := flat
	for range 50 {
		var ga, gb, haa, hab, hbb float64
		for k := range x {
			for i, v := range x[k] {
				target := no
				if y[k][i] > 0 {
					target = yes
				}
				p := l.at(v)
				d, w := target-p, p*(1-p)
				ga += d
				gb += float64(d * v)
				haa += w
				hab += float64(w * v)
				hbb += float64(float64(w*v) * v)
			}
		}
		det := float64(haa*hbb) - float64(hab*hab)
		if !(det > 1e-12*haa*haa) {
			return flat // every place has the same value
		}
		da := (float64(hbb*ga) - float64(hab*gb)) / det
		db := (float64(haa*gb) - float64(hab*ga)) / det
		most := math.Max(math.Abs(da), math.Abs(db))
		if most > 2 { // a long step overshoots where chances are small
			da, db = da*2/most, db*2/most
		}
		l.a += da
		l.b += db
		if most < 1e-10 {
			break
		}
	}
	if !(l.b > 0) {
		return flat
	}
	return l
}
