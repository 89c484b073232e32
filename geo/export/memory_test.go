package export_test

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

	"timpora/geo/export"
	"timpora/geo/exporttest"
)

// What a writer holds does not grow with the rows: 50,000 cells, which take
// some 60 MB as values, pass through less than 20 MiB.
func TestRowsPassThrough(t *testing.T) {
	for _, f := range export.Formats() {
		live, _ := exporttest.Peak(t, f, 50000)
		t.Logf("%s holds %d KiB", f.Name, live>>10)
		if live > 20<<20 {
			t.Errorf("%s holds %d MiB", f.Name, live>>20)
		}
	}
}

// As many cells as TIMPORA_EXPORT_ROWS says (100,000), with the most memory
// that each writer took. A million may take 100 MiB.
func BenchmarkRows(b *testing.B) {
	for _, f := range export.Formats() {
		b.Run(f.Name, func(b *testing.B) { exporttest.Benchmark(b, f) })
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
