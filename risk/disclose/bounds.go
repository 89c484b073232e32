package disclose

import (
	"math"
	"slices"
)

// protect hides rows until every hidden count has a wide enough interval, or is
// known to be 0 from a parent that is shown as 0. In a pass every parent loses at
// most one child, since what is hidden for one row may be enough for the next.
func (t *tree) protect() {
	for again := true; again; {
		again = false
		t.bounds()
		lost := map[int]bool{}
		for _, i := range t.order {
			p := t.parent[i]
			wide := t.hi[i]-t.lo[i] >= float64(t.k) || t.hi[i] == 0 && t.least > 0
			if !t.hidden[i] || wide || lost[p] && p >= 0 {
				continue
			}
			if j := t.sacrifice(i); j >= 0 {
				t.hidden[j], again = true, true
				lost[p], lost[t.parent[j]] = true, true
			}
		}
	}
}

// bounds computes the interval of every hidden count that agrees with all that
// is shown, for somebody who knows how much the children of each parent share.
func (t *tree) bounds() {
	for _, i := range slices.Backward(t.order) {
		t.lo[i], t.hi[i] = t.floor[i], math.Inf(1)
		if len(t.children[i]) > 0 {
			t.lo[i], t.hi[i] = t.union(i)
		}
		t.loose[i] = t.hi[i]-t.lo[i] >= float64(t.k)
		if !t.hidden[i] {
			t.lo[i], t.hi[i] = float64(t.rows[i].Count), float64(t.rows[i].Count)
		}
	}
	for _, p := range t.order {
		t.tighten(p)
	}
}

// union bounds a hidden parent by its children: n = sum of c - shared, and no c
// above n. The smallest n for which children so small can share so much is found
// by halving: two children as large as all that is shared can share it.
func (t *tree) union(p int) (lo, hi float64) {
	lo, sumLo, sumHi := t.floor[p], 0.0, 0.0
	largest, second := 0.0, 0.0
	for _, c := range t.children[p] {
		lo = math.Max(lo, t.lo[c])
		sumLo += t.lo[c]
		sumHi += t.hi[c]
		second = math.Max(second, math.Min(largest, t.hi[c]))
		largest = math.Max(largest, t.hi[c])
	}
	lo = math.Max(lo, sumLo-t.shared[p])
	for enough := math.Max(lo, math.Min(t.shared[p], second)); lo < enough; {
		middle := math.Floor((lo + enough) / 2)
		if t.cut(p, middle)-middle >= t.shared[p] {
			enough = middle
		} else {
			lo = middle + 1
		}
	}
	return lo, sumHi - t.shared[p]
}

// cut is the most that the children of p can sum to when none exceeds n.
func (t *tree) cut(p int, n float64) float64 {
	sum := 0.0
	for _, c := range t.children[p] {
		sum += math.Min(t.hi[c], n)
	}
	return sum
}

// tighten bounds each hidden child by what its parent and siblings leave. The
// least of it is left when the others are as large as they can be, at the count of
// the parent from which on at most one of them could still be larger.
func (t *tree) tighten(p int) {
	var order []int // children by falling upper bound, the first three
	sumLo := 0.0
	for _, c := range t.children[p] {
		sumLo += t.lo[c]
		at, _ := slices.BinarySearchFunc(order, t.hi[c], func(o int, hi float64) int {
			if t.hi[o] >= hi {
				return -1
			}
			return 1
		})
		order = slices.Insert(order, at, c)
		order = order[:min(3, len(order))]
	}
	type interval struct{ lo, hi float64 }
	next, cuts := map[int]interval{}, map[float64]float64{}
	for _, c := range t.children[p] {
		if !t.hidden[c] {
			continue
		}
		n := t.turn(p, c, order)
		if _, known := cuts[n]; !known {
			cuts[n] = t.cut(p, n)
		}
		least := n + t.shared[p] - (cuts[n] - math.Min(t.hi[c], n))
		if math.IsInf(n, 1) {
			least = 0
		}
		most := math.Min(t.hi[p], t.hi[p]+t.shared[p]-(sumLo-t.lo[c]))
		next[c] = interval{math.Max(t.lo[c], least), math.Min(t.hi[c], most)}
	}
	for c, b := range next {
		t.lo[c], t.hi[c] = b.lo, b.hi
	}
}

// turn is the count of p that leaves the least to child c: the second largest
// upper bound of the others, as far as p can take it.
func (t *tree) turn(p, c int, order []int) float64 {
	n := t.lo[p]
	others := slices.DeleteFunc(slices.Clone(order), func(o int) bool { return o == c })
	if len(others) > 1 {
		n = math.Max(n, t.hi[others[1]])
	}
	return math.Min(n, t.hi[p])
}
