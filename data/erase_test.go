package data_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk"
	"timpora/risk/retention"
)

func approval() data.Approval {
	return data.Approval{Reason: "permohonan", Approved: []string{"A", "B"}}
}

func TestTombstonesOutliveARestore(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	file := filepath.Join(dir, "tombstones.jsonl")
	s := open(t, dir, data.Options{})
	b := data.Batch{Records: risk.Records{Residences: storetest.Residences(0, 4)}}
	if _, err := s.AddRecords(ctx, b); err != nil {
		t.Fatal(err)
	}
	if n, err := s.SaveTombstones(ctx, file); err != nil || n != 0 {
		t.Fatalf("%d, %v", n, err)
	}
	backup := filepath.Join(t.TempDir(), "timpora.db")
	if err := s.WriterExec(ctx, "VACUUM INTO '"+backup+"'"); err != nil {
		t.Fatal(err)
	}
	for i, n := range []int{2, 0, 1} { // the second erases nothing new
		if _, err := s.Erase(ctx, []string{"residence:" + storetest.ID(1, n), "residence:" + storetest.ID(1, 2)}, approval()); err != nil {
			t.Fatal(err)
		}
		if got, err := s.SaveTombstones(ctx, file); err != nil || got != 1 {
			t.Fatalf("erasure %d: %d lines, %v", i, got, err)
		}
		if i == 1 { // the machine goes down in the middle of a line
			body := readFile(t, file)
			writeFile(t, file, body[:len(body)-9])
			if got, err := s.SaveTombstones(ctx, file); err != nil || got != 1 {
				t.Fatalf("after a cut: %d lines, %v", got, err)
			}
		}
	}
	old := open(t, filepath.Dir(backup), data.Options{})
	if n, err := old.ReplayTombstones(ctx, bytes.NewReader(readFile(t, file))); err != nil || n != 3 {
		t.Fatalf("%d erased again, %v", n, err)
	}
	for i, r := range stored(t, old) {
		if (r.PersonKey == "") != (i < 3) {
			t.Errorf("residence %d: person %q", i, r.PersonKey)
		}
	}
	if err := old.Check(ctx); err != nil {
		t.Fatal(err)
	}
}

// What was erased is nowhere in the files of the database.
func TestErasedBytesAreGone(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := open(t, dir, data.Options{})
	r := storetest.Residence(7)
	r.PersonKey = strings.Repeat("feedc0de", 8)
	if _, err := s.AddRecords(ctx, data.Batch{Records: risk.Records{Residences: append(storetest.Residences(10, 50), r)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Erase(ctx, []string{"person:" + r.PersonKey}, approval()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"timpora.db", "timpora.db-wal"} {
		body, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || bytes.Contains(body, []byte(r.PersonKey)) {
			t.Errorf("%s holds the erased key of a person (%v)", name, err)
		}
	}
}

func TestAutomaticNeedsThePolicy(t *testing.T) {
	s := open(t, t.TempDir(), data.Options{})
	alone := data.Approval{Approved: []string{"retention.toml"}, Automatic: true}
	p := retention.Policy{Version: "uji", Days: retention.Days{Unverified: 1, Reporter: 1, Closed: 1, Residences: 1, Audit: 1}}
	if _, err := s.ApplyRetention(context.Background(), p, time.Now(), alone); !errors.Is(err, data.ErrApproval) {
		t.Fatalf("%v", err)
	}
	p.Automatic = true
	if _, err := s.ApplyRetention(context.Background(), p, time.Now(), alone); err != nil {
		t.Fatal(err)
	}
}

// PostgreSQL seals what lies in clear too, and beside a writer.
func TestSealClearOnPostgreSQL(t *testing.T) {
	ctx := context.Background()
	s := storetest.OpenPostgres(t, storetest.Postgres(t))
	list, stays := clearReports(0, 700)
	if err := s.AddClear(ctx, list, stays, "XXA"); err != nil {
		t.Fatal(err)
	}
	if n, err := s.EncryptClear(ctx, nil); err != nil || n != 2100 {
		t.Fatalf("%d, %v", n, err)
	}
	allOpen(t, s, 700)
	if n, err := s.EncryptClear(ctx, nil); err != nil || n != 0 {
		t.Fatalf("a second time: %d, %v", n, err)
	}
}
