package score

import (
	"math"
	"slices"

	"timpora/risk"
	"timpora/risk/stat"
)

// The parts of the work that draw at random.
const (
	partShared = 1 // weights and grades, one stream a draw
	partCells  = 2 // ratios, one stream a cell
	partRatios = 3 // the ratios of incidents alone, one stream a cell
)

// draw is one posterior draw: what all cells share, and the source of the
// cell at hand.
type draw struct {
	weights            Weights
	grades             []float64
	incidents, reports float64 // overdispersion
	rand               *stat.Rand
}

// shared draws the weights (Dirichlet), grade weights (Beta) and
// overdispersions of every draw.
func (m *model) shared(seed uint64) []draw {
	out := make([]draw, m.policy.Ranking.Draws)
	incidents, reports := m.incidents.alphas(m.policy.Dispersion), m.reports.alphas(m.policy.Dispersion)
	parallel(len(out), func(d int) {
		r := stat.NewRand(stat.Split(seed, partShared), uint64(d))
		out[d] = draw{weights: m.policy.Drawn(r), grades: make([]float64, len(m.grades))}
		for k, g := range m.grades {
			switch {
			case g.A > 0 && g.B > 0:
				out[d].grades[k] = r.Beta(g.A, g.B)
			default:
				out[d].grades[k] = g.Mean
			}
		}
		out[d].incidents, out[d].reports = incidents.draw(r), reports.draw(r)
	})
	return out
}

// addIntervals fills Low, High, RankLow, RankHigh and TopShare. Memory: four
// bytes a cell and draw.
func (m *model) addIntervals(out []risk.Score, values [][]float64, seed uint64) {
	shared := m.shared(seed)
	low, high := bounds(len(shared))
	drawn := newDrawn(len(out), len(shared))
	parallel(len(out), func(i int) {
		row := m.drawCell(i, values[i], shared, seed)
		drawn.put(i, row)
		slices.Sort(row)
		// The mean of a skewed posterior may lie outside its own 90 %; the
		// interval is widened to hold the score that is shown.
		s := &out[i]
		s.Low, s.High = math.Min(s.Score, row[low]), math.Max(s.Score, row[high])
	})
	drawn.rank()
	parallel(len(out), func(i int) {
		s, own, top := &out[i], drawn.ranks(i), 0
		for _, r := range own {
			if int(r) <= m.policy.Ranking.TopK {
				top++
			}
		}
		slices.Sort(own)
		s.RankLow, s.RankHigh = min(s.Rank, int(own[low])), max(s.Rank, int(own[high]))
		s.TopShare = float64(top) / float64(len(own))
	})
}

// bounds are the positions of the 5 % and 95 % order statistics of n draws.
func bounds(n int) (low, high int) {
	low = (n+19)/20 - 1
	return low, n - 1 - low
}

// drawCell scores one cell under every draw.
func (m *model) drawCell(i int, values []float64, shared []draw, seed uint64) []float64 {
	v, out := m.view(i), make([]float64, len(shared))
	var fixed Weights
	for k, f := range m.factors {
		if f.posterior == nil {
			fixed.add(f.sub, float64(m.set[k].Weight*values[k]))
		}
	}
	d := draw{rand: stat.NewRand(stat.Split(seed, partCells), uint64(v.cell.Cell))}
	for n := range shared {
		source := d.rand
		d = shared[n]
		d.rand = source
		sub := fixed
		for k, f := range m.factors {
			if f.posterior != nil {
				g := f.posterior(v, &d)
				sub.add(f.sub, float64(m.set[k].Weight*clip(f.of(d.rand.Gamma(g.Shape, g.Rate))/m.set[k].Cap)))
			}
		}
		out[n] = d.weights.total(sub)
	}
	return out
}

// total is the score of sub-scores under the weights.
func (w Weights) total(sub Weights) float64 {
	return 100 * (float64(w.P*sub.P) + float64(w.H*sub.H) + float64(w.O*sub.O))
}

func (w *Weights) add(s risk.Sub, v float64) {
	switch s {
	case risk.SubPotential:
		w.P += v
	case risk.SubHidden:
		w.H += v
	case risk.SubOccurred:
		w.O += v
	}
}
