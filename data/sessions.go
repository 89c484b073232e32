package data

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"time"

	"timpora/risk/access"
	"timpora/risk/audit"
)

func sessions() kept[access.Session] {
	return kept[access.Session]{
		name:    "sessions",
		columns: []string{"id", "user_id", "complete", "seen_as", "network", "agent", "created_at", "seen_at"},
		values: func(s *access.Session) []any {
			return []any{s.ID, s.User, truth(s.Full), s.As, s.Network, s.Agent, micros(s.CreatedAt), micros(s.SeenAt)}
		},
		dest: func(s *access.Session) []any {
			return []any{&s.ID, &s.User, boolScan{&s.Full}, &s.As, &s.Network, &s.Agent, timeScan{&s.CreatedAt}, timeScan{&s.SeenAt}}
		},
	}
}

// AddSession signs a user in. A user who is not there or disabled is
// access.ErrUnknown.
func (s *Store) AddSession(ctx context.Context, one access.Session, e audit.Event) error {
	err := s.account(ctx, e, func(q *txn) error {
		if _, err := enabled(q, one.User); err != nil {
			return err
		}
		return sessions().add(q, one)
	})
	return taken(err, "session of "+one.User)
}

// Session is a session and its user. One whose user is disabled is
// access.ErrUnknown.
func (s *Store) Session(ctx context.Context, id string) (one access.Session, u access.User, err error) {
	err = s.view(ctx, func(q *txn) error {
		if one, err = sessions().one(q, "WHERE id = $1", id); err != nil {
			return err
		}
		u, err = enabled(q, one.User)
		return err
	})
	if err != nil {
		return access.Session{}, access.User{}, missing(err, "session")
	}
	return one, u, nil
}

// ChangeSession lets f change a session, which keeps its id, user and time of
// creation. An event without an action is not written: for when it was last seen.
func (s *Store) ChangeSession(ctx context.Context, id string, e audit.Event, f func(*access.Session) error) error {
	write := func(q *txn) error {
		was, err := sessions().hold(q, id)
		if err != nil {
			return err
		}
		one := was
		if err := f(&one); err != nil {
			return err
		}
		one.ID, one.User, one.CreatedAt = was.ID, was.User, was.CreatedAt
		return sessions().set(q, one)
	}
	if e.Action == "" {
		return missing(s.change(ctx, write), "session")
	}
	return missing(s.account(ctx, e, write), "session")
}

// ReplaceSession ends a session and begins another of the same user, as each step
// of signing in does: whoever knew the old id knows nothing.
func (s *Store) ReplaceSession(ctx context.Context, old string, one access.Session, e audit.Event) error {
	err := s.account(ctx, e, func(q *txn) error {
		if n, err := q.affect("DELETE FROM sessions WHERE id = $1 AND user_id = $2", old, one.User); err != nil || n == 0 {
			return cmp.Or(err, sql.ErrNoRows)
		}
		if _, err := enabled(q, one.User); err != nil {
			return err
		}
		return sessions().add(q, one)
	})
	return taken(err, "session of "+one.User)
}

// EndSession signs one browser out.
func (s *Store) EndSession(ctx context.Context, id string, e audit.Event) error {
	err := s.account(ctx, e, func(q *txn) error {
		n, err := q.affect("DELETE FROM sessions WHERE id = $1", id)
		if err == nil && n == 0 {
			err = sql.ErrNoRows
		}
		return err
	})
	return missing(err, "session")
}

// EndSessions signs a user out everywhere but in the session keep, "" for
// everywhere, and counts what ended.
func (s *Store) EndSessions(ctx context.Context, user, keep string, e audit.Event) (ended int, err error) {
	err = s.account(ctx, e, func(q *txn) error {
		ended, err = q.affect("DELETE FROM sessions WHERE user_id = $1 AND id <> $2", user, keep)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("sessions of %s: %w", user, err)
	}
	return ended, nil
}

// Sessions are those of a user, the last seen first; of all users for "".
func (s *Store) Sessions(ctx context.Context, user string) (all []access.Session, err error) {
	err = s.view(ctx, func(q *txn) error {
		all, err = sessions().list(q, "WHERE $1 = '' OR user_id = $1", user)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sessions: %w", err)
	}
	slices.SortStableFunc(all, func(a, b access.Session) int { return b.SeenAt.Compare(a.SeenAt) })
	return all, nil
}

// DropSessions removes the sessions that began before a time and counts them.
// One event tells how many there were, none that there was nothing to do.
func (s *Store) DropSessions(ctx context.Context, before time.Time) (dropped int, err error) {
	err = s.change(ctx, func(q *txn) error {
		const old = "FROM sessions WHERE created_at < $1"
		if dropped, err = q.count("SELECT count(*) "+old, before.UnixMicro()); err != nil || dropped == 0 {
			return err
		}
		e := audit.Event{Action: "sessions_expired", Outcome: audit.Done, Detail: map[string]string{"sessions": strconv.Itoa(dropped)}}
		if err := q.note(e); err != nil {
			return err
		}
		return q.exec("DELETE "+old, before.UnixMicro())
	})
	if err != nil {
		return 0, fmt.Errorf("expired sessions: %w", err)
	}
	return dropped, nil
}
