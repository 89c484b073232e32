package nightly_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/nightly"
	"timpora/risk/score"
)

func moment() time.Time { return time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC) }

// land is two desa: A of the first three cells of a disk, B of the rest.
func land(t testing.TB) (risk.Frame, []geo.Cell) {
	t.Helper()
	cells := bucket.Disk(bucket.Cell(geo.Point{Lon: 115.2, Lat: -8.2}, 8), 2)
	var fine []geo.Cell
	for _, c := range cells {
		fine = append(fine, bucket.Children(c, 10)...)
	}
	f, err := nightly.NewFrame("two", fine, func(c geo.Cell) geo.AreaCode {
		if slices.Index(cells, c.Parent(8)) < 3 {
			return "51.08.01.2001"
		}
		return "51.08.01.2002"
	}, func(geo.Point) geo.Meters { return 100 }, 8)
	if err != nil {
		t.Fatal(err)
	}
	return f, cells
}

func in(cell geo.Cell, q risk.Quality, id string) risk.Stamp {
	return risk.Stamp{ID: id, RecordedAt: moment().AddDate(0, 0, -20), Desa: "51.08.01.2001", Cell: bucket.Children(cell, 10)[3], Quality: q}
}

func aggregate(t testing.TB, r risk.Records) score.Inputs {
	t.Helper()
	p, err := score.ParsePolicy(sets.Policy())
	if err != nil {
		t.Fatal(err)
	}
	f, _ := land(t)
	got := nightly.Aggregate(f, r, moment(), p)
	if err := got.Check(f); err != nil {
		t.Fatal(err)
	}
	return got
}

func days(n int) time.Time { return moment().AddDate(0, 0, n) }

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9*math.Max(1, math.Abs(b)) }

func TestPersonsAreCountedOnce(t *testing.T) {
	_, cells := land(t)
	stay := func(id, key string, persons int, from, until time.Time) risk.Residence {
		return risk.Residence{Stamp: in(cells[0], risk.QualityPoint, id), PersonKey: key, Persons: persons, From: from, Until: until}
	}
	tests := []struct {
		name          string
		stays         []risk.Residence
		staying, days float64
	}{
		{"one", []risk.Residence{stay("1", "k", 1, days(-10), time.Time{})}, 1, 10},
		{"the same twice", []risk.Residence{stay("1", "k", 1, days(-10), days(-5)), stay("2", "k", 1, days(-8), days(-3))}, 1, 7},
		{"the same with a pause", []risk.Residence{stay("1", "k", 1, days(-10), days(-8)), stay("2", "k", 1, days(-4), days(-3))}, 1, 3},
		{"unknown keys count by persons", []risk.Residence{stay("1", "", 4, days(-10), time.Time{}), stay("2", "", 0, days(-10), time.Time{})}, 5, 50},
		{"left long ago", []risk.Residence{stay("1", "k", 1, days(-100), days(-90))}, 0, 10},
		{"before the window", []risk.Residence{stay("1", "k", 1, days(-1000), days(-900))}, 0, 0},
		{"cut to the window", []risk.Residence{stay("1", "k", 1, days(-1000), time.Time{})}, 1, moment().Sub(moment().AddDate(0, 0, -730)).Hours() / 24},
		{"part of a day", []risk.Residence{stay("1", "k", 1, days(-10), days(-10))}, 1, 1},
		{"ends before it begins", []risk.Residence{stay("1", "k", 1, days(-10), days(-20))}, 0, 0},
		{"still to come", []risk.Residence{stay("1", "k", 1, days(5), time.Time{})}, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := aggregate(t, risk.Records{Residences: tt.stays}).Cells[0]
			if c.Staying != tt.staying || c.Heads != int(tt.staying) || !near(c.Days, tt.days) || c.DaysDecayed > c.Days {
				t.Errorf("staying %v, heads %d, days %v (%v decayed), want %v and %v", c.Staying, c.Heads, c.Days, c.DaysDecayed, tt.staying, tt.days)
			}
		})
	}
}

func TestDecayIsTheIntegral(t *testing.T) {
	_, cells := land(t)
	c := aggregate(t, risk.Records{Residences: []risk.Residence{{Stamp: in(cells[0], risk.QualityPoint, "1"), PersonKey: "k", From: days(-360), Until: days(-180)}}}).Cells[0]
	// the mean of 0.5^(age/180) over ages 180..360 is (1/2 - 1/4)/ln 2
	if want := 180 * 0.25 / math.Ln2; !near(c.DaysDecayed, want) {
		t.Errorf("decayed %v, want %v", c.DaysDecayed, want)
	}
}

func TestDesaPlacedRecordsAreSpread(t *testing.T) {
	_, cells := land(t)
	var r risk.Records
	for i, n := range []int{3, 1, 0} {
		for k := range n {
			r.Premises = append(r.Premises, risk.Premises{Stamp: in(cells[i], risk.QualityPoint, string(rune('a'+i*5+k))), Type: "VILA", Registered: true})
		}
	}
	r.Premises = append(r.Premises, risk.Premises{Stamp: in(cells[2], risk.QualityDesa, "d"), Type: "VILA"})
	for i := range 6 {
		r.Residences = append(r.Residences, risk.Residence{Stamp: in(cells[2], risk.QualityDesa, string(rune('0'+i))), PersonKey: string(rune('0' + i)), From: days(-10)})
	}
	got := aggregate(t, r)
	staying, heads, lodging := []float64{4.5, 1.5, 0}, []int{5, 1, 0}, []float64{3.75, 1.25, 0}
	for i := range 3 {
		c := got.Cells[i]
		if !near(c.Staying, staying[i]) || c.Heads != heads[i] || !near(c.Lodging, lodging[i]) {
			t.Errorf("cell %d: staying %v, heads %d, lodging %v", i, c.Staying, c.Heads, c.Lodging)
		}
	}
	if c := got.Cells[0]; !near(c.Placed, 3+0.75+4.5) || !near(c.ByDesa, 0.75+4.5) || !near(c.Unregistered, 0.75) {
		t.Errorf("placed %v, of these by desa %v", c.Placed, c.ByDesa)
	}
}

func TestWithoutPremisesTheDesaIsSpreadByLand(t *testing.T) {
	_, cells := land(t)
	got := aggregate(t, risk.Records{Residences: []risk.Residence{{Stamp: in(cells[0], risk.QualityDesa, "1"), Persons: 7, From: days(-10)}}})
	sum, heads := 0.0, 0
	for i, c := range got.Cells {
		sum += c.Staying
		heads += c.Heads
		if i < 3 && math.Abs(c.Staying-7.0/3) > 0.01 || i >= 3 && c.Staying != 0 {
			t.Errorf("cell %d holds %v", i, c.Staying)
		}
	}
	if !near(sum, 7) || heads != 7 {
		t.Errorf("sums %v and %d", sum, heads)
	}
}

func TestQualities(t *testing.T) {
	_, cells := land(t)
	outer := bucket.Disk(cells[0], 1)
	beyond := slices.IndexFunc(outer, func(c geo.Cell) bool { return !slices.Contains(cells, c) })
	report := func(s risk.Stamp) risk.Records {
		return risk.Records{Reports: []risk.Report{{Stamp: s, OccurredAt: days(-5), State: risk.StateDugaan}}}
	}
	total := func(got score.Inputs) (n int) {
		for _, c := range got.Cells {
			n += c.Reports
		}
		return n
	}
	if got := aggregate(t, report(in(outer[beyond], risk.QualityNear, "1"))); total(got) != 1 || got.Unplaced != 0 {
		t.Errorf("a place just off the land: %d reports, %d unplaced", total(got), got.Unplaced)
	}
	if got := aggregate(t, report(in(cells[0], risk.QualityOutside, "1"))); total(got) != 0 || got.Unplaced != 1 {
		t.Errorf("outside: %d reports, %d unplaced", total(got), got.Unplaced)
	}
	far := bucket.Cell(geo.Point{Lon: 100, Lat: 1}, 8)
	if got := aggregate(t, report(in(far, risk.QualityPoint, "1"))); total(got) != 0 || got.Unplaced != 1 {
		t.Errorf("far: %d reports, %d unplaced", total(got), got.Unplaced)
	}
	if got := aggregate(t, report(in(cells[1], risk.QualityDesa, "1"))); got.Cells[1].Reports != 1 || got.Cells[1].ByDesa != 1 {
		t.Error("an incident placed by desa does not go to the cell of its stamp")
	}
}

func TestReportsByState(t *testing.T) {
	_, cells := land(t)
	base := risk.Report{Stamp: in(cells[0], risk.QualityPoint, "1"), Origin: risk.OriginCommunity, Grade: "B2", OccurredAt: days(-180), State: risk.StateTerbukti, VerifiedAt: days(-10)}
	tests := []struct {
		name      string
		change    func(r *risk.Report)
		incidents float64
		decayed   float64
		told      int
		unproven  float64
	}{
		{"verified", func(*risk.Report) {}, 1, 0.5, 1, 0},
		{"verified later", func(r *risk.Report) { r.VerifiedAt = days(1) }, 0, 0, 1, 0.5},
		{"recorded later", func(r *risk.Report) { r.RecordedAt = days(1) }, 0, 0, 0, 0},
		{"no date of verification", func(r *risk.Report) { r.VerifiedAt = time.Time{} }, 1, 0.5, 1, 0},
		{"allegation", func(r *risk.Report) { r.State = risk.StateDugaan }, 0, 0, 1, 0.5},
		{"allegation of an unreliable source", func(r *risk.Report) { r.State, r.Grade = risk.StateDugaan, "E2" }, 0, 0, 0, 0},
		{"found untrue", func(r *risk.Report) { r.State = risk.StateTidakTerbukti }, 0, 0, 1, 0.5},
		{"duplicate", func(r *risk.Report) { r.State = risk.StateDuplikat }, 0, 0, 0, 0},
		{"own find, certain visit", func(r *risk.Report) { r.Origin, r.VisitProb = risk.OriginOurVisit, 1 }, 0.1, 0.05, 0, 0},
		{"own find, one visit in five", func(r *risk.Report) { r.Origin, r.VisitProb = risk.OriginOurVisit, 0.2 }, 0.5, 0.25, 0, 0},
		{"own find, rare visit", func(r *risk.Report) { r.Origin, r.VisitProb = risk.OriginOurVisit, 0.001 }, 1, 0.5, 0, 0},
		{"own find, probability unknown", func(r *risk.Report) { r.Origin = risk.OriginOurVisit }, 0, 0, 0, 0},
		{"own find, impossible probability", func(r *risk.Report) { r.Origin, r.VisitProb = risk.OriginOurVisit, 1.5 }, 0, 0, 0, 0},
		{"outside the window", func(r *risk.Report) { r.OccurredAt = days(-731) }, 0, 0, 0, 0},
		{"in the future", func(r *risk.Report) { r.OccurredAt = days(2) }, 0, 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := base
			tt.change(&r)
			c := aggregate(t, risk.Records{Reports: []risk.Report{r}}).Cells[0]
			unproven := 0.0
			for _, g := range c.Unproven {
				unproven += g.Sum
			}
			if !near(c.Incidents, tt.incidents) || !near(c.Decayed, tt.decayed) || c.Told != tt.told || !near(unproven, tt.unproven) {
				t.Errorf("incidents %v, decayed %v, told %d, unproven %v", c.Incidents, c.Decayed, c.Told, unproven)
			}
		})
	}
}

func TestReportsOfOneIncidentCountOnce(t *testing.T) {
	_, cells := land(t)
	at := func(id, origin, category string, day int, prob float64) risk.Report {
		return risk.Report{Stamp: in(cells[0], risk.QualityPoint, id), Origin: origin, Category: category, Grade: "B2",
			OccurredAt: days(day), State: risk.StateTerbukti, VisitProb: prob}
	}
	got := aggregate(t, risk.Records{Reports: []risk.Report{
		at("1", risk.OriginCommunity, "ALAMAT", -100, 0), at("2", risk.OriginCommunity, "ALAMAT", -98, 0), // one
		at("3", risk.OriginOurVisit, "ALAMAT", -97, 0.5),     // the same, seen by a random visit
		at("4", risk.OriginCommunity, "ALAMAT", -90, 0),      // another
		at("5", risk.OriginPartner, "SALAH_IZIN", -100, 0),   // another kind
		at("6", risk.OriginOurVisit, "SALAH_IZIN", -50, 0.5), // found by us alone
	}})
	c := got.Cells[0]
	if c.Verified != 4 || !near(c.Incidents, 3.2) || c.Own != 1 || c.Told != 3 {
		t.Errorf("verified %d, incidents %v, own %v, told %d", c.Verified, c.Incidents, c.Own, c.Told)
	}
	if c.Origins != (score.Origins{Community: 2, Partner: 1, OurVisit: 2}) {
		t.Errorf("origins %+v", c.Origins)
	}
	if want := []score.Stratum{{Area: "51.08", Community: 3, Random: 2, Both: 1}}; !slices.Equal(got.Strata, want) {
		t.Errorf("strata %+v", got.Strata)
	}
	if want := []score.GradeTally{{Grade: "B2", Checked: 3, Verified: 3}}; !slices.Equal(got.Grades, want) {
		t.Errorf("grades %+v: own finds must not vouch for their own grade", got.Grades)
	}
}

// Periods of 28 days end at the moment; incidents before the sixth are in none.
func TestRecentIncidentsByPeriod(t *testing.T) {
	_, cells := land(t)
	var list []risk.Report
	for i, day := range []int{0, -27, -28, -60, -167, -168, -400} {
		list = append(list, risk.Report{Stamp: in(cells[0], risk.QualityPoint, fmt.Sprint(i)), Origin: risk.OriginCommunity, Grade: "B2",
			Category: fmt.Sprint(i), OccurredAt: days(day), State: risk.StateTerbukti})
	}
	list = append(list, risk.Report{Stamp: in(cells[0], risk.QualityPoint, "own"), Origin: risk.OriginOurVisit, Grade: "A1",
		Category: "own", OccurredAt: days(-30), State: risk.StateTerbukti, VisitProb: 1})
	c := aggregate(t, risk.Records{Reports: list}).Cells
	if want := []float64{2, 1.1, 1, 0, 0, 1}; !slices.EqualFunc(c[0].Recent, want, near) {
		t.Errorf("periods %v, want %v", c[0].Recent, want)
	}
	if c[1].Recent != nil {
		t.Errorf("a cell without incidents has periods %v", c[1].Recent)
	}
}

func TestVisitsAndMeetingsGiveHoursToTheDesa(t *testing.T) {
	_, cells := land(t)
	visit := func(hours float64, day int) risk.Visit {
		return risk.Visit{Stamp: risk.Stamp{Desa: "51.08.01.2001", RecordedAt: days(-20)}, Date: days(day), Hours: hours}
	}
	got := aggregate(t, risk.Records{
		Visits: []risk.Visit{visit(2, -30), visit(1.5, -300), visit(9, -400), visit(-3, -40), visit(5, 3)},
		Meetings: []risk.Meeting{{Stamp: risk.Stamp{RecordedAt: days(-20)}, Date: days(-60),
			Present: []geo.AreaCode{"51.08.01.2001", "51.08.01.2001"}}},
	})
	if got.Cells[0].Hours != 4.5 || got.Cells[len(cells)-1].Hours != 0 {
		t.Errorf("hours %v and %v", got.Cells[0].Hours, got.Cells[len(cells)-1].Hours)
	}
}
