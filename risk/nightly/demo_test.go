package nightly_test

import (
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

func TestDemoFindsWhatWasPlanted(t *testing.T) {
	records, truth := demo(t, 1)
	began := time.Now()
	run, err := nightly.Compute(records, demoJob(officeFrame(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("took %s with the frame", time.Since(began))
	t.Logf("alpha %.3f incidents %.2f robust %v overlap %.2f tau %.2f inputs %d bytes", run.Result.Alpha, run.Result.Incident, run.Result.Robust, run.Result.Overlap, run.Result.Kendall, len(run.Inputs))
	for _, c := range run.Result.Clusters {
		t.Logf("cluster %s %v cells %d obs %.2f exp %.2f rr %.1f p %.2g q %.2g coast %.2f score %.1f counter %v", c.ID, c.Desa, len(c.Cells), c.Observed, c.Expected, c.RR, c.P, c.Q, c.CoastShare, c.Score, c.Counter)
	}
	for _, c := range truth.Clusters {
		t.Logf("planted %s %v", c.Desa, c.Cells)
	}
	var levels [4]int
	for _, s := range run.Result.Scores {
		levels[s.Level]++
		if s.Rank <= 12 || s.Cell == truth.Rumour.Cell {
			t.Logf("rank %d %s %s %.1f [%.1f %.1f] ranks %d-%d top %.2f P%.2f H%.2f O%.2f level %d obs %.1f exp %.2f", s.Rank, s.Cell, s.Desa, s.Score, s.Low, s.High, s.RankLow, s.RankHigh, s.TopShare, s.P, s.H, s.O, s.Level, s.Observed, s.Expected)
		}
		if s.Desa == truth.BlindSpot && s.Persons > 0 {
			t.Logf("blind %s rank %d %.1f P%.2f H%.2f O%.2f persons %d lowerp %.2g lowerq %.2g", s.Cell, s.Rank, s.Score, s.P, s.H, s.O, s.Persons, s.LowerP, s.LowerQ)
		}
	}
	t.Logf("levels %v", levels)
}
