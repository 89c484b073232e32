package score

import (
	"timpora/geo"
	"timpora/risk"
)

// model is what the cells of a run share: expectations, priors, weights.
type model struct {
	frame     risk.Frame
	in        Inputs
	policy    Policy
	factors   []factor
	set       []FactorSetting // of the factors
	incidents series
	reports   series
	grades    []GradeWeight
	gradeAt   map[string]int
	gradeMean []float64
	unseen    map[geo.AreaCode]float64
	aside     []bool // cells that are significant already, see setAside
}

// series is one kind of event over the cells: plain counts with their
// expectation for the tests, and the decayed expectation for the posteriors.
type series struct {
	count    []float64 // in the window
	plain    []float64 // expected of count
	expected []float64 // expected of the decayed sum
	spread   spread    // of count around plain, over all cells that are not set aside
	aside    []bool    // cells that are significant themselves
	alpha    float64   // overdispersion over all cells, within the policy's bounds, for the prior
}

// view is one cell with all that a factor may read.
type view struct {
	m    *model
	i    int
	in   *Cell
	cell *risk.FrameCell
	sums []float64 // unproven reports by grade, in the order of the weights
}

func newModel(frame risk.Frame, in Inputs, p Policy) *model {
	m := &model{frame: frame, in: in, policy: p, factors: registry(), grades: gradeWeights(in, p.Grades)}
	for _, f := range m.factors {
		m.set = append(m.set, p.Factor[f.code])
	}
	m.gradeAt = make(map[string]int, len(m.grades))
	for i, g := range m.grades {
		m.gradeAt[g.Grade] = i
		m.gradeMean = append(m.gradeMean, g.Mean)
	}
	m.unseen = make(map[geo.AreaCode]float64, len(in.Strata))
	for _, s := range in.Strata {
		m.unseen[s.Area] = s.unseen(p.Unseen.MinMatches)
	}
	now, faded := m.exposure(func(c *Cell) float64 { return c.Days }), m.exposure(func(c *Cell) float64 { return c.DaysDecayed })
	m.incidents = m.series(now, faded, func(v *view) (float64, float64) { return v.in.Incidents, v.in.Decayed })
	m.reports = m.series(now, faded, func(v *view) (float64, float64) { return float64(v.in.Told), v.told(m.gradeMean) })
	m.setAside()
	return m
}

func (m *model) view(i int) *view {
	v := &view{m: m, i: i, in: &m.in.Cells[i], cell: &m.frame.Cells[i]}
	if len(v.in.Unproven) > 0 {
		v.sums = make([]float64, len(m.grades))
		for _, g := range v.in.Unproven {
			if k, ok := m.gradeAt[g.Grade]; ok {
				v.sums[k] += g.Sum
			}
		}
	}
	return v
}

// told is the decayed sum of reports told to us under the given weights.
func (v *view) told(weights []float64) float64 {
	y := v.in.ToldVerified
	for k, s := range v.sums {
		y += float64(weights[k] * s)
	}
	return y
}

// exposure is each cell's share of what events are expected from: person-days,
// lodging and land in the policy's proportions. Parts that are nowhere give
// their proportion to the others; land is always somewhere.
func (m *model) exposure(days func(*Cell) float64) []float64 {
	e := m.policy.Exposure
	out := make([]float64, len(m.in.Cells))
	parts := []struct {
		weight float64
		of     func(i int) float64
	}{
		{e.Persons, func(i int) float64 { return days(&m.in.Cells[i]) }},
		{e.Lodging, func(i int) float64 { return m.in.Cells[i].Lodging }},
		{e.Land, func(i int) float64 { return m.frame.Cells[i].LandKm2 }},
	}
	used := 0.0
	for _, part := range parts {
		total := 0.0
		for i := range out {
			total += part.of(i)
		}
		if !(total > 0) {
			continue
		}
		used += part.weight
		for i := range out {
			out[i] += float64(part.weight * part.of(i) / total)
		}
	}
	for i := range out {
		if used > 0 {
			out[i] /= used
		}
	}
	return out
}

func (m *model) series(now, faded []float64, of func(*view) (count, decayed float64)) series {
	n := len(m.in.Cells)
	s := series{count: make([]float64, n), plain: make([]float64, n), expected: make([]float64, n)}
	var total, totalDecayed float64
	for i := range n {
		c, d := of(m.view(i))
		s.count[i] = c
		total += c
		totalDecayed += d
	}
	for i := range n {
		s.plain[i] = total * now[i]
		s.expected[i] = totalDecayed * faded[i]
	}
	return s
}
