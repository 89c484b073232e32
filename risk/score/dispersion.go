package score

import "math"

// spread holds the two sums of the moment estimate of overdispersion,
// alpha = max(0, excess/square), so that cells can be taken out of it.
type spread struct {
	excess float64 // sum of (y-m)^2 - m
	square float64 // sum of m^2
}

func (d spread) alpha() float64 {
	if !(d.square > 0) {
		return 0
	}
	return math.Max(0, d.excess/d.square)
}

func (d spread) plus(y, m, sign float64) spread {
	e := y - m
	d.excess += float64(sign * (float64(e*e) - m))
	d.square += float64(sign * float64(m*m))
	return d
}

// less is the spread without cell i, which may have been set aside before.
func (d spread) less(s series, i int) spread {
	if s.aside[i] {
		return d
	}
	return d.plus(s.count[i], s.plain[i], -1)
}

// estimate sums the spread over the cells that are not set aside. The prior of
// the ratios keeps the first estimate, over all cells: clusters are a part of
// how much ratios differ.
func (s *series) estimate(m *model) {
	s.aside, s.spread = m.aside, spread{}
	for i := range s.count {
		if !m.aside[i] {
			s.spread = s.spread.plus(s.count[i], s.plain[i], 1)
		}
	}
	if s.alpha == 0 {
		s.alpha = m.bounded(s.spread.alpha())
	}
}

// bounded keeps an overdispersion within the policy's bounds for shrinking.
func (m *model) bounded(alpha float64) float64 {
	b := m.policy.Dispersion
	return math.Min(b.AlphaMax, math.Max(b.AlphaMin, alpha))
}

// background keeps an overdispersion within the policy's bounds for flags.
func (m *model) background(alpha float64) float64 {
	b := m.policy.Dispersion
	return math.Min(b.FlagMax, math.Max(b.AlphaMin, alpha))
}
