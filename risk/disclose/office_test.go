package disclose_test

import (
	"maps"
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"timpora/data/sets"
	"timpora/data/synth"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/geo/locate"
	"timpora/risk"
	"timpora/risk/nightly"
	"timpora/risk/score"
)

// office is the seeded demo on the built-in land.
type office struct {
	frame   risk.Frame
	records risk.Records
	policy  score.Policy
	at      time.Time
	run     risk.Result
}

// theOffice makes the demo of seed 1 and its run once for all tests.
var theOffice = sync.OnceValues(func() (office, error) { return newOffice(1) })

func demoOffice(t testing.TB) office {
	t.Helper()
	o, err := theOffice()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// builtIn is the land of the office from the embedded table: its cells of
// resolution 10, ascending, and the look-up of their desa.
func builtIn() ([]geo.Cell, *locate.Table, error) {
	rows, err := sets.CellTable()
	if err != nil {
		return nil, nil, err
	}
	var cells []geo.Cell
	for c, code := range rows {
		if code.Level() == geo.LevelDesa {
			cells = append(cells, bucket.Children(c, 10)...)
		}
	}
	slices.Sort(cells)
	return cells, locate.NewTable(rows, func(p geo.Point) geo.Cell { return bucket.Cell(p, 10) }), nil
}

func newOffice(seed uint64) (office, error) {
	cells, table, err := builtIn()
	if err != nil {
		return office{}, err
	}
	desaOf := func(c geo.Cell) geo.AreaCode { code, _ := table.CellCode(c); return code }
	byDesa := map[geo.AreaCode][]geo.Cell{}
	for _, c := range cells {
		byDesa[desaOf(c)] = append(byDesa[desaOf(c)], c)
	}
	coast := func(p geo.Point) geo.Meters { // rough, as in the tests of the night
		return geo.Distance(p, geo.Point{Lon: p.Lon, Lat: -8.10 - 0.1*math.Abs(p.Lon-115.1)})
	}
	o := office{at: time.Date(2026, 11, 24, 3, 0, 0, 0, time.FixedZone("WITA", 8*3600))}
	o.records, _ = synth.Generate(seed, o.at, synth.World{
		Desa: slices.Sorted(maps.Keys(byDesa)), Cells: func(a geo.AreaCode) []geo.Cell { return byDesa[a] }, Center: bucket.Center,
		CellOf: func(p geo.Point) geo.Cell { return bucket.Cell(p, 10) }, DesaOf: table.Locate, CoastM: coast, Near: bucket.Disk,
	})
	if o.frame, err = nightly.NewFrame("built-in", cells, desaOf, coast, 8); err != nil {
		return office{}, err
	}
	if o.policy, err = score.ParsePolicy(sets.Policy()); err != nil {
		return office{}, err
	}
	o.policy.Ranking.Draws = 20 // nobody looks at intervals
	o.run.Scores, _ = score.Cells(o.frame, nightly.Aggregate(o.frame, o.records, o.at, o.policy), o.policy, 7)
	o.run = o.tallied(o.records, o.at)
	return o, nil
}

// tallied is the run with the counts of other records or another moment.
func (o office) tallied(records risk.Records, at time.Time) risk.Result {
	r := o.run
	r.Tallies = nightly.Tallies(o.frame, records, at, o.policy, []byte("secret"))
	return r
}

// silent is a run whose counts are shown without noise.
func silent(r risk.Result) risk.Result {
	r.Tallies = slices.Clone(r.Tallies)
	for i := range r.Tallies {
		t := &r.Tallies[i]
		t.Persons.Noise, t.Reports.Noise, t.Verified.Noise = 0, 0, 0
	}
	return r
}

// newcomer is one record more in a cell: a stay of somebody new, or a report.
func (o office) newcomer(cell risk.FrameCell, figure string) risk.Records {
	known, r := o.at.AddDate(0, 0, -1), o.records
	id := "new " + cell.Cell.String()
	stamp := risk.Stamp{ID: id, RecordedAt: known, Desa: cell.Desa, Cell: cell.Cell, Quality: risk.QualityPoint}
	if figure == "reports" {
		r.Reports = append(slices.Clone(r.Reports), risk.Report{Stamp: stamp, OccurredAt: known, State: risk.StateDugaan})
		return r
	}
	r.Residences = append(slices.Clone(r.Residences), risk.Residence{Stamp: stamp, PersonKey: id, Persons: 1, From: known})
	return r
}
