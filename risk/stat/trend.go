package stat

import (
	"cmp"
	"math"
	"slices"
)

// Trend is the Mann-Kendall test of a series.
type Trend struct {
	S      float64 // sum over i<j of sign(y_j - y_i)
	Var    float64
	Z      float64 // with continuity correction
	P      float64 // two-sided
	ZPlain float64 // S/sd
	PPlain float64
	Tau    float64 // Kendall's tau-b; 0 for a constant series
	Slope  float64 // Sen's slope a step; NaN below two values
}

// MannKendall tests a series for a monotone trend:
// var = [n(n-1)(2n+5) - sum t(t-1)(2t+5)]/18 over ties of size t and
// z = (S-sign(S))/sqrt(var), 0 if S = 0 (Mann 1945, doi:10.2307/1907187;
// Kendall 1975). Null: the values come in random order; two-sided. A constant
// series has z = 0 and p = 1. It wants at least 8 values, and autocorrelation
// makes it liberal. Cost n^2.
func MannKendall(y []float64) Trend {
	n := float64(len(y))
	t := Trend{P: 1, PPlain: 1, Slope: SenSlope(y)}
	for i, a := range y {
		for _, b := range y[i+1:] {
			t.S += float64(cmp.Compare(b, a))
		}
	}
	t.Var = n * (n - 1) * (2*n + 5)
	for _, c := range tieSizes(y) {
		t.Var -= c * (c - 1) * (2*c + 5)
	}
	t.Var /= 18
	if !(t.Var > 0) {
		return t
	}
	t.ZPlain = t.S / math.Sqrt(t.Var)
	if t.S != 0 {
		t.Z = (t.S - math.Copysign(1, t.S)) / math.Sqrt(t.Var)
	}
	t.P, t.PPlain = NormalTwoSided(t.Z), NormalTwoSided(t.ZPlain)
	steps := make([]float64, len(y))
	for i := range steps {
		steps[i] = float64(i)
	}
	t.Tau = Kendall(steps, y)
	return t
}

// SenSlope is the median of (y_j-y_i)/(j-i) over i<j (Sen 1968,
// doi:10.1080/01621459.1968.10480934); NaN below two values. Cost
// n^2*log(n).
func SenSlope(y []float64) float64 {
	var slopes []float64
	for i, a := range y {
		for j := i + 1; j < len(y); j++ {
			slopes = append(slopes, (y[j]-a)/float64(j-i))
		}
	}
	return Median(slopes)
}

// Median is the middle value, or the mean of the two; NaN for none.
func Median(x []float64) float64 {
	if len(x) == 0 {
		return math.NaN()
	}
	s := slices.Sorted(slices.Values(x))
	half := len(s) / 2
	if len(s)%2 == 1 {
		return s[half]
	}
	return (s[half-1] + s[half]) / 2
}

// tieSizes are the sizes of the groups of equal values.
func tieSizes(y []float64) []float64 {
	s := slices.Sorted(slices.Values(y))
	var out []float64
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] == s[i] {
			j++
		}
		if j == i { // NaN equals nothing
			j++
		}
		out = append(out, float64(j-i))
		i = j
	}
	return out
}
