package disclose

import (
	"cmp"
	"math"
	"slices"
)

// Row is one count of a table. The count of a parent is the sum of its
// children's; a row without a parent in the table is a root.
type Row struct {
	Key        string `json:"key"`
	Parent     string `json:"parent,omitempty"`
	Count      int    `json:"count"`
	Suppressed bool   `json:"suppressed,omitempty"`
}

// Suppress hides counts below k and as many more as protect them. Rows that
// are marked already stay hidden. The result is in the order of the rows;
// hidden rows carry the count 0. Negative counts are hidden. k below 1 hides
// nothing more.
func Suppress(rows []Row, k int, hideZero bool) []Row {
	t := newTree(rows, k, hideZero)
	for i, r := range rows {
		n := r.Count
		t.hidden[i] = r.Suppressed || n < 0 || n < k && (n > 0 || hideZero)
	}
	if k > 0 {
		t.protect()
	}
	out := slices.Clone(rows)
	for i := range out {
		if out[i].Suppressed = t.hidden[i]; t.hidden[i] {
			out[i].Count = 0
		}
	}
	return out
}

// tree is a table with its links.
type tree struct {
	rows     []Row
	k        int
	least    float64 // the least that a hidden leaf may be
	parent   []int   // -1 for a root
	children [][]int
	order    []int // parents before children
	hidden   []bool
	lo, hi   []float64
}

func newTree(rows []Row, k int, hideZero bool) *tree {
	n := len(rows)
	t := &tree{rows: rows, k: k, least: 1, parent: make([]int, n), children: make([][]int, n),
		hidden: make([]bool, n), lo: make([]float64, n), hi: make([]float64, n)}
	if hideZero {
		t.least = 0
	}
	at := make(map[string]int, n)
	for i, r := range rows {
		if _, twice := at[r.Key]; !twice {
			at[r.Key] = i
		}
	}
	for i, r := range rows {
		p, ok := at[r.Parent]
		if !ok || r.Parent == "" || t.above(p, i) {
			p = -1
		}
		if t.parent[i] = p; p >= 0 {
			t.children[p] = append(t.children[p], i)
		}
	}
	for i := range rows {
		if t.parent[i] < 0 {
			t.append(i)
		}
	}
	return t
}

// above reports whether i is p or an ancestor of p among the links made so
// far, so that linking i under p would close a circle.
func (t *tree) above(p, i int) bool {
	linked := i // rows before i are linked
	for steps := 0; p >= 0 && steps <= len(t.rows); steps++ {
		if p == i {
			return true
		}
		if p >= linked {
			return false
		}
		p = t.parent[p]
	}
	return false
}

func (t *tree) append(i int) {
	t.order = append(t.order, i)
	for _, c := range t.children[i] {
		t.append(c)
	}
}

// protect hides rows until every hidden count has a wide enough interval.
func (t *tree) protect() {
	for range t.rows {
		t.bounds()
		again := false
		for _, i := range t.order {
			if t.hidden[i] && t.hi[i]-t.lo[i] < float64(t.k) {
				if j := t.sacrifice(i); j >= 0 {
					t.hidden[j], again = true, true
					break
				}
			}
		}
		if !again {
			return
		}
	}
}

// bounds computes the interval of every hidden count that agrees with all that
// is shown.
func (t *tree) bounds() {
	for _, i := range slices.Backward(t.order) {
		t.lo[i], t.hi[i] = float64(t.rows[i].Count), float64(t.rows[i].Count)
		if !t.hidden[i] {
			continue
		}
		t.lo[i], t.hi[i] = t.least, math.Inf(1)
		if len(t.children[i]) > 0 {
			lo, hi := t.sum(i)
			t.lo[i], t.hi[i] = math.Max(t.least, lo), hi
		}
	}
	for _, p := range t.order {
		lo, _ := t.sum(p)
		unbounded := 0
		for _, c := range t.children[p] {
			if math.IsInf(t.hi[c], 1) {
				unbounded++
			}
		}
		t.tighten(p, lo, unbounded)
	}
}

// sum adds the bounds of the children.
func (t *tree) sum(p int) (lo, hi float64) {
	for _, c := range t.children[p] {
		lo += t.lo[c]
		hi += t.hi[c]
	}
	return lo, hi
}

// tighten bounds each hidden child by what its parent and siblings leave.
func (t *tree) tighten(p int, lo float64, unbounded int) {
	type interval struct{ lo, hi float64 }
	next := make([]interval, len(t.children[p]))
	for k, c := range t.children[p] {
		next[k] = interval{t.lo[c], t.hi[c]}
		if !t.hidden[c] {
			continue
		}
		next[k].hi = math.Min(t.hi[c], t.hi[p]-(lo-t.lo[c]))
		others := unbounded
		if math.IsInf(t.hi[c], 1) {
			others--
		}
		if others == 0 {
			rest := 0.0
			for _, s := range t.children[p] {
				if s != c {
					rest += t.hi[s]
				}
			}
			next[k].lo = math.Max(t.lo[c], t.lo[p]-rest)
		}
	}
	for k, c := range t.children[p] {
		t.lo[c], t.hi[c] = next[k].lo, next[k].hi
	}
}

// sacrifice picks the row whose hiding protects row i: the smallest shown
// sibling that is not an open zero, else such a row under or beside its
// ancestors, else the parent itself. -1 when nothing is left to hide.
func (t *tree) sacrifice(i int) int {
	for a := i; a >= 0; a = t.parent[a] {
		if j := t.smallest(t.siblings(a)); j >= 0 {
			return j
		}
		if j := t.smallest(t.below(t.siblings(a))); j >= 0 {
			return j
		}
		if p := t.parent[a]; p >= 0 && !t.hidden[p] {
			return p
		}
	}
	return t.smallest(t.below([]int{i}))
}

// smallest is the shown row with the smallest count, the lower key on a tie.
// Zeros that the tier shows cannot stand for a hidden count.
func (t *tree) smallest(of []int) int {
	best := -1
	for _, j := range of {
		if t.hidden[j] || t.rows[j].Count < int(t.least) {
			continue
		}
		if best < 0 || cmp.Or(cmp.Compare(t.rows[j].Count, t.rows[best].Count), cmp.Compare(t.rows[j].Key, t.rows[best].Key)) < 0 {
			best = j
		}
	}
	return best
}

// siblings are the other children of the parent. Roots stand alone: nothing
// adds them up.
func (t *tree) siblings(i int) []int {
	p := t.parent[i]
	if p < 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.children[p]), func(j int) bool { return j == i })
}

// below lists everything under hidden rows of a list.
func (t *tree) below(of []int) []int {
	var out []int
	for _, j := range of {
		if t.hidden[j] {
			out = append(out, t.children[j]...)
			out = append(out, t.below(t.children[j])...)
		}
	}
	return out
}
