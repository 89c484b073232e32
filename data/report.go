package data

import (
	"context"
	"fmt"

	"timpora/risk"
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
	fresh, err := reports().add(q, list)
	if err != nil {
		return nil, err
	}
	var states, reporters []any
	for _, i := range fresh {
		for _, c := range firstStates(&list[i]) {
			row, err := stateRow(list[i].ID, c)
			if err != nil {
				return nil, err
			}
			states = append(states, row...)
		}
		if list[i].Reporter != "" {
			reporters = append(reporters, list[i].ID, list[i].Reporter)
		}
	}
	if err := insertMany(q, "report_states ("+stateColumns+")", 8, states); err != nil {
		return nil, fmt.Errorf("report_states: %w", err)
	}
	if err := insertPairs(q, "reporters (report, reporter, sum)", reporters); err != nil {
		return nil, fmt.Errorf("reporters: %w", err)
	}
	return fresh, nil
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
	who, err := pairs(q, "SELECT report, reporter, sum FROM reporters")
	if err != nil {
		return nil, fmt.Errorf("reporters: %w", err)
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

// ReportText is what the reporter wrote.
func (s *Store) ReportText(ctx context.Context, id string) (string, error) {
	var text string
	err := s.view(ctx, func(q *txn) error {
		return q.one("SELECT text FROM reports WHERE id = $1", []any{id}, &text)
	})
	return text, found(err, "report "+id)
}
