package storetest

import (
	"context"
	"testing"

	"timpora/data"
	"timpora/risk"
)

func runs(t *testing.T, s *data.Store) {
	ctx := context.Background()
	_, err := s.LatestRun(ctx)
	wantKind(t, err, data.ErrNotFound)
	for _, n := range []int{1, 3, 2} {
		noError(t, s.SaveRun(ctx, Scoring(n)))
	}
	wantKind(t, s.SaveRun(ctx, Scoring(2)), data.ErrExists)
	wantEqual(t, must[risk.Run](t)(s.LatestRun(ctx)), Scoring(3))
	wantEqual(t, must[risk.Run](t)(s.Run(ctx, ID(7, 1))), Scoring(1))
	wantEqual(t, must[[]risk.Run](t)(s.Runs(ctx, 2)), []risk.Run{Scoring(3), Scoring(2)})
	heads := must[[]data.RunHead](t)(s.RunHeads(ctx, 10))
	if len(heads) != 3 || heads[0].ID != ID(7, 3) || heads[0].Cells != 1 || heads[0].Clusters != 1 ||
		heads[0].Result.Kendall != 0.91 || heads[0].Seed != Scoring(3).Seed || heads[0].Result.Scores != nil {
		t.Fatalf("heads: %+v", heads)
	}
	_, err = s.Run(ctx, "none")
	wantKind(t, err, data.ErrNotFound)
	broken := Scoring(9)
	broken.Result.Scores[0].Score = nan()
	if s.SaveRun(ctx, broken) == nil {
		t.Fatal("a run with NaN was stored")
	}
	noError(t, s.Check(ctx))
}

func set(id string) data.BoundarySet {
	return data.BoundarySet{ID: id, Meta: []byte(`{"source":"uji"}`), Body: []byte("areas of " + id), Check: []byte(`{"desa":277}`)}
}

func boundarySets(t *testing.T, s *data.Store) {
	ctx := context.Background()
	_, err := s.ActiveBoundarySet(ctx)
	wantKind(t, err, data.ErrNotFound)
	noError(t, s.SaveBoundarySet(ctx, set("b")))
	noError(t, s.SaveBoundarySet(ctx, set("a")))
	renewed := set("a")
	renewed.Check = []byte(`{"desa":276}`)
	noError(t, s.SaveBoundarySet(ctx, renewed))
	other := set("a")
	other.Body = []byte("other areas")
	wantKind(t, s.SaveBoundarySet(ctx, other), data.ErrExists)
	_, err = s.ActivateBoundarySet(ctx, "none", nil)
	wantKind(t, err, data.ErrNotFound)
	for _, id := range []string{"a", "b", "a"} {
		_, err = s.ActivateBoundarySet(ctx, id, nil)
		noError(t, err)
	}
	_, err = s.ActivateBoundarySet(ctx, "none", nil) // leaves the active one
	wantKind(t, err, data.ErrNotFound)
	got := must[data.BoundarySet](t)(s.ActiveBoundarySet(ctx))
	if got.ID != "a" || string(got.Body) != "areas of a" || string(got.Check) != `{"desa":276}` || !got.Active || got.SavedAt.IsZero() {
		t.Fatalf("active: %+v", got)
	}
	all := must[[]data.BoundarySet](t)(s.BoundarySets(ctx))
	if len(all) != 2 || all[0].ID != "a" || !all[0].Active || all[1].Active || all[0].Body != nil || string(all[1].Meta) != `{"source":"uji"}` {
		t.Fatalf("sets: %+v", all)
	}
	_, err = s.BoundarySet(ctx, "none")
	wantKind(t, err, data.ErrNotFound)
}

// move puts records of one desa elsewhere and tries to change what it may not.
func move(s risk.Stamp) risk.Stamp {
	if s.Desa != "51.08.02.2002" {
		return s
	}
	s.Desa, s.Cell, s.Quality, s.Off, s.Point.Lon = "51.08.02.2099", 0x8a8d8a000017fff, risk.QualityPoint, 0, 115.25
	s.Key, s.Source = "forged", "forged"
	return s
}

func activation(t *testing.T, s *data.Store) {
	ctx := context.Background()
	b := Batch(1)
	add(t, s, b)
	want := records(t, s, never())
	noError(t, s.SaveBoundarySet(ctx, set("a")))
	before := must[data.Moves](t)(s.PreviewBoundarySet(ctx, move))
	wantEqual(t, records(t, s, never()), want)
	moved := must[data.Moves](t)(s.ActivateBoundarySet(ctx, "a", move))
	wantEqual(t, moved, data.Moves{Records: want.Len(), Placed: 6, Desa: 6})
	wantEqual(t, before, moved)
	for _, p := range []*risk.Stamp{
		&want.Residences[0].Stamp, &want.Premises[0].Stamp, &want.Reports[0].Stamp,
		&want.Visits[0].Stamp, &want.Meetings[0].Stamp, &want.Operations[0].Stamp,
	} {
		to := move(*p)
		p.Desa, p.Cell, p.Quality, p.Off, p.Point = to.Desa, to.Cell, to.Quality, to.Off, to.Point
	}
	wantEqual(t, records(t, s, never()), want)
	wantEqual(t, must[data.Moves](t)(s.ActivateBoundarySet(ctx, "a", move)), data.Moves{Records: want.Len()})
	away := func(r risk.Stamp) risk.Stamp { r.Desa = ""; return r }
	lost := must[data.Moves](t)(s.ActivateBoundarySet(ctx, "a", away))
	wantEqual(t, lost, data.Moves{Records: want.Len(), Placed: 6, Desa: 6, Lost: 6}) // the seventh lies outside already
	home := func(r risk.Stamp) risk.Stamp { r.Desa = "51.08.02.2002"; return r }
	wantEqual(t, must[data.Moves](t)(s.PreviewBoundarySet(ctx, home)),
		data.Moves{Records: want.Len(), Placed: want.Len(), Desa: want.Len(), Found: want.Len()})
	noError(t, s.Check(ctx))
}

func failedActivation(t *testing.T, s *data.Store) {
	ctx := context.Background()
	add(t, s, data.Batch{Records: risk.Records{Residences: Residences(0, 60)}})
	before := records(t, s, never())
	for _, id := range []string{"a", "b"} {
		noError(t, s.SaveBoundarySet(ctx, set(id)))
	}
	_, err := s.ActivateBoundarySet(ctx, "a", nil)
	noError(t, err)
	_, err = s.ActivateBoundarySet(ctx, "b", func(r risk.Stamp) risk.Stamp {
		r.Desa = "51.01.01.2001"
		if r.ID == ID(1, 59) {
			r.Quality = "\x00"
		}
		return r
	})
	wantKind(t, err, data.ErrText)
	wantEqual(t, records(t, s, never()), before)
	if got := must[data.BoundarySet](t)(s.ActiveBoundarySet(ctx)); got.ID != "a" {
		t.Fatalf("active set %q after a failure, want a", got.ID)
	}
}
