package export_test

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

	"timpora/geo/export"
	"timpora/geo/exporttest"
)

// What a writer holds does not grow with the rows: 100,000 cells, which fill
// 40 to 120 MB as a file, pass through less than 24 MiB.
func TestRowsPassThrough(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 100,000 cells in every format")
	}
	for _, f := range export.Formats() {
		if live, _ := exporttest.Peak(t, f, 100000); live > 24<<20 {
			t.Errorf("%s holds %d MiB", f.Name, live>>20)
		} else {
			t.Logf("%s holds %d KiB", f.Name, live>>10)
		}
	}
}

// A million cells, with the most memory that each writer took.
func BenchmarkMillion(b *testing.B) {
	for _, f := range export.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			var live, process int64
			for b.Loop() {
				live, process = exporttest.Peak(b, f, 1000000)
			}
			b.ReportMetric(float64(live)/(1<<20), "MiB-live")
			b.ReportMetric(float64(process)/(1<<20), "MiB-process")
			if live > 100<<20 {
				b.Errorf("%s holds %d MiB", f.Name, live>>20)
			}
		})
	}
}

// unzipped is all parts of an archive together.
func unzipped(t testing.TB, body []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, part...)
	}
	return all
}
