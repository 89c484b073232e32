package data_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk"
)

// BenchmarkWrite stores one row a write. One writer pays for a commit each;
// many share commits. Run as: go test -bench Write ./data
func BenchmarkWrite(b *testing.B) {
	for _, writers := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			s := open(b, b.TempDir(), data.Options{})
			var next atomic.Int64
			b.SetParallelism(writers) // times GOMAXPROCS, which -cpu 1 sets
			b.RunParallel(func(p *testing.PB) {
				for p.Next() {
					if err := store(s, storetest.Residence(int(next.Add(1)))); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkAddRecords stores a whole file at once.
func BenchmarkAddRecords(b *testing.B) {
	for _, rows := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("rows=%d", rows), func(b *testing.B) {
			s := open(b, b.TempDir(), data.Options{})
			for n := 0; b.Loop(); n++ {
				b.StopTimer()
				list := storetest.Residences(n*rows, rows)
				b.StartTimer()
				if err := store(s, list...); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkRepeat stores a file whose rows are all known.
func BenchmarkRepeat(b *testing.B) {
	s := open(b, b.TempDir(), data.Options{})
	list := storetest.Residences(0, 10_000)
	for b.Loop() {
		if err := store(s, list...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(10_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkRecords reads everything with its checksums.
func BenchmarkRecords(b *testing.B) {
	s := open(b, b.TempDir(), data.Options{})
	if err := store(s, storetest.Residences(0, 20_000)...); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		stored(b, s)
	}
	b.ReportMetric(20_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkSaveRun stores a run of the size of the office: 4,500 cells of nine reasons.
func BenchmarkSaveRun(b *testing.B) {
	s := open(b, b.TempDir(), data.Options{})
	r := storetest.Scoring(1)
	for i := range 4500 {
		c := r.Result.Scores[0]
		c.Score = float64(i) / 7
		c.Reasons = make([]risk.Reason, 9)
		for f := range c.Reasons {
			c.Reasons[f] = risk.Reason{Factor: "stays_density", Sub: risk.SubPotential, Value: float64(i*f) / 11, Points: float64(i) / 13}
		}
		r.Result.Scores = append(r.Result.Scores, c)
	}
	b.Run("save", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			r.ID = fmt.Sprintf("%s-%d", b.Name(), n) + storetest.ID(b.N, n)
			if err := s.SaveRun(context.Background(), r); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("latest", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.LatestRun(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
