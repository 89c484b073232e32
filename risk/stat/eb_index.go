package stat

import "math"

// EBIndex is the standardised rate of Assunção and Reis,
// z = (r-b)/sqrt(a + b/n), with b and a of Marshall's prior, a not cut at 0,
// and b/n in the root where a + b/n is negative (1999,
// doi:10.1002/(SICI)1097-0258(19990830)18:16<2147::AID-SIM179>3.0.CO;2-I). It
// is the input for Moran's I on rates of uneven populations. NaN for a cell
// without population, and everywhere without a case.
func EBIndex(cases, population []float64) []float64 {
	b, spread, mean := rateMoments(cases, population)
	a := spread - b/mean
	out := make([]float64, len(cases))
	for i, n := range population {
		v := a + b/n
		if v < 0 {
			v = b / n
		}
		out[i] = math.NaN()
		if n > 0 && v > 0 {
			out[i] = (cases[i]/n - b) / math.Sqrt(v)
		}
	}
	return out
}
