package data_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"timpora/data"
	"timpora/data/storetest"
)

// childEnv names what a re-executed test binary does instead of testing.
const childEnv = "TIMPORA_STORE_CHILD"

// fileRows is the size of the files that the child imports.
const fileRows = 2000

// child writes to the store in dir until it is killed, and prints the number of
// each row or file once the store has acknowledged it.
func child(what, dir string) int {
	s, err := data.Open(context.Background(), filepath.Join(dir, "timpora.db"), data.Options{Server: what != "notes"})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if what == "notes" {
		return notes(s)
	}
	if what == "encrypt" || what == "rotate" {
		return sealChild(s, what)
	}
	next, err := s.Counts(context.Background())
	if err != nil {
		return 1
	}
	if what == "files" {
		for n := next.Residences; ; n += fileRows {
			if store(s, storetest.Residences(n, fileRows)...) != nil {
				return 1
			}
			fmt.Println(n)
		}
	}
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for n := 10_000_000*w + next.Residences; store(s, storetest.Residence(n)) == nil; n++ {
				fmt.Println(n) // one write a line: whole lines only
			}
		})
	}
	wg.Wait()
	return 1
}

// killed starts a child, kills it after a while, and returns what had been
// acknowledged.
func killed(t *testing.T, what, dir string, after time.Duration) []int {
	t.Helper()
	cmd := exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), childEnv+"="+what)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []int
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatal(err)
		}
		if acknowledged = append(acknowledged, n); len(acknowledged) == 1 { // it runs: count from here
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait() // killed
	if len(acknowledged) == 0 {
		t.Fatal("the child acknowledged nothing")
	}
	return acknowledged
}

func rounds(short, long int) int {
	if testing.Short() {
		return short
	}
	return long
}

func TestKillLosesNoAcknowledgedRow(t *testing.T) {
	dir := t.TempDir()
	all := map[string]bool{}
	for range rounds(2, 10) {
		after := time.Duration(rand.IntN(120)) * time.Millisecond
		for _, n := range killed(t, "rows", dir, after) {
			all[storetest.ID(1, n)] = true
		}
		s := open(t, dir, data.Options{Server: true}) // checks the file, and the lock is free
		have := map[string]bool{}
		for _, r := range stored(t, s) {
			have[r.ID] = true
		}
		for id := range all {
			if !have[id] {
				t.Fatalf("acknowledged row %s is lost", id)
			}
		}
		if r, err := s.VerifyAudit(context.Background()); err != nil || r.Broken != nil || r.Entries != int64(len(have)) {
			t.Fatalf("%d rows, and a trail of %+v (%v)", len(have), r, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d rows acknowledged, none lost", len(all))
}

func TestKillKeepsFilesWhole(t *testing.T) {
	dir := t.TempDir()
	for range rounds(2, 8) {
		files := killed(t, "files", dir, time.Duration(rand.IntN(150))*time.Millisecond)
		s := open(t, dir, data.Options{Server: true})
		n := len(stored(t, s))
		if n%fileRows != 0 || n < files[len(files)-1]+fileRows {
			t.Fatalf("%d rows stored, %v acknowledged in files of %d", n, files, fileRows)
		}
		if err := store(s, storetest.Residences(0, n)...); err != nil {
			t.Fatal(err)
		}
		if again := len(stored(t, s)); again != n {
			t.Fatalf("repeating the files made %d rows of %d", again, n)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
