package storetest

import (
	"context"
	"strings"
	"time"

	"timpora/data"
	"timpora/risk"
	"timpora/risk/access"
	"timpora/risk/audit"
	"timpora/risk/retention"
)

// method is what the suite knows about one exported method of the store.
type method struct {
	name string
	kind kind
	do   func(context.Context, *data.Store) error // of writes
}

type kind string

const (
	audited kind = "leaves one entry"
	parts   kind = "leaves an entry for each part"
	exempt  kind = "writes without an entry" // who works, when somebody was seen; the probe changes nothing
	reads   kind = "changes nothing"
)

// methods has a line for every exported method. A new method that changes what
// the office keeps is audited.
func methods() []method {
	b := Batch(2)
	b.Import = nil
	one := data.Batch{Records: risk.Records{Reports: []risk.Report{Report(5)}}}
	list := []method{
		{"AddRecords", audited, func(ctx context.Context, s *data.Store) error { _, err := s.AddRecords(ctx, Batch(3)); return err }},
		{"AddRecords", audited, func(ctx context.Context, s *data.Store) error { _, err := s.AddRecords(ctx, b); return err }},
		{"AddRecords", audited, func(ctx context.Context, s *data.Store) error { _, err := s.AddRecords(ctx, one); return err }},
		{"SetReportState", audited, func(ctx context.Context, s *data.Store) error {
			return s.SetReportState(ctx, ID(3, 1), data.StateChange{State: risk.StateTerbukti, Grade: "B2", RecordedAt: Epoch()})
		}},
		{"Decide", audited, func(ctx context.Context, s *data.Store) error {
			o := Batch(9).Operations[0]
			return s.Decide(ctx, decision(1), &o)
		}},
		{"SaveRun", audited, func(ctx context.Context, s *data.Store) error { return s.SaveRun(ctx, Scoring(1)) }},
		{"SaveNight", audited, func(ctx context.Context, s *data.Store) error { return s.SaveNight(ctx, night("2026-03-01")) }},
		{"SaveBoundarySet", audited, func(ctx context.Context, s *data.Store) error {
			return s.SaveBoundarySet(ctx, data.BoundarySet{ID: "b", Body: []byte("b")})
		}},
		{"SaveBoundarySet", audited, func(ctx context.Context, s *data.Store) error {
			return s.SaveBoundarySet(ctx, data.BoundarySet{ID: "a", Body: []byte("a"), Meta: []byte("renewed")})
		}},
		{"ActivateBoundarySet", audited, func(ctx context.Context, s *data.Store) error {
			_, err := s.ActivateBoundarySet(ctx, "a", func(s risk.Stamp) risk.Stamp { s.Desa = "51.01.01.2001"; return s })
			return err
		}},
		{"SetDemo", audited, func(ctx context.Context, s *data.Store) error { return s.SetDemo(ctx, true) }},
		{"Note", audited, func(ctx context.Context, s *data.Store) error {
			return s.Note(ctx, audit.Event{Action: "sign_in", Outcome: audit.Refused})
		}},
		{"SignHead", audited, func(ctx context.Context, s *data.Store) error { _, err := s.SignHead(ctx, auditKey()); return err }},
		{"PruneAudit", audited, func(ctx context.Context, s *data.Store) error {
			_, err := s.PruneAudit(ctx, time.Now().Add(time.Hour))
			return err
		}},
		{"Lease", exempt, func(ctx context.Context, s *data.Store) error {
			_, err := s.Lease(ctx, "nightly", "a", Epoch(), time.Minute)
			return err
		}},
		{"Health", exempt, func(ctx context.Context, s *data.Store) error { return s.Health(ctx) }},
	}
	list = append(list, accountMethods()...)
	list = append(list, privacyMethods()...)
	for _, name := range []string{
		"ActiveBoundarySet", "Audit", "AuditHeads", "BoundarySet", "BoundarySets", "Check", "Close", "Counts", "Decision", "Decisions", "Demo",
		"EachAudit", "Empty", "Imports", "LatestRun", "Night", "NightFile", "Nights", "PreviewBoundarySet", "Records", "ReportStates",
		"Run", "RunHeads", "Runs", "Session", "Sessions", "TokenByHash", "Tokens", "UserByID", "UserByIdentity", "UserByName",
		"Users", "VerifyAudit", "CheckSealed", "Due", "KeyStatus", "SaveTombstones", "Scrub", "Tombstones", "Touched",
	} {
		list = append(list, method{name: name, kind: reads})
	}
	return list
}

// accountMethods are the lines of users, sessions and tokens.
func accountMethods() []method {
	id := func(n int) string { return Session(n, "").ID }
	seen := func(one *access.Session) error { one.SeenAt = Epoch().AddDate(0, 0, 1); return nil }
	return []method{
		{"AddUser", audited, func(ctx context.Context, s *data.Store) error { return s.AddUser(ctx, User(2), did("user_create")) }},
		{"ChangeUser", audited, func(ctx context.Context, s *data.Store) error {
			_, err := s.ChangeUser(ctx, User(1).ID, did("user_change"), func(u *access.User) error { u.Display = "lain"; return nil }, "")
			return err
		}},
		{"AddSession", audited, func(ctx context.Context, s *data.Store) error {
			return s.AddSession(ctx, Session(8, User(1).ID), did("sign_in"))
		}},
		{"ChangeSession", audited, func(ctx context.Context, s *data.Store) error {
			return s.ChangeSession(ctx, id(0), did("see_as"), seen)
		}},
		{"ChangeSession", exempt, func(ctx context.Context, s *data.Store) error {
			return s.ChangeSession(ctx, id(0), audit.Event{}, seen)
		}},
		{"ReplaceSession", audited, func(ctx context.Context, s *data.Store) error {
			return s.ReplaceSession(ctx, id(0), Session(10, User(1).ID), did("second_factor"))
		}},
		{"EndSession", audited, func(ctx context.Context, s *data.Store) error { return s.EndSession(ctx, id(1), did("sign_out")) }},
		{"EndSessions", audited, func(ctx context.Context, s *data.Store) error {
			_, err := s.EndSessions(ctx, User(1).ID, id(3), did("sign_out"))
			return err
		}},
		{"DropSessions", audited, func(ctx context.Context, s *data.Store) error {
			_, err := s.DropSessions(ctx, Epoch().AddDate(1, 0, 0))
			return err
		}},
		{"AddToken", audited, func(ctx context.Context, s *data.Store) error {
			return s.AddToken(ctx, Token(2, User(1).ID), did("token_create"))
		}},
		{"RevokeToken", audited, func(ctx context.Context, s *data.Store) error {
			return s.RevokeToken(ctx, Token(1, "").ID, did("token_revoke"))
		}},
		{"TokenUsed", exempt, func(ctx context.Context, s *data.Store) error { return s.TokenUsed(ctx, Token(1, "").ID, Epoch()) }},
	}
}

// privacyMethods are the lines of personal data.
func privacyMethods() []method {
	return []method{
		{"ReportText", audited, func(ctx context.Context, s *data.Store) error { _, err := s.ReportText(ctx, ID(3, 1)); return err }},
		{"Stays", audited, func(ctx context.Context, s *data.Store) error { _, err := s.Stays(ctx, "", "", 10); return err }},
		{"Erase", audited, func(ctx context.Context, s *data.Store) error {
			_, err := s.Erase(ctx, []string{"report:" + ID(3, 1)}, kantor())
			return err
		}},
		{"ReplayTombstones", audited, func(ctx context.Context, s *data.Store) error {
			_, err := s.ReplayTombstones(ctx, strings.NewReader(`{"object":"residence:`+ID(1, 1)+`","at":"2026-01-02T03:04:05Z","rule":"request"}`))
			return err
		}},
		{"RotateKeys", parts, func(ctx context.Context, s *data.Store) error { _, err := s.RotateKeys(ctx, nil); return err }},
		{"ApplyRetention", parts, func(ctx context.Context, s *data.Store) error {
			p := retention.Policy{Days: retention.Days{Unverified: 1, Reporter: 1, Closed: 1, Residences: 1, Audit: 36500}}
			_, err := s.ApplyRetention(ctx, p, never(), kantor())
			return err
		}},
		{"EncryptClear", exempt, func(ctx context.Context, s *data.Store) error { _, err := s.EncryptClear(ctx, nil); return err }}, // nothing is in clear
	}
}
