package data

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/google/uuid"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/audit"
)

// StateChange is what somebody found out about a report, and when the team
// came to know it.
type StateChange struct {
	State      risk.State
	Grade      string    // Admiralty
	VerifiedAt time.Time // zero while DUGAAN
	RecordedAt time.Time
	RecordedBy string
	id         string // breaks ties of RecordedAt: the later row wins
}

const stateColumns = "id, report, state, grade, verified_at, recorded_at, recorded_by, sum"

// firstStates are the states of a report that arrives. One that was verified
// after it was recorded was an allegation in between, and reads as of that time
// must see it so.
func firstStates(r *risk.Report) []StateChange {
	now := StateChange{State: r.State, Grade: r.Grade, VerifiedAt: r.VerifiedAt, RecordedAt: r.RecordedAt, RecordedBy: r.RecordedBy}
	if r.State == risk.StateDugaan || !r.VerifiedAt.After(r.RecordedAt) {
		return []StateChange{now}
	}
	before := now
	before.State, before.VerifiedAt = risk.StateDugaan, time.Time{}
	now.RecordedAt = r.VerifiedAt
	return []StateChange{before, now}
}

// stateRow is the values of stateColumns, under a new time-ordered id.
func stateRow(report string, c StateChange) ([]any, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return nil, fmt.Errorf("state of report %q: %w", report, err)
	}
	c.id = id.String()
	row, err := stateValues(report, c)
	if err != nil {
		return nil, fmt.Errorf("state of report %q: %w", report, err)
	}
	return row, nil
}

func stateValues(report string, c StateChange) ([]any, error) {
	at := c.RecordedAt.UnixMicro()
	row := []any{c.id, report, string(c.State), c.Grade, micros(c.VerifiedAt), at, c.RecordedBy}
	sum, err := checksum(row)
	return append(row, sum), err
}

// statesAt reads the last state of every report.
func statesAt(q *txn, where string, args ...any) (map[string]StateChange, error) {
	last := map[string]StateChange{}
	err := q.each("SELECT "+stateColumns+" FROM report_states "+where, args, func(rows *sql.Rows) error {
		report, c, err := scanState(rows)
		if err != nil {
			return err
		}
		if was, ok := last[report]; !ok || later(c, was) {
			last[report] = c
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("report states: %w", err)
	}
	return last, nil
}

func scanState(rows *sql.Rows) (string, StateChange, error) {
	var c StateChange
	var report string
	var sum int64
	err := scan(rows, &c.id, &report, &c.State, &c.Grade, timeScan{&c.VerifiedAt}, timeScan{&c.RecordedAt}, &c.RecordedBy, &sum)
	if err != nil {
		return "", c, err
	}
	v, err := stateValues(report, c)
	if err != nil || v[len(v)-1] != sum {
		return "", c, fmt.Errorf("%w: checksum of state %q", ErrCorrupt, c.id)
	}
	return report, c, nil
}

func later(a, b StateChange) bool {
	if !a.RecordedAt.Equal(b.RecordedAt) {
		return a.RecordedAt.After(b.RecordedAt)
	}
	return cmp.Less(b.id, a.id)
}

// SetReportState adds a state to a report's history. ErrNotFound when there is
// no such report.
func (s *Store) SetReportState(ctx context.Context, report string, c StateChange) error {
	if c.RecordedAt.IsZero() {
		return fmt.Errorf("state of report %q: no time of recording", report)
	}
	err := s.change(ctx, func(q *txn) error {
		row, err := stateRow(report, c)
		if err != nil {
			return err
		}
		var desa geo.AreaCode
		if err := q.one("SELECT desa FROM reports WHERE id = $1", []any{report}, &desa); err != nil {
			return err
		}
		if err := insertMany(q, "report_states ("+stateColumns+")", len(row), row); err != nil {
			return err
		}
		return q.note(audit.Event{
			Action: audit.ReportState, Object: "report:" + report, Area: desa, Outcome: audit.Done,
			Detail: map[string]string{"state": string(c.State), "grade": c.Grade, "by": c.RecordedBy},
		})
	})
	return found(err, "report "+report)
}

// ReportStates is the history of a report, oldest first.
func (s *Store) ReportStates(ctx context.Context, report string) ([]StateChange, error) {
	var all []StateChange
	err := s.view(ctx, func(q *txn) error {
		all = nil
		text := "SELECT " + stateColumns + " FROM report_states WHERE report = $1 ORDER BY recorded_at, id"
		return q.each(text, []any{report}, func(rows *sql.Rows) error {
			_, c, err := scanState(rows)
			all = append(all, c)
			return err
		})
	})
	if err == nil && len(all) == 0 {
		err = sql.ErrNoRows
	}
	return all, found(err, "report "+report)
}
