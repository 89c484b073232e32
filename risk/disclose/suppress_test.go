package disclose_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"timpora/risk/disclose"
)

func table(parent int, children ...int) []disclose.Row {
	rows := []disclose.Row{{Key: "all", Count: parent}}
	for i, n := range children {
		rows = append(rows, disclose.Row{Key: string(rune('a' + i)), Parent: "all", Count: n})
	}
	return rows
}

func hiddenKeys(rows []disclose.Row) string {
	s := ""
	for _, r := range rows {
		if r.Suppressed {
			s += r.Key
		}
	}
	return s
}

func TestSuppress(t *testing.T) {
	tests := []struct {
		name     string
		rows     []disclose.Row
		k        int
		hideZero bool
		want     string // keys hidden
	}{
		{"nothing small", table(30, 10, 20), 5, false, ""},
		{"one small needs a second, the smallest", table(40, 3, 9, 8, 20), 5, false, "ac"},
		{"two small that sum to enough", table(30, 4, 3, 23), 5, false, "ab"},
		{"two small that sum to too little", table(24, 1, 2, 6, 15), 5, false, "abc"},
		{"grid minus area: (5+4+4+4)-16 isolates one", append(table(17, 16), disclose.Row{Key: "b", Parent: "all", Count: 1}), 5, false, "ab"},
		{"zero is shown to partners", table(20, 0, 20), 5, false, ""},
		{"zero is hidden from the public", table(40, 0, 15, 25), 10, true, "ab"},
		{"zeros cannot protect", table(13, 3, 0, 10), 5, false, "ac"},
		{"all small", table(3, 1, 2), 5, false, "allab"},
		{"officer", table(3, 1, 2), 0, false, ""},
		{"two of one hide each other badly", table(14, 1, 1, 12), 5, false, "abc"},
		{"no parent", []disclose.Row{{Key: "x", Count: 3}, {Key: "y", Count: 30}}, 5, false, "x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := hiddenKeys(disclose.Suppress(tt.rows, tt.k, tt.hideZero)); got != tt.want {
				t.Errorf("hidden %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSuppressReachesThroughLevels(t *testing.T) {
	rows := []disclose.Row{
		{Key: "all", Count: 23},
		{Key: "A", Parent: "all", Count: 3}, {Key: "B", Parent: "all", Count: 20},
		{Key: "a", Parent: "A", Count: 3},
		{Key: "b1", Parent: "B", Count: 8}, {Key: "b2", Parent: "B", Count: 12},
	}
	got := disclose.Suppress(rows, 5, false)
	if got[0].Suppressed || !got[1].Suppressed || !got[2].Suppressed || !got[3].Suppressed {
		t.Fatalf("hidden %q", hiddenKeys(got))
	}
	if !got[4].Suppressed && !got[5].Suppressed {
		t.Error("B is hidden, but its children are all shown and add up to it")
	}
}

func TestSuppressHidesTheFigureItself(t *testing.T) {
	for _, r := range disclose.Suppress(table(40, 3, 9, 8, 20), 5, false) {
		if r.Suppressed && r.Count != 0 {
			t.Errorf("row %s is hidden and still says %d", r.Key, r.Count)
		}
	}
}

func TestCirclesAndStrangersDoNotHang(t *testing.T) {
	rows := []disclose.Row{{Key: "a", Parent: "b", Count: 3}, {Key: "b", Parent: "a", Count: 30}, {Key: "c", Parent: "nobody", Count: 2}, {Key: "d", Parent: "d", Count: 1}, {Key: "a", Parent: "b", Count: -4}}
	got := disclose.Suppress(rows, 5, false)
	if !got[0].Suppressed || !got[2].Suppressed || !got[3].Suppressed || !got[4].Suppressed {
		t.Errorf("hidden %q", hiddenKeys(got))
	}
}

// An attacker who knows parents, shown siblings and that hidden leaves are at
// least 1 must find for every hidden row two tables at least k apart. The
// search enumerates whole tables and knows nothing of intervals.
func TestAttackerFindsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const k = 4
		rows := randomTree(t)
		shown := disclose.Suppress(rows, k, false)
		for i, r := range shown {
			if !r.Suppressed {
				continue
			}
			low, high, found := feasible(shown, rows, i)
			if !found {
				t.Fatalf("the true table is not feasible: %v from %v", shown, rows)
			}
			if high-low < k {
				t.Fatalf("row %s of %v lies in %d..%d given %v", r.Key, rows, low, high, shown)
			}
		}
	})
}

func randomTree(t *rapid.T) []disclose.Row {
	rows := []disclose.Row{{Key: "all"}}
	for p := range rapid.IntRange(1, 3).Draw(t, "parents") {
		parent := disclose.Row{Key: fmt.Sprint("p", p), Parent: "all"}
		var leaves []disclose.Row
		for c := range rapid.IntRange(1, 3).Draw(t, "children") {
			n := rapid.IntRange(0, 7).Draw(t, "count")
			leaves = append(leaves, disclose.Row{Key: fmt.Sprint("p", p, "c", c), Parent: parent.Key, Count: n})
			parent.Count += n
		}
		rows[0].Count += parent.Count
		rows = append(append(rows, parent), leaves...)
	}
	return rows
}

// feasible enumerates the hidden leaves over 1..limit and keeps the tables
// that agree with all shown sums.
func feasible(shown, truth []disclose.Row, target int) (low, high int, found bool) {
	const limit = 22
	values := map[string]int{}
	var leaves []string
	for _, r := range shown {
		isParent := slices.ContainsFunc(shown, func(o disclose.Row) bool { return o.Parent == r.Key })
		switch {
		case isParent:
		case r.Suppressed:
			leaves = append(leaves, r.Key)
		default:
			values[r.Key] = r.Count
		}
	}
	var total func(key string) int
	total = func(key string) int {
		sum, parent := 0, false
		for _, r := range shown {
			if r.Parent == key {
				parent = true
				sum += total(r.Key)
			}
		}
		if parent {
			return sum
		}
		return values[key]
	}
	// Moves between two leaves or of one leaf reach every extreme of a tree,
	// so it is enough to start from the truth and walk.
	for _, r := range truth {
		if slices.Contains(leaves, r.Key) {
			values[r.Key] = r.Count
		}
	}
	agrees := func() bool {
		for _, r := range shown {
			if !r.Suppressed && total(r.Key) != r.Count {
				return false
			}
		}
		return true
	}
	if !agrees() {
		return 0, 0, false
	}
	extreme := func(step int) int {
		saved := map[string]int{}
		for _, l := range leaves {
			saved[l] = values[l]
		}
		best := total(shown[target].Key)
		for moved := true; moved && best < limit*len(leaves) && best > 0; {
			moved = false
			for _, a := range leaves {
				for _, b := range append(slices.Clone(leaves), "") {
					if a == b {
						continue
					}
					values[a] += step
					values[b] -= step
					ok := values[a] >= 1 && (b == "" || values[b] >= 1) && agrees()
					if now := total(shown[target].Key); ok && (now-best)*step > 0 {
						best, moved = now, true
						continue
					}
					values[a] -= step
					values[b] += step
				}
			}
		}
		for l, v := range saved {
			values[l] = v
		}
		return best
	}
	return extreme(-1), extreme(1), true
}
