package score

import (
	"math"

	"timpora/risk"
	"timpora/risk/stat"
)

// tail is the test of one cell's closed neighbourhood.
type tail struct {
	observed, mean, variance float64
}

// tail takes the overdispersion from the map outside the neighbourhood: a
// cluster must not hide behind the variation that it makes itself.
func (m *model) tail(s series, i int) tail {
	t := tail{observed: s.count[i], mean: s.plain[i]}
	square := float64(s.plain[i] * s.plain[i])
	rest := s.spread.less(s, i)
	for _, j := range m.frame.Cells[i].Neighbours {
		t.observed += s.count[j]
		t.mean += s.plain[j]
		square += float64(s.plain[j] * s.plain[j])
		rest = rest.less(s, int(j))
	}
	t.variance = t.mean + float64(m.background(rest.alpha())*square)
	return t
}

// z is the standard deviate for display; 0 where nothing is expected.
func (t tail) z() float64 {
	if !(t.variance > 0) {
		return 0
	}
	return (t.observed - t.mean) / math.Sqrt(t.variance)
}

// addEvidence tests every cell: too many verified incidents, too few reports.
// All cells of the frame are one family each.
func (m *model) addEvidence(out []risk.Score) {
	lower := make([]float64, len(out))
	for i := range out {
		t, r := m.tail(m.incidents, i), m.tail(m.reports, i)
		out[i].Observed, out[i].Expected, out[i].GiZ = t.observed, t.mean, t.z()
		lower[i] = defined(stat.NBLowerMid(r.observed, r.mean, r.variance))
	}
	upper, upperQ := m.upper()
	lowerQ := stat.BH(lower)
	for i := range out {
		out[i].UpperP, out[i].UpperQ = upper[i], upperQ[i]
		out[i].LowerP, out[i].LowerQ = lower[i], lowerQ[i]
	}
}

// upper is the upper tail of every cell and its q-value.
func (m *model) upper() (p, q []float64) {
	p = make([]float64, len(m.in.Cells))
	for i := range p {
		t := m.tail(m.incidents, i)
		p[i] = defined(stat.NBUpperVar(t.observed, t.mean, t.variance))
	}
	return p, stat.BH(p)
}

// setAside estimates the overdispersion again without the cells that are
// significant already, until no more become so. Nothing happens on a map
// without a flag, so the chance of any false flag there stays what it was;
// on a map with one strong cluster the next one is not judged by it.
func (m *model) setAside() {
	const rounds = 10
	m.aside = make([]bool, len(m.in.Cells))
	for range rounds {
		m.incidents.estimate(m)
		m.reports.estimate(m)
		more := false
		_, q := m.upper()
		for i := range q {
			if q[i] <= m.policy.Cluster.Q && !m.aside[i] {
				m.aside[i], more = true, true
			}
		}
		if !more {
			return
		}
	}
}

// defined reads an undefined tail as no evidence.
func defined(p float64) float64 {
	if math.IsNaN(p) {
		return 1
	}
	return p
}

// Expected is the expected number of verified incidents of every cell, in the
// order of the frame: exposure only, before any test.
func Expected(frame risk.Frame, in Inputs, p Policy) []float64 {
	return newModel(frame, in, p).incidents.plain
}

// Exposure is each cell's share of what events are expected from, in the order
// of the frame: over the window, and with each day weighed by its age. Both
// sum to 1 on a frame with cells.
func Exposure(frame risk.Frame, in Inputs, p Policy) (plain, decayed []float64) {
	m := &model{frame: frame, in: in, policy: p}
	return m.exposure(func(c *Cell) float64 { return c.Days }), m.exposure(func(c *Cell) float64 { return c.DaysDecayed })
}
