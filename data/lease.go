package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Lease lets one of several servers lead a job. The epoch grows whenever the
// lease passes to another, so that a leader that slept through its time is
// found out when it writes.
type Lease struct {
	Name   string
	Holder string
	Epoch  int64
	Until  time.Time
}

// Lease takes or renews a lease until now+ttl. ErrHeld while another holder's
// time has not passed. Clocks that differ only shift when a lease passes; the
// epoch keeps two holders from both writing.
func (s *Store) Lease(ctx context.Context, name, holder string, now time.Time, ttl time.Duration) (Lease, error) {
	l := Lease{Name: name, Holder: holder, Until: now.Add(ttl).Truncate(time.Microsecond).UTC()}
	err := s.change(ctx, func(q *txn) error {
		return q.one(`INSERT INTO leases (name, holder, epoch, until_at) VALUES ($1, $2, 1, $3)
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at,
				epoch = leases.epoch + CASE WHEN leases.holder = excluded.holder AND leases.until_at > $4 THEN 0 ELSE 1 END
			WHERE leases.holder = excluded.holder OR leases.until_at <= $4
			RETURNING epoch`, []any{name, holder, l.Until.UnixMicro(), now.UnixMicro()}, &l.Epoch)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrHeld
	}
	if err != nil {
		return Lease{}, fmt.Errorf("lease %s: %w", name, err)
	}
	return l, nil
}

// holds fails unless the lease is still in the holder's epoch. It also keeps
// the row from changing until the transaction ends.
func (q *txn) holds(l *Lease) error {
	if l == nil {
		return nil
	}
	n, err := q.affect("UPDATE leases SET until_at = until_at WHERE name = $1 AND holder = $2 AND epoch = $3", l.Name, l.Holder, l.Epoch)
	if err == nil && n == 0 {
		err = ErrHeld
	}
	return err
}
