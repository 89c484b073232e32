package nightly_test

import (
	"bytes"
	"runtime"
	"slices"
	"testing"
	"time"

	"timpora/data/sets"
	"timpora/data/synth"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/nightly"
)

func demoTime() time.Time { return time.Date(2026, 11, 24, 3, 0, 0, 0, time.FixedZone("WITA", 8*3600)) }

// demo makes the synthetic office on the built-in land.
func demo(t testing.TB, seed uint64) (risk.Records, synth.Truth) {
	t.Helper()
	cells, desaOf := officeLand(t)
	byDesa := map[geo.AreaCode][]geo.Cell{}
	for _, c := range cells {
		byDesa[desaOf(c)] = append(byDesa[desaOf(c)], c)
	}
	var desa []geo.AreaCode
	for code := range byDesa {
		slices.Sort(byDesa[code])
		desa = append(desa, code)
	}
	slices.Sort(desa)
	cellOf := func(p geo.Point) geo.Cell { return bucket.Cell(p, 10) }
	return synth.Generate(seed, demoTime(), synth.World{
		Desa: desa, Cells: func(a geo.AreaCode) []geo.Cell { return byDesa[a] }, Center: bucket.Center, CellOf: cellOf,
		DesaOf: func(p geo.Point) (geo.AreaCode, bool) { d := desaOf(cellOf(p)); return d, d != "" },
		CoastM: roughCoast, Near: bucket.Disk,
	})
}

func demoJob(frame risk.Frame) nightly.Job {
	return nightly.Job{At: demoTime(), Seed: 7, Version: "test", Policy: sets.Policy(), Frame: frame, PrecisionM: 65, Synthetic: true}
}

func compute(t testing.TB, records risk.Records, job nightly.Job) risk.Run {
	t.Helper()
	run, err := nightly.Compute(records, job)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestDemoFindsWhatWasPlanted(t *testing.T) {
	frame := officeFrame(t)
	for _, seed := range []uint64{1, 2, 3} {
		records, truth := demo(t, seed)
		run := compute(t, records, demoJob(frame))
		for _, planted := range truth.Clusters {
			if !slices.ContainsFunc(run.Result.Clusters, func(c risk.Cluster) bool { return overlaps(c.Cells, planted.Cells) }) {
				t.Errorf("seed %d: the cluster %s in %s is not found", seed, planted.Name, planted.Desa)
			}
		}
		for _, c := range run.Result.Clusters {
			if slices.Contains(c.Cells, truth.Rumour.Cell) {
				t.Errorf("seed %d: the rumour made the cluster %s", seed, c.ID)
			}
		}
		if !slices.ContainsFunc(run.Result.Scores, func(c risk.Score) bool {
			return c.Desa == truth.BlindSpot && c.Rank <= 20 && c.H >= 0.4 && c.Observed < 1
		}) {
			t.Errorf("seed %d: no cell of the blind spot %s is among the first 20 for what is hidden", seed, truth.BlindSpot)
		}
		if len(run.Result.Clusters) > len(truth.Clusters) {
			t.Errorf("seed %d: %d clusters, %d were planted", seed, len(run.Result.Clusters), len(truth.Clusters))
		}
	}
}

func overlaps(a, b []geo.Cell) bool {
	return slices.ContainsFunc(a, func(c geo.Cell) bool { return slices.Contains(b, c) })
}

func TestRumourOfTheDemoChangesNoScore(t *testing.T) {
	frame := officeFrame(t)
	records, truth := demo(t, 1)
	with := compute(t, records, demoJob(frame))
	quiet := records
	quiet.Reports = slices.DeleteFunc(slices.Clone(records.Reports), func(r risk.Report) bool {
		return r.Cell.Parent(8) == truth.Rumour.Cell && r.State == risk.StateDugaan && !r.OccurredAt.Before(truth.Rumour.From)
	})
	if len(records.Reports)-len(quiet.Reports) < 25 {
		t.Fatalf("only %d reports of the rumour", len(records.Reports)-len(quiet.Reports))
	}
	without := compute(t, quiet, demoJob(frame))
	for i, s := range with.Result.Scores {
		if o := without.Result.Scores[i]; s.Score != o.Score || s.H != o.H || s.O != o.O || s.Rank != o.Rank {
			t.Errorf("cell %s scores %v with the rumour and %v without", s.Cell, s.Score, o.Score)
		}
	}
}

func TestSameBytesOnOneAndTwoCores(t *testing.T) {
	frame := officeFrame(t)
	records, _ := demo(t, 1)
	before := runtime.GOMAXPROCS(1)
	one := compute(t, records, demoJob(frame))
	runtime.GOMAXPROCS(2)
	two := compute(t, records, demoJob(frame))
	runtime.GOMAXPROCS(before)
	if one.ResultDigest != two.ResultDigest || one.ID != two.ID || !bytes.Equal(one.Inputs, two.Inputs) {
		t.Errorf("one core gave %s, two gave %s", one.ResultDigest, two.ResultDigest)
	}
	slices.Reverse(records.Reports)
	slices.Reverse(records.Residences)
	if turned := compute(t, records, demoJob(frame)); turned.ResultDigest != one.ResultDigest {
		t.Error("the order of the records changes the result")
	}
	job := demoJob(frame)
	job.Seed++
	if other := compute(t, records, job); other.ResultDigest == one.ResultDigest || other.ID == one.ID {
		t.Error("the seed changes nothing")
	}
	if err := nightly.Verify(two, frame); err != nil {
		t.Errorf("verify: %v", err)
	}
}

// BenchmarkRun is a whole night of the office; cpu-s is processor time.
func BenchmarkRun(b *testing.B) {
	frame := officeFrame(b)
	records, _ := demo(b, 1)
	before := cpu()
	for b.Loop() {
		compute(b, records, demoJob(frame))
	}
	b.ReportMetric((cpu()-before).Seconds()/float64(b.N), "cpu-s/op")
}
