package nightly_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/disclose"
	"timpora/risk/nightly"
	"timpora/risk/score"
)

const (
	desaA = geo.AreaCode("51.08.01.2001")
	desaB = geo.AreaCode("51.08.01.2002")
)

func tallied(t testing.TB, r risk.Records, secret string) (map[geo.AreaCode]risk.Tally, map[geo.Cell]risk.Tally) {
	t.Helper()
	p, err := score.ParsePolicy(sets.Policy())
	if err != nil {
		t.Fatal(err)
	}
	f, _ := land(t)
	areas, cells := map[geo.AreaCode]risk.Tally{}, map[geo.Cell]risk.Tally{}
	for _, tally := range nightly.Tallies(f, r, moment(), p, []byte(secret)) {
		if tally.Cell != 0 {
			cells[tally.Cell] = tally
			continue
		}
		areas[tally.Area] = tally
	}
	return areas, cells
}

// guest stays in a cell of the two desa.
func guest(key string, cell int, record string) risk.Residence {
	c := bucket.Disk(bucket.Cell(geo.Point{Lon: 115.2, Lat: -8.2}, 8), 2)[cell]
	return risk.Residence{Stamp: in(c, risk.QualityPoint, record), PersonKey: key, Persons: 1, From: days(-10)}
}

func TestTalliesCountPersonsOnce(t *testing.T) {
	stays := []risk.Residence{
		guest("k1", 0, "1"), guest("k1", 1, "2"), guest("k1", 5, "3"), // in two cells of A and in B
		guest("k2", 1, "4"), guest("k3", 7, "5"), guest("k3", 7, "6"),
		guest("", 2, "7"), guest("", 2, "8"), // two records of persons unknown
	}
	stays[6].Persons = 4
	left := guest("k4", 0, "9") // left before the days that count as staying
	left.From, left.Until = days(-200), days(-100)
	byDesa := guest("k2", 0, "10") // of desa A, the cell unknown
	byDesa.Quality = risk.QualityDesa
	areas, cells := tallied(t, risk.Records{Residences: append(stays, left, byDesa)}, "s")
	want := map[geo.AreaCode]int{desaA: 7, desaB: 2, "51.08.01": 8, "51.08": 8, disclose.Whole: 8}
	for code, n := range want {
		if got := areas[code].Persons.N; got != n {
			t.Errorf("%q has %d persons, want %d", code, got, n)
		}
	}
	if len(areas) != len(want) {
		t.Errorf("%d areas: %v", len(areas), slices.Sorted(maps.Keys(areas)))
	}
	most := 0
	for _, c := range cells {
		most = max(most, c.Persons.N)
	}
	if len(cells) == 0 || most > 9 { // eight persons, and k2 once more by desa
		t.Errorf("%d cells with up to %d persons", len(cells), most)
	}
}

func TestTalliesCountReportsAndIncidents(t *testing.T) {
	_, cells := land(t)
	report := func(id string, cell int, state risk.State) risk.Report {
		return risk.Report{Stamp: in(cells[cell], risk.QualityPoint, id), OccurredAt: days(-30), State: state, Category: "X", Origin: risk.OriginCommunity}
	}
	areas, _ := tallied(t, risk.Records{Reports: []risk.Report{
		report("1", 0, risk.StateTerbukti), report("2", 0, risk.StateTerbukti), // one incident
		report("3", 1, risk.StateDugaan), report("4", 6, risk.StateTerbukti),
	}}, "s")
	if a := areas[desaA]; a.Reports.N != 3 || a.Verified.N != 1 || a.Persons.N != 0 || a.Known != 2 {
		t.Errorf("desa A: %+v", a)
	}
	if w := areas[disclose.Whole]; w.Reports.N != 4 || w.Verified.N != 2 {
		t.Errorf("the whole: %+v", w)
	}
}

// The same records in another order have the same noise; a guest more, and
// another secret, draw it anew.
func TestNoiseComesFromTheRecords(t *testing.T) {
	var stays []risk.Residence
	for i := range 40 {
		stays = append(stays, guest(fmt.Sprint("k", i), i%19, fmt.Sprint(i)))
	}
	first, _ := tallied(t, risk.Records{Residences: stays}, "s")
	back := slices.Clone(stays)
	slices.Reverse(back)
	if again, _ := tallied(t, risk.Records{Residences: back}, "s"); !maps.Equal(again, first) {
		t.Error("the order of the records changes the noise")
	}
	changed, other, values := 0, 0, map[int]bool{}
	for i := range 60 {
		more, _ := tallied(t, risk.Records{Residences: append(slices.Clone(stays), guest(fmt.Sprint("new", i), 0, "new"))}, "s")
		e := more[desaA].Persons
		if values[e.Noise] = true; e.N != first[desaA].Persons.N+1 {
			t.Fatalf("%d persons after one more than %d", e.N, first[desaA].Persons.N)
		}
		if e.Noise != first[desaA].Persons.Noise {
			changed++
		}
		if by, _ := tallied(t, risk.Records{Residences: stays}, fmt.Sprint(i)); by[desaA].Persons.Noise != first[desaA].Persons.Noise {
			other++
		}
	}
	if changed < 30 || other < 30 || len(values) < 4 {
		t.Errorf("of 60 guests %d changed the noise, of 60 secrets %d; %d values", changed, other, len(values))
	}
}

// A run that was stored before tallies were counted is still verified.
func TestRunsWithoutTalliesAreVerified(t *testing.T) {
	records := risk.Records{Residences: []risk.Residence{guest("k1", 0, "1"), guest("k2", 3, "2")}}
	job := smallJob(t)
	run := compute(t, records, job)
	if len(run.Result.Tallies) == 0 {
		t.Fatal("a new run has no tallies")
	}
	if err := nightly.Verify(run, job.Frame); err != nil {
		t.Error(err)
	}
	in, err := score.ParseInputs(run.Inputs)
	if err != nil {
		t.Fatal(err)
	}
	in.Tallies, run.Result.Tallies = nil, nil
	if run.Inputs, err = in.Bytes(); err != nil {
		t.Fatal(err)
	}
	run.InputsDigest = score.InputsDigest(run.Inputs)
	if run.ResultDigest, err = nightly.ResultDigest(run.Result); err != nil {
		t.Fatal(err)
	}
	if err := nightly.Verify(run, job.Frame); err != nil {
		t.Error(err)
	}
	run.Result.Tallies = []risk.Tally{{Persons: risk.Counted{N: 9}}}
	if nightly.Verify(run, job.Frame) == nil {
		t.Error("tallies can be changed unseen")
	}
}
