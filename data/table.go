package data

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"timpora/risk"
)

// table says how one kind of record lies in its table. The columns of the
// stamp come first, then the kind's own, then the checksum.
type table[T any] struct {
	name   string
	own    []string
	stamp  func(*T) *risk.Stamp
	values func(*T) []any // of the own columns
	dest   func(*T) []any // where to scan the own columns
	seal   func(*T) error // encrypts a new record's own columns, nil for none
}

// chunk is how many keys are looked up at once, and how many records pass
// between two looks at whether the caller still wants them.
const chunk = 50

func stampColumns() []string {
	return []string{"id", "row_key", "source", "recorded_at", "recorded_by", "desa", "cell", "lon", "lat", "quality", "off_m"}
}

func stampValues(s *risk.Stamp) []any {
	return []any{
		s.ID, rowKey(s), s.Source, micros(s.RecordedAt), s.RecordedBy, string(s.Desa), cellNumber(s.Cell),
		real(s.Point.Lon), real(s.Point.Lat), string(s.Quality), real(float64(s.Off)),
	}
}

func stampDest(s *risk.Stamp) []any {
	return []any{
		&s.ID, &s.Key, &s.Source, timeScan{&s.RecordedAt}, &s.RecordedBy, &s.Desa, cellScan{&s.Cell},
		&s.Point.Lon, &s.Point.Lat, &s.Quality, &s.Off,
	}
}

// rowKey is the record's key; a record without one is known by its id.
func rowKey(s *risk.Stamp) string {
	if s.Key == "" {
		return "id:" + s.ID
	}
	return s.Key
}

func (t table[T]) columns() []string {
	return append(append(stampColumns(), t.own...), "sum")
}

// row is the values of a record with its checksum.
func (t table[T]) row(r *T) ([]any, error) {
	v := append(stampValues(t.stamp(r)), t.values(r)...)
	sum, err := checksum(v)
	if err != nil {
		return nil, fmt.Errorf("%s %q: %w", t.name, t.stamp(r).ID, err)
	}
	return append(v, sum), nil
}

// all reads the records that the condition lets through, by id. A record whose
// checksum differs is ErrCorrupt.
func (t table[T]) all(q *txn, where string, args ...any) ([]T, error) {
	var out []T
	text := "SELECT " + strings.Join(t.columns(), ", ") + " FROM " + t.name + " " + where
	err := q.each(text, args, func(rows *sql.Rows) error {
		var r T
		if err := t.scan(rows, &r); err != nil {
			return err
		}
		out = append(out, r)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", t.name, err)
	}
	slices.SortFunc(out, func(a, b T) int { return cmp.Compare(t.stamp(&a).ID, t.stamp(&b).ID) })
	return out, nil
}

func (t table[T]) scan(rows *sql.Rows, r *T) error {
	var sum int64
	s := t.stamp(r)
	if err := scan(rows, append(append(stampDest(s), t.dest(r)...), &sum)...); err != nil {
		return err
	}
	v, err := t.row(r)
	if err != nil || v[len(v)-1] != sum {
		return fmt.Errorf("%w: checksum of %q", ErrCorrupt, s.ID)
	}
	if s.Key == "id:"+s.ID {
		s.Key = ""
	}
	return nil
}

// add inserts the records whose key is new and returns their positions.
func (t table[T]) add(q *txn, records []T) ([]int, error) {
	var fresh []int
	seen := make(map[string]bool, len(records))
	for from := 0; from < len(records); from += chunk {
		if err := q.live(); err != nil {
			return nil, err
		}
		part := records[from:min(from+chunk, len(records))]
		if err := t.known(q, part, seen); err != nil {
			return nil, fmt.Errorf("%s: %w", t.name, err)
		}
		var take []int
		for i := range part {
			if k := rowKey(t.stamp(&part[i])); !seen[k] {
				seen[k] = true
				take = append(take, from+i)
			}
		}
		added, err := t.insert(q, records, take)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.name, err)
		}
		fresh = append(fresh, added...)
	}
	return fresh, nil
}

// known marks the keys of the records that the table holds.
func (t table[T]) known(q *txn, part []T, seen map[string]bool) error {
	keys := make([]any, len(part))
	for i := range part {
		keys[i] = rowKey(t.stamp(&part[i]))
	}
	if _, err := checksum(keys); err != nil {
		return err
	}
	text := "SELECT row_key FROM " + t.name + " WHERE row_key IN " + tuple(1, len(keys))
	return q.each(text, keys, func(rows *sql.Rows) error {
		var k string
		err := scan(rows, &k)
		seen[k] = true
		return err
	})
}

// insert adds the records at the positions. Those that another process added
// since the keys were read are left out of the answer.
func (t table[T]) insert(q *txn, records []T, take []int) ([]int, error) {
	var added []int
	at := make(map[string]int, len(take))
	text, made := "", 0 // the statement for so many rows
	for part := range slices.Chunk(take, q.d.rows) {
		if made != len(part) {
			text, made = t.insertion(len(part)), len(part)
		}
		var args []any
		for _, i := range part {
			v, err := t.sealed(records[i])
			if err != nil {
				return nil, err
			}
			args = append(args, v...)
			at[t.stamp(&records[i]).ID] = i
		}
		err := q.repeat(text, args, func(rows *sql.Rows) error {
			var id string
			err := scan(rows, &id)
			added = append(added, at[id])
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(added)
	return added, nil
}

// sealed is the row of a new record.
func (t table[T]) sealed(r T) ([]any, error) {
	if t.seal != nil {
		if err := t.seal(&r); err != nil {
			return nil, fmt.Errorf("%s %q: %w", t.name, t.stamp(&r).ID, err)
		}
	}
	return t.row(&r)
}

// rewrite replaces a stored record by what it became.
func (t table[T]) rewrite(q *txn, r T) error {
	v, err := t.row(&r)
	if err != nil {
		return err
	}
	cols := t.columns()
	set := make([]string, len(cols)-1)
	for i, c := range cols[1:] {
		set[i] = c + " = $" + strconv.Itoa(i+2)
	}
	text := "UPDATE " + t.name + " SET " + strings.Join(set, ", ") + " WHERE id = $1"
	return q.repeat(text, v, nil) // no rows come back
}

func (t table[T]) insertion(rows int) string {
	cols := t.columns()
	return "INSERT INTO " + t.name + " (" + strings.Join(cols, ", ") + ") VALUES " +
		tuples(rows, len(cols)) + " ON CONFLICT (row_key) DO NOTHING RETURNING id"
}

// tuple is "($from, ..., $from+n-1)".
func tuple(from, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(", $")
		b.WriteString(strconv.Itoa(from + i))
	}
	return "(" + strings.TrimPrefix(b.String(), ", ") + ")"
}

// tuples is rows tuples of n parameters each.
func tuples(rows, n int) string {
	all := make([]string, rows)
	for i := range all {
		all[i] = tuple(1+i*n, n)
	}
	return strings.Join(all, ", ")
}
