package nightly_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"timpora/risk"
	"timpora/risk/backtest"
	"timpora/risk/nightly"
)

const month = 28 * 24 * time.Hour

func cutAt(t *testing.T, frame risk.Frame, records risk.Records, at time.Time) backtest.Cut {
	t.Helper()
	cut, err := nightly.Cutter(records, demoJob(frame))
	if err != nil {
		t.Fatal(err)
	}
	c, err := cut(at, month)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// late gives every record of the demo a twin that became known after the
// cut-off, about the time before it, and lets reports wait for their
// verification until then.
func late(records risk.Records, at time.Time) risk.Records {
	after := at.Add(time.Second)
	out := risk.Records{
		Residences: slices.Clone(records.Residences), Premises: slices.Clone(records.Premises), Reports: slices.Clone(records.Reports),
		Visits: slices.Clone(records.Visits), Meetings: slices.Clone(records.Meetings),
	}
	known := func(s risk.Stamp) bool { return !s.RecordedAt.After(at) }
	for _, r := range records.Residences {
		r.RecordedAt = after
		out.Residences = append(out.Residences, r)
	}
	for _, r := range records.Premises {
		r.RecordedAt = after
		out.Premises = append(out.Premises, r)
	}
	for _, r := range records.Reports {
		twin := r
		twin.RecordedAt, twin.VerifiedAt, twin.State = after, after, risk.StateTerbukti
		out.Reports = append(out.Reports, twin)
	}
	for k, r := range out.Reports {
		if known(r.Stamp) && r.State == risk.StateDugaan {
			out.Reports[k].State, out.Reports[k].VerifiedAt = risk.StateTerbukti, after
		}
	}
	for _, v := range records.Visits {
		v.RecordedAt = after
		out.Visits = append(out.Visits, v)
	}
	for _, m := range records.Meetings {
		m.RecordedAt = after
		out.Meetings = append(out.Meetings, m)
	}
	return out
}

// What became known after a cut-off never changes its rankings, however old
// the thing itself; what was known does.
func TestNothingLeaksBehindACutOff(t *testing.T) {
	records, _ := demo(t, 1)
	frame, at := officeFrame(t), demoTime().AddDate(0, -6, 0)
	before := cutAt(t, frame, records, at)
	if after := cutAt(t, frame, late(records, at), at); !reflect.DeepEqual(before, after) {
		t.Error("records known later change the rankings")
	}
	more := records
	r := records.Reports[0]
	r.ID, r.RecordedAt, r.OccurredAt, r.VerifiedAt, r.State = "x", at, at.AddDate(0, 0, -3), at, risk.StateTerbukti
	more.Reports = append(slices.Clone(records.Reports), r)
	if after := cutAt(t, frame, more, at); reflect.DeepEqual(before.Score, after.Score) || reflect.DeepEqual(before.Last, after.Last) || reflect.DeepEqual(before.LongRun, after.LongRun) {
		t.Error("a report that was known changes nothing")
	}
}

// The demo plants its clusters well before its end, so the score finds what
// comes after far better than chance. Finds of our own planned visits are no
// success of the ranking that sent them.
func TestBacktestOfTheDemo(t *testing.T) {
	records, _ := demo(t, 1)
	job, plan := demoJob(officeFrame(t)), backtest.Plan{To: demoTime(), Horizon: 28, Gap: -1, Seed: 1}
	r, err := nightly.Backtest(context.Background(), records, job, plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	pai := map[string]backtest.Measure{}
	for _, k := range r.Rankings {
		pai[k.Code] = k.Extents[0].PAI
	}
	if len(r.Origins) != 12 || r.TopK != 20 || r.Gap != r.Reporting || !(pai["score"].Low > 10) || !(pai["random"].Low < 1.5 && pai["random"].High > 0.5) {
		t.Errorf("%d origins, top %d, gap %d, reporting %d, PAI %+v", len(r.Origins), r.TopK, r.Gap, r.Reporting, pai)
	}
	early := plan
	early.From, early.Origins = demoTime().AddDate(-5, 0, 0), 60
	if _, err := nightly.Backtest(context.Background(), records, job, early, nil); !errors.Is(err, backtest.ErrPlan) {
		t.Errorf("cut-offs before the first record: %v", err)
	}
	own := records
	own.Reports = slices.Clone(records.Reports)
	for k := range own.Reports {
		own.Reports[k].Origin, own.Reports[k].VisitProb = risk.OriginOurVisit, 1
	}
	if _, err := nightly.Backtest(context.Background(), own, job, plan, nil); !errors.Is(err, backtest.ErrEvents) {
		t.Errorf("own finds are judged: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := nightly.Backtest(ctx, records, job, plan, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled back-test ends with %v", err)
	}
}
