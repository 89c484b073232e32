package data

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"

	"timpora/risk/audit"
)

// BoundarySet is a stored set of boundaries. The store does not look into its
// parts.
type BoundarySet struct {
	ID      string
	Meta    []byte // source, licence, credit, dates
	Body    []byte // the areas
	Check   []byte // what the check found
	SavedAt time.Time
	Active  bool
}

// SaveBoundarySet stores a set, inactive. Saving the same body again renews
// Meta and Check; another body under the same id is ErrExists.
func (s *Store) SaveBoundarySet(ctx context.Context, b BoundarySet) error {
	blobs, err := packAll(b.Meta, b.Body, b.Check)
	if err != nil {
		return fmt.Errorf("save boundary set %s: %w", b.ID, err)
	}
	sum := sha256.Sum256(b.Body)
	err = s.change(ctx, func(q *txn) error {
		if err := q.saveBoundarySet(b, blobs); err != nil {
			return err
		}
		return q.done(audit.StoreBoundaries, "boundary_set:"+b.ID, map[string]string{"sha256": hex.EncodeToString(sum[:])})
	})
	if err != nil {
		return fmt.Errorf("save boundary set %s: %w", b.ID, err)
	}
	return nil
}

// saveBoundarySet writes a set whose meta, body and check are packed.
func (q *txn) saveBoundarySet(b BoundarySet, blobs []any) error {
	n, err := q.affect(`INSERT INTO boundary_sets (id, meta, body, findings, saved_at, active) VALUES ($1, $2, $3, $4, $5, 0)
		ON CONFLICT (id) DO NOTHING`, b.ID, blobs[0], blobs[1], blobs[2], nowMicros())
	if err != nil || n == 1 {
		return err
	}
	var stored []byte
	if err := q.one("SELECT body FROM boundary_sets WHERE id = $1", []any{b.ID}, &stored); err != nil {
		return err
	}
	if was, err := unpack(stored); err != nil || !bytes.Equal(was, b.Body) {
		return fmt.Errorf("other areas under this id: %w", ErrExists)
	}
	return q.exec("UPDATE boundary_sets SET meta = $2, findings = $3 WHERE id = $1", b.ID, blobs[0], blobs[2])
}

// BoundarySets are the stored sets without Body, by id.
func (s *Store) BoundarySets(ctx context.Context) ([]BoundarySet, error) {
	var all []BoundarySet
	err := s.view(ctx, func(q *txn) error {
		text := "SELECT id, meta, findings, saved_at, active FROM boundary_sets ORDER BY id"
		return q.each(text, nil, func(rows *sql.Rows) error {
			var b BoundarySet
			err := scan(rows, &b.ID, &b.Meta, &b.Check, timeScan{&b.SavedAt}, boolScan{&b.Active})
			all = append(all, b)
			return err
		})
	})
	for i := range all {
		if err == nil {
			err = all[i].unpack()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("boundary sets: %w", err)
	}
	return all, nil
}

// unpack unpacks the parts that were read.
func (b *BoundarySet) unpack() error {
	for _, part := range []*[]byte{&b.Meta, &b.Body, &b.Check} {
		if *part == nil {
			continue
		}
		raw, err := unpack(*part)
		if err != nil {
			return fmt.Errorf("set %s: %w", b.ID, err)
		}
		*part = raw
	}
	return nil
}

// BoundarySet is a stored set, whole.
func (s *Store) BoundarySet(ctx context.Context, id string) (BoundarySet, error) {
	return s.boundarySet(ctx, "boundary set "+id, "id = $1", id)
}

// ActiveBoundarySet is the set in use, whole; ErrNotFound when none is.
func (s *Store) ActiveBoundarySet(ctx context.Context) (BoundarySet, error) {
	return s.boundarySet(ctx, "active boundary set", "active = 1")
}

func (s *Store) boundarySet(ctx context.Context, what, where string, args ...any) (BoundarySet, error) {
	var b BoundarySet
	err := s.view(ctx, func(q *txn) error {
		return q.one("SELECT id, meta, body, findings, saved_at, active FROM boundary_sets WHERE "+where, args,
			&b.ID, &b.Meta, &b.Body, &b.Check, timeScan{&b.SavedAt}, boolScan{&b.Active})
	})
	if err == nil {
		err = b.unpack()
	}
	if err != nil {
		return BoundarySet{}, found(err, what)
	}
	return b, nil
}
