package stat

import "math"

// LocalMoran is the local statistic of one cell.
type LocalMoran struct {
	I                float64
	Conditional      LocalMoments // with the cell's own value held fixed
	Total            LocalMoments // all values random
	GreaterCondition float64      // one-sided p, conditional
	Quadrant         string       // the cell, then its neighbours: HH, HL, LH, LL
}

// LocalMoments are the moments of a local statistic under a null.
type LocalMoments struct {
	E   float64
	Var float64
	Z   float64 // NaN when undefined
	P   float64 // two-sided; 1 when undefined
}

// LocalMorans is I_i = z_i*sum(w_ij*z_j)/m2 with row-standardised weights and
// m2 = sum(z^2)/n. Total moments: Anselin 1995,
// doi:10.1111/j.1538-4632.1995.tb00338.x; conditional ones: Sokal, Oden &
// Thomson 1998, doi:10.1111/j.1538-4632.1998.tb00406.x. Null: the values are
// placed at random. Undefined (Z NaN, P 1) without variance, without
// neighbours, or below 3 cells. In the quadrant a value of exactly 0 is low.
func LocalMorans(x []float64, neighbours [][]int32) []LocalMoran {
	out := make([]LocalMoran, len(x))
	mean, square := moments(x)
	n := float64(len(x))
	m2, m4 := square/n, 0.0
	for _, v := range x {
		d := v - mean
		m4 += float64(float64(d*d)*float64(d*d)) / n
	}
	for i := range out {
		if len(neighbours) != len(x) || square == 0 || len(neighbours[i]) == 0 || n < 3 {
			out[i] = undefinedLocal()
			continue
		}
		k := float64(len(neighbours[i]))
		z, lag := x[i]-mean, deviations(x, neighbours[i], mean)/k
		l := LocalMoran{I: z * lag / m2, Quadrant: level(z) + level(lag)}
		l.Conditional = conditionalMoments(z, m2, n, k).score(l.I)
		l.Total = totalMoments(m4/float64(m2*m2), n, k).score(l.I)
		l.GreaterCondition = 1
		if !math.IsNaN(l.Conditional.Z) {
			l.GreaterCondition = NormalUpper(l.Conditional.Z)
		}
		out[i] = l
	}
	return out
}

func conditionalMoments(z, m2, n, k float64) LocalMoments {
	zz := float64(z * z)
	return LocalMoments{
		E:   -zz / ((n - 1) * m2),
		Var: zz / float64(m2*m2) * n / (n - 2) * (1/k - 1/(n-1)) * (m2 - zz/(n-1)),
	}
}

func totalMoments(b2, n, k float64) LocalMoments {
	e := -1 / (n - 1)
	return LocalMoments{
		E: e,
		Var: float64((n-b2)/(n-1)/k) + float64((2*b2-n)/((n-1)*(n-2))*(1-1/k)) -
			float64(e*e),
	}
}

func (m LocalMoments) score(value float64) LocalMoments {
	m.Z, m.P = math.NaN(), 1
	if m.Var > 0 {
		m.Z = (value - m.E) / math.Sqrt(m.Var)
		m.P = NormalTwoSided(m.Z)
	}
	return m
}

func undefinedLocal() LocalMoran {
	none := LocalMoments{E: math.NaN(), Var: math.NaN(), Z: math.NaN(), P: 1}
	return LocalMoran{I: math.NaN(), Conditional: none, Total: none, GreaterCondition: 1}
}

func level(z float64) string {
	if z > 0 {
		return "H"
	}
	return "L"
}
