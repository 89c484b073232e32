package data

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"time"

	"timpora/risk/audit"
)

// errEnough ends a reading early.
var errEnough = errors.New("enough was read")

// SignHead signs the end of the trail, keeps the head in the store and notes it
// in the trail. Whoever calls it has verified the trail, and keeps the head where
// nobody who may write the store may write.
func (s *Store) SignHead(ctx context.Context, key ed25519.PrivateKey) (audit.Head, error) {
	var h audit.Head
	err := s.change(ctx, func(q *txn) error {
		seq, hash, err := q.chainEnd()
		if err != nil {
			return err
		}
		h = audit.Signed(seq, hash, time.UnixMicro(nowMicros()), key)
		if err := q.exec("INSERT INTO audit_heads (seq, hash, at, key_id, signature) VALUES ($1, $2, $3, $4, $5)",
			h.Seq, h.Hash.String(), h.At.UnixMicro(), h.Key, base64.StdEncoding.EncodeToString(h.Signature)); err != nil {
			return err
		}
		n := strconv.FormatInt(h.Seq, 10)
		return q.done(audit.SignHead, "audit:"+n, map[string]string{"seq": n, "hash": h.Hash.String(), "key": h.Key})
	})
	if err != nil {
		return audit.Head{}, fmt.Errorf("sign the audit trail: %w", err)
	}
	return h, nil
}

// AuditHeads are the signed heads in the store, oldest first. Signatures are not
// checked.
func (s *Store) AuditHeads(ctx context.Context) ([]audit.Head, error) {
	var all []audit.Head
	err := s.view(ctx, func(q *txn) (err error) {
		all, err = q.auditHeads()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("audit heads: %w", err)
	}
	return all, nil
}

// auditHeads reads the heads. Texts that are no hash or no base64 were changed,
// and give a head that fits no chain.
func (q *txn) auditHeads() ([]audit.Head, error) {
	var all []audit.Head
	err := q.each("SELECT seq, hash, at, key_id, signature FROM audit_heads ORDER BY seq, at", nil, func(rows *sql.Rows) error {
		h := audit.Head{V: 1}
		var hash, signature string
		if err := scan(rows, &h.Seq, &hash, timeScan{&h.At}, &h.Key, &signature); err != nil {
			return err
		}
		h.Hash, _ = audit.ParseHash(hash)
		h.Signature, _ = base64.StdEncoding.DecodeString(signature)
		all = append(all, h)
		return nil
	})
	return all, err
}

// PruneAudit removes the entries at the beginning of the trail that are older
// than a time, keeps number and hash of the last of them, and notes it in the
// trail. It returns how many. Only what is at the beginning goes: an entry behind
// a younger one stays, whatever its time.
func (s *Store) PruneAudit(ctx context.Context, before time.Time) (int, error) {
	removed := 0
	err := s.change(ctx, func(q *txn) (err error) {
		removed, err = q.pruneAudit(before.UTC().Truncate(time.Microsecond))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune the audit trail: %w", err)
	}
	return removed, nil
}

func (q *txn) pruneAudit(before time.Time) (int, error) {
	end, _, err := q.chainEnd()
	if err != nil {
		return 0, err
	}
	keep := end + 1 // the first that stays
	if err := q.one("SELECT coalesce(min(seq), $1) FROM audit WHERE at >= $2", []any{keep, before.UnixMicro()}, &keep); err != nil {
		return 0, err
	}
	var text string
	err = q.one("SELECT hash FROM audit WHERE seq = $1", []any{keep - 1}, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil // nothing is that old
	}
	if err != nil {
		return 0, err
	}
	removed, err := q.affect("DELETE FROM audit WHERE seq < $1", keep)
	if err != nil {
		return 0, err
	}
	if err := q.exec("INSERT INTO audit_anchors (seq, hash, removed, before_at, at) VALUES ($1, $2, $3, $4, $5)",
		keep-1, text, removed, before.UnixMicro(), nowMicros()); err != nil {
		return 0, err
	}
	return removed, q.done(audit.Prune, "audit:"+strconv.FormatInt(keep-1, 10), map[string]string{
		"seq": strconv.FormatInt(keep-1, 10), "hash": text, "removed": strconv.Itoa(removed), "before": before.Format(time.RFC3339Nano),
	})
}

// auditAnchor is where the trail begins.
func (q *txn) auditAnchor() (a audit.Anchor, err error) {
	text := "SELECT seq, hash FROM audit_anchors ORDER BY seq DESC LIMIT 1"
	err = q.each(text, nil, func(rows *sql.Rows) error {
		var hash string
		if err := scan(rows, &a.Seq, &hash); err != nil {
			return err
		}
		a.Hash, _ = audit.ParseHash(hash) // what is no hash fits no chain
		return nil
	})
	return a, err
}
