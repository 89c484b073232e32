package stat

import "math"

// AUC is the chance that an area with an event scores above one without, ties
// counting half: the area under the ROC curve (Hanley & McNeil 1982,
// doi:10.1148/radiology.143.1.7063747). NaN when all or none have an event.
func AUC(score, events []float64) float64 {
	ranks := MidRanks(score)
	var sum, with float64
	for i, e := range events {
		if e > 0 {
			sum += ranks[i]
			with++
		}
	}
	return ratio(sum-with*(with+1)/2, with*(float64(len(events))-with))
}

// AveragePrecision is the sum over thresholds of precision times the gain in
// recall; areas of equal score share a threshold. NaN without an event.
func AveragePrecision(score, events []float64) float64 {
	order := RankOrder(score)
	var sum, hits, gain, all float64
	for _, e := range events {
		if e > 0 {
			all++
		}
	}
	for k, i := range order {
		if events[i] > 0 {
			gain++
		}
		if k+1 == len(order) || score[order[k+1]] != score[i] {
			hits += gain
			sum += float64(gain * (hits / float64(k+1)))
			gain = 0
		}
	}
	return ratio(sum, all)
}

// MidRanks are the ranks from 1, lowest first; ties share the mean rank.
func MidRanks(x []float64) []float64 {
	order := RankOrder(x)
	out := make([]float64, len(x))
	n := len(x)
	for from := 0; from < n; {
		to := from + 1
		for to < n && x[order[to]] == x[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			out[i] = float64(n) - float64(from+to-1)/2
		}
		from = to
	}
	return out
}

// Spearman is the correlation of the mid-ranks of two lists (Spearman 1904,
// doi:10.2307/1412159). NaN for lists of different length, fewer than two
// entries, or a list without any difference.
func Spearman(x, y []float64) float64 {
	if len(x) != len(y) || len(x) < 2 {
		return math.NaN()
	}
	a, b := MidRanks(x), MidRanks(y)
	ma, sa := moments(a)
	mb, sb := moments(b)
	sum := 0.0
	for i := range a {
		sum += float64((a[i] - ma) * (b[i] - mb))
	}
	return ratio(sum, math.Sqrt(sa)*math.Sqrt(sb))
}
