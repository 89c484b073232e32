package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"timpora/risk/access"
	"timpora/risk/audit"
)

func tokens() kept[access.Token] {
	return kept[access.Token]{
		name: "tokens",
		columns: []string{
			"id", "name", "owner", "hash", "roles", "scope", "layers", "networks", "in_path", "purpose",
			"created_at", "until_at", "revoked_at", "used_at",
		},
		values: func(t *access.Token) []any {
			return []any{
				t.ID, t.Name, t.Owner, t.Hash, list(t.Roles), list(t.Scope), list(t.Layers), prefixes(t.Networks), truth(t.Path), t.Purpose,
				micros(t.CreatedAt), micros(t.Until), micros(t.RevokedAt), micros(t.UsedAt),
			}
		},
		dest: func(t *access.Token) []any {
			return []any{
				&t.ID, &t.Name, &t.Owner, &t.Hash, listScan[access.Role]{&t.Roles}, areaScan{&t.Scope}, listScan[string]{&t.Layers},
				prefixScan{&t.Networks}, boolScan{&t.Path}, &t.Purpose,
				timeScan{&t.CreatedAt}, timeScan{&t.Until}, timeScan{&t.RevokedAt}, timeScan{&t.UsedAt},
			}
		},
	}
}

// AddToken stores a token. One that ends before it begins or holds for longer
// than access.LongestToken is access.ErrTerm; an owner who is not there or
// disabled is access.ErrUnknown.
func (s *Store) AddToken(ctx context.Context, t access.Token, e audit.Event) error {
	if err := t.Check(); err != nil {
		return err
	}
	err := s.account(ctx, e, func(q *txn) error {
		if t.Owner != "" {
			if _, err := enabled(q, t.Owner); err != nil {
				return err
			}
		}
		return tokens().add(q, t)
	})
	return taken(err, "token "+t.Name)
}

// TokenByHash is the token of a hash, with no more rights than its owner has by
// now, and the owner, the zero value for one made on the command line. Whoever
// asks checks its time. A token whose owner is disabled or has none of its rights
// is access.ErrUnknown.
func (s *Store) TokenByHash(ctx context.Context, hash string) (t access.Token, owner access.User, err error) {
	err = s.view(ctx, func(q *txn) error {
		if t, err = tokens().one(q, "WHERE hash = $1", hash); err != nil || t.Owner == "" {
			return err
		}
		if owner, err = enabled(q, t.Owner); err != nil {
			return err
		}
		var holds bool
		if t, holds = t.Under(owner); !holds {
			return fmt.Errorf("%w: %w: no right of the owner's is left", ErrNotFound, access.ErrUnknown)
		}
		return nil
	})
	if err != nil {
		return access.Token{}, access.User{}, missing(err, "token")
	}
	return t, owner, nil
}

// Tokens are those of an owner (id of a user), of all for "", as they were made;
// by name, the newest of a name first.
func (s *Store) Tokens(ctx context.Context, owner string) (all []access.Token, err error) {
	err = s.view(ctx, func(q *txn) error {
		all, err = tokens().list(q, "WHERE $1 = '' OR owner = $1", owner)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("tokens: %w", err)
	}
	slices.SortStableFunc(all, func(a, b access.Token) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), b.CreatedAt.Compare(a.CreatedAt))
	})
	return all, nil
}

// RevokeToken ends a token for good. A second time changes nothing.
func (s *Store) RevokeToken(ctx context.Context, id string, e audit.Event) error {
	err := s.account(ctx, e, func(q *txn) error {
		t, err := tokens().hold(q, id)
		if err != nil {
			return err
		}
		return revoke(q, t)
	})
	return missing(err, "token "+id)
}

func revoke(q *txn, t access.Token) error {
	if !t.RevokedAt.IsZero() {
		return nil
	}
	t.RevokedAt = time.UnixMicro(nowMicros()).UTC()
	return tokens().set(q, t)
}

// revokeAll ends the tokens of a user.
func revokeAll(q *txn, owner string) error {
	if err := q.exec("UPDATE tokens SET sum = sum WHERE owner = $1", owner); err != nil { // others wait
		return err
	}
	all, err := tokens().list(q, "WHERE owner = $1", owner)
	for _, t := range all {
		err = cmp.Or(err, revoke(q, t))
	}
	return err
}

// TokenUsed keeps when a token was last used, to the hour and once an hour.
func (s *Store) TokenUsed(ctx context.Context, id string, at time.Time) error {
	at = at.UTC().Truncate(time.Hour)
	fresh := false
	err := s.view(ctx, func(q *txn) error {
		t, err := tokens().one(q, "WHERE id = $1", id)
		fresh = at.After(t.UsedAt)
		return err
	})
	if err != nil || !fresh {
		return missing(err, "token "+id)
	}
	err = s.change(ctx, func(q *txn) error {
		t, err := tokens().hold(q, id)
		if err != nil || !at.After(t.UsedAt) {
			return err
		}
		t.UsedAt = at
		return tokens().set(q, t)
	})
	return missing(err, "token "+id)
}
