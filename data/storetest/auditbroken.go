package storetest

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"timpora/data"
	"timpora/risk/audit"
)

func auditKey() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
}

// notes appends n entries, by two actors about two kinds of object.
func notes(t *testing.T, s *data.Store, n int) {
	t.Helper()
	for i := range n {
		who := audit.Actor{Name: []string{"ayu", "made"}[i%2], Via: "session", Purpose: "perkara 12"}
		e := audit.Event{
			Action: []string{"sign_in", audit.ReadPersons}[i%2], Object: fmt.Sprintf("%s:%d", []string{"user", "desa"}[i%2], i),
			Area: "51.08.04.2003", Outcome: []string{audit.Done, audit.Refused, audit.Failed}[i%3], Detail: map[string]string{"n": strconv.Itoa(i), "<b>": "&"},
		}
		noError(t, s.Note(audit.With(context.Background(), who), e))
	}
}

func signed(t *testing.T, s *data.Store) audit.Head {
	t.Helper()
	return must[audit.Head](t)(s.SignHead(context.Background(), auditKey()))
}

func wantFault(t *testing.T, s *data.Store, seq int64, code string, heads ...audit.Head) {
	t.Helper()
	r := must[audit.Report](t)(s.VerifyAudit(context.Background(), heads...))
	if r.Broken == nil || r.Broken.Seq != seq || r.Broken.Code != code {
		t.Fatalf("found %+v, want %s of entry %d", r.Broken, code, seq)
	}
}

const forget = "UPDATE audit_head SET seq = (SELECT max(seq) FROM audit), hash = (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1)"

func tampering(t *testing.T, url string) {
	s, raw := opened(t, url), OpenRaw(t, url)
	notes(t, s, 10)
	head := signed(t, s) // of entry 10; entry 11 tells of it
	notes(t, s, 2)
	wantEqual(t, sound(t, s, head).Heads, 1)
	const columns = "at, who, action, object, outcome, actor, event, hash"
	tables := []string{"audit", "audit_head", "audit_heads"}
	for _, table := range tables {
		raw.Do(t, "CREATE TABLE kept_"+table+" AS SELECT * FROM "+table)
	}
	for _, c := range []struct {
		name, do string
		seq      int64
		code     string
	}{
		{"at", "UPDATE audit SET at = at + 1 WHERE seq = 5", 5, audit.FaultHash},
		{"who", "UPDATE audit SET who = 'x' WHERE seq = 5", 5, audit.FaultColumn},
		{"action", "UPDATE audit SET action = 'x' WHERE seq = 5", 5, audit.FaultColumn},
		{"object", "UPDATE audit SET object = 'x' WHERE seq = 5", 5, audit.FaultColumn},
		{"outcome", "UPDATE audit SET outcome = 'x' WHERE seq = 5", 5, audit.FaultColumn},
		{"actor", "UPDATE audit SET actor = replace(actor, 'perkara 12', 'perkara 13') WHERE seq = 5", 5, audit.FaultHash},
		{"actor and who", "UPDATE audit SET actor = replace(actor, 'ayu', 'eka'), who = 'eka' WHERE seq = 5", 5, audit.FaultHash},
		{"actor in other letters", "UPDATE audit SET actor = replace(actor, '\"name\"', '\"Name\"') WHERE seq = 5", 5, audit.FaultText},
		{"actor that cannot be read", "UPDATE audit SET actor = '{' WHERE seq = 5", 5, audit.FaultText},
		{"event", "UPDATE audit SET event = replace(event, '\"n\":\"4\"', '\"n\":\"5\"') WHERE seq = 5", 5, audit.FaultHash},
		{"event with more in it", "UPDATE audit SET event = replace(event, '{\"action\"', '{\"x\":1,\"action\"') WHERE seq = 5", 5, audit.FaultText},
		{"hash", "UPDATE audit SET hash = (SELECT hash FROM audit WHERE seq = 4) WHERE seq = 5", 5, audit.FaultHash},
		{"number", "UPDATE audit SET seq = 99 WHERE seq = 5", 5, audit.FaultGap},
		{"deletion in the middle", "DELETE FROM audit WHERE seq = 5", 5, audit.FaultGap},
		{"deletion at the beginning", "DELETE FROM audit WHERE seq <= 3", 1, audit.FaultGap},
		{"deletion, closed up", "DELETE FROM audit WHERE seq = 5; UPDATE audit SET seq = -seq WHERE seq > 5; UPDATE audit SET seq = -seq - 1 WHERE seq < 0",
			5, audit.FaultHash},
		{"insertion", "UPDATE audit SET seq = -seq WHERE seq >= 5; UPDATE audit SET seq = 1 - seq WHERE seq < 0; " +
			"INSERT INTO audit (seq, " + columns + ") SELECT 5, " + columns + " FROM audit WHERE seq = 4", 5, audit.FaultHash},
		{"swap", "UPDATE audit SET seq = -seq WHERE seq IN (5, 6); UPDATE audit SET seq = 11 + seq WHERE seq < 0", 5, audit.FaultHash},
		{"cut end", "DELETE FROM audit WHERE seq > 11", 12, audit.FaultEnd},
		{"everything gone", "DELETE FROM audit", 1, audit.FaultEnd},
		{"end that is not known", "DELETE FROM audit_head", 1, audit.FaultEnd},
		{"end of another hash", "UPDATE audit_head SET hash = (SELECT hash FROM audit WHERE seq = 4)", 14, audit.FaultEnd},
		{"signed head of another hash", "UPDATE audit_heads SET hash = (SELECT hash FROM audit WHERE seq = 4)", 10, audit.FaultHead},
		{"signed head gone", "DELETE FROM audit_heads", 11, audit.FaultUnsigned},
		{"cut end behind which a head is", "DELETE FROM audit WHERE seq > 9; " + forget, 10, audit.FaultCut},
	} {
		raw.Do(t, strings.Split(c.do, "; ")...)
		t.Run(c.name, func(t *testing.T) { wantFault(t, s, c.seq, c.code) })
		for _, table := range tables {
			raw.Do(t, "DELETE FROM "+table, "INSERT INTO "+table+" SELECT * FROM kept_"+table)
		}
		sound(t, s)
	}
}

// cutEnd shows what a chain alone cannot: that its end was cut, or that all of it
// is another.
func cutEnd(t *testing.T, url string) {
	s, raw := opened(t, url), OpenRaw(t, url)
	notes(t, s, 10)
	head := signed(t, s)
	raw.Do(t, "DELETE FROM audit_heads", "DELETE FROM audit WHERE seq > 8", forget)
	sound(t, s)
	wantFault(t, s, 9, audit.FaultCut, head)
	raw.Do(t, "DELETE FROM audit", "UPDATE audit_head SET seq = 0, hash = '"+audit.Hash{}.String()+"'")
	sound(t, s)
	notes(t, s, 12)
	sound(t, s)
	wantFault(t, s, 10, audit.FaultHead, head)
}

func pruned(t *testing.T, url string) {
	s, ctx := opened(t, url), context.Background()
	notes(t, s, 3)
	first := signed(t, s)
	notes(t, s, 2)
	time.Sleep(2 * time.Millisecond)
	before := time.Now()
	time.Sleep(2 * time.Millisecond)
	notes(t, s, 3)
	second := signed(t, s)
	wantEqual(t, must[int](t)(s.PruneAudit(ctx, before.Add(-time.Hour))), 0)
	wantEqual(t, must[int](t)(s.PruneAudit(ctx, before)), 6)
	r := sound(t, s, first, second)
	wantEqual(t, []int64{r.First, r.Last, r.Removed, r.Entries, int64(r.Heads), int64(r.HeadsPast)}, []int64{7, 11, 6, 5, 1, 1})
	oldest := must[[]audit.Entry](t)(s.Audit(ctx, audit.Filter{Oldest: true, Limit: 1}))[0]
	if sum := must[audit.Hash](t)(oldest.Sum(oldest.Prev)); sum != oldest.Hash || oldest.Seq != 7 {
		t.Fatalf("the first entry does not follow the anchor: %+v", oldest)
	}
	wantEqual(t, must[int](t)(s.PruneAudit(ctx, before)), 0)
	wantEqual(t, must[int](t)(s.PruneAudit(ctx, time.Now().Add(time.Hour))), 5)
	notes(t, s, 1)
	r = sound(t, s, first, second)
	wantEqual(t, []int64{r.First, r.Last, r.Removed, int64(r.HeadsPast)}, []int64{12, 13, 11, 2})
}

// prunedInSecret removes the beginning as a stranger would.
func prunedInSecret(t *testing.T, url string) {
	s, raw := opened(t, url), OpenRaw(t, url)
	notes(t, s, 3)
	head := signed(t, s)
	notes(t, s, 4)
	raw.Do(t, "INSERT INTO audit_anchors (seq, hash, removed, before_at, at) SELECT 5, hash, 5, at, at FROM audit WHERE seq = 5",
		"DELETE FROM audit WHERE seq <= 5")
	wantFault(t, s, 5, audit.FaultAnchor)
	var hash string
	noError(t, raw.QueryRow("SELECT hash FROM audit_anchors").Scan(&hash))
	noError(t, s.Note(context.Background(), audit.Event{
		Action: audit.Prune, Outcome: audit.Done, Detail: map[string]string{"hash": hash, "before": "2001-01-01T00:00:00Z"},
	}))
	wantFault(t, s, 3, audit.FaultEarly, head)
	raw.Do(t, "UPDATE audit_anchors SET hash = '"+audit.Hash{}.String()+"'")
	wantFault(t, s, 6, audit.FaultHash)
}

func hostileTexts(t *testing.T, url string) {
	s, ctx := opened(t, url), context.Background()
	name := "ayu\n2026-01-01 admin hapus\r\x00\xff\x1b[31m\u202e\u2028<script>"
	e := audit.Event{Action: "sign_in", Object: strings.Repeat("\u00e9", 3000), Outcome: audit.Failed, Detail: map[string]string{"\xff": "\x00"}}
	noError(t, s.Note(audit.With(ctx, audit.Actor{Name: name}), e))
	sound(t, s)
	all := must[[]audit.Entry](t)(s.Audit(ctx, audit.Filter{}))
	wantEqual(t, len(all), 1)
	got := all[0]
	if got.Actor.Name != strings.NewReplacer("\x00", "\ufffd", "\xff", "\ufffd").Replace(name) {
		t.Errorf("name %q", got.Actor.Name)
	}
	if n := len(got.Event.Object); n > 500 || n < 490 || !utf8.ValidString(got.Event.Object) {
		t.Errorf("object of %d bytes", n)
	}
	line := string(must[[]byte](t)(got.Line()))
	if strings.ContainsAny(line, "\n\r\x1b\u2028<") {
		t.Errorf("a line of an export has control characters: %q", line)
	}
	if s := audit.Plain(got.Actor.Name); s != `ayu\n2026-01-01 admin hapus\r`+"\ufffd\ufffd"+`\u001b[31m\u202e\u2028<script>` {
		t.Errorf("for people: %s", s)
	}
}

func filters(t *testing.T, url string) {
	s, ctx := opened(t, url), context.Background()
	notes(t, s, 5)
	time.Sleep(2 * time.Millisecond)
	middle := time.Now()
	time.Sleep(2 * time.Millisecond)
	notes(t, s, 5)
	for _, c := range []struct {
		name string
		f    audit.Filter
		want []int64
	}{
		{"all", audit.Filter{}, []int64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}},
		{"who", audit.Filter{Who: "made"}, []int64{9, 7, 4, 2}},
		{"action", audit.Filter{Action: audit.ReadPersons, Oldest: true}, []int64{2, 4, 7, 9}},
		{"object", audit.Filter{Object: "user:"}, []int64{10, 8, 6, 5, 3, 1}},
		{"object with a sign of patterns", audit.Filter{Object: "u%"}, nil},
		{"outcome", audit.Filter{Outcome: audit.Refused}, []int64{10, 7, 5, 2}},
		{"from", audit.Filter{From: middle}, []int64{10, 9, 8, 7, 6}},
		{"until", audit.Filter{Until: middle, Limit: 2}, []int64{5, 4}},
		{"next page", audit.Filter{Until: middle, Limit: 2, After: 4}, []int64{3, 2}},
		{"next page, oldest first", audit.Filter{Oldest: true, Limit: 3, After: 4}, []int64{5, 6, 7}},
		{"all at once", audit.Filter{Who: "ayu", Action: "sign_in", Object: "user:", Outcome: audit.Done, From: middle, Until: time.Now()}, []int64{6}},
	} {
		var got []int64
		for _, e := range must[[]audit.Entry](t)(s.Audit(ctx, c.f)) {
			got = append(got, e.Seq)
			if sum := must[audit.Hash](t)(e.Sum(e.Prev)); sum != e.Hash {
				t.Errorf("%s: entry %d does not follow the one before", c.name, e.Seq)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
