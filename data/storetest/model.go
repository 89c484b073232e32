package storetest

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"timpora/data"
	"timpora/risk"
)

// world is the model: what the store should hold of one check, kept apart from
// other checks in the same store by the source.
type world struct {
	t       *rapid.T
	s       *data.Store
	source  string
	reports map[string]risk.Report // by key; state unset
	states  map[string][]data.StateChange
	base    time.Time // every check lies before all others, so that its reads see its own records only
	clock   int
}

// model runs random sequences of writes and compares every read with a model
// in memory.
func model(t *testing.T, s *data.Store) {
	check := 0
	rapid.Check(t, func(rt *rapid.T) {
		check++
		w := &world{
			t: rt, s: s, source: fmt.Sprintf("check-%d", check), base: Epoch().AddDate(0, 0, -2*check),
			reports: map[string]risk.Report{}, states: map[string][]data.StateChange{},
		}
		rt.Repeat(map[string]func(*rapid.T){"add": w.add, "state": w.change, "": w.compare})
	})
}

func (w *world) add(t *rapid.T) {
	n := rapid.IntRange(0, 4).Draw(t, "reports")
	var batch []risk.Report
	fresh := 0
	for range n {
		w.clock++
		r := Report(w.clock)
		r.Source, r.ID = w.source, fmt.Sprintf("%s-%06d", w.source, w.clock)
		r.RecordedAt = w.base.Add(time.Duration(w.clock) * time.Minute)
		r.Key = fmt.Sprintf("%s-%d", w.source, rapid.IntRange(0, 12).Draw(t, "key"))
		r.Channel = rapid.StringMatching(`[ -~\p{L}]{0,12}`).Draw(t, "channel")
		r.Point.Lon = rapid.Float64Range(-180, 180).Draw(t, "lon")
		batch = append(batch, r)
		if _, known := w.reports[r.Key]; !known {
			fresh++
			w.learn(r)
		}
	}
	got, err := w.s.AddRecords(context.Background(), data.Batch{Records: risk.Records{Reports: batch}})
	if err != nil || got != (data.Added{New: fresh, Known: n - fresh}) {
		t.Fatalf("added %+v, error %v; want %d new of %d", got, err, fresh, n)
	}
}

// learn keeps a report and its first state.
func (w *world) learn(r risk.Report) {
	w.states[r.ID] = []data.StateChange{{State: r.State, Grade: r.Grade, RecordedAt: r.RecordedAt}}
	r.Text = ""
	w.reports[r.Key] = r
}

func (w *world) ids() []string {
	var ids []string
	for _, r := range w.reports {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	return ids
}

func (w *world) change(t *rapid.T) {
	ids := w.ids()
	if len(ids) == 0 {
		t.Skip("no report yet")
	}
	id := rapid.SampledFrom(ids).Draw(t, "report")
	c := data.StateChange{
		State: rapid.SampledFrom([]risk.State{risk.StateTerbukti, risk.StateTidakTerbukti, risk.StateDuplikat}).Draw(t, "state"),
		Grade: "B2", VerifiedAt: Epoch(), RecordedAt: w.base.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "minute")) * time.Minute),
	}
	if err := w.s.SetReportState(context.Background(), id, c); err != nil {
		t.Fatal(err)
	}
	w.states[id] = append(w.states[id], c)
}

func (w *world) compare(t *rapid.T) {
	at := w.base.Add(time.Duration(rapid.IntRange(0, 120).Draw(t, "as of minute")) * time.Minute)
	got, err := w.s.Records(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	mine := slices.DeleteFunc(got.Reports, func(r risk.Report) bool { return r.Source != w.source })
	if want := w.asOf(at); len(mine)+len(want) > 0 && !reflect.DeepEqual(mine, want) {
		t.Fatalf("as of %s\ngot  %+v\nwant %+v", at, mine, want)
	}
}

func (w *world) asOf(at time.Time) []risk.Report {
	var out []risk.Report
	for _, r := range w.reports {
		if r.RecordedAt.After(at) {
			continue
		}
		var last data.StateChange
		for _, c := range w.states[r.ID] {
			if !c.RecordedAt.After(at) && !c.RecordedAt.Before(last.RecordedAt) {
				last = c
			}
		}
		r.State, r.Grade, r.VerifiedAt = last.State, last.Grade, last.VerifiedAt
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b risk.Report) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
