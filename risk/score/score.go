package score

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"timpora/risk"
	"timpora/risk/stat"
)

// Summary is what a run says about itself as a whole.
type Summary struct {
	Robust       bool          `json:"robust"`
	Kendall      float64       `json:"kendall_tau"` // mean over the alternatives
	Overlap      float64       `json:"top_overlap"` // mean over the alternatives
	Alpha        float64       `json:"alpha"`       // overdispersion of verified incidents, within the policy's bounds
	AlphaReports float64       `json:"alpha_reports"`
	Incidents    float64       `json:"incidents"` // verified incidents, own finds weighed
	Grades       []GradeWeight `json:"grades"`
	Alternatives []Alternative `json:"alternatives"`
}

// Cells scores every cell of the frame. Inputs must pass Check for this frame.
// Same arguments, same bytes, on any number of cores.
func Cells(frame risk.Frame, in Inputs, p Policy, seed uint64) ([]risk.Score, Summary) {
	m := newModel(frame, in, p)
	out := make([]risk.Score, len(frame.Cells))
	values := make([][]float64, len(out)) // by cell, then factor
	parallel(len(out), func(i int) { out[i], values[i] = m.score(i) })
	m.addEvidence(out)
	rank(out)
	m.addIntervals(out, values, seed)
	for i := range out {
		out[i].Level = p.Level.of(out[i])
	}
	s := m.sensitivity(out, values)
	s.Alpha, s.AlphaReports, s.Grades = m.incidents.alpha, m.reports.alpha, m.grades
	for _, c := range m.incidents.count {
		s.Incidents += c
	}
	return out, s
}

// score computes the reasons of a cell and their sum.
func (m *model) score(i int) (risk.Score, []float64) {
	v := m.view(i)
	s := risk.Score{
		Cell: v.cell.Cell, Desa: v.cell.Desa, CoastM: v.cell.CoastM, LandKm2: v.cell.LandKm2,
		Coastal: v.cell.CoastM <= m.policy.Coast.CoastalM,
		Persons: v.in.Heads, Reports: v.in.Reports, Verified: v.in.Verified,
		Reasons: make([]risk.Reason, 0, len(m.factors)),
	}
	if v.in.Placed > 0 {
		s.DesaPlaced = math.Min(1, v.in.ByDesa/v.in.Placed)
	}
	values := make([]float64, len(m.factors))
	for k, f := range m.factors {
		set, raw := m.set[k], f.raw(v)
		values[k] = clip(raw / set.Cap)
		points := float64(100 * m.policy.Weights.Of(f.sub) * set.Weight * values[k])
		s.Reasons = append(s.Reasons, risk.Reason{
			Factor: f.code, Sub: f.sub, Value: values[k], Raw: raw, Weight: set.Weight, Points: points,
		})
		s.Score += points
		addSub(&s, f.sub, float64(set.Weight*values[k]))
	}
	return s, values
}

func addSub(s *risk.Score, sub risk.Sub, v float64) {
	switch sub {
	case risk.SubPotential:
		s.P += v
	case risk.SubHidden:
		s.H += v
	case risk.SubOccurred:
		s.O += v
	}
}

// rank numbers the cells from 1 by falling score, ties by cell.
func rank(out []risk.Score) {
	scores := make([]float64, len(out))
	for i := range out {
		scores[i] = out[i].Score
	}
	for r, i := range stat.RankOrder(scores) {
		out[i].Rank = r + 1
	}
}

// of is the level of a finished score. The highest needs a verified incident
// in the closed neighbourhood: a flag never rests on exposure alone.
func (l LevelPolicy) of(s risk.Score) int {
	level := 0
	for _, t := range l.Thresholds {
		if s.Score >= t {
			level++
		}
	}
	if level == 3 && l.TopNeedsVerified && !(s.Observed > 0) {
		level = 2
	}
	return level
}

func clip(v float64) float64 {
	if !(v > 0) {
		return 0
	}
	return math.Min(1, v)
}

// parallel calls do for 0..n-1 on all cores, in blocks. do must touch only
// what belongs to its index.
func parallel(n int, do func(i int)) {
	const block = 16
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (n+block-1)/block) {
		wg.Go(func() {
			for {
				from := int(next.Add(block)) - block
				if from >= n {
					return
				}
				for i := from; i < min(n, from+block); i++ {
					do(i)
				}
			}
		})
	}
	wg.Wait()
}
