package backtest

import (
	"math"

	"timpora/risk/stat"
)

// Calibration is how well a ranking's forecasts held.
type Calibration struct {
	Origins int     `json:"origins"`
	Cells   int     `json:"cells"`
	Events  int     `json:"events"` // cells with an incident
	Brier   Measure `json:"brier"`
	Base    Number  `json:"base_rate"`
	Skill   Measure `json:"skill"` // 1 - Brier/that of the base rate
	LogLoss Number  `json:"log_loss"`
	Bins    []Bin   `json:"bins"`
}

// Bin is a range of forecasts with what came about, and the 95 % interval of
// Wilson of the share.
type Bin struct {
	From     float64 `json:"from"`
	To       float64 `json:"to"`
	Cells    int     `json:"cells"`
	Forecast float64 `json:"forecast"` // mean
	Observed float64 `json:"observed"` // share
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
}

// edges divide forecasts by powers: incidents are rare, and bins of equal
// width would hold all cells in the first.
func edges() []float64 { return []float64{0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1} }

func bins(list []forecast) []Bin {
	limits := edges()
	type sums struct{ n, p, y float64 }
	all := make([]sums, len(limits)-1)
	for _, f := range list {
		for i, p := range f.p {
			k := 0
			for k < len(all)-1 && p >= limits[k+1] {
				k++
			}
			all[k].n++
			all[k].p += p
			all[k].y += f.y[i]
		}
	}
	out := []Bin{}
	for k, s := range all {
		if s.n > 0 {
			low, high := stat.Wilson(s.y, s.n, 0.95)
			out = append(out, Bin{limits[k], limits[k+1], int(s.n), s.p / s.n, s.y / s.n, low, high})
		}
	}
	return out
}

// calibrate judges the forecasts of one ranking. A seed fixes the resamples of
// origins.
func calibrate(list []forecast, seed uint64) Calibration {
	c := Calibration{Origins: len(list), Bins: bins(list), Base: Number(math.NaN()), LogLoss: Number(math.NaN())}
	c.Brier, c.Skill = undefined(), undefined()
	if len(list) == 0 {
		return c
	}
	var p, y []float64
	for _, f := range list {
		p, y = append(p, f.p...), append(y, f.y...)
	}
	whole := stat.Calibrate(p, y, 10)
	c.Cells, c.Events = len(p), int(math.Round(whole.BaseRate*float64(len(p))))
	c.Base, c.LogLoss = Number(whole.BaseRate), Number(whole.LogLoss)
	b, sums := newBootstrap(len(list), seed), squares(list)
	c.Brier = b.measure(func(w []float64) float64 { brier, _ := brier(sums, w); return brier })
	c.Skill = b.measure(func(w []float64) float64 {
		brier, base := brier(sums, w)
		return 1 - brier/(base*(1-base))
	})
	return c
}

// lessBrier is the Brier score of one ranking less that of another over the
// same origins; below 0 the first is better.
func lessBrier(list, other []forecast, seed uint64) Measure {
	if len(list) == 0 || len(list) != len(other) {
		return undefined()
	}
	mine, theirs := squares(list), squares(other)
	return newBootstrap(len(list), seed).measure(func(w []float64) float64 {
		a, _ := brier(mine, w)
		b, _ := brier(theirs, w)
		return a - b
	})
}

func undefined() Measure {
	nan := Number(math.NaN())
	return Measure{nan, nan, nan}
}

// square is what the Brier score and its skill need of an origin.
type square struct{ n, error, events float64 }

func squares(list []forecast) []square {
	out := make([]square, len(list))
	for k, f := range list {
		out[k].n = float64(len(f.p))
		for i, p := range f.p {
			d := p - f.y[i]
			out[k].error += float64(d * d)
			out[k].events += f.y[i]
		}
	}
	return out
}

// brier is the Brier score and the base rate of a resample.
func brier(list []square, weights []float64) (score, base float64) {
	var n, wrong, events float64
	for k, s := range list {
		n += float64(weights[k] * s.n)
		wrong += float64(weights[k] * s.error)
		events += float64(weights[k] * s.events)
	}
	return wrong / n, events / n
}
