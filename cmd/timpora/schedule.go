package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// wita is the time of Bali, UTC+8 without summer time.
func wita() *time.Location { return time.FixedZone("WITA", 8*3600) }

// midnight is the beginning of the day of t in Bali.
func midnight(t time.Time) time.Time {
	y, m, d := t.In(wita()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, wita())
}

// nightTime is the hour of the nightly run.
type nightTime struct{ hour, minute int }

func parseNightTime(s string) (nightTime, error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return nightTime{}, &usageError{fmt.Errorf("--night %q: want HH:MM in WITA, for example 03:00", s)}
	}
	return nightTime{t.Hour(), t.Minute()}, nil
}

// due is the date whose report should exist by now.
func (n nightTime) due(now time.Time) time.Time {
	today := midnight(now)
	if now.Before(n.on(today)) {
		return today.AddDate(0, 0, -1)
	}
	return today
}

func (n nightTime) on(date time.Time) time.Time {
	return date.Add(time.Duration(n.hour)*time.Hour + time.Duration(n.minute)*time.Minute)
}

// next is the moment of the next run after now.
func (n nightTime) next(now time.Time) time.Time {
	at := n.on(midnight(now))
	if !at.After(now) {
		at = n.on(midnight(now).AddDate(0, 0, 1))
	}
	return at
}

// nightWatch makes the report of the date that is due, then one every night,
// until the context ends. A night that was missed while the program was off is
// caught up at once; make must do nothing for a date that has its report.
func nightWatch(ctx context.Context, n nightTime, now func() time.Time, log *slog.Logger, make func(context.Context, time.Time) error) {
	for {
		date := n.due(now())
		if err := make(ctx, date); err != nil && ctx.Err() == nil {
			log.Error("nightly report failed; next try in ten minutes", "date", date.Format(time.DateOnly), "error", err)
			if !sleep(ctx, 10*time.Minute) {
				return
			}
			continue
		}
		if !sleepUntil(ctx, n.next(now()), now) {
			return
		}
	}
}

// sleepUntil waits in short steps, so that a clock that was set is noticed.
func sleepUntil(ctx context.Context, at time.Time, now func() time.Time) bool {
	for {
		left := at.Sub(now())
		if left <= 0 {
			return true
		}
		if !sleep(ctx, min(left, time.Minute)) {
			return false
		}
	}
}

func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
