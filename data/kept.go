package data

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"timpora/risk/access"
)

// kept says how one kind of account lies in its table: what is changed or ends,
// unlike the records of a table[T]. The first column is the id, then come the
// kind's own, then the checksum.
type kept[T any] struct {
	name    string
	columns []string
	values  func(*T) []any
	dest    func(*T) []any
}

func (k kept[T]) all() []string { return append(slices.Clone(k.columns), "sum") }

func (k kept[T]) row(r *T) ([]any, error) {
	v := k.values(r)
	sum, err := checksum(v)
	return append(v, sum), err
}

func (k kept[T]) add(q *txn, r T) error {
	row, err := k.row(&r)
	if err != nil {
		return err
	}
	return insertMany(q, k.name+" ("+strings.Join(k.all(), ", ")+")", len(row), row)
}

// set writes all columns of what has the id.
func (k kept[T]) set(q *txn, r T) error {
	row, err := k.row(&r)
	if err != nil {
		return err
	}
	parts := make([]string, 0, len(row))
	for i, c := range k.all()[1:] {
		parts = append(parts, fmt.Sprintf("%s = $%d", c, i+2))
	}
	return q.exec("UPDATE "+k.name+" SET "+strings.Join(parts, ", ")+" WHERE id = $1", row...)
}

// hold reads what has the id and keeps other writers from it until the
// transaction ends.
func (k kept[T]) hold(q *txn, id string) (T, error) {
	if _, err := q.affect("UPDATE "+k.name+" SET sum = sum WHERE id = $1", id); err != nil {
		var none T
		return none, err
	}
	return k.one(q, "WHERE id = $1", id)
}

// one is the only row that the condition lets through, sql.ErrNoRows for none.
func (k kept[T]) one(q *txn, where string, args ...any) (r T, err error) {
	list, err := k.list(q, where, args...)
	if err == nil && len(list) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return r, err
	}
	return list[0], nil
}

// list reads the rows that the condition lets through, by id. One whose checksum
// differs is ErrCorrupt.
func (k kept[T]) list(q *txn, where string, args ...any) ([]T, error) {
	var out []T
	text := "SELECT " + strings.Join(k.all(), ", ") + " FROM " + k.name + " " + where
	err := q.each(text, args, func(rows *sql.Rows) error {
		var r T
		var sum int64
		if err := scan(rows, append(k.dest(&r), &sum)...); err != nil {
			return err
		}
		v, err := k.row(&r)
		if err != nil || v[len(v)-1] != sum {
			return fmt.Errorf("%w: checksum of %s %q", ErrCorrupt, k.name, v[0])
		}
		out = append(out, r)
		return nil
	})
	slices.SortFunc(out, func(a, b T) int { return cmp.Compare(k.id(&a), k.id(&b)) })
	return out, err
}

func (k kept[T]) id(r *T) string { return k.values(r)[0].(string) }

// missing is found for accounts: what is not there is access.ErrUnknown as well.
func missing(err error, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s: %w: %w", what, ErrNotFound, access.ErrUnknown)
	}
	return found(err, what)
}

// taken is an error of adding an account: an identity that exists is
// access.ErrTaken as well.
func taken(err error, what string) error {
	if errors.Is(err, ErrExists) {
		return fmt.Errorf("%s: %w: %w", what, access.ErrTaken, err)
	}
	return missing(err, what)
}
