package storetest

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"

	"timpora/data"
	"timpora/risk"
	"timpora/risk/audit"
)

// Place makes an empty database and gives its URL or path.
type Place func(t *testing.T) (url string)

// RunAudit runs the suite of the audit trail.
func RunAudit(t *testing.T, place Place) {
	for _, c := range []struct {
		name string
		test func(*testing.T, string)
	}{
		{"every method is accounted for", everyMethod},
		{"every write is in the trail, or is not at all", everyWrite},
		{"the rest leaves no entry", noEntry},
		{"members of a group that fail leave no entry", failingMembers},
		{"several processes write one chain", oneChain},
		{"reading by filter", filters},
		{"what was tampered with is found", tampering},
		{"a cut end is found by a head alone", cutEnd},
		{"a removed beginning", pruned},
		{"a removed beginning that was not told of", prunedInSecret},
		{"texts from outside", hostileTexts},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, place(t)) })
	}
}

func everyMethod(t *testing.T, _ string) {
	known := map[string]bool{}
	for _, m := range methods() {
		known[m.name] = true
	}
	store := reflect.TypeFor[*data.Store]()
	for i := range store.NumMethod() {
		name := store.Method(i).Name
		if !known[name] {
			t.Errorf("nothing says whether Store.%s leaves an entry in the audit trail: give it a line in methods", name)
		}
		delete(known, name)
	}
	for name := range known {
		t.Errorf("the store has no method %s any more", name)
	}
}

// opened opens the store of a place.
func opened(t testing.TB, url string) *data.Store {
	t.Helper()
	s, err := open(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// prepared opens a store that holds what the methods need.
func prepared(t *testing.T, url string) *data.Store {
	t.Helper()
	s := opened(t, url)
	add(t, s, Batch(1))
	ctx := context.Background()
	noError(t, s.SaveBoundarySet(ctx, data.BoundarySet{ID: "a", Body: []byte("a")}))
	addUsers(t, s, User(1))
	for n := range 4 {
		noError(t, s.AddSession(ctx, Session(n, User(1).ID), did("sign_in")))
	}
	noError(t, s.AddToken(ctx, Token(1, User(1).ID), did("token_create")))
	return s
}

const lastEntry = "SELECT seq FROM audit_head"

// everyWrite takes the trail away from each write in turn.
func everyWrite(t *testing.T, url string) {
	s, raw := prepared(t, url), OpenRaw(t, url)
	ctx := audit.With(context.Background(), audit.Actor{ID: ID(20, 1), Name: "wayan", Via: "session", Purpose: "uji"})
	for _, m := range methods() {
		if m.kind != audited && m.kind != parts {
			continue
		}
		before, seq := raw.Content(t), raw.Number(t, lastEntry)
		allow := raw.DenyAudit(t)
		if err := m.do(ctx, s); err == nil {
			t.Errorf("%s succeeded without its entry", m.name)
		}
		allow()
		wantEqual(t, raw.Content(t), before)
		if err := m.do(ctx, s); err != nil {
			t.Fatalf("%s: %v", m.name, err)
		}
		if got := raw.Number(t, lastEntry); got != seq+1 && (m.kind == audited || got == seq) {
			t.Errorf("%s left %d entries, want 1", m.name, got-seq)
		}
		last := must[[]audit.Entry](t)(s.Audit(ctx, audit.Filter{Limit: 1}))
		if len(last) != 1 || last[0].Actor != audit.From(ctx) || last[0].Event.Action == "" || last[0].Event.Outcome == "" {
			t.Errorf("%s: entry %+v", m.name, last)
		}
		sound(t, s)
	}
}

func noEntry(t *testing.T, url string) {
	s, raw := prepared(t, url), OpenRaw(t, url)
	for _, m := range methods() {
		if m.kind == exempt {
			before := raw.Number(t, "SELECT count(*) + max(seq) FROM audit")
			noError(t, m.do(context.Background(), s))
			wantEqual(t, raw.Number(t, "SELECT count(*) + max(seq) FROM audit"), before)
		}
	}
}

// sound verifies the trail.
func sound(t *testing.T, s *data.Store, heads ...audit.Head) audit.Report {
	t.Helper()
	r := must[audit.Report](t)(s.VerifyAudit(context.Background(), heads...))
	if r.Broken != nil {
		t.Fatalf("trail: %s", r.Broken.Text("en"))
	}
	return r
}

// failingMembers lets writes that fail share commits with writes that do not.
func failingMembers(t *testing.T, url string) {
	s := opened(t, url)
	var stored atomic.Int64
	var wg sync.WaitGroup
	for n := range 120 {
		wg.Go(func() {
			one := Residence(n)
			if n%3 == 0 {
				one.Purpose = "a\x00b"
			}
			_, err := s.AddRecords(context.Background(), data.Batch{Records: risk.Records{Residences: []risk.Residence{one}}})
			if (err != nil) != (n%3 == 0) {
				t.Errorf("row %d: %v", n, err)
			}
			if err == nil {
				stored.Add(1)
			}
		})
	}
	wg.Wait()
	wantEqual(t, sound(t, s).Entries, stored.Load())
	wantEqual(t, len(records(t, s, never()).Residences), int(stored.Load()))
}

// oneChain writes from several stores on one database, each as its own process
// would.
func oneChain(t *testing.T, url string) {
	const stores, each = 4, 60
	var wg sync.WaitGroup
	all := make([]*data.Store, stores)
	for n := range all {
		all[n] = opened(t, url)
	}
	for n, s := range all {
		for half := range 2 {
			wg.Go(func() {
				for i := range each / 2 {
					e := audit.Event{Action: "sign_in", Object: fmt.Sprintf("user:%d-%d-%d", n, half, i), Outcome: audit.Done}
					if err := s.Note(context.Background(), e); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	wg.Wait()
	r := sound(t, all[0])
	wantEqual(t, []int64{r.Entries, r.First, r.Last}, []int64{stores * each, 1, stores * each})
	seen := map[string]bool{}
	for _, e := range must[[]audit.Entry](t)(all[1].Audit(context.Background(), audit.Filter{})) {
		seen[e.Event.Object] = true
	}
	wantEqual(t, len(seen), stores*each)
}
