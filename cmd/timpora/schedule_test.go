package main

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"
)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, wita())
	if err != nil {
		panic(err)
	}
	return t
}

func TestDueAndNext(t *testing.T) {
	three := nightTime{3, 0}
	for _, c := range []struct{ now, due, next string }{
		{"2026-11-24 02:59", "2026-11-23 00:00", "2026-11-24 03:00"},
		{"2026-11-24 03:00", "2026-11-24 00:00", "2026-11-25 03:00"},
		{"2026-12-31 23:59", "2026-12-31 00:00", "2027-01-01 03:00"},
		{"2028-02-29 00:00", "2028-02-28 00:00", "2028-02-29 03:00"},
	} {
		if got := three.due(at(c.now)); !got.Equal(at(c.due)) {
			t.Errorf("due at %s: %s, want %s", c.now, got, c.due)
		}
		if got := three.next(at(c.now).UTC()); !got.Equal(at(c.next)) {
			t.Errorf("next after %s: %s, want %s", c.now, got, c.next)
		}
	}
	if _, err := parseNightTime("25:00"); exitCode(err) != exitUsage {
		t.Errorf("25:00 gives %v", err)
	}
}

// Three nights on a made clock: the missed one is caught up at once, a failure
// is tried again after ten minutes, and no date is asked for out of turn.
func TestNightWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		offset := at("2026-11-24 12:00").Sub(start)
		now := func() time.Time { return time.Now().Add(offset) }
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var seen []string
		failed := false
		go nightWatch(ctx, nightTime{3, 0}, now, slog.New(slog.DiscardHandler), func(_ context.Context, date time.Time) error {
			seen = append(seen, date.Format(time.DateOnly)+" at "+now().In(wita()).Format("02 15:04"))
			if len(seen) == 2 && !failed {
				failed = true
				return errors.New("disk full")
			}
			return nil
		})
		time.Sleep(48 * time.Hour)
		cancel()
		synctest.Wait()
		want := []string{"2026-11-24 at 24 12:00", "2026-11-25 at 25 03:00", "2026-11-25 at 25 03:10", "2026-11-26 at 26 03:00"}
		if len(seen) != len(want) {
			t.Fatalf("seen %v", seen)
		}
		for i := range want {
			if seen[i] != want[i] {
				t.Errorf("step %d: %s, want %s", i, seen[i], want[i])
			}
		}
	})
}
