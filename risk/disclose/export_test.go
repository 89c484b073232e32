package disclose

import "timpora/risk"

// Bounds are the intervals of all rows that agree with a suppressed table.
func Bounds(rows, shown []Row, k int, hideZero bool) (lo, hi []float64) {
	t := newTree(rows, k, hideZero)
	for i, r := range shown {
		t.hidden[i] = r.Suppressed
	}
	t.bounds()
	return t.lo, t.hi
}

// Unprotected is Areas without complementary suppression.
func Unprotected(r risk.Result, t Tier) []Unit { return areas(r, View(t), false) }
