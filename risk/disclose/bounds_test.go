package disclose_test

import (
	"fmt"
	"math/bits"
	"testing"

	"pgregory.net/rapid"

	"timpora/risk/disclose"
)

// world is who is where: each person the set of leaves in which he stays.
type world struct {
	rows   []disclose.Row
	shared []int // by how much the children's sum exceeds the parent
}

func randomWorld(t *rapid.T) world {
	leaf := []disclose.Row{}
	rows := []disclose.Row{{Key: "all"}}
	for p := range rapid.IntRange(1, 3).Draw(t, "parents") {
		parent := disclose.Row{Key: fmt.Sprint("p", p), Parent: "all"}
		rows = append(rows, parent)
		for c := range rapid.IntRange(1, 3).Draw(t, "children") {
			leaf = append(leaf, disclose.Row{Key: fmt.Sprint("p", p, "c", c), Parent: parent.Key})
		}
	}
	rows = append(rows, leaf...)
	at := map[string]int{}
	for i, r := range rows {
		at[r.Key] = i
	}
	all := rapid.IntRange(1, 1<<len(leaf)-1)
	one := rapid.Map(rapid.IntRange(0, len(leaf)-1), func(i int) int { return 1 << i })
	for _, stays := range rapid.SliceOfN(rapid.OneOf(one, one, all), 0, 12).Draw(t, "persons") {
		where := map[int]bool{}
		for ; stays != 0; stays &= stays - 1 {
			i := at[leaf[bits.TrailingZeros(uint(stays))].Key]
			where[i], where[at[rows[i].Parent]], where[0] = true, true, true
		}
		for i := range where {
			rows[i].Count++
		}
	}
	w := world{rows, make([]int, len(rows))}
	for i, r := range rows {
		w.shared[i] -= r.Count
		if r.Parent != "" {
			w.shared[at[r.Parent]] += r.Count
		}
	}
	return w
}

// limit is the most that the attacker thinks possible; bounds below far do not
// feel it.
const (
	limit = 31
	far   = 8
)

// possible are, as bits, the counts of a row for which there are counts of all
// rows under it that agree with what is shown: it knows sets and no intervals.
// Row target has the count x.
func (w world) possible(i int, shown []disclose.Row, least, target, x int) uint64 {
	set := uint64(1) << shown[i].Count
	if shown[i].Suppressed {
		set = (1<<(limit+1) - 1) &^ (1<<least - 1)
	}
	if i == target {
		set &= 1 << x
	}
	var below []uint64
	for c, r := range shown {
		if r.Parent == shown[i].Key {
			below = append(below, w.possible(c, shown, least, target, x))
		}
	}
	if len(below) == 0 {
		return set
	}
	for n := range limit + 1 {
		sums := uint64(1)
		for _, child := range below {
			next := uint64(0)
			for rest := child & (1<<(n+1) - 1); rest != 0; rest &= rest - 1 {
				next |= sums << bits.TrailingZeros64(rest)
			}
			sums = next
		}
		if need := n + w.shared[i]; need < 0 || need > 63 || sums>>need&1 == 0 {
			set &^= 1 << n
		}
	}
	return set
}

// An attacker who knows how many persons every parent's children share, that
// nobody is in a child and not in its parent, and all that is shown, finds for
// every hidden count the interval that the rules computed, at least k wide.
func TestWhoKnowsWhatIsSharedFindsNothing(t *testing.T) {
	for _, hideZero := range []bool{false, true} {
		t.Run(fmt.Sprint(hideZero), rapid.MakeCheck(func(t *rapid.T) {
			const k = 3
			w := randomWorld(t)
			least := 1
			if hideZero {
				least = 0
			}
			shown := disclose.Suppress(w.rows, k, hideZero)
			lo, hi := disclose.Bounds(w.rows, shown, k, hideZero)
			for i, r := range shown {
				if !r.Suppressed {
					continue
				}
				low, high := limit, 0
				for x := range limit + 1 {
					if w.possible(0, shown, least, i, x) != 0 {
						low, high = min(low, x), max(high, x)
					}
				}
				if low > w.rows[i].Count || high < w.rows[i].Count {
					t.Fatalf("the truth %d of row %s is not among %d..%d: %v of %v", w.rows[i].Count, r.Key, low, high, shown, w.rows)
				}
				if float64(low) != lo[i] || min(far, float64(high)) != min(far, hi[i]) {
					t.Fatalf("row %s lies in %d..%d, the rules say %v..%v: %v of %v", r.Key, low, high, lo[i], hi[i], shown, w.rows)
				}
				if high-low < k && anyoneIsLeft(shown, w.rows, least) {
					t.Fatalf("row %s lies in %d..%d: %v of %v", r.Key, low, high, shown, w.rows)
				}
			}
		}))
	}
}

// anyoneIsLeft reports whether a row is shown that could have been hidden.
func anyoneIsLeft(shown, truth []disclose.Row, least int) bool {
	for i, r := range shown {
		if !r.Suppressed && truth[i].Count >= least {
			return true
		}
	}
	return false
}

// The same attacker finds counts where only the small ones are hidden: the test
// above can fail.
func TestSmallCountsAloneDoNotProtect(t *testing.T) {
	w := world{rows: table(40, 3, 9, 8, 20), shared: make([]int, 5)}
	shown := make([]disclose.Row, len(w.rows))
	copy(shown, w.rows)
	shown[1].Suppressed, shown[1].Count = true, 0
	lo, hi := disclose.Bounds(w.rows, shown, 5, false)
	if lo[1] != 3 || hi[1] != 3 {
		t.Errorf("the hidden 3 lies in %v..%v", lo[1], hi[1])
	}
}

// Four guests of b, all of whom stay in a as well: who knows how many are shared
// knows that each desa has at least these four, and at most all.
func TestSharedPersonsBound(t *testing.T) {
	rows := []disclose.Row{{Key: "all", Count: 10}, {Key: "a", Parent: "all", Count: 10}, {Key: "b", Parent: "all", Count: 4}}
	shown := []disclose.Row{{Key: "all", Count: 10}, {Key: "a", Parent: "all", Suppressed: true}, {Key: "b", Parent: "all", Suppressed: true}}
	lo, hi := disclose.Bounds(rows, shown, 5, false)
	if lo[1] != 4 || hi[1] != 10 || lo[2] != 4 || hi[2] != 10 {
		t.Errorf("a lies in %v..%v and b in %v..%v, want 4..10", lo[1], hi[1], lo[2], hi[2])
	}
}
