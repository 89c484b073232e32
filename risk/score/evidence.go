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

func (m *model) tail(s series, i int) tail {
	t := tail{observed: s.count[i], mean: s.plain[i]}
	square := float64(s.plain[i] * s.plain[i])
	for _, j := range m.frame.Cells[i].Neighbours {
		t.observed += s.count[j]
		t.mean += s.plain[j]
		square += float64(s.plain[j] * s.plain[j])
	}
	t.variance = t.mean + float64(s.alpha*square)
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
	upper, lower := make([]float64, len(out)), make([]float64, len(out))
	for i := range out {
		t := m.tail(m.incidents, i)
		upper[i] = defined(stat.NBUpperVar(t.observed, t.mean, t.variance))
		out[i].Observed, out[i].Expected, out[i].GiZ = t.observed, t.mean, t.z()
		r := m.tail(m.reports, i)
		lower[i] = defined(stat.NBLowerMid(r.observed, r.mean, r.variance))
	}
	upperQ, lowerQ := stat.BH(upper), stat.BH(lower)
	for i := range out {
		out[i].UpperP, out[i].UpperQ = upper[i], upperQ[i]
		out[i].LowerP, out[i].LowerQ = lower[i], lowerQ[i]
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
