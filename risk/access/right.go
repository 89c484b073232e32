package access

import (
	"fmt"
	"slices"

	"timpora/geo"
)

// Check is nil for a user who can be stored: a name, and roles that exist.
func (u User) Check() error {
	if err := checkUserName(u.Name); err != nil {
		return err
	}
	return checkRoles(u.Roles)
}

// Check is nil for a token that can be stored: a name, roles that exist, and an
// end after its beginning, by LongestToken at most.
func (t Token) Check() error {
	if err := checkTokenName(t.Name); err != nil {
		return err
	}
	if d := t.Until.Sub(t.CreatedAt); d <= 0 || d > LongestToken {
		return fmt.Errorf("token %s: %w", t.Name, ErrTerm)
	}
	return checkRoles(t.Roles)
}

func checkRoles(list []Role) error {
	for _, r := range list {
		if !slices.Contains(Roles(), r) {
			return fmt.Errorf("%q: %w", r, ErrRole)
		}
	}
	return nil
}

// Manages reports whether the user may manage accounts.
func (u User) Manages() bool {
	return !u.Disabled && Decide(u.SubjectOf(""), Manage, Object{}) == Allow
}

// SameRights reports whether two states of a user have the same password, second
// factor, rights and state, so that sessions of the one are good for the other.
func (u User) SameRights(v User) bool {
	return u.Hash == v.Hash && slices.Equal(u.TOTP, v.TOTP) && slices.Equal(u.Roles, v.Roles) &&
		slices.Equal(u.Scope, v.Scope) && u.Disabled == v.Disabled
}

// Under is the token with no more rights than its owner has by now. It is false
// where nothing remains: no common role, no common area, or a disabled owner.
func (t Token) Under(owner User) (Token, bool) {
	var roles []Role
	for _, r := range t.Roles {
		if slices.Contains(owner.Roles, r) && (r != Desa || len(owner.Scope) > 0) {
			roles = append(roles, r)
		}
	}
	scope, ok := within(t.Scope, owner.Scope)
	t.Roles, t.Scope = roles, scope
	return t, ok && len(roles) > 0 && !owner.Disabled
}

// within is what two scopes have in common; false for nothing.
func within(a, b []geo.AreaCode) ([]geo.AreaCode, bool) {
	if len(a) == 0 || len(b) == 0 { // the whole working area
		return slices.Concat(a, b), true
	}
	var both []geo.AreaCode
	for _, one := range a {
		for _, other := range b {
			switch {
			case one.Within(other):
				both = append(both, one)
			case other.Within(one):
				both = append(both, other)
			}
		}
	}
	slices.Sort(both)
	both = slices.Compact(both)
	return both, len(both) > 0
}
