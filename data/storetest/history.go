package storetest

import (
	"context"
	"math"
	"testing"
	"time"

	"timpora/data"
	"timpora/risk"
)

func nan() float64 { return math.NaN() }

func stateAt(t *testing.T, s *data.Store, at time.Time) risk.Report {
	t.Helper()
	r := records(t, s, at).Reports
	if len(r) != 1 {
		t.Fatalf("%d reports as of %s, want 1", len(r), at)
	}
	return r[0]
}

func reportStates(t *testing.T, s *data.Store) {
	ctx := context.Background()
	r := Report(0)
	add(t, s, data.Batch{Records: risk.Records{Reports: []risk.Report{r}}})
	proven := data.StateChange{
		State: risk.StateTerbukti, Grade: "A1", VerifiedAt: Epoch().Add(47 * time.Hour), RecordedAt: Epoch().Add(48 * time.Hour), RecordedBy: "petugas",
	}
	noError(t, s.SetReportState(ctx, r.ID, proven))
	undone := data.StateChange{State: risk.StateTidakTerbukti, Grade: "B4", VerifiedAt: proven.VerifiedAt, RecordedAt: proven.RecordedAt, RecordedBy: "atasan"}

	before := stateAt(t, s, proven.RecordedAt.Add(-time.Microsecond))
	if before.State != risk.StateDugaan || before.Grade != "C3" || !before.VerifiedAt.IsZero() {
		t.Fatalf("before: %+v", before)
	}
	after := stateAt(t, s, proven.RecordedAt)
	if after.State != risk.StateTerbukti || after.Grade != "A1" || !after.VerifiedAt.Equal(proven.VerifiedAt) {
		t.Fatalf("after: %+v", after)
	}
	noError(t, s.SetReportState(ctx, r.ID, undone)) // at the same moment: the later row wins
	if got := stateAt(t, s, never()); got.State != risk.StateTidakTerbukti {
		t.Fatalf("corrected: %+v", got)
	}
	if got := must[[]data.StateChange](t)(s.ReportStates(ctx, r.ID)); len(got) != 3 || got[2].RecordedBy != "atasan" {
		t.Fatalf("history: %+v", got)
	}
	wantKind(t, s.SetReportState(ctx, "none", proven), data.ErrNotFound)
	_, err := s.ReportStates(ctx, "none")
	wantKind(t, err, data.ErrNotFound)
	if s.SetReportState(ctx, r.ID, data.StateChange{State: risk.StateTerbukti}) == nil {
		t.Fatal("a change without a time of recording was taken")
	}
}

func verifiedLater(t *testing.T, s *data.Store) {
	r := Report(0)
	r.State, r.VerifiedAt = risk.StateTerbukti, r.RecordedAt.AddDate(0, 0, 10)
	early := Report(1)
	early.State, early.VerifiedAt = risk.StateTerbukti, early.RecordedAt.Add(-time.Hour)
	add(t, s, data.Batch{Records: risk.Records{Reports: []risk.Report{r, early}}})
	for _, c := range []struct {
		at   time.Time
		want risk.State
	}{{r.VerifiedAt.Add(-time.Microsecond), risk.StateDugaan}, {r.VerifiedAt, risk.StateTerbukti}} {
		got := records(t, s, c.at).Reports
		if got[0].State != c.want || got[1].State != risk.StateTerbukti || got[0].VerifiedAt.IsZero() != (c.want == risk.StateDugaan) {
			t.Fatalf("as of %s: %+v", c.at, got)
		}
	}
}
