package data_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk"
	"timpora/risk/audit"
)

// sealChild seals or turns keys over until it is killed, and prints how far it came.
func sealChild(s *data.Store, what string) int {
	ctx, progress := context.Background(), func(n int) { fmt.Println(n) }
	var err error
	if what == "encrypt" {
		_, err = s.EncryptClear(ctx, progress)
	} else {
		for err == nil {
			_, err = s.RotateKeys(ctx, progress)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

const canary = "WARGA-0812-CANARY"

// clearReports are reports in clear from number from on, and as many stays.
func clearReports(from, n int) ([]risk.Report, []risk.Residence) {
	list := make([]risk.Report, n)
	for i := range list {
		list[i] = storetest.Report(from + i)
		list[i].Text = fmt.Sprintf("%s %d", canary, from+i)
	}
	return list, storetest.Residences(from, n)
}

// allOpen compares every sealed value with what it was in clear.
func allOpen(t *testing.T, s *data.Store, n int) {
	t.Helper()
	ctx := audit.With(context.Background(), audit.Actor{Name: "a", Purpose: "uji"})
	if err := s.CheckSealed(ctx); err != nil {
		t.Fatal(err)
	}
	r, err := s.Records(ctx, storetest.Epoch().AddDate(1000, 0, 0))
	if err != nil || len(r.Reports) != n || len(r.Residences) != n {
		t.Fatalf("%d reports and %d residences, want %d: %v", len(r.Reports), len(r.Residences), n, err)
	}
	for i, one := range r.Reports {
		if one.Reporter != storetest.Report(i).Reporter {
			t.Fatalf("reporter of %d: %q", i, one.Reporter)
		}
	}
	for range 20 {
		i := rand.IntN(n)
		text, err := s.ReportText(ctx, storetest.ID(3, i))
		nation, err2 := s.Nationality(ctx, storetest.ID(1, i))
		if err != nil || err2 != nil || text != fmt.Sprintf("%s %d", canary, i) || nation != "XXA" {
			t.Fatalf("record %d: %q, %q, %v, %v", i, text, nation, err, err2)
		}
	}
}

func TestKillWhileSealing(t *testing.T) {
	const n = 1200
	cut := 0
	for range rounds(3, 20) {
		dir := t.TempDir()
		s := open(t, dir, data.Options{})
		list, stays := clearReports(0, n)
		if err := s.AddClear(context.Background(), list, stays, "XXA"); err != nil {
			t.Fatal(err)
		}
		s.Close()
		killed(t, "encrypt", dir, time.Duration(rand.IntN(250))*time.Millisecond)
		s = open(t, dir, data.Options{Server: true})
		st, err := s.KeyStatus(context.Background())
		if err != nil || st.Clear+st.Keys[0].Values != 3*n || len(st.Lost) > 0 {
			t.Fatalf("%+v of %d values: %v", st, 3*n, err)
		}
		if st.Clear > 0 && st.Clear < 3*n {
			cut++
		}
		allOpen(t, s, n)
		sealRest(t, s, dir, 3*n)
		s.Close()
	}
	if cut == 0 {
		t.Fatal("no round was cut in the middle")
	}
	t.Logf("%d of the rounds were cut in the middle", cut)
}

// sealRest goes on where the killed process stopped, and looks for what was in
// clear where rows lay before.
func sealRest(t *testing.T, s *data.Store, dir string, values int) {
	t.Helper()
	if _, err := s.EncryptClear(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Scrub(context.Background()); err != nil {
		t.Fatal(err)
	}
	allOpen(t, s, values/3)
	if st, err := s.KeyStatus(context.Background()); err != nil || st.Clear != 0 || st.Keys[0].Values != values {
		t.Fatalf("%+v: %v", st, err)
	}
	for _, name := range []string{"timpora.db", "timpora.db-wal"} {
		if bytes.Contains(readFile(t, filepath.Join(dir, name)), []byte(canary)) {
			t.Errorf("a text in clear is left in %s", name)
		}
	}
}

func TestKillWhileKeysTurnOver(t *testing.T) {
	dir := t.TempDir()
	const n = 1500
	s := open(t, dir, data.Options{})
	list, stays := clearReports(0, n)
	if err := s.AddClear(context.Background(), list, stays, "XXA"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EncryptClear(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	s.Close()
	cut := 0
	for range rounds(3, 20) {
		killed(t, "rotate", dir, time.Duration(rand.IntN(250))*time.Millisecond)
		s := open(t, dir, data.Options{Server: true})
		st, err := s.KeyStatus(context.Background())
		sum := 0
		for _, k := range st.Keys {
			sum += k.Values
		}
		if err != nil || sum != 3*n || len(st.Lost) > 0 || st.Clear > 0 || len(st.Keys) > 2 {
			t.Fatalf("%+v: %v", st, err)
		}
		if len(st.Keys) == 2 && st.Keys[0].Values > 0 && st.Keys[1].Values > 0 {
			cut++
		}
		allOpen(t, s, n)
		s.Close()
	}
	if cut == 0 {
		t.Fatal("no round was cut in the middle")
	}
	s = open(t, dir, data.Options{})
	if _, err := s.RotateKeys(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if st, err := s.KeyStatus(context.Background()); err != nil || len(st.Keys) != 1 || st.Keys[0].Values != 3*n {
		t.Fatalf("%+v: %v", st, err)
	}
	allOpen(t, s, n)
	t.Logf("%d of the rounds were cut in the middle", cut)
}
