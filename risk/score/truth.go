package score

import (
	"slices"

	"timpora/risk"
	"timpora/risk/stat"
)

// Truth is what the model estimates, where somebody knows it: in a simulated
// world. Ratios are by cell, in the order of the frame, each to the rate of
// the whole area.
type Truth struct {
	Weights   Weights
	Incidents []float64 // ratio of incidents to those expected from exposure
	Reports   []float64 // the same of reports told
}

// Known is the score of every cell under a truth: what an interval should
// cover.
func Known(frame risk.Frame, in Inputs, p Policy, t Truth) []float64 {
	m := newModel(frame, in, p)
	out := make([]float64, len(frame.Cells))
	parallel(len(out), func(i int) {
		v := m.view(i)
		var sub Weights
		for k, f := range m.factors {
			raw := 0.0
			if f.known != nil {
				raw = f.of(f.known(&t, i))
			} else {
				raw = f.raw(v)
			}
			sub.add(f.sub, float64(m.set[k].Weight*clip(raw/m.set[k].Cap)))
		}
		out[i] = t.Weights.total(sub)
	})
	return out
}

// Drawn are weights of the sub-scores as a posterior draw has them.
func (p Policy) Drawn(r *stat.Rand) Weights {
	w, c := p.Weights, p.Ranking.Concentration
	d := r.Dirichlet([]float64{c * w.P, c * w.H, c * w.O})
	return Weights{P: d[0], H: d[1], O: d[2]}
}

// Range is an interval of 90 %, from 5 % to 95 %.
type Range struct{ Low, High float64 }

// Ratios is the interval of every cell's ratio of incidents to those expected,
// from the posterior that the intervals of the score rest on.
func Ratios(frame risk.Frame, in Inputs, p Policy, seed uint64) []Range {
	m := newModel(frame, in, p)
	shared := m.shared(seed)
	low, high := bounds(len(shared))
	out := make([]Range, len(frame.Cells))
	parallel(len(out), func(i int) {
		r := stat.NewRand(stat.Split(seed, partRatios), uint64(frame.Cells[i].Cell))
		drawn := make([]float64, len(shared))
		for n := range shared {
			g := prior(shared[n].incidents).Posterior(in.Cells[i].Decayed, m.incidents.expected[i])
			drawn[n] = r.Gamma(g.Shape, g.Rate)
		}
		slices.Sort(drawn)
		out[i] = Range{drawn[low], drawn[high]}
	})
	return out
}
