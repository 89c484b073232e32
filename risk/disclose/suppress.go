package disclose

import (
	"cmp"
	"slices"
)

// Row is one count of a table. A parent counts whatever its children count, each
// thing once: at least the largest of them, and less than their sum by as much as
// they share. A row without a parent in the table is a root.
type Row struct {
	Key        string `json:"key"`
	Parent     string `json:"parent,omitempty"`
	Count      int    `json:"count"`
	Suppressed bool   `json:"suppressed,omitempty"`

	blank bool // hidden for something else than its count, which may be 0
}

// Suppress hides counts below k and as many more as protect them. Rows that
// are marked already stay hidden. The result is in the order of the rows;
// hidden rows carry the count 0. Negative counts are hidden. k below 1 hides
// nothing more. Cost: rows x the most rows hidden under one parent.
func Suppress(rows []Row, k int, hideZero bool) []Row {
	return suppress(rows, k, hideZero, k > 0)
}

// suppress is Suppress, or only its first half without protection.
func suppress(rows []Row, k int, hideZero, protection bool) []Row {
	t := newTree(rows, k, hideZero)
	for i, r := range rows {
		n := r.Count
		t.hidden[i] = r.Suppressed || n < 0 || n < k && (n > 0 || hideZero)
	}
	if protection {
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
	least    float64   // the least that a count may be that is hidden for itself
	floor    []float64 // the same of each row
	parent   []int     // -1 for a root
	children [][]int
	order    []int     // parents before children
	shared   []float64 // by how much the sum of the children exceeds the count
	hidden   []bool
	lo, hi   []float64
	loose    []bool // what is under the row leaves it an interval wide enough
}

func newTree(rows []Row, k int, hideZero bool) *tree {
	n := len(rows)
	t := &tree{rows: rows, k: k, least: 1, parent: make([]int, n), children: make([][]int, n),
		shared: make([]float64, n), floor: make([]float64, n), hidden: make([]bool, n), lo: make([]float64, n), hi: make([]float64, n), loose: make([]bool, n)}
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
		if !rows[i].blank {
			t.floor[i] = t.least
		}
		t.shared[i] = -float64(rows[i].Count)
		for _, c := range t.children[i] {
			t.shared[i] += float64(rows[c].Count)
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

// sacrifice picks the row whose hiding protects row i. Where those under it give it
// away it is one of them, else the best shown sibling, else a row under or beside
// its ancestors, else the parent itself. -1 when nothing is left to hide.
func (t *tree) sacrifice(i int) int {
	if !t.loose[i] {
		if j := t.best(t.below([]int{i})); j >= 0 {
			return j
		}
	}
	for a := i; a >= 0; a = t.parent[a] {
		if j := t.best(t.siblings(a)); j >= 0 {
			return j
		}
		if j := t.best(t.below(t.siblings(a))); j >= 0 {
			return j
		}
		if p := t.parent[a]; p >= 0 && !t.hidden[p] {
			return p
		}
	}
	return -1
}

// best is the shown row that costs the least: one that what is under it does not
// give away, then the smallest count, then the lower key. Zeros that the tier shows
// cannot stand for a hidden count.
func (t *tree) best(of []int) int {
	best := -1
	for _, j := range of {
		if t.hidden[j] || t.rows[j].Count < int(t.least) {
			continue
		}
		if best < 0 || t.cheaper(j, best) {
			best = j
		}
	}
	return best
}

func (t *tree) cheaper(i, j int) bool {
	if t.loose[i] != t.loose[j] {
		return t.loose[i]
	}
	return cmp.Or(cmp.Compare(t.rows[i].Count, t.rows[j].Count), cmp.Compare(t.rows[i].Key, t.rows[j].Key)) < 0
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
