package data

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"timpora/geo"
	"timpora/risk/audit"
)

// noticeTime is how long after a breach became known the notice to those
// concerned and to the agency is due: 3 x 24 hours, UU 27/2022 Pasal 46.
const noticeTime = 72 * time.Hour

// Touched is what a breach notice needs to say about one subject.
type Touched struct {
	Object   string          `json:"object"`
	KnownAt  time.Time       `json:"known_at"` // when the breach became known
	Deadline time.Time       `json:"deadline"` // of the notice
	Records  []TouchedRecord `json:"records"`  // that hold data of the subject, by table and id
	Reads    []TouchedRead   `json:"reads"`    // noted reads of them; for a user: the reads by that user; oldest first
}

// TouchedRecord is a record that holds data of the subject.
type TouchedRecord struct {
	Table      string       `json:"table"`
	ID         string       `json:"id"`
	Desa       geo.AreaCode `json:"desa,omitempty"`
	RecordedAt time.Time    `json:"recorded_at,omitzero"`
	RecordedBy string       `json:"recorded_by,omitempty"`
	Erased     bool         `json:"erased"` // its personal part is gone
}

// TouchedRead is one entry of the audit trail about a read.
type TouchedRead struct {
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	Who     string    `json:"who"`
	Network string    `json:"network,omitempty"`
	Purpose string    `json:"purpose"`
	Object  string    `json:"object"` // what was read
}

// Touched lists the records that hold data of a subject and who read them.
// The subject is person:KEY (the keyed hash of a document number),
// residence:ID, report:ID, reporter:ID (everything told by who told that
// report), user:NAME or import:ID. ErrNotFound when nothing is held.
// Pages of single stays count as reads of each stay between their first and last
// one in their area, so that the list may name a read too many and none too few.
func (s *Store) Touched(ctx context.Context, object string, knownAt time.Time) (Touched, error) {
	t := Touched{Object: object, KnownAt: knownAt.UTC(), Deadline: knownAt.Add(noticeTime).UTC()}
	err := s.view(ctx, func(q *txn) (err error) {
		if t.Records, err = q.touched(object); err != nil {
			return err
		}
		if len(t.Records) == 0 {
			return sql.ErrNoRows
		}
		t.Reads, err = q.readsOf(object, t.Records)
		return err
	})
	return t, found(err, object)
}

// touched finds the records of a subject.
func (q *txn) touched(object string) ([]TouchedRecord, error) {
	kind, id, _ := strings.Cut(object, ":")
	if id == "" {
		return nil, sql.ErrNoRows
	}
	var all []TouchedRecord
	var err error
	switch kind {
	case "person":
		all, err = q.touchedIn("residences", "r.person_key = $1 AND r.person_key <> ''", id)
	case "residence":
		all, err = q.touchedIn("residences", "r.id = $1", id)
	case "report":
		all, err = q.touchedIn("reports", "r.id = $1", id)
	case "reporter":
		all, err = q.toldBySame(id)
	case "user":
		all, err = q.byUser(id)
	case "import":
		all, err = q.ofImport(id)
	default:
		return nil, fmt.Errorf("%w: want person:KEY, residence:ID, report:ID, reporter:ID, user:NAME or import:ID", ErrNotFound)
	}
	slices.SortFunc(all, func(a, b TouchedRecord) int { return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.ID, b.ID)) })
	return all, err
}

// touchedIn reads the head of records; r is the table.
func (q *txn) touchedIn(table, where string, args ...any) ([]TouchedRecord, error) {
	var all []TouchedRecord
	text := "SELECT r.id, r.desa, r.recorded_at, r.recorded_by, t.object FROM " + table +
		" r LEFT JOIN tombstones t ON t.object = '" + strings.TrimSuffix(table, "s") + ":' || r.id WHERE " + where
	err := q.each(text, args, func(rows *sql.Rows) error {
		r := TouchedRecord{Table: table}
		var gone sql.NullString
		err := scan(rows, &r.ID, &r.Desa, timeScan{&r.RecordedAt}, &r.RecordedBy, &gone)
		r.Erased = gone.Valid
		all = append(all, r)
		return err
	})
	return all, err
}

// toldBySame are the reports of the reporter of a report.
func (q *txn) toldBySame(report string) ([]TouchedRecord, error) {
	who, err := reporters().all(q, "")
	if err != nil || who[report] == "" {
		return nil, err
	}
	var all []TouchedRecord
	for id, reporter := range who {
		if reporter != who[report] {
			continue
		}
		one, err := q.touchedIn("reports", "r.id = $1", id)
		if err != nil {
			return nil, err
		}
		all = append(all, one...)
	}
	return all, nil
}

// stamped are the tables of records with a stamp.
func stamped() []string {
	return []string{"meetings", "operations", "premises", "reports", "residences", "visits"}
}

// byUser are the records that name a user.
func (q *txn) byUser(name string) ([]TouchedRecord, error) {
	var all []TouchedRecord
	for _, table := range stamped() {
		where := "r.recorded_by = $1"
		if table == "operations" {
			where = "$1 IN (r.recorded_by, r.signed_by, r.approver)"
		}
		list, err := q.touchedIn(table, where, name)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	for _, other := range []struct{ table, text string }{
		{"imports", "SELECT id, at FROM imports WHERE recorded_by = $1"},
		{"decisions", "SELECT proposal, at FROM decisions WHERE decided_by = $1"},
		{"report_states", "SELECT id, recorded_at FROM report_states WHERE recorded_by = $1"},
		{"users", "SELECT id, created_at FROM users WHERE name = $1"},
		{"sessions", "SELECT id, created_at FROM sessions WHERE user_id IN (SELECT id FROM users WHERE name = $1)"},
		{"tokens", "SELECT id, created_at FROM tokens WHERE owner IN (SELECT id FROM users WHERE name = $1)"},
		{"audit", "SELECT CAST(seq AS TEXT), at FROM audit WHERE who = $1"},
	} {
		err := q.each(other.text, []any{name}, func(rows *sql.Rows) error {
			r := TouchedRecord{Table: other.table, RecordedBy: name}
			err := scan(rows, &r.ID, timeScan{&r.RecordedAt})
			all = append(all, r)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// ofImport are the records that an import brought: those of its kind that were
// recorded at its moment. Erased ones no longer say who recorded them.
func (q *txn) ofImport(id string) ([]TouchedRecord, error) {
	var kind, by string
	var at int64
	if err := q.one("SELECT kind, recorded_by, at FROM imports WHERE id = $1", []any{id}, &kind, &by, &at); err != nil {
		return nil, err
	}
	if !slices.Contains(stamped(), kind) {
		return nil, fmt.Errorf("%w: import of %q", ErrCorrupt, kind)
	}
	return q.touchedIn(kind, "r.recorded_at = $1 AND r.recorded_by IN ($2, '')", at, by)
}

// readsOf are the noted reads of records, or those by a user.
func (q *txn) readsOf(object string, records []TouchedRecord) ([]TouchedRead, error) {
	user, isUser := strings.CutPrefix(object, "user:")
	var all []TouchedRead
	err := q.each("SELECT seq, at, who, actor, event FROM audit WHERE action = $1 ORDER BY seq", []any{audit.ReadPersons}, func(rows *sql.Rows) error {
		var r TouchedRead
		var actor, event string
		if err := scan(rows, &r.Seq, timeScan{&r.At}, &r.Who, &actor, &event); err != nil {
			return err
		}
		var a audit.Actor
		var e audit.Event
		if json.Unmarshal([]byte(actor), &a) != nil || json.Unmarshal([]byte(event), &e) != nil {
			return fmt.Errorf("%w: audit entry %d", ErrCorrupt, r.Seq)
		}
		r.Network, r.Purpose, r.Object = a.Network, a.Purpose, e.Object
		if isUser && r.Who == user || !isUser && slices.ContainsFunc(records, func(t TouchedRecord) bool { return t.in(e, r.At) }) {
			all = append(all, r)
		}
		return nil
	})
	return all, err
}

// in reports whether a read at a time showed the record.
func (t TouchedRecord) in(e audit.Event, at time.Time) bool {
	if e.Object == strings.TrimSuffix(t.Table, "s")+":"+t.ID {
		return true
	}
	_, page := strings.CutPrefix(e.Object, "residences:")
	return page && t.Table == "residences" && !t.RecordedAt.After(at) && (e.Area == "" || t.Desa.Within(e.Area)) &&
		e.Detail["first"] <= t.ID && t.ID <= e.Detail["last"]
}
