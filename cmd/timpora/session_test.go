package main

import (
	"io"
	"testing"
	"time"

	"timpora/geo/boundary"
	"timpora/risk"
)

// TestServerFollowsTheActiveBoundaries: a set that another process activates is
// the one of the next night and of the next import.
func TestServerFollowsTheActiveBoundaries(t *testing.T) {
	ctx := t.Context()
	a := &app{dir: t.TempDir(), now: time.Now, quiet: true, out: io.Discard, err: io.Discard}
	s, err := a.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if same, err := s.current(ctx, a.dir); err != nil || same != s {
		t.Fatalf("nothing was activated, and the session is another one: %v", err)
	}
	set, err := builtinSet()
	if err != nil {
		t.Fatal(err)
	}
	set.ID, set.SHA256 = "other", "0"
	stored, err := encodeSet(set, boundary.Report{})
	if err != nil {
		t.Fatal(err)
	}
	stored.SavedAt = a.now()
	if err := s.SaveBoundarySet(ctx, stored); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ActivateBoundarySet(ctx, "other", func(r risk.Stamp) risk.Stamp { return r }); err != nil {
		t.Fatal(err)
	}
	next, err := s.current(ctx, a.dir)
	if err != nil || next.place.set.ID != "other" || s.place.set.ID != builtin {
		t.Fatalf("the set is not the active one: %v", err)
	}
	if again, err := next.current(ctx, a.dir); err != nil || again != next {
		t.Errorf("the session of the active set is made again: %v", err)
	}
}

// A store of an older program, whose run counted no persons by area, is scored
// again when a server starts; otherwise partners would see nothing until the night.
func TestARunWithoutCountsIsMadeAgain(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	must(t, dir, "demo", "-q")
	must(t, dir, "score", "-q", "--at", "2026-11-20T03:00:00+08:00")
	a := &app{dir: dir, now: time.Now, quiet: true, out: io.Discard, err: io.Discard}
	s, err := a.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	old, err := s.LatestRun(ctx)
	if err != nil || len(old.Result.Tallies) == 0 {
		t.Fatalf("the run counts nothing: %v", err)
	}
	old.ID, old.At, old.Result.Tallies = "old", old.At.Add(time.Hour), nil
	if err := s.SaveRun(ctx, old); err != nil {
		t.Fatal(err)
	}
	var made []string
	for range 2 {
		if err := a.prepare(ctx, s, false); err != nil {
			t.Fatal(err)
		}
		run, err := s.currentRun(ctx)
		if err != nil || run.ID == "old" || len(run.Result.Tallies) == 0 {
			t.Fatalf("not scored again: %v, run %s", err, run.ID)
		}
		made = append(made, run.ID)
	}
	if made[0] != made[1] {
		t.Error("a run with counts is made again too")
	}
}
