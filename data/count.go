package data

import (
	"context"
	"fmt"
)

// Counts is how much the store holds of each kind.
type Counts struct {
	Residences, Premises, Reports, Visits, Meetings, Operations int
	Runs, Nights, Imports, BoundarySets                         int
}

// Counts counts the rows of the store.
func (s *Store) Counts(ctx context.Context) (Counts, error) {
	var c Counts
	err := s.view(ctx, func(q *txn) error {
		return q.one(`SELECT
			(SELECT count(*) FROM residences), (SELECT count(*) FROM premises), (SELECT count(*) FROM reports),
			(SELECT count(*) FROM visits), (SELECT count(*) FROM meetings), (SELECT count(*) FROM operations),
			(SELECT count(*) FROM runs), (SELECT count(*) FROM nights), (SELECT count(*) FROM imports),
			(SELECT count(*) FROM boundary_sets)`, nil,
			&c.Residences, &c.Premises, &c.Reports, &c.Visits, &c.Meetings, &c.Operations,
			&c.Runs, &c.Nights, &c.Imports, &c.BoundarySets)
	})
	if err != nil {
		return Counts{}, fmt.Errorf("count: %w", err)
	}
	return c, nil
}

// Empty reports whether the store holds no record of any kind.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	c, err := s.Counts(ctx)
	return c.Residences+c.Premises+c.Reports+c.Visits+c.Meetings+c.Operations == 0, err
}
