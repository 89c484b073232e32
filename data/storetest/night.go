package storetest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"timpora/data"
)

func night(date string) data.Night {
	return data.Night{
		Date: date, Run: ID(7, 1), CreatedAt: Epoch(),
		Files: map[string][]byte{"html": []byte("<h1>Laporan</h1>"), "csv": []byte("cell\n"), "json": {}},
	}
}

func nights(t *testing.T, s *data.Store) {
	ctx := context.Background()
	noError(t, s.SaveNight(ctx, night("2026-03-01")))
	noError(t, s.SaveNight(ctx, night("2026-03-02")))
	second := night("2026-03-01")
	second.Files["csv"] = []byte("other\n")
	wantKind(t, s.SaveNight(ctx, second), data.ErrExists)
	all := must[[]data.Night](t)(s.Nights(ctx, 10))
	if len(all) != 2 || all[0].Date != "2026-03-02" || !all[0].CreatedAt.Equal(Epoch()) {
		t.Fatalf("nights: %+v", all)
	}
	wantEqual(t, all[1].Formats, []string{"csv", "html", "json"})
	wantEqual(t, len(must[[]data.Night](t)(s.Nights(ctx, 1))), 1)
	wantEqual(t, must[data.Night](t)(s.Night(ctx, "2026-03-01")), all[1])
	wantEqual(t, string(must[[]byte](t)(s.NightFile(ctx, "2026-03-01", "csv"))), "cell\n")
	_, err := s.NightFile(ctx, "2026-03-01", "pdf")
	wantKind(t, err, data.ErrNotFound)
	_, err = s.Night(ctx, "2026-03-03")
	wantKind(t, err, data.ErrNotFound)
	if s.SaveNight(ctx, night("2026-02-30")) == nil {
		t.Fatal("a date that is none was taken")
	}
	oneOfMany(t, s)
	noError(t, s.Check(ctx))
}

// oneOfMany saves one date from several places at once: one may win.
func oneOfMany(t *testing.T, s *data.Store) {
	t.Helper()
	var won atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			switch err := s.SaveNight(context.Background(), night("2026-03-09")); {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, data.ErrExists):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	wantEqual(t, won.Load(), int64(1))
}

func nightNeedsLease(t *testing.T, s *data.Store) {
	ctx := context.Background()
	slow := must[data.Lease](t)(s.Lease(ctx, "nightly", "a", Epoch(), time.Minute))
	fast := must[data.Lease](t)(s.Lease(ctx, "nightly", "b", Epoch().Add(time.Hour), time.Minute))
	n := night("2026-03-01")
	n.Lease = &slow
	wantKind(t, s.SaveNight(ctx, n), data.ErrHeld)
	_, err := s.Night(ctx, n.Date)
	wantKind(t, err, data.ErrNotFound)
	n.Lease = &fast
	noError(t, s.SaveNight(ctx, n))
}

func lease(t *testing.T, s *data.Store) {
	ctx := context.Background()
	take := func(holder string, after time.Duration) (data.Lease, error) {
		return s.Lease(ctx, "nightly", holder, Epoch().Add(after), time.Minute)
	}
	first := must[data.Lease](t)(take("a", 0))
	wantEqual(t, first, data.Lease{Name: "nightly", Holder: "a", Epoch: 1, Until: Epoch().Add(time.Minute)})
	_, err := take("b", 59*time.Second)
	wantKind(t, err, data.ErrHeld)
	wantEqual(t, must[data.Lease](t)(take("a", 30*time.Second)).Epoch, int64(1)) // renewed until 90 s
	_, err = take("b", 89*time.Second)
	wantKind(t, err, data.ErrHeld)
	wantEqual(t, must[data.Lease](t)(take("b", 90*time.Second)).Epoch, int64(2))
	wantEqual(t, must[data.Lease](t)(take("b", time.Hour)).Epoch, int64(3)) // its own time had passed
	_, err = take("a", time.Hour)
	wantKind(t, err, data.ErrHeld)
}

func bookkeeping(t *testing.T, s *data.Store) {
	ctx := context.Background()
	noError(t, s.Health(ctx))
	if !must[bool](t)(s.Empty(ctx)) || must[bool](t)(s.Demo(ctx)) {
		t.Fatal("a new store is not empty, or is a demo")
	}
	for _, demo := range []bool{true, false, true} {
		noError(t, s.SetDemo(ctx, demo))
		wantEqual(t, must[bool](t)(s.Demo(ctx)), demo)
	}
	for n := range 3 {
		b := Batch(n)
		b.Import.At = Epoch().Add(time.Duration(n) * time.Hour)
		add(t, s, b)
	}
	all := must[[]data.Import](t)(s.Imports(ctx, 2))
	if len(all) != 2 || all[0].File != "berkas-2.csv" || all[0].Added != 7 || all[0].Known != 0 || all[0].ID == "" || all[0].Rows != 7 {
		t.Fatalf("imports: %+v", all)
	}
	if must[bool](t)(s.Empty(ctx)) {
		t.Fatal("empty with records")
	}
	got := must[data.Counts](t)(s.Counts(ctx))
	wantEqual(t, got, data.Counts{Residences: 6, Premises: 3, Reports: 3, Visits: 3, Meetings: 3, Operations: 3, Imports: 3})
}
