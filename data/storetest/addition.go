package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"timpora/data"
	"timpora/risk"
)

func roundTrip(t *testing.T, s *data.Store) {
	b := Batch(1)
	wantEqual(t, add(t, s, b), data.Added{New: 7})
	want := Batch(1).Records
	want.Reports[0].Text = "" // kept apart
	wantEqual(t, records(t, s, never()), want)
	text := must[string](t)(s.ReportText(officer(), ID(3, 1)))
	wantEqual(t, text, b.Reports[0].Text)
	_, err := s.ReportText(officer(), "none")
	wantKind(t, err, data.ErrNotFound)
	noError(t, s.Check(context.Background()))
}

func idempotent(t *testing.T, s *data.Store) {
	b := data.Batch{Records: risk.Records{Residences: Residences(0, 120)}, Nationality: map[string]string{ID(1, 3): "XXA"}}
	wantEqual(t, add(t, s, b), data.Added{New: 120})
	before := records(t, s, never())
	wantEqual(t, add(t, s, b), data.Added{Known: 120})
	for i := range b.Residences { // the same rows under new identities, as a second import makes them
		b.Residences[i].ID = ID(8, i)
	}
	wantEqual(t, add(t, s, b), data.Added{Known: 120})
	wantEqual(t, records(t, s, never()), before)
	wantEqual(t, add(t, s, data.Batch{Records: risk.Records{Residences: Residences(100, 50)}}), data.Added{New: 30, Known: 20})
	twice := append(Residences(500, 3), Residences(500, 3)...)
	wantEqual(t, add(t, s, data.Batch{Records: risk.Records{Residences: twice}}), data.Added{New: 3, Known: 3})
	wantEqual(t, add(t, s, Batch(1)), data.Added{New: 6, Known: 1})
	wantEqual(t, add(t, s, Batch(1)), data.Added{Known: 7})
}

func wholeOrNothing(t *testing.T, s *data.Store) {
	for _, c := range []struct {
		name  string
		spoil func(*data.Batch)
		kind  error
	}{
		{"NUL in a text", func(b *data.Batch) { b.Operations[0].Order = "a\x00b" }, data.ErrText},
		{"bytes that are not UTF-8", func(b *data.Batch) { b.Reports[0].Text = "caf\xe9" }, data.ErrText},
		{"bad key", func(b *data.Batch) { b.Visits[0].Key = "\xff" }, data.ErrText},
		{"identity of another record", func(b *data.Batch) { b.Residences[119].ID = b.Residences[0].ID }, data.ErrExists},
		{"position that is no number", func(b *data.Batch) { b.Meetings[0].Point.Lat = nan() }, nil},
	} {
		b := Batch(1000)
		b.Residences = Residences(0, 120)
		c.spoil(&b)
		_, err := s.AddRecords(context.Background(), b)
		if err == nil || (c.kind != nil && !errors.Is(err, c.kind)) {
			t.Fatalf("%s: error %v, want %v", c.name, err, c.kind)
		}
		if n := records(t, s, never()).Len(); n != 0 {
			t.Fatalf("%s: %d records stored", c.name, n)
		}
	}
	if got := must[[]data.Import](t)(s.Imports(context.Background(), 10)); len(got) != 0 {
		t.Fatalf("imports of refused files: %v", got)
	}
}

func cancelled(t *testing.T, s *data.Store) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := s.AddRecords(ctx, Batch(1))
	wantKind(t, err, context.Canceled)
	late, stop := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer stop()
	_, err = s.AddRecords(late, data.Batch{Records: risk.Records{Residences: Residences(0, 30000)}})
	if err == nil {
		t.Fatal("30,000 rows were stored within 20 ms or the deadline was ignored")
	}
	if n := records(t, s, never()).Len(); n != 0 {
		t.Fatalf("%d records of a cancelled batch", n)
	}
	wantEqual(t, add(t, s, Batch(1)), data.Added{New: 7}) // and the store goes on
}

func asOf(t *testing.T, s *data.Store) {
	all := Residences(0, 10)
	add(t, s, data.Batch{Records: risk.Records{Residences: all}})
	for n := range 10 {
		at := all[n].RecordedAt
		wantEqual(t, records(t, s, at).Residences, all[:n+1])
		if got := records(t, s, at.Add(-time.Microsecond)).Residences; len(got) != n {
			t.Fatalf("just before record %d: %d records", n, len(got))
		}
	}
}

func concurrentWriters(t *testing.T, s *data.Store) {
	const writers, each = 8, 25
	var fresh atomic.Int64
	var wg sync.WaitGroup
	errs := make(chan error, writers*each)
	for w := range writers {
		wg.Go(func() {
			for n := range each { // neighbours write the same rows at the same time
				one := Residence(n + each*(w/2))
				one.ID = ID(10+w, n)
				got, err := s.AddRecords(context.Background(), data.Batch{Records: risk.Records{Residences: []risk.Residence{one}}})
				if err != nil {
					errs <- fmt.Errorf("writer %d, row %d: %w", w, n, err)
				}
				fresh.Add(int64(got.New))
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	if got := len(records(t, s, never()).Residences); got != writers/2*each || fresh.Load() != int64(got) {
		t.Fatalf("%d rows, %d acknowledged as new, want %d", got, fresh.Load(), writers/2*each)
	}
}

// readersSeeWholeBatches reads while batches of equal size arrive.
func readersSeeWholeBatches(t *testing.T, s *data.Store) {
	const size, batches = 70, 12
	done := make(chan error, 1)
	go func() {
		for n := range batches {
			b := data.Batch{Records: risk.Records{Residences: Residences(n*size, size), Reports: []risk.Report{Report(n)}}}
			if _, err := s.AddRecords(context.Background(), b); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for {
		r := records(t, s, never())
		if len(r.Residences) != size*len(r.Reports) {
			t.Fatalf("%d residences beside %d reports", len(r.Residences), len(r.Reports))
		}
		select {
		case err := <-done:
			noError(t, err)
			return
		default:
		}
	}
}
