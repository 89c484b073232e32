package data

import (
	"context"
	"fmt"
	"time"

	"timpora/risk"
)

// Records is everything that was recorded by at, reports in the state known
// then, each kind in the order of ID. A record without a time of recording
// counts as always known. Every record's checksum is verified. Texts of reports
// are left out.
func (s *Store) Records(ctx context.Context, at time.Time) (risk.Records, error) {
	var r risk.Records
	err := s.view(ctx, func(q *txn) (err error) {
		r, err = recordsWhere(q, "WHERE recorded_at IS NULL OR recorded_at <= $1", at.UnixMicro())
		return err
	})
	if err != nil {
		return risk.Records{}, fmt.Errorf("records as of %s: %w", at.Format(time.RFC3339), err)
	}
	return r, nil
}

func recordsWhere(q *txn, where string, args ...any) (r risk.Records, err error) {
	if r.Residences, err = residences().all(q, where, args...); err != nil {
		return r, err
	}
	if r.Premises, err = premises().all(q, where, args...); err != nil {
		return r, err
	}
	if r.Reports, err = reportsAt(q, where, args...); err != nil {
		return r, err
	}
	if r.Visits, err = visits().all(q, where, args...); err != nil {
		return r, err
	}
	if r.Meetings, err = meetings().all(q, where, args...); err != nil {
		return r, err
	}
	r.Operations, err = operations().all(q, where, args...)
	return r, err
}
