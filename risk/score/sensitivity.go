package score

import (
	"math"

	"timpora/risk"
	"timpora/risk/stat"
)

// Alternative is the ranking under another way to put the score together.
type Alternative struct {
	Name    string  `json:"name"`        // P+, P-, ..., without_FACTOR, geometric
	Kendall float64 `json:"kendall_tau"` // with the ranking as published
	Overlap float64 `json:"top_overlap"` // of the first top_k
}

// sensitivity compares the ranking with that of every alternative: each weight
// moved up and down, each factor left out, the geometric mean. The headline
// figures are means; the list names each alternative, so that the worst one is
// seen too.
func (m *model) sensitivity(out []risk.Score, values [][]float64) Summary {
	published := make([]float64, len(out))
	for i := range out {
		published[i] = out[i].Score
	}
	order := stat.RankOrder(published)
	names, scores := m.alternatives(values)
	s := Summary{Alternatives: make([]Alternative, len(names))}
	parallel(len(names), func(k int) {
		s.Alternatives[k] = Alternative{
			Name:    names[k],
			Kendall: agreement(published, scores[k]),
			Overlap: topOverlap(order, stat.RankOrder(scores[k]), m.policy.Ranking.TopK),
		}
	})
	for _, a := range s.Alternatives {
		s.Kendall += a.Kendall / float64(len(names))
		s.Overlap += a.Overlap / float64(len(names))
	}
	s.Robust = s.Overlap >= m.policy.Ranking.RobustOverlap
	return s
}

// agreement is Kendall's tau-b; where one list has no differences the order of
// cells decides both rankings and they agree only if both have none.
func agreement(a, b []float64) float64 {
	if tau := stat.Kendall(a, b); !math.IsNaN(tau) {
		return tau
	}
	if constant(a) && constant(b) {
		return 1
	}
	return 0
}

func constant(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

// topOverlap is the overlap of the first k, or of all where there are fewer.
func topOverlap(a, b []int, k int) float64 {
	if k = min(k, len(a)); k < 1 {
		return 1
	}
	return stat.Overlap(a, b, k)
}

// alternatives scores all cells under every alternative.
func (m *model) alternatives(values [][]float64) (names []string, scores [][]float64) {
	add := func(name string, weights []float64) {
		names, scores = append(names, name), append(scores, linear(values, weights))
	}
	for _, sub := range []risk.Sub{risk.SubPotential, risk.SubHidden, risk.SubOccurred} {
		add(string(sub)+"+", m.weights(sub, 1+m.policy.Ranking.Shift, ""))
		add(string(sub)+"-", m.weights(sub, 1-m.policy.Ranking.Shift, ""))
	}
	for _, f := range m.factors {
		add("without_"+f.code, m.weights("", 1, f.code))
	}
	return append(names, "geometric"), append(scores, m.geometric(values))
}

// weights is the total weight of every factor when one sub-score's weight is
// scaled and one factor left out, made to sum to 1 again: within the
// sub-score first, and between sub-scores when nothing is left of one.
func (m *model) weights(scaled risk.Sub, by float64, left string) []float64 {
	var rest, sub Weights
	for k, f := range m.factors {
		if f.code != left {
			rest.add(f.sub, m.set[k].Weight)
		}
	}
	total := 0.0
	for _, s := range []risk.Sub{risk.SubPotential, risk.SubHidden, risk.SubOccurred} {
		w := m.policy.Weights.Of(s)
		if s == scaled {
			w *= by
		}
		if rest.Of(s) > 0 {
			sub.add(s, w)
			total += w
		}
	}
	out := make([]float64, len(m.factors))
	for k, f := range m.factors {
		if f.code != left && rest.Of(f.sub) > 0 && total > 0 {
			out[k] = sub.Of(f.sub) / total * m.set[k].Weight / rest.Of(f.sub)
		}
	}
	return out
}

func linear(values [][]float64, weights []float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		for k, w := range weights {
			out[i] += float64(w * v[k])
		}
	}
	return out
}

// geometric is the weighted geometric mean of the sub-scores, which lets a
// high one make up less for a low one. A floor keeps one zero from erasing
// the rest.
func (m *model) geometric(values [][]float64) []float64 {
	const floor = 0.01
	out := make([]float64, len(values))
	for i, v := range values {
		var sub Weights
		for k, f := range m.factors {
			sub.add(f.sub, float64(m.set[k].Weight*v[k]))
		}
		for _, s := range []risk.Sub{risk.SubPotential, risk.SubHidden, risk.SubOccurred} {
			out[i] += float64(m.policy.Weights.Of(s) * math.Log(math.Max(floor, sub.Of(s))))
		}
		out[i] = math.Exp(out[i])
	}
	return out
}
