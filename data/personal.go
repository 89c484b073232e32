package data

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/audit"
)

// notePersonal notes a personal read of the caller in its transaction.
func (q *txn) notePersonal(e audit.Event) error {
	if strings.TrimSpace(audit.From(q.ask).Purpose) == "" {
		return ErrPurpose
	}
	e.Action, e.Outcome = audit.ReadPersons, audit.Done
	return q.note(e)
}

// mostStays bounds one page of Stays.
const mostStays = 1000

// Stays are single residences of an area, "" for everywhere, with their exact
// points: the first ones by ID behind after, at most limit and never more than
// 1,000. The read is noted in the audit trail with the actor's purpose, the
// count and the first and last ID; without a purpose it is ErrPurpose.
func (s *Store) Stays(ctx context.Context, area geo.AreaCode, after string, limit int) ([]risk.Residence, error) {
	var list []risk.Residence
	err := s.change(ctx, func(q *txn) error {
		where, args := within(area, after)
		args = append(args, max(0, min(limit, mostStays)))
		var err error
		if list, err = residences().all(q, where+" ORDER BY id LIMIT $"+strconv.Itoa(len(args)), args...); err != nil {
			return err
		}
		e := audit.Event{Object: "residences:" + string(area), Area: area, Detail: map[string]string{"count": strconv.Itoa(len(list))}}
		if n := len(list); n > 0 {
			e.Detail["first"], e.Detail["last"] = list[0].ID, list[n-1].ID
		}
		return q.notePersonal(e)
	})
	if err != nil {
		return nil, fmt.Errorf("stays in %q: %w", area, err)
	}
	return list, nil
}

// within is the condition on records of an area behind an id.
func within(area geo.AreaCode, after string) (string, []any) {
	if area == "" {
		return "WHERE id > $1", []any{after}
	}
	return "WHERE id > $1 AND (desa = $2 OR substr(desa, 1, length($2) + 1) = $2 || '.')", []any{after, string(area)}
}

// CheckSealed opens every sealed value. The first that does not open is
// ErrCorrupt or ErrNoKey.
func (s *Store) CheckSealed(ctx context.Context) error {
	return s.view(ctx, func(q *txn) error {
		for _, p := range []pairTable{reporters(), nationalities()} {
			if _, err := p.all(q, ""); err != nil {
				return err
			}
		}
		text := "SELECT r.id, r.text, " + keyColumns + " FROM reports r LEFT JOIN record_keys k ON k.object = 'report:' || r.id WHERE r.text <> ''"
		return q.each(text, nil, func(rows *sql.Rows) error {
			var id, value string
			var wrapped storedKey
			if err := scan(rows, append([]any{&id, &value}, wrapped.dest()...)...); err != nil {
				return err
			}
			_, err := q.unseal(reportObject+id, wrapped, value, about("reports", "text", id))
			return err
		})
	})
}
