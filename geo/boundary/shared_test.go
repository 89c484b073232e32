package boundary_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"timpora/geo"
	"timpora/geo/boundary"
)

// shared opens a file of the real data, or skips the test.
func shared(t testing.TB, name string) *os.File {
	t.Helper()
	dir := os.Getenv("TIMPORA_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	f, err := os.Open(filepath.Join(dir, "data", name))
	if err != nil {
		t.Skipf("MISSING: %s (set TIMPORA_SHARED): not compared with the real boundaries", filepath.Join(dir, "data", name))
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func realSet(t testing.TB, name string) boundary.Set {
	t.Helper()
	s, err := boundary.Read(shared(t, name), name, boundary.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.ID = name
	return s
}

// facts reads the published list of desa: codes and the BPS crosswalk.
func facts(t testing.TB) (codes []geo.AreaCode, fromBPS map[string]geo.AreaCode) {
	t.Helper()
	rows, err := csv.NewReader(shared(t, "desa-facts.csv")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	fromBPS = map[string]geo.AreaCode{}
	for _, row := range rows[1:] {
		codes = append(codes, geo.AreaCode(row[0]))
		fromBPS[row[5]] = geo.AreaCode(row[0])
	}
	return codes, fromBPS
}
