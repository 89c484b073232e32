package disclose_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

// town makes scores of cells: persons by desa, one cell a number.
func town(persons map[geo.AreaCode][]int) []risk.Score {
	var out []risk.Score
	base := geo.Cell(0x888db4b653fffff)
	n := 0
	var codes []geo.AreaCode
	for code := range persons {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		for _, p := range persons[code] {
			cell := base&^(0x1ff<<21) | geo.Cell(n%7)<<21 | geo.Cell(n/7%7)<<24 | geo.Cell(n/49%7)<<27
			out = append(out, risk.Score{
				Cell: cell, Desa: code, Score: 10.4 + float64(n), Low: 5.2, High: 60.3, LandKm2: 0.5, Persons: p, Reports: 2 * p, Verified: p / 4,
				Reasons: []risk.Reason{{Factor: "stays_density", Sub: "P", Raw: float64(p) / 0.5, Value: 0.4, Weight: 0.3, Points: 4.2}, {Factor: "blind", Sub: "H", Value: 1, Points: 7.5}, {Factor: "unseen", Sub: "H"}},
			})
			n++
		}
	}
	return out
}

func buleleng() []risk.Score {
	return town(map[geo.AreaCode][]int{
		"51.08.01.2001": {3, 0, 20}, "51.08.01.2002": {2, 1}, "51.08.01.2003": {6, 6}, "51.08.01.2004": {40},
		"51.08.02.2001": {2, 1}, "51.08.02.2002": {60}, "51.07.01.2001": {1}, "51.07.01.2002": {30},
	})
}

func TestOfficerSeesAll(t *testing.T) {
	scores := buleleng()
	units := disclose.Areas(scores, disclose.Officer)
	if len(units) != 1+2+3+8 || units[0].Code != disclose.Whole || units[0].Persons != 172 {
		t.Fatalf("%d units, first %+v", len(units), units[0])
	}
	for _, u := range units {
		if len(u.Suppressed) > 0 {
			t.Errorf("%s hides %v from an officer", u.Code, u.Suppressed)
		}
	}
	if got := disclose.Cells(scores, disclose.Officer); len(got) != len(scores) || got[0].Reasons[0].Raw == 0 {
		t.Error("cells are not as they were")
	}
	if names := disclose.Withheld(scores, disclose.Officer)("51.08.01.2002"); len(names) > 0 {
		t.Errorf("an officer does not see %v", names)
	}
}

func TestAreasBelowTheThresholdAreHiddenWithTheirScores(t *testing.T) {
	tests := []struct {
		tier   disclose.Tier
		finest int // length of the longest code
		hidden []geo.AreaCode
		shown  []geo.AreaCode
	}{
		{disclose.Partner, 13, []geo.AreaCode{"51.08.01.2002", "51.08.01.2003", "51.08.02.2001", "51.08.02.2002", "51.07.01.2001"}, []geo.AreaCode{"51.08.01", "51.08.01.2004", "51.08", disclose.Whole}},
		{disclose.Public, 8, []geo.AreaCode{"51.08.01.2004", "51.08.01.2002"}, []geo.AreaCode{"51.08.01", "51.08.02", "51.07.01"}},
	}
	for _, tt := range tests {
		t.Run(string(tt.tier), func(t *testing.T) {
			withheld := disclose.Withheld(buleleng(), tt.tier)
			hidden := func(c geo.AreaCode) bool { return slices.Contains(withheld(c), "persons") }
			for _, code := range tt.hidden {
				if !hidden(code) {
					t.Errorf("%s is shown", code)
				}
			}
			for _, code := range tt.shown {
				if hidden(code) {
					t.Errorf("%s is hidden", code)
				}
			}
			for _, u := range disclose.Areas(buleleng(), tt.tier) {
				if len(u.Code) > tt.finest {
					t.Errorf("%s is finer than the tier", u.Code)
				}
				if hidden(u.Code) && (u.Persons != 0 || u.MaxScore != 0 || u.MeanScore != 0 || u.Reports != 0 || u.Verified != 0) {
					t.Errorf("%+v is hidden and tells", u)
				}
				if u.MaxScore != math.Round(u.MaxScore) {
					t.Errorf("%s has the score %v", u.Code, u.MaxScore)
				}
			}
		})
	}
}

func TestCellsOfLowerTiers(t *testing.T) {
	if got := disclose.Cells(buleleng(), disclose.Public); len(got) != 0 {
		t.Errorf("the public sees %d cells", len(got))
	}
	got := disclose.Cells(buleleng(), disclose.Partner)
	if len(got) == 0 {
		t.Fatal("a partner sees no cell")
	}
	for _, s := range got {
		if s.Cell.Resolution() != 7 || s.Persons+s.Reports+s.Verified != 0 || s.Score != math.Round(s.Score) {
			t.Errorf("partner sees %+v", s)
		}
		for _, r := range s.Reasons {
			if r.Raw != 0 || r.Value != 0 || r.Points != 0 || r.Factor == "unseen" {
				t.Errorf("reason %+v carries a figure or made nothing", r)
			}
		}
		if s.Reasons[0].Factor != "blind" {
			t.Errorf("largest reason is %s", s.Reasons[0].Factor)
		}
	}
	few := town(map[geo.AreaCode][]int{"51.08.01.2001": {1, 1, 2}})
	if got := disclose.Cells(few, disclose.Partner); len(got) != 0 {
		t.Errorf("a cell of four persons is shown: %+v", got)
	}
}

func TestClustersOfLowerTiers(t *testing.T) {
	scores := buleleng()
	big := risk.Cluster{ID: "k-1", Cells: []geo.Cell{scores[0].Cell, scores[1].Cell}, Observed: 6.4, Expected: 1.2, RR: 5, Persons: 23, Score: 40.4,
		Reasons: scores[0].Reasons, Counter: []risk.Counter{{Code: "one_origin", Raw: 1}}}
	small := risk.Cluster{ID: "k-2", Cells: []geo.Cell{scores[3].Cell}, Observed: 3, Persons: 3}
	if got := disclose.Clusters([]risk.Cluster{big, small}, disclose.Officer); len(got) != 2 || got[0].Expected != 1.2 {
		t.Errorf("officer sees %+v", got)
	}
	if got := disclose.Clusters([]risk.Cluster{big, small}, disclose.Public); len(got) != 0 {
		t.Errorf("the public sees %+v", got)
	}
	got := disclose.Clusters([]risk.Cluster{big, small}, disclose.Partner)
	if len(got) != 1 || len(got[0].Cells) != 1 || got[0].Cells[0].Resolution() != 7 || got[0].Observed != 6 || got[0].Expected != 0 || got[0].Persons != 0 || got[0].Counter[0].Raw != 0 {
		t.Errorf("partner sees %+v", got)
	}
}

func TestTiers(t *testing.T) {
	if _, err := disclose.ParseTier("admin"); !errors.Is(err, disclose.ErrTier) || !strings.Contains(err.Error(), "admin") {
		t.Errorf("error %v", err)
	}
	if tier, err := disclose.ParseTier("partner"); err != nil || tier != disclose.Partner {
		t.Errorf("%v, %v", tier, err)
	}
	for _, tt := range []struct{ a, b, want disclose.Tier }{
		{"officer", "partner", "partner"}, {"public", "officer", "public"}, {"officer", "officer", "officer"}, {"nonsense", "officer", "public"},
	} {
		if got := disclose.Lower(tt.a, tt.b); got != tt.want {
			t.Errorf("the lower of %s and %s is %s", tt.a, tt.b, got)
		}
	}
	if r := disclose.View("nonsense"); r.K != 10 || r.CellRes >= 0 || r.Area(geo.LevelDesa) {
		t.Errorf("an unknown tier sees %+v", r)
	}
	if r := disclose.View(disclose.Partner); r.CellRes != 7 || r.Count(4) || !r.Count(0) || r.Area("") {
		t.Errorf("a partner sees %+v", r)
	}
}

func ExampleSuppress() {
	rows := []disclose.Row{
		{Key: "Kecamatan", Count: 40},
		{Key: "Desa A", Parent: "Kecamatan", Count: 3},
		{Key: "Desa B", Parent: "Kecamatan", Count: 9},
		{Key: "Desa C", Parent: "Kecamatan", Count: 28},
	}
	for _, r := range disclose.Suppress(rows, 5, false) {
		if r.Suppressed {
			fmt.Println(r.Key, "<disembunyikan>")
			continue
		}
		fmt.Println(r.Key, r.Count)
	}
	// Output:
	// Kecamatan 40
	// Desa A <disembunyikan>
	// Desa B <disembunyikan>
	// Desa C 28
}

func BenchmarkAreas(b *testing.B) {
	persons := map[geo.AreaCode][]int{}
	for d := range 277 {
		persons[geo.AreaCode(fmt.Sprintf("51.08.%02d.%04d", d/13+1, 2001+d%13))] = []int{d % 7, d % 3, d % 19}
	}
	scores := town(persons)
	for b.Loop() {
		disclose.Areas(scores, disclose.Partner)
	}
}
