package disclose_test

import (
	"testing"

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
