package storetest

import (
	"context"
	"testing"

	"timpora/data"
	"timpora/risk"
)

func rotation(t *testing.T, s *data.Store) {
	ctx := context.Background()
	for n := range 9 {
		add(t, s, data.Batch{Records: risk.Records{Residences: Residences(n*200, 200), Reports: []risk.Report{Report(n)}}, Nationality: nationalityOf(n*200, 200)})
	}
	before := records(t, s, never())
	was := must[data.KeyStatus](t)(s.KeyStatus(ctx))
	wantEqual(t, []int{len(was.Keys), was.Keys[0].Values, was.Clear, len(was.Lost)}, []int{1, 9*200 + 2*9, 0, 0})
	wantEqual(t, must[int](t)(s.RotateKeys(ctx, nil)), 9*200+2*9)
	is := must[data.KeyStatus](t)(s.KeyStatus(ctx))
	if len(is.Keys) != 1 || is.Keys[0].ID == was.Keys[0].ID || is.Keys[0].Values != was.Keys[0].Values {
		t.Fatalf("after a rotation: %+v, before: %+v", is, was)
	}
	wantEqual(t, records(t, s, never()), before)
	noError(t, s.CheckSealed(ctx))
	wantEqual(t, must[string](t)(s.ReportText(officer(), ID(3, 4))), Report(4).Text)
	add(t, s, data.Batch{Records: risk.Records{Reports: []risk.Report{Report(50)}}})
	wantEqual(t, must[int](t)(s.RotateKeys(ctx, nil)), 9*200+2*10)
	noError(t, s.CheckSealed(ctx))
}

func nationalityOf(from, n int) map[string]string {
	m := map[string]string{}
	for i := from; i < from+n; i++ {
		m[ID(1, i)] = "XXA"
	}
	return m
}

// rotationBesideWriters turns keys over while reports arrive and are read.
func rotationBesideWriters(t *testing.T, s *data.Store) {
	ctx := context.Background()
	done := make(chan error, 1)
	go func() {
		for n := range 120 {
			if _, err := s.AddRecords(ctx, data.Batch{Records: risk.Records{Reports: []risk.Report{Report(n)}}}); err != nil {
				done <- err
				return
			}
			if _, err := s.ReportText(officer(), ID(3, n)); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for turns := 0; ; turns++ {
		if _, err := s.RotateKeys(ctx, nil); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-done:
			noError(t, err)
			noError(t, s.CheckSealed(ctx))
			st := must[data.KeyStatus](t)(s.KeyStatus(ctx))
			if turns == 0 || len(st.Lost) > 0 || st.Keys[len(st.Keys)-1].Values != 240 {
				t.Fatalf("after %d rotations: %+v", turns, st)
			}
			return
		default:
		}
	}
}
