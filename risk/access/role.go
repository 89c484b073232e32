package access

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"timpora/risk/disclose"
)

// ErrRole reports the name of no role.
var ErrRole = errors.New("unknown role")

// Role is what somebody is to the team.
type Role string

// The roles. Public is everybody who has not signed in.
const (
	Public        Role = "public"
	Reporter      Role = "reporter"
	Desa          Role = "desa"
	Member        Role = "member"
	Officer       Role = "officer"
	Planner       Role = "planner"
	Administrator Role = "administrator"
	Auditor       Role = "auditor"
)

// Roles lists those that a user or a token may have, narrowest first.
func Roles() []Role {
	return []Role{Reporter, Desa, Member, Officer, Planner, Administrator, Auditor}
}

// ParseRoles reads roles joined by commas.
func ParseRoles(s string) ([]Role, error) {
	var out []Role
	for _, name := range strings.Split(s, ",") {
		r := Role(strings.TrimSpace(name))
		if !slices.Contains(Roles(), r) {
			return nil, fmt.Errorf("%q: %w: want one or more of %v", name, ErrRole, Roles())
		}
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out, nil
}

// Staff reports whether somebody with the role must sign in with a second factor.
func (r Role) Staff() bool {
	return slices.Contains([]Role{Officer, Planner, Administrator, Auditor}, r)
}

// tier is the widest that the role sees within its scope.
func (r Role) tier() disclose.Tier {
	switch r {
	case Officer, Planner:
		return disclose.Officer
	case Desa, Member, Administrator, Auditor:
		return disclose.Partner
	}
	return disclose.Public
}
