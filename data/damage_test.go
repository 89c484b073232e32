package data_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk"
)

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func writeFile(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A log that was cut or garbled anywhere gives the rows of a prefix of the commits.
func TestCutLogGivesPrefix(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, data.Options{})
	const rows = 40
	for n := range rows {
		if err := store(s, storetest.Residence(n)); err != nil {
			t.Fatal(err)
		}
	}
	db, log := readFile(t, filepath.Join(dir, "timpora.db")), readFile(t, filepath.Join(dir, "timpora.db-wal"))
	want := stored(t, s)
	seen := map[int]bool{}
	for n := range rounds(20, 100) {
		at := len(log)/3 + rand.IntN(len(log)-len(log)/3)
		part := append([]byte(nil), log...)
		if n%2 == 0 {
			part = part[:at]
		} else {
			part[at] ^= 1 << rand.IntN(8)
		}
		to := t.TempDir()
		writeFile(t, filepath.Join(to, "timpora.db"), db)
		writeFile(t, filepath.Join(to, "timpora.db-wal"), part)
		cut := open(t, to, data.Options{Server: true})
		got := stored(t, cut)
		if len(got) > rows || (len(got) > 0 && !reflect.DeepEqual(got, want[:len(got)])) {
			t.Fatalf("cut at %d of %d: %d rows that are no prefix", at, len(log), len(got))
		}
		seen[len(got)] = true
		cut.Close()
	}
	if len(seen) < 5 {
		t.Fatalf("only %d different prefixes: the cuts do not reach the rows", len(seen))
	}
}

// everything is what must come back unchanged or not at all.
func everything(s *data.Store) (any, error) {
	ctx := context.Background()
	r, err1 := s.Records(ctx, storetest.Epoch().AddDate(100, 0, 0))
	run, err2 := s.LatestRun(ctx)
	set, err3 := s.ActiveBoundarySet(ctx)
	night, err4 := s.NightFile(ctx, "2026-03-01", "html")
	return []any{r, run, set, night}, errors.Join(err1, err2, err3, err4)
}

func fill(t *testing.T, s *data.Store) {
	t.Helper()
	ctx := context.Background()
	b := storetest.Batch(1)
	b.Residences = storetest.Residences(0, 150)
	for n := range 60 {
		b.Reports = append(b.Reports, storetest.Report(100+n))
	}
	_, err1 := s.AddRecords(ctx, b)
	err2 := s.SaveRun(ctx, storetest.Scoring(1))
	err3 := s.SaveBoundarySet(ctx, data.BoundarySet{ID: "a", Meta: []byte("{}"), Body: make([]byte, 5000), Check: []byte("{}")})
	_, err4 := s.ActivateBoundarySet(ctx, "a", func(r risk.Stamp) risk.Stamp { return r })
	err5 := s.SaveNight(ctx, data.Night{Date: "2026-03-01", Files: map[string][]byte{"html": []byte("<p>tenang</p>")}})
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		t.Fatal(err)
	}
}

// A flipped bit is refused at the start of a server, or lies where it changes
// nothing that is kept.
func TestFlippedBitIsFound(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, data.Options{})
	fill(t, s)
	want, err := everything(s)
	if err != nil || s.Close() != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "timpora.db")
	whole := readFile(t, path)
	found, harmless := 0, 0
	for range rounds(50, 300) {
		bad := append([]byte(nil), whole...)
		at := rand.IntN(len(bad))
		bad[at] ^= 1 << rand.IntN(8)
		to := t.TempDir()
		writeFile(t, filepath.Join(to, "timpora.db"), bad)
		s, err := data.Open(context.Background(), filepath.Join(to, "timpora.db"), data.Options{Server: true, Keys: data.NewKeyring(dir)})
		if err != nil {
			found++
			if !errors.Is(err, data.ErrCorrupt) && !errors.Is(err, data.ErrSchema) && !errors.Is(err, data.ErrNewer) {
				t.Errorf("byte %d: error without a kind: %v", at, err)
			}
			continue
		}
		harmless++
		if got, err := everything(s); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("byte %d: changed content was served (error %v)", at, err)
		}
		s.Close()
	}
	t.Logf("%d flips refused, %d without effect", found, harmless)
	if found == 0 {
		t.Fatal("no flip was found")
	}
}

func TestFullDiskIsToldAndHeals(t *testing.T) {
	ctx := context.Background()
	s := open(t, t.TempDir(), data.Options{})
	fill(t, s)
	before := stored(t, s)
	if err := s.WriterExec(ctx, "PRAGMA max_page_count = 1"); err != nil { // clamps to the present size
		t.Fatal(err)
	}
	if err := store(s, storetest.Residences(1000, 3000)...); !errors.Is(err, data.ErrFull) {
		t.Fatalf("error %v, want ErrFull", err)
	}
	if got := stored(t, s); !reflect.DeepEqual(got, before) {
		t.Fatal("a write that failed left something behind, or reading stopped")
	}
	if err := s.WriterExec(ctx, "PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	if err := store(s, storetest.Residences(1000, 3000)...); err != nil {
		t.Fatalf("with room again: %v", err)
	}
}
