package data

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"timpora/risk/audit"
)

// Note writes an event that changes nothing else: a sign-in, a refusal, a
// personal read. It returns after the commit.
func (s *Store) Note(ctx context.Context, e audit.Event) error {
	if err := s.change(ctx, func(q *txn) error { return q.note(e) }); err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	return nil
}

// note appends an event to the chain within the transaction; the actor is that
// of the caller's context. Taking the head first lets writers of other processes
// wait.
func (q *txn) note(e audit.Event) error {
	if _, err := q.affect("UPDATE audit_head SET seq = seq + 1 WHERE id = 1"); err != nil {
		return err
	}
	entry := audit.Entry{At: time.UnixMicro(nowMicros()).UTC(), Actor: audit.From(q.ask), Event: e}
	var was string
	if err := q.one("SELECT seq, hash FROM audit_head WHERE id = 1", nil, &entry.Seq, &was); err != nil {
		return err
	}
	before, err := parseHash(was)
	if err != nil {
		return err
	}
	if entry.Hash, err = entry.Sum(before); err != nil {
		return err
	}
	actor, err := json.Marshal(entry.Actor)
	if err != nil {
		return err
	}
	event, err := json.Marshal(entry.Event)
	if err != nil {
		return err
	}
	sum := hex.EncodeToString(entry.Hash[:])
	row := []any{entry.Seq, entry.At.UnixMicro(), entry.Actor.Name, e.Action, e.Object, e.Outcome, string(actor), string(event), sum}
	if err := insertMany(q, "audit (seq, at, who, action, object, outcome, actor, event, hash)", len(row), row); err != nil {
		return err
	}
	return q.exec("UPDATE audit_head SET hash = $1 WHERE id = 1", sum)
}

func parseHash(text string) (audit.Hash, error) {
	var h audit.Hash
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(h) {
		return h, fmt.Errorf("%w: hash %q", ErrCorrupt, text)
	}
	copy(h[:], b)
	return h, nil
}
