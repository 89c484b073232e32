package data

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/audit"
)

const decisionColumns = "proposal, kind, run, state, decided_by, reason, random, prob, desa, first_day, last_day, at, operation, sum"

// Decide stores a decision, with the operation that it approves or rejects when
// there is one, in one transaction. A proposal is decided once: a second time is
// ErrExists.
func (s *Store) Decide(ctx context.Context, d risk.Decision, o *risk.Operation) error {
	err := s.change(ctx, func(q *txn) error {
		taken, err := q.count("SELECT count(*) FROM decisions WHERE proposal = $1", d.Proposal)
		if err != nil {
			return err
		}
		if taken > 0 {
			return ErrExists
		}
		operation := ""
		if o != nil {
			operation = o.ID
			if err := addOne(q, *o); err != nil {
				return err
			}
		}
		row, err := decisionRow(d, operation)
		if err != nil {
			return err
		}
		if err := insertMany(q, "decisions ("+decisionColumns+")", len(row), row); err != nil {
			return err
		}
		return q.done(audit.Decide, "proposal:"+d.Proposal, map[string]string{
			"kind": d.Kind, "state": d.State, "by": d.By, "run": d.Run, "operation": operation,
		})
	})
	if err != nil {
		return fmt.Errorf("decide on %s: %w", d.Proposal, err)
	}
	return nil
}

// addOne adds an operation; one whose key is known is ErrExists.
func addOne(q *txn, o risk.Operation) error {
	fresh, err := operations().add(q, []risk.Operation{o})
	if err == nil && len(fresh) == 0 {
		err = ErrExists
	}
	return err
}

func decisionRow(d risk.Decision, operation string) ([]any, error) {
	row := []any{
		d.Proposal, d.Kind, d.Run, d.State, d.By, d.Reason, truth(d.Random), real(d.Prob), list(d.Desa), d.From, d.Until,
		d.At.UnixMicro(), operation,
	}
	sum, err := checksum(row)
	return append(row, sum), err
}

// Decision is the one about a proposal, ErrNotFound while there is none.
func (s *Store) Decision(ctx context.Context, proposal string) (risk.Decision, error) {
	all, err := s.decisions(ctx, "WHERE proposal = $1", proposal)
	if err == nil && len(all) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return risk.Decision{}, found(err, "decision on "+proposal)
	}
	return all[0], nil
}

// Decisions are those about the proposals of periods that begin on a day
// (YYYY-MM-DD), by proposal; of all periods when the day is "".
func (s *Store) Decisions(ctx context.Context, from string) ([]risk.Decision, error) {
	all, err := s.decisions(ctx, "WHERE $1 = '' OR first_day = $1", from)
	if err != nil {
		return nil, fmt.Errorf("decisions: %w", err)
	}
	return all, nil
}

func (s *Store) decisions(ctx context.Context, where string, args ...any) (all []risk.Decision, err error) {
	err = s.view(ctx, func(q *txn) error {
		all, err = decisionsWhere(q, where, args...)
		return err
	})
	return all, err
}

func decisionsWhere(q *txn, where string, args ...any) ([]risk.Decision, error) {
	var all []risk.Decision
	err := q.each("SELECT "+decisionColumns+" FROM decisions "+where, args, func(rows *sql.Rows) error {
		d, err := scanDecision(rows)
		all = append(all, d)
		return err
	})
	slices.SortFunc(all, func(a, b risk.Decision) int { return cmp.Compare(a.Proposal, b.Proposal) })
	return all, err
}

func scanDecision(rows *sql.Rows) (d risk.Decision, err error) {
	var operation string
	var sum int64
	err = scan(rows, &d.Proposal, &d.Kind, &d.Run, &d.State, &d.By, &d.Reason, boolScan{&d.Random}, &d.Prob,
		listScan[geo.AreaCode]{&d.Desa}, &d.From, &d.Until, timeScan{&d.At}, &operation, &sum)
	if err != nil {
		return d, err
	}
	row, err := decisionRow(d, operation)
	if err != nil || row[len(row)-1] != sum {
		return d, fmt.Errorf("%w: checksum of the decision on %q", ErrCorrupt, d.Proposal)
	}
	return d, nil
}
