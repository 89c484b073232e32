package stat

import "math"

// Standardise turns a count into a roughly standard normal value given its
// expected value.
type Standardise func(x, mean float64) float64

// Rossi is (x - 3m + 2*sqrt(x*m))/(2*sqrt(m)), closer to normal than the
// standard score for small counts (Rossi, Lampugnani & Marchi 1999,
// doi:10.1002/(SICI)1097-0258(19990830)18:16<2111::AID-SIM171>3.0.CO;2-Q).
func Rossi(x, mean float64) float64 {
	return (x - float64(3*mean) + float64(2*math.Sqrt(x*mean))) / (2 * math.Sqrt(mean))
}

// StandardScore is (x-m)/sqrt(m).
func StandardScore(x, mean float64) float64 { return (x - mean) / math.Sqrt(mean) }

// CUSUM accumulates C_t = max(0, C_(t-1) + s_t - k) over the counts judged,
// s_t by the transform; an alarm is C_t >= h (2.26 with k = 1.04), and the sum
// is not reset. The mean is that of the periods before, known beforehand. NaN
// from the start when it is not above 0.
func CUSUM(y []float64, mean, k float64, transform Standardise) []float64 {
	out := undefined(len(y))
	if !(mean > 0) {
		return out
	}
	sum := 0.0
	for t, v := range y {
		sum = math.Max(0, sum+transform(v, mean)-k)
		out[t] = sum
	}
	return out
}
