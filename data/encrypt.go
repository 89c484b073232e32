package data

import (
	"context"
	"fmt"
	"strconv"

	"timpora/risk/audit"
)

// What is in clear: values without a key of their record, from before there were
// keys.
const (
	clearTexts  = "SELECT r.id, '' FROM reports r WHERE r.text <> '' AND NOT EXISTS (SELECT 1 FROM record_keys k WHERE k.object = 'report:' || r.id)"
	clearValues = "SELECT p.%[2]s, p.%[3]s FROM %[1]s p WHERE NOT EXISTS (SELECT 1 FROM record_keys k WHERE k.object = '%[4]s' || p.%[2]s)"
)

func (p pairTable) clear() string { return fmt.Sprintf(clearValues, p.table, p.id, p.value, p.object) }

// countClear counts the values in clear.
func (q *txn) countClear() (int, error) {
	sum := 0
	for _, text := range []string{clearTexts, reporters().clear(), nationalities().clear()} {
		n, err := q.count("SELECT count(*) FROM (" + text + ") AS c")
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// EncryptClear seals the values in clear, some hundred in a transaction, and
// returns how many. When it was interrupted, the next call seals the rest. At
// the end the bytes that were overwritten are taken off the disk as far as the
// engine can. progress may be nil.
func (s *Store) EncryptClear(ctx context.Context, progress func(done int)) (int, error) {
	sum := 0
	for _, step := range []func(*txn) (int, error){
		encryptTexts,
		func(q *txn) (int, error) { return reporters().encrypt(q) },
		func(q *txn) (int, error) { return nationalities().encrypt(q) },
	} {
		for n := 1; n > 0; {
			err := s.change(ctx, func(q *txn) (err error) {
				if n, err = step(q); err != nil || n == 0 {
					return err
				}
				return q.done(audit.Seal, "", map[string]string{"values": strconv.Itoa(n)})
			})
			if err != nil {
				return sum, fmt.Errorf("encrypt: %w", err)
			}
			if sum += n; progress != nil {
				progress(sum)
			}
		}
	}
	if sum == 0 {
		return 0, nil
	}
	return sum, s.Scrub(ctx)
}

func encryptTexts(q *txn) (int, error) {
	_, ids, err := q.values(clearTexts + " ORDER BY r.id LIMIT " + strconv.Itoa(batchRows))
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	keys := make([]recordKey, len(ids))
	for i, id := range ids {
		list, err := reports().all(q, "WHERE id = $1", id)
		if err != nil || len(list) != 1 {
			return 0, fmt.Errorf("report %q: %d rows: %w", id, len(list), err)
		}
		if keys[i], err = q.sealText(&list[0]); err != nil {
			return 0, err
		}
		if err := reports().rewrite(q, list[0]); err != nil {
			return 0, err
		}
	}
	return len(ids), addKeys(q, keys)
}

func (p pairTable) encrypt(q *txn) (int, error) {
	text := p.clear() + " ORDER BY p." + p.id + " LIMIT " + strconv.Itoa(batchRows)
	clear, ids, err := q.values(text)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	rows := make([]any, 0, 2*len(ids))
	for _, id := range ids {
		if err := p.sound(q, id, clear[id]); err != nil {
			return 0, err
		}
		if err := q.exec("DELETE FROM "+p.table+" WHERE "+p.id+" = $1", id); err != nil {
			return 0, err
		}
		rows = append(rows, id, clear[id])
	}
	return len(ids), sealedPairs(q, p, rows)
}

// sound checks the checksum of a value before it is replaced.
func (p pairTable) sound(q *txn, id, value string) error {
	var sum int64
	if err := q.one("SELECT sum FROM "+p.table+" WHERE "+p.id+" = $1", []any{id}, &sum); err != nil {
		return err
	}
	if got, err := checksum([]any{id, value}); err != nil || got != sum {
		return fmt.Errorf("%w: %s: checksum of %q", ErrCorrupt, p.table, id)
	}
	return nil
}

// Scrub takes what was overwritten or deleted off the disk: SQLite empties its
// write-ahead log, PostgreSQL frees dead rows. Readers under way may keep some of
// it; the engine's own checkpoints take it later.
func (s *Store) Scrub(ctx context.Context) error {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return fmt.Errorf("scrub: %w", s.d.wrap(err))
	}
	defer conn.Close()
	for _, text := range s.d.scrub {
		if _, err := conn.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("scrub: %w", s.d.wrap(err))
		}
	}
	return nil
}
