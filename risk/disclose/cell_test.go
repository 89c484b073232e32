package disclose_test

import (
	"math"
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

// village has every number in a coarser cell of its own: a desa with a cell of
// three persons and an empty one, a desa with an empty one, a desa of two
// persons, and the one that protects it.
func village() risk.Result {
	return counted(settle(map[geo.AreaCode][]int{
		"51.08.01.2001": {20, 3, 0}, "51.08.01.2002": {30, 0}, "51.08.01.2003": {2}, "51.08.01.2004": {6},
	}, 7))
}

func TestCellsOfLowerTiers(t *testing.T) {
	run := village()
	if got := disclose.Cells(run, disclose.Public); len(got) != 0 {
		t.Errorf("the public sees %d cells", len(got))
	}
	got := disclose.Cells(run, disclose.Partner)
	want := []int{0, 3, 4} // 20 of the first desa, both of the second
	if len(got) != len(want) {
		t.Fatalf("a partner sees %d cells, want %d: %+v", len(got), len(want), got)
	}
	for i, s := range got {
		if s.Cell != run.Scores[want[i]].Cell.Parent(7) {
			t.Errorf("cell %d is %s", i, s.Cell)
		}
		if s.Persons+s.Reports+s.Verified != 0 || s.Score != math.Round(s.Score) {
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
}

// Members of one coarser cell count together, each person once.
func TestCellsCountPersonsOnce(t *testing.T) {
	run := counted(town(map[geo.AreaCode][]int{"51.08.01.2001": {3, 3, 3}}))
	if got := disclose.Cells(run, disclose.Partner); len(got) != 1 {
		t.Fatalf("a cell of nine persons is shown as %+v", got)
	}
	for i := range run.Tallies { // the same three in all cells
		run.Tallies[i].Persons.N = 3
	}
	if got := disclose.Cells(run, disclose.Partner); len(got) != 0 {
		t.Errorf("a cell of three persons is shown: %+v", got)
	}
}

func TestClustersOfLowerTiers(t *testing.T) {
	run := village()
	at := func(list ...int) (cells []geo.Cell) {
		for _, i := range list {
			cells = append(cells, run.Scores[i].Cell)
		}
		return cells
	}
	run.Clusters = []risk.Cluster{
		{ID: "k-1", Cells: at(0, 1), Observed: 6.4, Verified: 7, Expected: 1.2, RR: 5, Persons: 23, Score: 40.4, Reasons: run.Scores[0].Reasons, Counter: []risk.Counter{{Code: "one_origin", Raw: 1}}},
		{ID: "k-2", Cells: at(1, 5), Observed: 3, Persons: 9}, // only cells that are hidden
		{ID: "k-3", Cells: at(4), Observed: 3},                // nobody stays there
	}
	if got := disclose.Clusters(run, disclose.Officer); len(got) != 3 || got[0].Expected != 1.2 {
		t.Errorf("officer sees %+v", got)
	}
	if got := disclose.Clusters(run, disclose.Public); len(got) != 0 {
		t.Errorf("the public sees %+v", got)
	}
	got := disclose.Clusters(run, disclose.Partner)
	if len(got) != 1 || len(got[0].Cells) != 1 || got[0].Cells[0] != run.Scores[0].Cell.Parent(7) || got[0].Score != 40 {
		t.Fatalf("partner sees %+v", got)
	}
	if c := got[0]; c.Observed+c.Expected+c.RR+float64(c.Persons+c.Verified) != 0 || c.Counter[0].Raw != 0 || c.Reasons[0].Points != 0 {
		t.Errorf("partner sees figures %+v", c)
	}
}

// A run of a program that did not tally is read, and shows nothing that rests on
// persons: a sum of cells would count some twice.
func TestRunsWithoutTallies(t *testing.T) {
	run := village()
	run.Tallies, run.Clusters = nil, []risk.Cluster{{Cells: []geo.Cell{run.Scores[0].Cell}}}
	for _, tier := range []disclose.Tier{disclose.Partner, disclose.Public} {
		if n := len(disclose.Cells(run, tier)) + len(disclose.Clusters(run, tier)); n != 0 {
			t.Errorf("%s sees %d cells and clusters", tier, n)
		}
		for _, u := range disclose.Areas(run, tier) {
			if len(u.Suppressed) != 5 || u.Persons+u.Reports+u.Verified != 0 || u.MaxScore+u.MeanScore != 0 || u.Kind != disclose.KindNone || u.Cells == 0 {
				t.Errorf("%s sees %+v", tier, u)
			}
		}
	}
	if u := disclose.Areas(run, disclose.Officer)[0]; u.Persons != 61 || len(u.Suppressed) > 0 {
		t.Errorf("an officer sees %+v", u)
	}
}
