package disclose_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

// town makes scores of cells: persons by desa, one cell a number, seven to a
// coarser cell.
func town(persons map[geo.AreaCode][]int) []risk.Score { return settle(persons, 1) }

// settle leaves only one of so many places for cells in use.
func settle(persons map[geo.AreaCode][]int, step int) []risk.Score {
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
			at := n * step
			cell := base&^(0x1ff<<21) | geo.Cell(at%7)<<21 | geo.Cell(at/7%7)<<24 | geo.Cell(at/49%7)<<27
			out = append(out, risk.Score{
				Cell: cell, Desa: code, Score: 10.4 + float64(n), Low: 5.2, High: 60.3, LandKm2: 0.5, Persons: p, Reports: 2 * p, Verified: p / 4,
				Reasons: []risk.Reason{{Factor: "stays_density", Sub: "P", Raw: float64(p) / 0.5, Value: 0.4, Weight: 0.3, Points: 4.2}, {Factor: "blind", Sub: "H", Value: 1, Points: 7.5}, {Factor: "unseen", Sub: "H"}},
			})
			n++
		}
	}
	return out
}

// counted is a run of cells in which nobody stays twice, without noise.
func counted(scores []risk.Score) risk.Result {
	areas, cells := map[geo.AreaCode]*risk.Tally{}, map[geo.Cell]*risk.Tally{}
	for _, s := range scores {
		for _, code := range []geo.AreaCode{s.Desa, s.Desa.Kecamatan(), s.Desa.Kabupaten(), disclose.Whole} {
			if areas[code] == nil {
				areas[code] = &risk.Tally{Area: code, Known: 1}
			}
			areas[code].Persons.N += s.Persons
			areas[code].Reports.N += s.Reports
			areas[code].Verified.N += s.Verified
		}
		up := s.Cell.Parent(7)
		if cells[up] == nil {
			cells[up] = &risk.Tally{Cell: up}
		}
		cells[up].Persons.N += s.Persons
	}
	r := risk.Result{Scores: scores}
	for _, code := range slices.Sorted(maps.Keys(areas)) {
		r.Tallies = append(r.Tallies, *areas[code])
	}
	for _, cell := range slices.Sorted(maps.Keys(cells)) {
		if cells[cell].Persons.N > 0 {
			r.Tallies = append(r.Tallies, *cells[cell])
		}
	}
	return r
}

func buleleng() risk.Result {
	return counted(town(map[geo.AreaCode][]int{
		"51.08.01.2001": {3, 0, 20}, "51.08.01.2002": {2, 1}, "51.08.01.2003": {6, 6}, "51.08.01.2004": {40},
		"51.08.02.2001": {2, 1}, "51.08.02.2002": {60}, "51.07.01.2001": {1}, "51.07.01.2002": {30},
	}))
}

func TestOfficerSeesAll(t *testing.T) {
	run := buleleng()
	units := disclose.Areas(run, disclose.Officer)
	if len(units) != 1+2+3+8 || units[0].Code != disclose.Whole || units[0].Persons != 172 {
		t.Fatalf("%d units, first %+v", len(units), units[0])
	}
	for _, u := range units {
		if len(u.Suppressed) > 0 {
			t.Errorf("%s hides %v from an officer", u.Code, u.Suppressed)
		}
	}
	if got := disclose.Cells(run, disclose.Officer); len(got) != len(run.Scores) || got[0].Reasons[0].Raw == 0 {
		t.Error("cells are not as they were")
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
			units := disclose.Areas(buleleng(), tt.tier)
			hidden := func(c geo.AreaCode) bool {
				i := slices.IndexFunc(units, func(u disclose.Unit) bool { return u.Code == c })
				return i < 0 || slices.Contains(units[i].Suppressed, "persons")
			}
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
			for _, u := range units {
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
