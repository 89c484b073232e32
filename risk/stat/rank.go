package stat

import (
	"cmp"
	"math"
	"slices"
)

// RankOrder lists the indices by score, highest first, ties by the lower
// index, so that a tie cannot be broken in hindsight.
func RankOrder(score []float64) []int {
	order := make([]int, len(score))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(score[b], score[a]) })
	return order
}

// Kendall is Kendall's tau-b of two lists, which allows for ties (Kendall
// 1945, doi:10.1093/biomet/33.3.239), in n*log(n) steps (Knight 1966,
// doi:10.1080/01621459.1966.10480879). NaN for lists of different length,
// fewer than two entries, or a list without any difference.
func Kendall(x, y []float64) float64 {
	n := len(x)
	if n != len(y) || n < 2 {
		return math.NaN()
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(x[a], x[b]), cmp.Compare(y[a], y[b]), a-b)
	})
	ties := func(equal func(a, b int) bool) float64 {
		var sum, run float64 = 0, 1
		for i := 1; i <= n; i++ {
			if i < n && equal(order[i-1], order[i]) {
				run++
				continue
			}
			sum += run * (run - 1) / 2
			run = 1
		}
		return sum
	}
	xTies := ties(func(a, b int) bool { return x[a] == x[b] })
	both := ties(func(a, b int) bool { return x[a] == x[b] && y[a] == y[b] })
	swaps := inversions(order, make([]int, n), y)
	yTies := ties(func(a, b int) bool { return y[a] == y[b] })
	pairs := float64(n) * float64(n-1) / 2
	if xTies == pairs || yTies == pairs {
		return math.NaN()
	}
	s := pairs - xTies - yTies + both - 2*swaps
	return s / math.Sqrt(pairs-xTies) / math.Sqrt(pairs-yTies)
}

// inversions merge-sorts order by y and counts the swaps.
func inversions(order, spare []int, y []float64) float64 {
	if len(order) < 2 {
		return 0
	}
	half := len(order) / 2
	swaps := inversions(order[:half], spare[:half], y) + inversions(order[half:], spare[half:], y)
	copy(spare, order)
	a, b := spare[:half], spare[half:]
	for i := range order {
		if len(b) == 0 || len(a) > 0 && y[a[0]] <= y[b[0]] {
			order[i], a = a[0], a[1:]
			continue
		}
		swaps += float64(len(a))
		order[i], b = b[0], b[1:]
	}
	return swaps
}

// Overlap is the share of the first k of one ranking that are also among the
// first k of the other. Shorter lists are taken whole; NaN for k below 1.
func Overlap(topA, topB []int, k int) float64 {
	if k < 1 {
		return math.NaN()
	}
	in := make(map[int]bool, k)
	for _, i := range topA[:min(k, len(topA))] {
		in[i] = true
	}
	both := 0
	for _, i := range topB[:min(k, len(topB))] {
		if in[i] {
			both++
		}
	}
	return float64(both) / float64(k)
}
