package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"timpora/risk/audit"
)

// Audit are the entries that a filter chooses, with the hash of the one before
// each. Nothing is verified; see VerifyAudit.
func (s *Store) Audit(ctx context.Context, f audit.Filter) ([]audit.Entry, error) {
	var all []audit.Entry
	err := s.EachAudit(ctx, f, func(e audit.Entry) error {
		all = append(all, e)
		return nil
	})
	return all, err
}

// EachAudit is Audit one entry after another, in constant memory. All entries are
// of one state of the store.
func (s *Store) EachAudit(ctx context.Context, f audit.Filter, each func(audit.Entry) error) error {
	err := s.view(ctx, func(q *txn) error {
		anchor, err := q.auditAnchor()
		if err != nil {
			return err
		}
		text, args := auditQuery(f)
		return q.each(text, args, func(rows *sql.Rows) error {
			var r audit.Stored
			var before sql.NullString
			if err := scan(rows, append(storedDest(&r), &before)...); err != nil {
				return err
			}
			e := r.Entry()
			e.Prev, _ = audit.ParseHash(before.String) // zero for none
			if e.Seq == anchor.Seq+1 {
				e.Prev = anchor.Hash
			}
			return each(e)
		})
	})
	if err != nil {
		return fmt.Errorf("audit trail: %w", err)
	}
	return nil
}

// auditQuery is the statement for a filter.
func auditQuery(f audit.Filter) (string, []any) {
	var where []string
	var args []any
	add := func(condition string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(args)), 1)
		}
		where = append(where, condition)
	}
	for _, c := range []struct{ column, value string }{{"who", f.Who}, {"action", f.Action}, {"outcome", f.Outcome}} {
		if c.value != "" {
			add("a."+c.column+" = ?", c.value)
		}
	}
	if f.Object != "" {
		add("substr(a.object, 1, ?) = ?", utf8.RuneCountInString(f.Object), f.Object)
	}
	if !f.From.IsZero() {
		add("a.at >= ?", f.From.UnixMicro())
	}
	if !f.Until.IsZero() {
		add("a.at < ?", f.Until.UnixMicro())
	}
	way, order := "a.seq < ?", "DESC"
	if f.Oldest {
		way, order = "a.seq > ?", "ASC"
	}
	if f.After > 0 {
		add(way, f.After)
	}
	text := "SELECT a." + strings.ReplaceAll(auditColumns, ", ", ", a.") + ", p.hash FROM audit a LEFT JOIN audit p ON p.seq = a.seq - 1"
	if len(where) > 0 {
		text += " WHERE " + strings.Join(where, " AND ")
	}
	text += " ORDER BY a.seq " + order
	if f.Limit > 0 {
		text += " LIMIT " + strconv.Itoa(f.Limit)
	}
	return text, args
}

func storedDest(r *audit.Stored) []any {
	return []any{&r.Seq, &r.At, &r.Who, &r.Action, &r.Object, &r.Outcome, &r.Actor, &r.Event, &r.Hash}
}

// VerifyAudit reads the whole trail, in constant memory, and holds it against
// itself, against the signed heads in the store and against those that are
// given, whose signatures the caller has checked. A broken trail is told in the
// report; the error is about reading. Cost: measured on two busy cores, about
// 50,000 entries a second. Check leaves it out: a broken trail is to be seen, by
// whoever answers for it, and takes the map from nobody.
func (s *Store) VerifyAudit(ctx context.Context, known ...audit.Head) (audit.Report, error) {
	var report audit.Report
	err := s.view(ctx, func(q *txn) (err error) {
		report, err = q.verifyAudit(known)
		return err
	})
	if err != nil {
		return report, fmt.Errorf("verify the audit trail: %w", err)
	}
	return report, nil
}

func (q *txn) verifyAudit(known []audit.Head) (report audit.Report, err error) {
	anchor, err := q.auditAnchor()
	if err != nil {
		return report, err
	}
	heads, err := q.auditHeads()
	if err != nil {
		return report, err
	}
	v := audit.NewVerifier(anchor, append(heads, known...))
	err = q.each("SELECT "+auditColumns+" FROM audit ORDER BY seq", nil, func(rows *sql.Rows) error {
		var r audit.Stored
		if err := scan(rows, storedDest(&r)...); err != nil {
			return err
		}
		if !v.Add(r) {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return report, err
	}
	var seq int64 // stay zero without the row, which is a fault unless the trail is empty
	var hash string
	err = q.each("SELECT seq, hash FROM audit_head WHERE id = 1", nil, func(rows *sql.Rows) error { return scan(rows, &seq, &hash) })
	return v.End(seq, hash), err
}
