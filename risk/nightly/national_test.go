package nightly_test

import (
	"iter"
	"os"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/nightly"
	"timpora/risk/stat"
)

const (
	nationalDesa     = 84_276
	nationalStays    = 15_000_000
	nationalPremises = 300_000
	nationalReports  = 150_000
)

// nation is a country of one cell of resolution 6 for each desa, a connected
// disk of land: as many places as the real one, not its shape.
func nation(tb testing.TB) (risk.Frame, []risk.Stamp) {
	tb.Helper()
	cells := bucket.Disk(bucket.Cell(geo.Point{Lon: 118, Lat: -2}, 6), 168)
	if len(cells) < nationalDesa {
		tb.Fatalf("%d cells", len(cells))
	}
	cells = cells[:nationalDesa]
	slices.Sort(cells)
	f := risk.Frame{BoundarySet: "nation", Resolution: 6, Cells: make([]risk.FrameCell, len(cells))}
	stamps := make([]risk.Stamp, len(cells))
	for i, c := range cells {
		desa := geo.AreaCode(strconv.Itoa(11+i/10000) + "." + pad(i/1000%10+1, 2) + "." + pad(i/100%10+1, 2) + "." + pad(2001+i%100, 4))
		f.Cells[i] = risk.FrameCell{Cell: c, Desa: desa, LandKm2: 22, CoastM: geo.Meters(i % 60000), Neighbours: []int32{}}
		for _, n := range bucket.Neighbours(c) {
			if j, ok := slices.BinarySearch(cells, n); ok {
				f.Cells[i].Neighbours = append(f.Cells[i].Neighbours, int32(j))
			}
		}
		slices.Sort(f.Cells[i].Neighbours)
		stamps[i] = risk.Stamp{RecordedAt: moment().AddDate(-1, 0, 0), Desa: desa, Cell: bucket.Cell(bucket.Center(c), 10), Quality: risk.QualityPoint}
	}
	return f, stamps
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}

// crowd is a place drawn so that a few hold most: the square of a uniform draw
// twice over.
func crowd(r *stat.Rand, n int) int {
	u := r.Float64()
	return int(u * u * u * u * float64(n))
}

// nationalRecords are lodging and reports that follow the crowd, and twenty
// planted clusters of fifteen incidents.
func nationalRecords(stamps []risk.Stamp) risk.Records {
	var out risk.Records
	r := stat.NewRand(1, 0)
	for i := range nationalPremises {
		out.Premises = append(out.Premises, risk.Premises{Stamp: stamps[crowd(r, len(stamps))], Type: "HOMESTAY", Registered: i%3 > 0})
	}
	report := func(at int, state risk.State) {
		s := stamps[at]
		s.ID = strconv.Itoa(len(out.Reports))
		out.Reports = append(out.Reports, risk.Report{Stamp: s, Origin: []string{risk.OriginCommunity, risk.OriginPartner}[len(out.Reports)%2],
			Category: strconv.Itoa(len(out.Reports) % 10), Grade: "B2", State: state, OccurredAt: moment().AddDate(0, 0, -1-r.IntN(360)), Reporter: s.ID})
	}
	for i := range nationalReports {
		state := risk.StateDugaan
		if i%10 == 0 {
			state = risk.StateTerbukti
		}
		report(crowd(r, len(stamps)), state)
	}
	for k := range 20 {
		for range 15 {
			report(40_000+2_000*k, risk.StateTerbukti)
		}
	}
	return out
}

func nationalResidences(stamps []risk.Stamp) iter.Seq[risk.Residence] {
	return func(yield func(risk.Residence) bool) {
		r := stat.NewRand(2, 0)
		for i := range nationalStays {
			from := moment().AddDate(0, 0, -2-r.IntN(700))
			if !yield(risk.Residence{Stamp: stamps[crowd(r, len(stamps))], Persons: 1, PersonKey: strconv.Itoa(i / 3), From: from, Until: from.AddDate(0, 0, 3+i%20)}) {
				return
			}
		}
	}
}

// BenchmarkNational is a whole night of a whole country. It takes minutes and
// runs with TIMPORA_NATIONAL=1. cpu-s is processor time, os-MB the memory taken
// from the system by the whole process.
func BenchmarkNational(b *testing.B) {
	if os.Getenv("TIMPORA_NATIONAL") == "" {
		b.Skip("set TIMPORA_NATIONAL=1")
	}
	frame, stamps := nation(b)
	records := nationalRecords(stamps)
	var run risk.Run
	before := cpu()
	for b.Loop() {
		run = compute(b, records, nightly.Job{
			At: moment(), Seed: 1, Version: "national", Policy: sets.Policy(), Frame: frame, PrecisionM: 65, Stays: nationalResidences(stamps),
		})
	}
	b.ReportMetric((cpu()-before).Seconds()/float64(b.N), "cpu-s/op")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/(1<<20), "os-MB")
	b.ReportMetric(float64(len(run.Result.Clusters)), "clusters")
}

// cpu is the processor time of the process.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
