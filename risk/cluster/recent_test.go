package cluster_test

import (
	"math"
	"testing"

	"timpora/risk/cluster"
)

// background gives every tenth cell two incidents, one of them in each period
// in turn.
func background(evidence []cluster.Evidence) {
	for i := 0; i < len(evidence); i += 10 {
		incidents(evidence, i, 2, (i/10)%6)
	}
}

func TestWhatHasRisenLatelyIsNew(t *testing.T) {
	f, _, evidence := row(150)
	background(evidence)
	incidents(evidence, 75, 9, 0, 0, 0, 0, 0, 0, 0, 1, 1)
	scaled(evidence)
	zones := scan(t, f, evidence, params())
	if len(zones) != 1 || zones[0].Method != cluster.MethodFlexible || zones[0].New == nil {
		t.Fatalf("%+v", zones)
	}
	n := zones[0].New
	if n.P > 1.0/365 || n.RecurrenceDays < 365 || n.Observed < 7 || n.Expected > 1 || n.LLR <= 0 {
		t.Errorf("%+v", n)
	}
	if days := params().At.Sub(n.Since).Hours() / 24; days != 28 && days != 56 {
		t.Errorf("since %v, %v days ago", n.Since, days)
	}
}

// The same incidents spread over two years are a cluster, but nothing new; so
// is one that goes on as before.
func TestWhatGoesOnIsNotNew(t *testing.T) {
	for name, periods := range map[string][]int{"long ago": nil, "as ever": {0, 1, 2, 3, 4, 5}} {
		f, _, evidence := row(150)
		background(evidence)
		incidents(evidence, 75, 26, periods...)
		scaled(evidence)
		zones := scan(t, f, evidence, params())
		if len(zones) != 1 || zones[0].New != nil {
			t.Errorf("%s: %+v", name, zones)
		}
	}
}

// Months without any incident, here or anywhere, are no obstacle.
func TestEmptyMonths(t *testing.T) {
	f, _, evidence := row(100)
	incidents(evidence, 20, 6, 2, 2, 2)
	incidents(evidence, 70, 1)
	scaled(evidence)
	zones := scan(t, f, evidence, params())
	if len(zones) != 1 || zones[0].Cells[0] != 20 {
		t.Errorf("%+v", zones)
	}
	for _, z := range zones {
		if z.New != nil && (math.IsNaN(z.New.P) || math.IsNaN(z.New.Expected)) {
			t.Errorf("%+v", z.New)
		}
	}
}

// A rise that is too small for the map of two years, but not for the last
// months, is a zone of its own and no candidate.
func TestARiseThatStandsAlone(t *testing.T) {
	f, scores, evidence := row(150)
	for i := range evidence {
		incidents(evidence, i, 3)
	}
	incidents(evidence, 75, 8, 0, 0, 0, 0, 0)
	incidents(evidence, 10, 3, 1)
	incidents(evidence, 120, 3, 4)
	scaled(evidence)
	got := find(t, f, scores, evidence, params(), cluster.Scan)
	if len(got) != 1 || got[0].Method != cluster.MethodSpaceTime || got[0].New == nil || got[0].P != got[0].New.P || got[0].Candidate {
		t.Fatalf("%+v", got)
	}
}
