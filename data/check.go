package data

import (
	"context"
	"database/sql"
	"fmt"
)

// Check reads everything: the engine's own structure check, then the checksum
// of every record and blob, which finds changed bytes that the structure check
// does not see. The first fault is ErrCorrupt.
func (s *Store) Check(ctx context.Context) error {
	err := s.view(ctx, func(q *txn) error {
		if err := q.sound(s.d.integrity); err != nil {
			return err
		}
		if err := eachRecordKey(q, func(string) error { return nil }); err != nil {
			return err
		}
		if _, err := recordsWhere(q, ""); err != nil {
			return err
		}
		if _, err := nationalities().all(q, ""); err != nil {
			return err
		}
		if _, err := q.tombstones(); err != nil {
			return err
		}
		if _, err := decisionsWhere(q, ""); err != nil {
			return err
		}
		if err := q.accounts(); err != nil {
			return err
		}
		return q.blobs()
	})
	if err != nil {
		return fmt.Errorf("check: %w", s.d.damaged(err))
	}
	return nil
}

func (q *txn) sound(pragma string) error {
	if pragma == "" {
		return nil
	}
	var says string
	if err := q.one(pragma, nil, &says); err != nil {
		return err
	}
	if says != "ok" {
		return fmt.Errorf("%w: %s", ErrCorrupt, says)
	}
	return nil
}

// blobs unpacks every stored blob.
func (q *txn) blobs() error {
	for _, text := range []string{
		"SELECT head FROM runs", "SELECT policy FROM runs", "SELECT inputs FROM runs", "SELECT result FROM runs",
		"SELECT meta FROM boundary_sets", "SELECT body FROM boundary_sets", "SELECT findings FROM boundary_sets",
		"SELECT body FROM night_files",
	} {
		err := q.each(text, nil, func(rows *sql.Rows) error {
			var b []byte
			if err := scan(rows, &b); err != nil {
				return err
			}
			_, err := unpack(b)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
