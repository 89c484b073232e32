package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// txn is one transaction under way.
type txn struct {
	tx      *sql.Tx
	ctx     context.Context // of the statements; not cancelled while a group is written
	ask     context.Context // of the caller
	d       dialect
	ring    *Keyring
	sealing bool                 // the keys cannot be retired before this transaction ends
	own     map[string]*sql.Stmt // statements that come again, by text; the transaction closes them
}

// view runs f in a read transaction: all its statements see one state.
func (s *Store) view(ctx context.Context, f func(*txn) error) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return s.d.wrap(err)
	}
	defer tx.Rollback() //nolint:errcheck // a read has nothing to undo
	return s.d.wrap(f(&txn{tx: tx, ctx: ctx, ask: ctx, d: s.d, ring: s.ring}))
}

// change runs f in a write transaction and returns after the commit. It may
// run f more than once; f starts its results afresh each time.
func (s *Store) change(ctx context.Context, f func(*txn) error) error {
	if s.group != nil {
		return s.d.wrap(s.group.do(ctx, f))
	}
	const tries = 8
	var err error
	for n := range tries {
		if err = s.attempt(ctx, f); err == nil || !s.d.again(err) {
			break
		}
		wait := time.Duration(1+rand.IntN(10<<n)) * time.Millisecond
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
	return s.d.wrap(err)
}

func (s *Store) attempt(ctx context.Context, f func(*txn) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // nothing to undo after a commit
	if err := f(&txn{tx: tx, ctx: ctx, ask: ctx, d: s.d, ring: s.ring}); err != nil {
		return err
	}
	return tx.Commit()
}

// live is the caller's reason to stop, asked between the parts of long work.
func (q *txn) live() error { return q.ask.Err() }

func (q *txn) exec(text string, args ...any) error {
	_, err := q.tx.ExecContext(q.ctx, text, args...)
	return err
}

// affect is exec with the number of rows that changed.
func (q *txn) affect(text string, args ...any) (int, error) {
	r, err := q.tx.ExecContext(q.ctx, text, args...)
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return int(n), err
}

func (q *txn) one(text string, args []any, dest ...any) error {
	return q.tx.QueryRowContext(q.ctx, text, args...).Scan(dest...)
}

func (q *txn) count(text string, args ...any) (int, error) {
	var n int
	err := q.one(text, args, &n)
	return n, err
}

// each calls f for every row; f scans it.
func (q *txn) each(text string, args []any, f func(*sql.Rows) error) error {
	rows, err := q.tx.QueryContext(q.ctx, text, args...)
	if err != nil {
		return err
	}
	return drain(rows, f)
}

// repeat is each for a statement that comes again in the transaction: it is
// prepared once.
func (q *txn) repeat(text string, args []any, f func(*sql.Rows) error) error {
	if q.own == nil {
		q.own = map[string]*sql.Stmt{}
	}
	st, ok := q.own[text]
	if !ok {
		var err error
		if st, err = q.tx.PrepareContext(q.ctx, text); err != nil {
			return err
		}
		q.own[text] = st
	}
	rows, err := st.QueryContext(q.ctx, args...)
	if err != nil {
		return err
	}
	return drain(rows, f)
}

func drain(rows *sql.Rows, f func(*sql.Rows) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// found turns "no rows" into ErrNotFound about what was asked for.
func found(err error, what string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%s: %w", what, ErrNotFound)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// scan reads a row. A value that does not fit its column was changed on disk.
func scan(rows *sql.Rows, dest ...any) error {
	err := rows.Scan(dest...)
	switch {
	case err == nil:
		return nil
	case rows.Err() != nil: // cancelled, or the connection went away
		return rows.Err()
	}
	return fmt.Errorf("%w: %w", ErrCorrupt, err)
}
