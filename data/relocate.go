package data

import (
	"context"
	"database/sql"
	"fmt"

	"timpora/risk"
)

// ActivateBoundarySet puts a set in use and re-locates every stored record by
// it, in one transaction; either both happen or neither. It returns how many
// records moved. Only the place of a stamp is taken from relocate: desa, cell,
// point, quality and distance. A nil relocate leaves the records as they are.
func (s *Store) ActivateBoundarySet(ctx context.Context, id string, relocate func(risk.Stamp) risk.Stamp) (int, error) {
	moved := 0
	err := s.change(ctx, func(q *txn) error {
		moved = 0
		if err := q.exec("UPDATE boundary_sets SET active = 0 WHERE active = 1"); err != nil {
			return err
		}
		n, err := q.affect("UPDATE boundary_sets SET active = 1 WHERE id = $1", id)
		if err != nil {
			return err
		}
		if n == 0 {
			return sql.ErrNoRows
		}
		if relocate == nil {
			return nil
		}
		moved, err = relocateAll(q, relocate)
		return err
	})
	return moved, found(err, "boundary set "+id)
}

func relocateAll(q *txn, relocate func(risk.Stamp) risk.Stamp) (int, error) {
	sum := 0
	for _, move := range []func(*txn, func(risk.Stamp) risk.Stamp) (int, error){
		residences().relocate, premises().relocate, reports().relocate,
		visits().relocate, meetings().relocate, operations().relocate,
	} {
		n, err := move(q, relocate)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// relocate rewrites the place of the records that moved, and their checksums.
func (t table[T]) relocate(q *txn, relocate func(risk.Stamp) risk.Stamp) (int, error) {
	list, err := t.all(q, "")
	if err != nil {
		return 0, err
	}
	update, err := q.tx.PrepareContext(q.ctx, "UPDATE "+t.name+
		" SET desa = $2, cell = $3, lon = $4, lat = $5, quality = $6, off_m = $7, sum = $8 WHERE id = $1")
	if err != nil {
		return 0, fmt.Errorf("relocate %s: %w", t.name, err)
	}
	defer update.Close()
	moved := 0
	for i := range list {
		if i%chunk == 0 && q.live() != nil {
			return 0, q.live()
		}
		changed, err := t.move(&list[i], relocate)
		if err != nil {
			return 0, err
		}
		if changed == nil {
			continue
		}
		if _, err := update.ExecContext(q.ctx, changed...); err != nil {
			return 0, fmt.Errorf("relocate %s: %w", t.name, err)
		}
		moved++
	}
	return moved, nil
}

// move gives the record its new place and returns the values of the update,
// nil when nothing changed.
func (t table[T]) move(r *T, relocate func(risk.Stamp) risk.Stamp) ([]any, error) {
	s := t.stamp(r)
	was, to := *s, relocate(*s)
	s.Desa, s.Cell, s.Point, s.Quality, s.Off = to.Desa, to.Cell, to.Point, to.Quality, to.Off
	if *s == was {
		return nil, nil
	}
	v, err := t.row(r)
	if err != nil {
		return nil, err
	}
	return []any{s.ID, v[5], v[6], v[7], v[8], v[9], v[10], v[len(v)-1]}, nil
}
