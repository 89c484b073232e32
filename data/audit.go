package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"timpora/risk/audit"
)

// What the trail accounts for: every method that changes records, decisions,
// runs, reports, boundaries, settings or accounts appends an entry in its own
// transaction, and so neither is there without the other. Exempt are leases and
// their renewal, when a session or token was last seen, the probe of Health, and
// the steps of the schema, which have a table of their own.

// Note writes an event that changes nothing else: a sign-in, a refusal, a
// personal read. It returns after the commit.
func (s *Store) Note(ctx context.Context, e audit.Event) error {
	if err := s.change(ctx, func(q *txn) error { return q.note(e) }); err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	return nil
}

// done is note for what the transaction does.
func (q *txn) done(action, object string, detail map[string]string) error {
	return q.note(audit.Event{Action: action, Object: object, Outcome: audit.Done, Detail: detail})
}

// note appends an event to the chain within the transaction; the actor is that
// of the caller's context. Other writers wait from here to the commit, so that it
// comes last, but where their order matters.
func (q *txn) note(e audit.Event) error {
	entry := audit.Entry{At: time.UnixMicro(nowMicros()).UTC(), Actor: audit.From(q.ask), Event: e}
	entry.Clean()
	var err error
	if entry.Seq, entry.Prev, err = q.chainEnd(); err != nil {
		return err
	}
	entry.Seq++
	if entry.Hash, err = entry.Sum(entry.Prev); err != nil {
		return err
	}
	r, err := entry.Row()
	if err != nil {
		return err
	}
	row := []any{r.Seq, r.At, r.Who, r.Action, r.Object, r.Outcome, r.Actor, r.Event, r.Hash}
	if err := insertMany(q, "audit ("+auditColumns+")", len(row), row); err != nil {
		return err
	}
	return q.exec("UPDATE audit_head SET seq = $1, hash = $2 WHERE id = 1", r.Seq, r.Hash)
}

const auditColumns = "seq, at, who, action, object, outcome, actor, event, hash"

// chainEnd is number and hash of the last entry. Writers of other processes wait
// from here to the end of the transaction.
func (q *txn) chainEnd() (int64, audit.Hash, error) {
	var seq int64
	var text string
	err := q.one("UPDATE audit_head SET seq = seq WHERE id = 1 RETURNING seq, hash", nil, &seq, &text)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%w: the end of the audit trail is not known", ErrCorrupt)
	}
	if err != nil {
		return 0, audit.Hash{}, err
	}
	hash, err := parseHash(text)
	return seq, hash, err
}

func parseHash(text string) (audit.Hash, error) {
	h, err := audit.ParseHash(text)
	if err != nil {
		err = fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return h, err
}
