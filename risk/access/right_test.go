package access_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"timpora/geo"
	"timpora/risk/access"
)

func TestTokenUnderItsOwner(t *testing.T) {
	type roles = []access.Role
	type codes = []geo.AreaCode
	for _, c := range []struct {
		what       string
		token      roles
		tokenScope codes
		owner      roles
		ownerScope codes
		disabled   bool
		want       roles
		wantScope  codes
		nothing    bool
	}{
		{what: "both of everywhere", token: roles{access.Officer}, owner: roles{access.Officer}, want: roles{access.Officer}},
		{what: "owner of an area", token: roles{access.Officer}, owner: roles{access.Officer}, ownerScope: codes{"51.08"}, want: roles{access.Officer}, wantScope: codes{"51.08"}},
		{what: "token of a part", token: roles{access.Officer}, tokenScope: codes{"51.08.04"}, owner: roles{access.Officer}, ownerScope: codes{"51.08", "51.01"}, want: roles{access.Officer}, wantScope: codes{"51.08.04"}},
		{what: "token of more", token: roles{access.Officer}, tokenScope: codes{"51.08", "51.07"}, owner: roles{access.Officer}, ownerScope: codes{"51.08.04", "51.08.05"}, want: roles{access.Officer}, wantScope: codes{"51.08.04", "51.08.05"}},
		{what: "codes that begin alike", token: roles{access.Officer}, tokenScope: codes{"51.08.04"}, owner: roles{access.Officer}, ownerScope: codes{"51.08.041"}, nothing: true},
		{what: "other areas", token: roles{access.Officer}, tokenScope: codes{"51.01"}, owner: roles{access.Officer}, ownerScope: codes{"51.08"}, nothing: true},
		{what: "roles in common", token: roles{access.Planner, access.Member}, owner: roles{access.Member, access.Auditor}, want: roles{access.Member}},
		{what: "no role in common", token: roles{access.Planner}, owner: roles{access.Member}, nothing: true},
		{what: "a desa official without a desa", token: roles{access.Desa}, tokenScope: codes{"51.08.04.2003"}, owner: roles{access.Desa}, nothing: true},
		{what: "disabled", token: roles{access.Officer}, owner: roles{access.Officer}, disabled: true, nothing: true},
	} {
		got, ok := access.Token{Roles: c.token, Scope: c.tokenScope}.Under(access.User{Roles: c.owner, Scope: c.ownerScope, Disabled: c.disabled})
		if ok == c.nothing || ok && (!slices.Equal(got.Roles, c.want) || !slices.Equal(got.Scope, c.wantScope)) {
			t.Errorf("%s: %v %v, holds: %v", c.what, got.Roles, got.Scope, ok)
		}
	}
}

func TestTokenTerm(t *testing.T) {
	at := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for d, good := range map[time.Duration]bool{0: false, -time.Hour: false, time.Hour: true, access.LongestToken: true, access.LongestToken + 1: false} {
		err := access.Token{Name: "a", CreatedAt: at, Until: at.Add(d)}.Check()
		if good != (err == nil) || !good && !errors.Is(err, access.ErrTerm) {
			t.Errorf("%s: %v", d, err)
		}
	}
}
