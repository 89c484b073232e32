package stat

import (
	"cmp"
	"math"
	"slices"
)

// family is the defined p-values of a list: their positions by rising p, ties
// in the list's order.
func family(p []float64) []int {
	order := make([]int, 0, len(p))
	for i, v := range p {
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	return order
}

func undefined(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}

// stepUp is min over j >= i of min(1, scale*p(j)/j), in the list's order.
func stepUp(p []float64, scale func(m int) float64) []float64 {
	order, q := family(p), undefined(len(p))
	c, low := scale(len(order)), 1.0
	for k := len(order) - 1; k >= 0; k-- {
		low = math.Min(low, c/float64(k+1)*p[order[k]])
		q[order[k]] = low
	}
	return q
}

// BH gives Benjamini-Hochberg q-values in the order of p,
// q(i) = min over j >= i of min(1, m/j*p(j)); rejecting q <= a holds the false
// discovery rate at a under independence or positive dependence
// (doi:10.1111/j.2517-6161.1995.tb02031.x). NaN entries are undefined: they
// stay NaN and leave the family, so m counts the others only.
func BH(p []float64) []float64 {
	return stepUp(p, func(m int) float64 { return float64(m) })
}

// BY gives Benjamini-Yekutieli q-values: BH times 1 + 1/2 + ... + 1/m, which
// holds under any dependence (doi:10.1214/aos/1013699998). NaN as in BH.
func BY(p []float64) []float64 {
	return stepUp(p, func(m int) float64 {
		sum := 0.0
		for i := m; i >= 1; i-- {
			sum += 1 / float64(i)
		}
		return float64(m) * sum
	})
}

// Holm gives Holm's step-down adjusted p-values, which hold the family-wise
// error rate under any dependence (Holm 1979, Scandinavian Journal of
// Statistics 6:65-70, jstor:4615733). NaN as in BH.
func Holm(p []float64) []float64 {
	order, q := family(p), undefined(len(p))
	high := 0.0
	for k, i := range order {
		high = math.Max(high, math.Min(1, float64(len(order)-k)*p[i]))
		q[i] = high
	}
	return q
}

// CriticalP is the largest p(k) with p(k) <= k/m*alpha, and 0 if there is
// none: the hypotheses with p at or below it are those that BH rejects at
// alpha. NaN entries leave the family.
func CriticalP(p []float64, alpha float64) float64 {
	order := family(p)
	if k := lastBelow(p, order, alpha); k > 0 {
		return p[order[k-1]]
	}
	return 0
}

// Rejected is how many hypotheses BH rejects at alpha.
func Rejected(p []float64, alpha float64) int { return lastBelow(p, family(p), alpha) }

func lastBelow(p []float64, order []int, alpha float64) int {
	for k := len(order); k > 0; k-- {
		if p[order[k-1]] <= float64(k)/float64(len(order))*alpha {
			return k
		}
	}
	return 0
}
