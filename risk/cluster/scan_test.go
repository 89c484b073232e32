package cluster_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"timpora/risk"
	"timpora/risk/cluster"
	"timpora/risk/stat"
)

func scan(t testing.TB, f risk.Frame, evidence []cluster.Evidence, p cluster.Params) []cluster.Zone {
	t.Helper()
	zones, err := cluster.Scan(f, evidence, p)
	if err != nil {
		t.Fatal(err)
	}
	return zones
}

// incidents puts n incidents into a cell, the newest in the periods given.
func incidents(evidence []cluster.Evidence, at, n int, periods ...int) {
	e := &evidence[at]
	e.Verified, e.Observed, e.Origins = n, float64(n), []string{"community", "partner"}
	for _, period := range periods {
		if e.Recent == nil {
			e.Recent = make([]float64, 6)
		}
		e.Recent[period]++
	}
}

// scaled makes the expected counts sum to the observed ones.
func scaled(evidence []cluster.Evidence) {
	total, expected := 0.0, 0.0
	for _, e := range evidence {
		total += e.Observed
		expected += e.Expected
	}
	for i := range evidence {
		evidence[i].Expected *= total / expected
	}
}

func TestScanFindsConnectedCells(t *testing.T) {
	f, _, evidence := row(60)
	for _, at := range []int{10, 11, 12} {
		incidents(evidence, at, 4)
	}
	incidents(evidence, 40, 1)
	scaled(evidence)
	zones := scan(t, f, evidence, params())
	if len(zones) != 1 || !slices.Equal(zones[0].Cells, []int32{10, 11, 12}) || zones[0].Method != cluster.MethodFlexible {
		t.Fatalf("%+v", zones)
	}
	if want := stat.LLR(12, 3*13.0/60, 13); math.Abs(zones[0].LLR-want) > 1e-9 || zones[0].P > 0.01 {
		t.Errorf("LLR %v, want %v; p %v", zones[0].LLR, want, zones[0].P)
	}
}

func TestStraitsKeepZonesApart(t *testing.T) {
	f, _, evidence := row(60, 11)
	incidents(evidence, 10, 7)
	incidents(evidence, 11, 6)
	scaled(evidence)
	zones := scan(t, f, evidence, params())
	if len(zones) != 2 || !slices.Equal(zones[0].Cells, []int32{10}) || !slices.Equal(zones[1].Cells, []int32{11}) {
		t.Errorf("zones over a strait: %+v", zones)
	}
	if zones[1].P < zones[0].P {
		t.Errorf("the second zone has the smaller p: %v, %v", zones[0].P, zones[1].P)
	}
}

// A strong cluster takes so many of the incidents that a single scan judges the
// next one by maps on which the strong one is spread about; without it, the
// weaker one stands out.
func TestAStrongClusterHidesNoOther(t *testing.T) {
	f, _, evidence := row(200)
	evidence[50].Expected, evidence[51].Expected = 4, 4 // a crowded place
	incidents(evidence, 10, 40)
	incidents(evidence, 150, 6)
	scaled(evidence)
	zones := scan(t, f, evidence, params())
	if len(zones) != 2 || zones[0].Cells[0] != 10 || zones[1].Cells[0] != 150 {
		t.Errorf("%+v", zones)
	}
}

func TestScanWithoutIncidents(t *testing.T) {
	f, _, evidence := row(20)
	for i := range evidence {
		evidence[i].Expected = 0
	}
	if zones := scan(t, f, evidence, params()); len(zones) != 0 {
		t.Errorf("%+v", zones)
	}
	if zones := scan(t, risk.Frame{}, nil, params()); len(zones) != 0 {
		t.Errorf("no land: %+v", zones)
	}
}

// Islands of one cell have no neighbours; each is judged alone.
func TestScanOnIslands(t *testing.T) {
	straits := make([]int, 40)
	for i := range straits {
		straits[i] = i
	}
	f, _, evidence := row(40, straits...)
	incidents(evidence, 5, 8)
	incidents(evidence, 6, 1)
	scaled(evidence)
	zones := scan(t, f, evidence, params())
	if len(zones) != 1 || !slices.Equal(zones[0].Cells, []int32{5}) {
		t.Errorf("%+v", zones)
	}
}

func TestWorkersChangeNothing(t *testing.T) {
	f, _, evidence := row(80)
	incidents(evidence, 10, 9, 0, 0, 0, 1, 1)
	incidents(evidence, 40, 3, 5)
	scaled(evidence)
	var texts []string
	for _, workers := range []int{1, 2, 5} {
		p := params()
		p.Workers = workers
		b, err := json.Marshal(scan(t, f, evidence, p))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	if texts[0] != texts[1] || texts[0] != texts[2] {
		t.Errorf("workers change the zones: %v", texts)
	}
}
