package data

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// Tombstone says that an object was erased. It holds no personal data.
type Tombstone struct {
	Object string    `json:"object"`
	At     time.Time `json:"at"`
	Rule   string    `json:"rule"`
}

const tombstoneColumns = "tombstones (object, at, rule, sum)"

func (t Tombstone) row() ([]any, error) {
	row := []any{t.Object, t.At.UnixMicro(), t.Rule}
	sum, err := checksum(row)
	return append(row, sum), err
}

func (q *txn) addTombstones(objects []string, at time.Time, rule string) error {
	var rows []any
	for _, o := range objects {
		row, err := Tombstone{o, at, rule}.row()
		if err != nil {
			return err
		}
		rows = append(rows, row...)
	}
	return insertMany(q, tombstoneColumns, 4, rows)
}

// Tombstones are what was erased, in the order of object.
func (s *Store) Tombstones(ctx context.Context) ([]Tombstone, error) {
	var all []Tombstone
	err := s.view(ctx, func(q *txn) (err error) {
		all, err = q.tombstones()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("tombstones: %w", err)
	}
	return all, nil
}

func (q *txn) tombstones() ([]Tombstone, error) {
	var all []Tombstone
	err := q.each("SELECT object, at, rule, sum FROM tombstones ORDER BY object", nil, func(rows *sql.Rows) error {
		var t Tombstone
		var sum int64
		if err := scan(rows, &t.Object, timeScan{&t.At}, &t.Rule, &sum); err != nil {
			return err
		}
		row, err := t.row()
		if err != nil || row[3] != sum {
			return fmt.Errorf("%w: checksum of the tombstone of %q", ErrCorrupt, t.Object)
		}
		all = append(all, t)
		return nil
	})
	return all, err
}

// SaveTombstones appends to a file, one JSON object a line, the tombstones that
// it lacks, and returns how many. The file belongs beside the backups: it is
// what makes a restored database forget again. Nothing in it is ever changed.
func (s *Store) SaveTombstones(ctx context.Context, path string) (int, error) {
	all, err := s.Tombstones(ctx)
	if err != nil {
		return 0, err
	}
	body, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("tombstones: %w", err)
	}
	known := map[string]bool{}
	for _, t := range readTombstones(body) {
		known[t.Object] = true
	}
	var more bytes.Buffer
	if len(body) > 0 && !bytes.HasSuffix(body, []byte("\n")) {
		more.WriteByte('\n') // a line that was cut when the machine went down
	}
	n := 0
	for _, t := range all {
		if known[t.Object] {
			continue
		}
		line, err := json.Marshal(t)
		if err != nil {
			return 0, err
		}
		more.Write(append(line, '\n'))
		n++
	}
	if n == 0 {
		return 0, nil
	}
	return n, appendTo(path, more.Bytes())
}

// appendTo returns when the bytes are on the disk.
func appendTo(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("tombstones: %w", err)
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("tombstones: %w", err)
	}
	return nil
}

// readTombstones are the whole lines of a file; a cut one is left out, since its
// tombstone is written again.
func readTombstones(body []byte) []Tombstone {
	var all []Tombstone
	lines := bufio.NewScanner(bytes.NewReader(body))
	for lines.Scan() {
		var t Tombstone
		if json.Unmarshal(lines.Bytes(), &t) == nil && t.Object != "" {
			all = append(all, t)
		}
	}
	return all
}

// ReplayTombstones erases again, in a restored database, what a file of
// SaveTombstones says was erased. It returns how many objects it erased; those
// that the database does not hold get their tombstone only. Repeating it does
// nothing more. All or nothing.
func (s *Store) ReplayTombstones(ctx context.Context, file io.Reader) (int, error) {
	body, err := io.ReadAll(file)
	if err != nil {
		return 0, fmt.Errorf("replay: %w", err)
	}
	list, erased := readTombstones(body), 0
	if len(list) == 0 {
		return 0, fmt.Errorf("replay: no tombstone in the file: %w", ErrNotFound)
	}
	err = s.change(ctx, func(q *txn) error {
		p := Proof{Rule: "replay", Counts: map[string]int{}, At: time.UnixMicro(nowMicros()).UTC()}
		var again []string
		for _, t := range list {
			done, err := q.replay(t)
			if err != nil {
				return fmt.Errorf("%s: %w", t.Object, err)
			}
			if done {
				again = append(again, t.Object)
			}
		}
		erased, p.Digest = len(again), digest(again)
		p.Counts["objects"] = erased
		return q.prove(&p)
	})
	if err != nil {
		return 0, fmt.Errorf("replay: %w", err)
	}
	return erased, s.Scrub(ctx)
}

// replay erases one object unless its tombstone stands already.
func (q *txn) replay(t Tombstone) (bool, error) {
	n, err := q.count("SELECT count(*) FROM tombstones WHERE object = $1", t.Object)
	if err != nil || n > 0 {
		return false, err
	}
	if err := q.addTombstones([]string{t.Object}, t.At, t.Rule); err != nil {
		return false, err
	}
	err = q.eraseOne(t.Object)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
