package data_test

import (
	"context"
	"testing"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk"
)

// BenchmarkImport stores a file of 200,000 stays at once, without and with
// nationalities, each of which is sealed under a key of its own.
func BenchmarkImport(b *testing.B) {
	const rows = 200_000
	for _, c := range []struct {
		name string
		of   func(n int) string
	}{{"plain", func(int) string { return "" }}, {"nationality", func(int) string { return "XXA" }}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s := open(b, b.TempDir(), data.Options{})
				batch := data.Batch{Records: risk.Records{Residences: storetest.Residences(0, rows)}, Nationality: map[string]string{}}
				for n := range rows {
					batch.Nationality[storetest.ID(1, n)] = c.of(n)
				}
				b.StartTimer()
				if _, err := s.AddRecords(context.Background(), batch); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkReports stores and reads reports, whose reporters are opened for
// every scoring.
func BenchmarkReports(b *testing.B) {
	const rows = 20_000
	list := make([]risk.Report, rows)
	for n := range list {
		list[n] = storetest.Report(n)
	}
	s := open(b, b.TempDir(), data.Options{})
	if _, err := s.AddRecords(context.Background(), data.Batch{Records: risk.Records{Reports: list}}); err != nil {
		b.Fatal(err)
	}
	add := b.Elapsed()
	for b.Loop() {
		stored(b, s)
	}
	b.ReportMetric(rows/add.Seconds(), "added/s")
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "read/s")
}
