package audit_test

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"timpora/geo"
	"timpora/risk/audit"
)

func start() time.Time { return time.Date(2026, 11, 24, 3, 0, 0, 500_000_000, time.UTC) }

// chain is one entry for each time.
func chain(t testing.TB, at ...time.Time) []audit.Entry {
	t.Helper()
	var all []audit.Entry
	var before audit.Hash
	for i, when := range at {
		e := audit.Entry{Seq: int64(i + 1), At: when, Actor: audit.Actor{Name: "ayu"}, Event: audit.Event{Action: "sign_in", Outcome: audit.Done}, Prev: before}
		var err error
		if e.Hash, err = e.Sum(before); err != nil {
			t.Fatal(err)
		}
		before = e.Hash
		all = append(all, e)
	}
	return all
}

func verified(t *testing.T, all []audit.Entry, heads ...audit.Head) audit.Report {
	t.Helper()
	v := audit.NewVerifier(audit.Anchor{}, heads)
	for _, e := range all {
		r, err := e.Row()
		if err != nil {
			t.Fatal(err)
		}
		v.Add(r)
	}
	last := all[len(all)-1]
	return v.End(last.Seq, last.Hash.String())
}

func ExampleEntry_Line() {
	e := audit.Entry{
		Seq: 1, At: start(), Actor: audit.Actor{Name: "ayu", Via: "session", Purpose: "perkara <12>"},
		Event: audit.Event{Action: audit.ReadPersons, Object: "desa:51.08.04.2003", Area: "51.08.04.2003", Outcome: audit.Done, Detail: map[string]string{"count": "3"}},
	}
	line, err := e.Line()
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line[:len(line)-149]))
	// Output:
	// {"seq":1,"at":"2026-11-24T03:00:00.5Z","actor":{"name":"ayu","via":"session","purpose":"perkara \u003c12\u003e"},"event":{"action":"read_persons","object":"desa:51.08.04.2003","area":"51.08.04.2003","outcome":"done","detail":{"count":"3"}}
}

// A clock that was set back changes no order and breaks nothing.
func TestClockBackwardsIsANote(t *testing.T) {
	all := chain(t, start(), start().AddDate(10, 0, 0), start().Add(time.Hour), start().Add(time.Minute), start().Add(2*time.Hour))
	r := verified(t, all)
	if r.Broken != nil || r.Backwards != 2 || r.BackFirst != 3 || r.Entries != 5 || r.Last != 5 {
		t.Fatalf("%+v", r)
	}
}

func TestHeads(t *testing.T) {
	all := chain(t, start(), start(), start())
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	stranger, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	h := audit.Signed(3, all[2].Hash, start(), key)
	text, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	back, err := audit.ParseHead(text)
	if err != nil || !reflect.DeepEqual(back, h) || back.Check(stranger, public) != nil {
		t.Fatalf("%+v %v", back, err)
	}
	if err := h.Check(stranger); !errors.Is(err, audit.ErrKey) {
		t.Errorf("another key: %v", err)
	}
	for what, change := range map[string]func(*audit.Head){
		"number": func(h *audit.Head) { h.Seq++ }, "hash": func(h *audit.Head) { h.Hash[31]++ }, "time": func(h *audit.Head) { h.At = h.At.Add(time.Microsecond) },
		"version": func(h *audit.Head) { h.V = 2 }, "signature": func(h *audit.Head) { h.Signature = nil },
	} {
		forged := h
		change(&forged)
		if err := forged.Check(public); !errors.Is(err, audit.ErrSignature) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if r := verified(t, all, h, h, audit.Signed(0, audit.Hash{}, start(), key)); r.Broken != nil || r.Heads != 2 {
		t.Errorf("%+v", r)
	}
	pem, err := audit.PublicPEM(public)
	if err != nil {
		t.Fatal(err)
	}
	if keys, err := audit.ParsePublic(append([]byte("kunci lama\n"), append(pem, pem...)...)); err != nil || len(keys) != 2 || !keys[1].Equal(public) {
		t.Errorf("%v %v", keys, err)
	}
}

// Every fault has a sentence in both languages that names the entry.
func TestFaultsAreSentences(t *testing.T) {
	for _, code := range []string{audit.FaultGap, audit.FaultText, audit.FaultColumn, audit.FaultHash, audit.FaultEnd, audit.FaultHead, audit.FaultCut,
		audit.FaultUnsigned, audit.FaultAnchor, audit.FaultEarly, audit.FaultForged} {
		f := audit.Fault{Seq: 17, Code: code, What: "x"}
		id, en := f.Text("id"), f.Text("en")
		if id == en || !strings.Contains(id, "17") || !strings.Contains(en, "17") || strings.HasPrefix(id, "entri 17: "+code+" ") {
			t.Errorf("%s: %q, %q", code, id, en)
		}
	}
}

func TestReads(t *testing.T) {
	var l audit.Reads
	add := func(who, purpose, outcome, count string, area geo.AreaCode, action string, hours int) {
		l.Add(audit.Entry{At: start().Add(time.Duration(hours) * time.Hour), Actor: audit.Actor{Name: who, Purpose: purpose},
			Event: audit.Event{Action: action, Area: area, Outcome: outcome, Detail: map[string]string{"count": count}}})
	}
	add("made", "a", audit.Done, "2", "51.08", audit.ReadPersons, 1)
	add("ayu", "b", audit.Done, "10", "51.08.04", audit.ReadPersons, 2)
	add("ayu", "b", audit.Done, "5", "51.08", audit.ReadPersons, 0)
	add("ayu", "b", audit.Refused, "9", "51.01", audit.ReadPersons, 1)
	add("ayu", "b", audit.Done, "9", "51.01", "import", 1)
	want := []audit.Read{
		{Who: "ayu", Purpose: "b", Times: 2, Shown: 15, Refused: 1, Areas: []geo.AreaCode{"51.08", "51.08.04"}, First: start(), Last: start().Add(2 * time.Hour)},
		{Who: "made", Purpose: "a", Times: 1, Shown: 2, Areas: []geo.AreaCode{"51.08"}, First: start().Add(time.Hour), Last: start().Add(time.Hour)},
	}
	if got := l.List(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestParseMoment(t *testing.T) {
	for _, c := range []struct {
		text  string
		until bool
		want  string
	}{
		{"2026-11-24", false, "2026-11-23T16:00:00Z"}, {"2026-11-24", true, "2026-11-24T16:00:00Z"},
		{"2026-11-24T08:00:00+08:00", true, "2026-11-24T00:00:00Z"}, {"", true, "0001-01-01T00:00:00Z"},
	} {
		if got, err := audit.ParseMoment(c.text, c.until); err != nil || got.Format(time.RFC3339) != c.want {
			t.Errorf("%q: %s %v", c.text, got, err)
		}
	}
	if _, err := audit.ParseMoment("24-11-2026", false); err == nil {
		t.Error("a day in another order was taken")
	}
}

// Whatever a caller gives, an entry that was cleaned comes back from its row as it
// went in, and its chain verifies.
func FuzzEntryComesBack(f *testing.F) {
	f.Add("ayu", "sign_in", "user:1", "k", "v")
	f.Add("\xff\x00\u2028", "<&>", strings.Repeat("é", 400), "\ufffd", "\\ud800")
	f.Fuzz(func(t *testing.T, name, action, object, key, value string) {
		e := audit.Entry{Seq: 1, At: start(), Actor: audit.Actor{Name: name}, Event: audit.Event{Action: action, Object: object, Outcome: audit.Done, Detail: map[string]string{key: value}}}
		e.Clean()
		var err error
		if e.Hash, err = e.Sum(audit.Hash{}); err != nil {
			t.Fatal(err)
		}
		row, err := e.Row()
		if err != nil {
			t.Fatal(err)
		}
		if got := row.Entry(); !reflect.DeepEqual(got, e) {
			t.Errorf("%+v came back as %+v", e, got)
		}
		if r := verified(t, []audit.Entry{e}); r.Broken != nil {
			t.Error(r.Broken.Text("en"))
		}
		line, err := e.Line()
		if err != nil || strings.ContainsAny(string(line), "\n\r\x00") {
			t.Errorf("line %q %v", line, err)
		}
		if strings.ContainsAny(audit.Plain(name), "\n\r\t\x1b\u202e") {
			t.Errorf("for people: %q", audit.Plain(name))
		}
	})
}
