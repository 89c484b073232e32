package data

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"timpora/risk/access"
	"timpora/risk/audit"
)

func users() kept[access.User] {
	return kept[access.User]{
		name: "users",
		columns: []string{
			"id", "name", "display", "roles", "scope", "hash", "must_change", "totp", "totp_step", "recovery",
			"issuer", "subject", "disabled", "created_at", "changed_at",
		},
		values: func(u *access.User) []any {
			return []any{
				u.ID, u.Name, u.Display, list(u.Roles), list(u.Scope), u.Hash, truth(u.MustChange), hexadecimal(u.TOTP), u.TOTPStep,
				list(u.Recovery), u.Issuer, u.Subject, truth(u.Disabled), micros(u.CreatedAt), micros(u.ChangedAt),
			}
		},
		dest: func(u *access.User) []any {
			return []any{
				&u.ID, &u.Name, &u.Display, listScan[access.Role]{&u.Roles}, areaScan{&u.Scope}, &u.Hash, boolScan{&u.MustChange},
				hexScan{&u.TOTP}, &u.TOTPStep, listScan[string]{&u.Recovery}, &u.Issuer, &u.Subject, boolScan{&u.Disabled},
				timeScan{&u.CreatedAt}, timeScan{&u.ChangedAt},
			}
		},
	}
}

// errEvent reports a change of accounts that nobody would account for.
var errEvent = errors.New("a change of accounts needs the action of its event")

// account runs f in a transaction that begins with the event. The chain's head
// orders such writers: f sees what those before have committed.
func (s *Store) account(ctx context.Context, e audit.Event, f func(*txn) error) error {
	if e.Action == "" {
		return errEvent
	}
	return s.change(ctx, func(q *txn) error {
		if err := q.note(e); err != nil {
			return err
		}
		return f(q)
	})
}

// AddUser stores a new user and the event. A name or an identity that another
// user has is ErrExists and access.ErrTaken; access.ErrName and access.ErrRole
// report what cannot be stored.
func (s *Store) AddUser(ctx context.Context, u access.User, e audit.Event) error {
	if err := u.Check(); err != nil {
		return err
	}
	if u.ChangedAt.IsZero() {
		u.ChangedAt = u.CreatedAt
	}
	err := s.account(ctx, e, func(q *txn) error { return users().add(q, u) })
	return taken(err, "user "+u.Name)
}

// UserByName is the user of a name. What is not there is ErrNotFound and
// access.ErrUnknown, here as in all methods about accounts.
func (s *Store) UserByName(ctx context.Context, name string) (access.User, error) {
	return s.user(ctx, "user "+name, "WHERE name = $1", name)
}

// UserByID is the user of an id.
func (s *Store) UserByID(ctx context.Context, id string) (access.User, error) {
	return s.user(ctx, "user "+id, "WHERE id = $1", id)
}

// UserByIdentity is the user whom an identity provider knows as subject.
func (s *Store) UserByIdentity(ctx context.Context, issuer, subject string) (access.User, error) {
	return s.user(ctx, "identity", "WHERE issuer = $1 AND subject = $2 AND issuer <> ''", issuer, subject)
}

func (s *Store) user(ctx context.Context, what, where string, args ...any) (u access.User, err error) {
	err = s.view(ctx, func(q *txn) error {
		u, err = users().one(q, where, args...)
		return err
	})
	return u, missing(err, what)
}

// Users lists all users by name.
func (s *Store) Users(ctx context.Context) (all []access.User, err error) {
	err = s.view(ctx, func(q *txn) error {
		all, err = users().list(q, "")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("users: %w", err)
	}
	slices.SortFunc(all, func(a, b access.User) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

// ChangeUser lets f change a user, in one transaction with the event, and
// returns what was stored. f may run more than once, holds up other writers, and
// its error undoes everything.
//
// Where the password, the second factor, the rights or the state change, all
// sessions of the user end but keep (the id of one, "" for none) and ChangedAt is
// set; a user who is disabled also loses the tokens. The last user who may manage
// accounts has to stay one: access.ErrLast.
func (s *Store) ChangeUser(ctx context.Context, id string, e audit.Event, f func(*access.User) error, keep string) (u access.User, err error) {
	err = s.account(ctx, e, func(q *txn) error {
		was, err := users().hold(q, id)
		if err != nil {
			return err
		}
		u, err = changed(was, f)
		if err != nil {
			return err
		}
		if was.Manages() && !u.Manages() {
			if err := othersManage(q, id); err != nil {
				return err
			}
		}
		if err := users().set(q, u); err != nil || was.SameRights(u) {
			return err
		}
		return signedOut(q, u, keep)
	})
	if err != nil {
		return access.User{}, taken(err, "user "+id)
	}
	return u, nil
}

// changed is the user after f, with an identity that f cannot change.
func changed(was access.User, f func(*access.User) error) (access.User, error) {
	u := was
	u.Roles, u.Scope, u.Recovery, u.TOTP = slices.Clone(u.Roles), slices.Clone(u.Scope), slices.Clone(u.Recovery), slices.Clone(u.TOTP)
	if err := f(&u); err != nil {
		return u, err
	}
	u.ID, u.CreatedAt, u.ChangedAt = was.ID, was.CreatedAt, was.ChangedAt
	if !was.SameRights(u) {
		u.ChangedAt = time.UnixMicro(nowMicros()).UTC()
	}
	return u, u.Check()
}

func othersManage(q *txn, id string) error {
	others, err := users().list(q, "WHERE id <> $1", id)
	if err == nil && !slices.ContainsFunc(others, access.User.Manages) {
		err = access.ErrLast
	}
	return err
}

// signedOut ends what stands on the former rights of a user.
func signedOut(q *txn, u access.User, keep string) error {
	if u.Disabled {
		keep = ""
		if err := revokeAll(q, u.ID); err != nil {
			return err
		}
	}
	return q.exec("DELETE FROM sessions WHERE user_id = $1 AND id <> $2", u.ID, keep)
}

// accounts reads every account and so verifies its checksum.
func (q *txn) accounts() error {
	_, err1 := users().list(q, "")
	_, err2 := sessions().list(q, "")
	_, err3 := tokens().list(q, "")
	return cmp.Or(err1, err2, err3)
}

// enabled is sql.ErrNoRows for a user who is not there or disabled.
func enabled(q *txn, id string) (access.User, error) {
	u, err := users().one(q, "WHERE id = $1", id)
	if err == nil && u.Disabled {
		err = sql.ErrNoRows
	}
	return u, err
}
