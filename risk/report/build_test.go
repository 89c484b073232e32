package report_test

import (
	"reflect"
	"testing"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/report"
)

// The expected lists are read off the fixture by hand.
func TestBuildFindsTheSections(t *testing.T) {
	n := night()
	d := desaCodes()
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"date is midnight WITA", n.Date.Format(time.RFC3339), "2026-11-24T00:00:00+08:00"},
		{"stale: 71 hours are in time, verified ones done", n.Stale, []risk.StaleItem{{Desa: d[2], Count: 2, Hours: 100}, {Count: 1, Hours: 80}}},
		{"gaps: harbours and later records left out", n.Gaps, []risk.LodgingGap{{Desa: d[1], Premises: 3, Unregistered: 1, Silent: 1}}},
		{"unvisited: a visit recorded after the run is unknown", n.Unvisited, []risk.Unvisited{{Desa: d[2]}, {Desa: d[0], Last: at().AddDate(0, -13, 0)}}},
		{"no meeting: last year does not count", n.NoMeeting, []string{"51.08.01"}},
		{"operations: results due first, then today", idsOf(n.Operations), []string{"o2", "o1"}},
		{"top", len(n.Top), 10},
		{"faults", n.Faults, []risk.Fault{
			{Code: "desa_placed", About: "residences", Count: 1},
			{Code: "late_feed", About: "premises", Count: 90},
			{Code: "unlocatable", About: "reports", Count: 1},
			{Code: "late_feed", About: "visits", Count: 8},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !reflect.DeepEqual(c.got, c.want) {
				t.Errorf("got  %+v\nwant %+v", c.got, c.want)
			}
		})
	}
	for i, s := range n.Top {
		if s.Rank != i+1 {
			t.Errorf("place %d has rank %d", i+1, s.Rank)
		}
	}
}

func idsOf(ops []risk.Operation) []string {
	var out []string
	for _, o := range ops {
		out = append(out, o.ID)
	}
	return out
}

func TestFaultsOfNothing(t *testing.T) {
	got := report.Faults(risk.Records{}, at(), time.Hour)
	if len(got) != len(risk.Kinds()) || got[0].Code != "empty_feed" {
		t.Errorf("%+v", got)
	}
}

func TestCompare(t *testing.T) {
	all := cells()
	score := func(c geo.Cell, level int, s float64) risk.Score { return risk.Score{Cell: c, Level: level, Score: s} }
	group := func(id string, c ...geo.Cell) risk.Cluster { return risk.Cluster{ID: id, Cells: c, Score: 50} }
	was := risk.Run{Resolution: 8, Result: risk.Result{
		Scores:   []risk.Score{score(all[0], 1, 20), score(all[1], 2, 45), score(all[2], 0, 5)},
		Clusters: []risk.Cluster{group("kept", all[0], all[1]), group("gone", all[5])},
	}}
	is := risk.Run{Resolution: 8, Result: risk.Result{
		Scores:   []risk.Score{score(all[0], 2, 41), score(all[1], 1, 39), score(all[2], 0, 9), score(all[3], 3, 90)},
		Clusters: []risk.Cluster{group("other id", all[1], all[2]), group("new", all[7], all[6])},
	}}
	want := []risk.Change{
		{Code: "cluster_new", Cell: all[6], Is: 50, About: "new"},
		{Code: "cluster_gone", Cell: all[5], Was: 50, About: "gone"},
		{Code: "level_up", Cell: all[0], Was: 20, Is: 41},
		{Code: "level_down", Cell: all[1], Was: 45, Is: 39},
	}
	if got := report.Compare(&was, is); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := report.Compare(nil, is); got != nil {
		t.Errorf("the first run changed %+v", got)
	}
	was.Resolution = 7
	if got := report.Compare(&was, is); got != nil {
		t.Errorf("other resolution: %+v", got)
	}
}

func TestTopIsBounded(t *testing.T) {
	scores := run(0).Result.Scores
	for n, want := range map[int]int{-1: 0, 0: 0, 3: 3, 1 << 20: len(scores)} {
		if got := len(report.Top(scores, n)); got != want {
			t.Errorf("top %d has %d", n, got)
		}
	}
}
