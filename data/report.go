package data

import (
	"context"
	"fmt"

	"timpora/risk"
	"timpora/risk/audit"
)

// reports holds what does not change about a report; its states are a table of
// their own, and so is the reporter.
func reports() table[risk.Report] {
	return table[risk.Report]{
		name:  "reports",
		own:   []string{"channel", "origin", "category", "occurred_at", "text", "visit_prob"},
		stamp: func(r *risk.Report) *risk.Stamp { return &r.Stamp },
		values: func(r *risk.Report) []any {
			return []any{r.Channel, r.Origin, r.Category, micros(r.OccurredAt), r.Text, real(r.VisitProb)}
		},
		dest: func(r *risk.Report) []any {
			return []any{&r.Channel, &r.Origin, &r.Category, timeScan{&r.OccurredAt}, &r.Text, &r.VisitProb}
		},
	}
}

func addReports(q *txn, list []risk.Report) ([]int, error) {
	t, keys := reports(), map[string]recordKey{}
	t.seal = func(r *risk.Report) (err error) {
		if r.Text != "" {
			keys[r.ID], err = q.sealText(r)
		}
		return err
	}
	fresh, err := t.add(q, list)
	if err != nil {
		return nil, err
	}
	var states, told []any
	var made []recordKey
	for _, i := range fresh {
		for _, c := range firstStates(&list[i]) {
			row, err := stateRow(list[i].ID, c)
			if err != nil {
				return nil, err
			}
			states = append(states, row...)
		}
		if list[i].Reporter != "" {
			told = append(told, list[i].ID, list[i].Reporter)
		}
		if k, ok := keys[list[i].ID]; ok {
			made = append(made, k)
		}
	}
	if err := insertMany(q, "report_states ("+stateColumns+")", 8, states); err != nil {
		return nil, fmt.Errorf("report_states: %w", err)
	}
	if err := addKeys(q, made); err != nil {
		return nil, err
	}
	return fresh, sealedPairs(q, reporters(), told)
}

// sealText puts the sealed text of a report in its place under a new key.
func (q *txn) sealText(r *risk.Report) (recordKey, error) {
	k, err := q.newRecordKey(reportObject + r.ID)
	if err != nil {
		return k, err
	}
	r.Text, err = k.seal(r.Text, about("reports", "text", r.ID))
	return k, err
}

// reportsAt reads the reports recorded by at, each in its state of then. The
// text stays behind: nothing that computes needs it. See ReportText.
func reportsAt(q *txn, where string, args ...any) ([]risk.Report, error) {
	list, err := reports().all(q, where, args...)
	if err != nil {
		return nil, err
	}
	states, err := statesAt(q, where, args...)
	if err != nil {
		return nil, err
	}
	who, err := reporters().all(q, "")
	if err != nil {
		return nil, err
	}
	for i := range list {
		r := &list[i]
		c, ok := states[r.ID]
		if !ok {
			return nil, fmt.Errorf("%w: report %q has no state", ErrCorrupt, r.ID)
		}
		r.State, r.Grade, r.VerifiedAt = c.State, c.Grade, c.VerifiedAt
		r.Reporter, r.Text = who[r.ID], ""
	}
	return list, nil
}

// ReportText is what the reporter wrote, "" once it was erased. The read is
// noted in the audit trail with the actor's purpose; without one it is
// ErrPurpose.
func (s *Store) ReportText(ctx context.Context, id string) (string, error) {
	var text string
	err := s.change(ctx, func(q *txn) error {
		var value string
		var wrapped storedKey
		err := q.one("SELECT r.text, "+keyColumns+" FROM reports r LEFT JOIN record_keys k ON k.object = 'report:' || r.id WHERE r.id = $1",
			[]any{id}, append([]any{&value}, wrapped.dest()...)...)
		if err != nil {
			return err
		}
		if text, err = q.unseal(reportObject+id, wrapped, value, about("reports", "text", id)); err != nil {
			return err
		}
		return q.notePersonal(audit.Event{Object: reportObject + id, Detail: map[string]string{"count": "1"}})
	})
	return text, found(err, "report "+id)
}
