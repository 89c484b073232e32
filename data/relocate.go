package data

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"timpora/risk"
	"timpora/risk/audit"
)

// Moves counts what a boundary set changes for the stored records. Lost and
// Found are part of Desa, and Desa of Placed.
type Moves struct {
	Records int `json:"records"` // all that are stored
	Placed  int `json:"placed"`  // get another desa, cell, point or quality
	Desa    int `json:"desa"`    // change desa
	Lost    int `json:"lost"`    // had a desa and would lie outside
	Found   int `json:"found"`   // lay outside and would have a desa
}

// count adds a record that was at one place and is at another.
func (m *Moves) count(was, is risk.Stamp) {
	m.Records++
	if was == is {
		return
	}
	m.Placed++
	if was.Desa == is.Desa {
		return
	}
	m.Desa++
	if is.Desa == "" {
		m.Lost++
	}
	if was.Desa == "" {
		m.Found++
	}
}

// detail is the counts for the audit trail.
func (m Moves) detail() map[string]string {
	return map[string]string{
		"records": strconv.Itoa(m.Records), "placed": strconv.Itoa(m.Placed), "desa": strconv.Itoa(m.Desa),
		"lost": strconv.Itoa(m.Lost), "found": strconv.Itoa(m.Found),
	}
}

// PreviewBoundarySet counts what relocate would change, and changes nothing.
// Cost: a read of every record.
func (s *Store) PreviewBoundarySet(ctx context.Context, relocate func(risk.Stamp) risk.Stamp) (Moves, error) {
	var m Moves
	err := s.view(ctx, func(q *txn) error {
		m = Moves{}
		return relocateAll(q, relocate, &m, false)
	})
	return m, err
}

// ActivateBoundarySet puts a set in use and re-locates every stored record by
// it, in one transaction; either both happen or neither. It returns what
// changed. Only the place of a stamp is taken from relocate: desa, cell,
// point, quality and distance. A nil relocate leaves the records as they are.
func (s *Store) ActivateBoundarySet(ctx context.Context, id string, relocate func(risk.Stamp) risk.Stamp) (Moves, error) {
	var m Moves
	err := s.change(ctx, func(q *txn) error {
		m = Moves{}
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
		if relocate != nil {
			if err := relocateAll(q, relocate, &m, true); err != nil {
				return err
			}
		}
		return q.done(audit.ActivateBoundaries, "boundary_set:"+id, m.detail())
	})
	return m, found(err, "boundary set "+id)
}

// relocateAll counts the moves of every kind of record, and writes them when
// asked to.
func relocateAll(q *txn, relocate func(risk.Stamp) risk.Stamp, m *Moves, write bool) error {
	for _, move := range []func(*txn, func(risk.Stamp) risk.Stamp, *Moves, bool) error{
		residences().relocate, premises().relocate, reports().relocate,
		visits().relocate, meetings().relocate, operations().relocate,
	} {
		if err := move(q, relocate, m, write); err != nil {
			return err
		}
	}
	return nil
}

// relocate counts the records that move and, when asked to, rewrites their
// places and checksums.
func (t table[T]) relocate(q *txn, relocate func(risk.Stamp) risk.Stamp, m *Moves, write bool) error {
	list, err := t.all(q, "")
	if err != nil {
		return err
	}
	update := "UPDATE " + t.name + " SET desa = $2, cell = $3, lon = $4, lat = $5, quality = $6, off_m = $7, sum = $8 WHERE id = $1"
	for i := range list {
		if i%chunk == 0 && q.live() != nil {
			return q.live()
		}
		was := *t.stamp(&list[i])
		changed, err := t.move(&list[i], relocate)
		if err != nil {
			return err
		}
		m.count(was, *t.stamp(&list[i]))
		if changed == nil || !write {
			continue
		}
		if err := q.repeat(update, changed, nil); err != nil { // no rows come back
			return fmt.Errorf("relocate %s: %w", t.name, err)
		}
	}
	return nil
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
