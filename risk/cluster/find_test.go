package cluster_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/cluster"
)

func params() cluster.Params {
	return cluster.Params{
		Level: 0.05, HotLevel: 0.01, Alpha: 0.5, Replications: 999, Nearest: 50, Restrict: 0.2, LookDays: 1,
		Recent: cluster.Recent{PeriodDays: 28, Periods: 6, Nearest: 19, RecurrenceDays: 365},
		Q:      0.05, MinIncidents: 2, CandidateP: 0.05, CandidateDays: 365, CandidateIncidents: 3, CandidateOrigins: 2,
		WideInterval: 30, DesaPlaced: 0.5, OwnFinds: 0.5, CoarseM: 50, PrecisionM: 1, Robust: true, Overlap: 0.9,
		At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Seed: 1, Workers: 1,
	}
}

// found is a detector that knows its zones.
func found(zones ...cluster.Zone) cluster.Detector {
	return func(risk.Frame, []cluster.Evidence, cluster.Params) ([]cluster.Zone, error) { return zones, nil }
}

func zone(p float64, cells ...int32) cluster.Zone {
	return cluster.Zone{Cells: cells, Method: cluster.MethodFlexible, P: p, LLR: 9}
}

func find(t testing.TB, f risk.Frame, scores []risk.Score, evidence []cluster.Evidence, p cluster.Params, d cluster.Detector) []risk.Cluster {
	t.Helper()
	got, err := cluster.Find(f, scores, evidence, p, d)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// row is land in a row, with a strait (no link) before each index given.
func row(n int, straits ...int) (risk.Frame, []risk.Score, []cluster.Evidence) {
	f := risk.Frame{Resolution: 8}
	var scores []risk.Score
	var evidence []cluster.Evidence
	for i := range n {
		c := risk.FrameCell{Cell: geo.Cell(100 + i), Desa: geo.AreaCode(fmt.Sprintf("51.08.01.%04d", 2001+i/2)), LandKm2: 0.5}
		if i > 0 && !slices.Contains(straits, i) {
			c.Neighbours = append(c.Neighbours, int32(i-1))
		}
		if i < n-1 && !slices.Contains(straits, i+1) {
			c.Neighbours = append(c.Neighbours, int32(i+1))
		}
		f.Cells = append(f.Cells, c)
		scores = append(scores, risk.Score{Cell: c.Cell, Desa: c.Desa, LandKm2: 0.5, Score: float64(10 + i), Low: float64(5 + i), High: float64(20 + i),
			UpperP: 0.5, UpperQ: 1, Persons: i, Coastal: i%2 == 0,
			Reasons: []risk.Reason{{Factor: "a", Points: 1}, {Factor: "b", Points: float64(i), Raw: 2, Value: 0.5}}})
		evidence = append(evidence, cluster.Evidence{Expected: 0.1})
	}
	return f, scores, evidence
}

func heat(scores []risk.Score, evidence []cluster.Evidence, at int, n int, origins ...string) {
	scores[at].UpperP, scores[at].UpperQ = 1e-6/float64(1+at), 0.001
	evidence[at].Verified, evidence[at].Observed, evidence[at].Origins = n, float64(n), origins
}

func TestAClusterCarriesItsFigures(t *testing.T) {
	f, scores, evidence := row(10)
	heat(scores, evidence, 3, 2, "community")
	heat(scores, evidence, 4, 3, "community", "partner")
	heat(scores, evidence, 5, 0)
	got := find(t, f, scores, evidence, params(), found(zone(0.002, 5, 3, 4)))
	if len(got) != 1 {
		t.Fatalf("%d clusters", len(got))
	}
	c := got[0]
	if !slices.Equal(c.Cells, []geo.Cell{103, 104, 105}) || c.ID != "k-67" || len(c.Desa) != 2 {
		t.Errorf("cells %v, id %s, desa %v", c.Cells, c.ID, c.Desa)
	}
	// inside 5/0.3, outside 0 observed: against the expectation alone
	if c.Verified != 5 || c.Observed != 5 || math.Abs(c.Expected-0.3) > 1e-12 || math.Abs(c.RR-5/0.3) > 1e-9 {
		t.Errorf("observed %v, expected %v, RR %v", c.Observed, c.Expected, c.RR)
	}
	if c.Method != cluster.MethodFlexible || c.P != 0.002 || c.Q != 0.001 || c.LLR != 9 || c.RecurrenceDays != 500 || c.New != nil {
		t.Errorf("p %v, q %v, LLR %v, recurrence %v", c.P, c.Q, c.LLR, c.RecurrenceDays)
	}
	if c.Origins != 2 || c.Score != 15 || c.Persons != 12 || c.LandKm2 != 1.5 || !c.Candidate {
		t.Errorf("%+v", c)
	}
	if math.Abs(c.CoastShare-1.0/3) > 1e-12 || c.Coastal {
		t.Errorf("coast %v %v", c.CoastShare, c.Coastal)
	}
	if c.Reasons[0].Factor != "b" || c.Reasons[0].Points != 4 || c.Reasons[1].Points != 1 || len(c.Counter) != 0 {
		t.Errorf("reasons %+v, counter %+v", c.Reasons, c.Counter)
	}
}

func TestClustersAreInTheOrderOfP(t *testing.T) {
	f, scores, evidence := row(10)
	heat(scores, evidence, 4, 3, "community")
	heat(scores, evidence, 6, 4, "community")
	got := find(t, f, scores, evidence, params(), found(zone(0.01, 4), zone(0.001, 6)))
	if len(got) != 2 || got[0].Cells[0] != 106 {
		t.Errorf("%+v", got)
	}
	if rr := got[0].RR; math.Abs(rr-(4/0.1)/(3/0.9)) > 1e-9 {
		t.Errorf("RR %v, want inside against outside", rr)
	}
}

func TestOneIncidentIsNoCluster(t *testing.T) {
	f, scores, evidence := row(10)
	heat(scores, evidence, 4, 1, "community")
	if got := find(t, f, scores, evidence, params(), found(zone(0.001, 4))); len(got) != 0 || got == nil {
		t.Errorf("clusters %v of one incident", got)
	}
}

func TestAFailedDetectorFails(t *testing.T) {
	f, scores, evidence := row(3)
	broken := errors.New("broken")
	_, err := cluster.Find(f, scores, evidence, params(), func(risk.Frame, []cluster.Evidence, cluster.Params) ([]cluster.Zone, error) { return nil, broken })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestCounterEvidence(t *testing.T) {
	tests := []struct {
		code   string
		raw    float64
		change func(s []risk.Score, e []cluster.Evidence, p *cluster.Params)
	}{
		{"few_incidents", 2, func(_ []risk.Score, e []cluster.Evidence, _ *cluster.Params) { e[4].Verified = 2 }},
		{"one_origin", 1, func(_ []risk.Score, e []cluster.Evidence, _ *cluster.Params) { e[4].Origins = e[4].Origins[:1] }},
		{"no_hot_cell", 0.06, func(s []risk.Score, _ []cluster.Evidence, _ *cluster.Params) { s[4].UpperQ = 0.06 }},
		{"desa_placed", 0.8, func(s []risk.Score, _ []cluster.Evidence, _ *cluster.Params) { s[4].DesaPlaced = 0.8 }},
		{"own_finds", 0.75, func(_ []risk.Score, e []cluster.Evidence, _ *cluster.Params) { e[4].Own = 3 }},
		{"wide_interval", 40, func(s []risk.Score, _ []cluster.Evidence, _ *cluster.Params) { s[4].High = s[4].Low + 40 }},
		{"ranking_not_robust", 0.4, func(_ []risk.Score, _ []cluster.Evidence, p *cluster.Params) { p.Robust, p.Overlap = false, 0.4 }},
		{"edge_precision", 65, func(_ []risk.Score, _ []cluster.Evidence, p *cluster.Params) { p.PrecisionM = 65 }},
	}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			f, scores, evidence := row(10)
			heat(scores, evidence, 4, 4, "community", "partner")
			p := params()
			tt.change(scores, evidence, &p)
			got := find(t, f, scores, evidence, p, found(zone(0.001, 4)))
			if len(got) != 1 || len(got[0].Counter) != 1 || got[0].Counter[0] != (risk.Counter{Code: tt.code, Raw: tt.raw}) {
				t.Errorf("clusters %+v", got)
			}
		})
	}
}

func TestCandidateMeetsEveryConditionOfThePolicy(t *testing.T) {
	good := risk.Cluster{Method: cluster.MethodFlexible, P: 0.002, RecurrenceDays: 500, Verified: 3, Observed: 3, Origins: 2}
	for name, tt := range map[string]struct {
		change func(c *risk.Cluster)
		want   bool
	}{
		"all of them":        {func(*risk.Cluster) {}, true},
		"another detector":   {func(c *risk.Cluster) { c.Method = cluster.MethodSpaceTime }, false},
		"p too high":         {func(c *risk.Cluster) { c.P = 0.06 }, false},
		"recurs too soon":    {func(c *risk.Cluster) { c.RecurrenceDays = 364 }, false},
		"two incidents":      {func(c *risk.Cluster) { c.Verified, c.Observed = 2, 2 }, false},
		"mostly our own":     {func(c *risk.Cluster) { c.Observed = 2.9 }, false},
		"of one origin only": {func(c *risk.Cluster) { c.Origins = 1 }, false},
	} {
		c := good
		tt.change(&c)
		if got := cluster.Candidate(c, params()); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func ExampleFind() {
	f, scores, evidence := row(40)
	heat(scores, evidence, 2, 3, "community", "partner")
	heat(scores, evidence, 3, 2, "community")
	heat(scores, evidence, 30, 1, "community")
	clusters, err := cluster.Find(f, scores, evidence, params(), cluster.Scan)
	for _, c := range clusters {
		fmt.Printf("%s: %d cells, %.0f observed, %.1f expected\n", c.ID, len(c.Cells), c.Observed, c.Expected)
	}
	fmt.Println(err)
	// Output:
	// k-66: 2 cells, 5 observed, 0.2 expected
	// <nil>
}
