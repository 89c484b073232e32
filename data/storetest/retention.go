package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"timpora/data"
	"timpora/risk"
	"timpora/risk/audit"
	"timpora/risk/retention"
)

// retained applies the policy to records of every age, drawn at random, at a
// moment drawn too: nothing younger than its limit goes, everything older does.
func retained(t *testing.T, s *data.Store) {
	check := 0
	rapid.Check(t, func(rt *rapid.T) {
		check++
		checkRetention(rt, s, check)
	})
}

func policyOf(rt *rapid.T) retention.Policy {
	day := func(name string) int { return rapid.IntRange(1, 40).Draw(rt, name) }
	return retention.Policy{Version: "uji", Days: retention.Days{
		Unverified: day("unverified"), Reporter: day("reporter"), Closed: day("closed"), Residences: day("residences"), Audit: 36500,
	}}
}

// checkRetention works far in the past of other checks' records, whose limits
// the moment never reaches.
func checkRetention(rt *rapid.T, s *data.Store, check int) {
	ctx, p := context.Background(), policyOf(rt)
	now := Epoch().AddDate(0, 0, 200*check)
	back := func(name string) time.Duration {
		return time.Duration(rapid.Int64Range(0, 60*24*3600*1e6).Draw(rt, name)) * time.Microsecond
	}
	gone := map[string]bool{}
	var b data.Batch
	for n := range rapid.IntRange(1, 5).Draw(rt, "residences") {
		r := Residence(1)
		r.ID, r.Key = fmt.Sprintf("%d-r%d", check, n), fmt.Sprintf("%d-rk%d", check, n)
		r.Until, r.PermitUntil, r.RecordedAt = now.Add(-back("until")), now.Add(time.Hour), now.Add(-back("recorded"))
		since := r.Until
		switch rapid.IntRange(0, 2).Draw(rt, "open end") {
		case 1:
			r.Until, r.PermitUntil = time.Time{}, now.Add(-back("permit"))
			since = r.PermitUntil
		case 2:
			r.Until, r.PermitUntil, since = time.Time{}, time.Time{}, r.RecordedAt
		}
		gone[r.ID] = older(since, now, p.Days.Residences)
		b.Residences = append(b.Residences, r)
	}
	for n := range rapid.IntRange(1, 5).Draw(rt, "reports") {
		r := Report(1)
		r.ID, r.Key = fmt.Sprintf("%d-p%d", check, n), fmt.Sprintf("%d-pk%d", check, n)
		r.RecordedAt = now.Add(-back("told"))
		since, text, who := r.RecordedAt, p.Days.Unverified, p.Days.Unverified
		if rapid.Bool().Draw(rt, "verified") {
			r.State, r.VerifiedAt = risk.StateTidakTerbukti, r.RecordedAt.Add(time.Duration(rapid.Int64Range(1, int64(now.Sub(r.RecordedAt))+1).Draw(rt, "after")).Truncate(time.Microsecond))
			since, text, who = r.VerifiedAt, p.Days.Closed, min(p.Days.Closed, p.Days.Reporter)
			if !r.VerifiedAt.After(r.RecordedAt) {
				since = r.RecordedAt
			}
		}
		gone[r.ID], gone["who "+r.ID] = older(since, now, text), older(since, now, who)
		b.Reports = append(b.Reports, r)
	}
	if _, err := s.AddRecords(ctx, b); err != nil {
		rt.Fatal(err)
	}
	compareRetention(rt, s, p, now, fmt.Sprintf("%d-", check), gone)
}

func older(since, now time.Time, days int) bool {
	return !since.After(now.Add(-time.Duration(days) * 24 * time.Hour))
}

// compareRetention applies the policy and looks at which records of the check
// lost their personal part.
func compareRetention(rt *rapid.T, s *data.Store, p retention.Policy, now time.Time, mine string, gone map[string]bool) {
	ctx := context.Background()
	due, err := s.Due(ctx, p, now)
	if err != nil {
		rt.Fatal(err)
	}
	proofs, err := s.ApplyRetention(ctx, p, now, kantor())
	if err != nil {
		rt.Fatal(err)
	}
	counted := map[string]int{}
	for _, one := range proofs {
		for _, n := range one.Counts {
			counted[one.Rule] += n
		}
	}
	for _, d := range due {
		if n := counted[d.Name]; n > d.Count || (d.Name != retention.Reporter && n != d.Count) { // a reporter may have gone with the report
			rt.Fatalf("rule %s: %d erased, %d were due", d.Name, n, d.Count)
		}
	}
	r, err := s.Records(ctx, now.AddDate(100, 0, 0))
	if err != nil {
		rt.Fatal(err)
	}
	want := func(id, what string, is bool) {
		if strings.HasPrefix(id, mine) && is != gone[what+id] {
			rt.Fatalf("%s%s: erased %v, want %v", what, id, is, gone[what+id])
		}
	}
	for _, one := range r.Residences {
		want(one.ID, "", one.PersonKey == "")
	}
	for _, one := range r.Reports {
		want(one.ID, "", one.RecordedBy == "")
		want(one.ID, "who ", one.Reporter == "")
	}
}

// oldEntries cuts the audit trail at its limit, from the beginning only, and the
// rest still verifies.
func oldEntries(t *testing.T, s *data.Store) {
	ctx := context.Background()
	add(t, s, data.Batch{Records: risk.Records{Residences: Residences(0, 3)}})
	for n := range 3 {
		must[data.Proof](t)(s.Erase(ctx, []string{"residence:" + ID(1, n)}, kantor()))
	}
	p := retention.Policy{Version: "uji", Days: retention.Days{Unverified: 36500, Reporter: 36500, Closed: 36500, Residences: 36500, Audit: 10}}
	wantEqual(t, len(must[[]data.Proof](t)(s.ApplyRetention(ctx, p, time.Now(), kantor()))), 0)
	later := time.Now().AddDate(0, 0, 11)
	for _, d := range must[[]data.Due](t)(s.Due(ctx, p, later)) {
		wantEqual(t, d.Count, map[string]int{retention.Audit: 4}[d.Name])
	}
	proofs := must[[]data.Proof](t)(s.ApplyRetention(ctx, p, later, kantor()))
	if len(proofs) != 1 || proofs[0].Counts["audit"] != 4 {
		t.Fatalf("%+v", proofs)
	}
	all := must[[]audit.Entry](t)(s.Audit(ctx, audit.Filter{Oldest: true}))
	if len(all) != 2 || all[0].Event.Action != audit.Prune || all[1].Event.Action != audit.Erase || all[1].Seq != proofs[0].Seq {
		t.Fatalf("left: %+v", all)
	}
	sound(t, s)
}
