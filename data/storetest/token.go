package storetest

import (
	"context"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"timpora/data"
	"timpora/geo"
	"timpora/risk/access"
)

// Token makes the n-th token, with the extremes of its columns.
func Token(n int, owner string) access.Token {
	return access.Token{
		ID: ID(21, n), Name: fmt.Sprintf("QGIS Bappeda %d", n), Owner: owner, Hash: fmt.Sprintf("%064x", n), Roles: []access.Role{access.Member},
		Scope: []geo.AreaCode{"51.08.04.2003"}, Layers: []string{"cells"}, Path: true, Purpose: "peta \u201ckerja\u201d",
		Networks:  []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("2001:db8::/32")},
		CreatedAt: Epoch(), Until: Epoch().Add(access.LongestToken),
	}
}

func tokensKept(t *testing.T, s *data.Store) {
	ctx := context.Background()
	addUsers(t, s, User(1))
	bare := access.Token{ID: ID(21, 3), Name: "A", Hash: "h3", Roles: []access.Role{access.Officer}, CreatedAt: Epoch(), Until: Epoch().Add(time.Second)}
	newer := Token(4, "")
	newer.Name, newer.CreatedAt = Token(1, "").Name, Epoch().Add(time.Minute)
	for _, one := range []access.Token{Token(1, User(1).ID), bare, newer} {
		noError(t, s.AddToken(ctx, one, did("token_create")))
	}
	wantEqual(t, must[[]access.Token](t)(s.Tokens(ctx, "")), []access.Token{bare, newer, Token(1, User(1).ID)})
	wantEqual(t, must[[]access.Token](t)(s.Tokens(ctx, User(1).ID)), []access.Token{Token(1, User(1).ID)})
	got, owner, err := s.TokenByHash(ctx, "h3")
	noError(t, err)
	wantEqual(t, got, bare)
	wantEqual(t, owner, access.User{})
	for name, spoil := range map[string]func(*access.Token){
		"too long":    func(k *access.Token) { k.Until = k.CreatedAt.Add(access.LongestToken + time.Microsecond) },
		"past end":    func(k *access.Token) { k.Until = k.CreatedAt },
		"no end":      func(k *access.Token) { k.Until = time.Time{} },
		"no name":     func(k *access.Token) { k.Name = "" },
		"line break":  func(k *access.Token) { k.Name = "a\nb" },
		"known hash":  func(k *access.Token) { k.Hash = "h3" },
		"no such one": func(k *access.Token) { k.Owner = "none" },
		"role":        func(k *access.Token) { k.Roles = []access.Role{access.Public} },
	} {
		one := Token(5, "")
		spoil(&one)
		if s.AddToken(ctx, one, did("token_create")) == nil {
			t.Errorf("%s: taken", name)
		}
	}
	noError(t, s.RevokeToken(ctx, bare.ID, did("token_revoke")))
	first := must[[]access.Token](t)(s.Tokens(ctx, ""))[0]
	if first.RevokedAt.IsZero() || first.Holds(Epoch()) {
		t.Fatalf("revoked: %+v", first)
	}
	noError(t, s.RevokeToken(ctx, bare.ID, did("token_revoke")))
	wantEqual(t, must[[]access.Token](t)(s.Tokens(ctx, ""))[0], first)
	wantUnknown(t, s.RevokeToken(ctx, "none", did("token_revoke")))
	_, _, err = s.TokenByHash(ctx, "none")
	wantUnknown(t, err)
	noError(t, s.Check(ctx))
}

func tokenUnderOwner(t *testing.T, s *data.Store) {
	ctx := context.Background()
	addUsers(t, s, User(1)) // planner and member of 51.08.04 and 51.01
	one := Token(1, User(1).ID)
	one.Roles = []access.Role{access.Planner, access.Member, access.Administrator}
	one.Scope = []geo.AreaCode{"51.08", "51.08.04.2003", "51.07.01"}
	noError(t, s.AddToken(ctx, one, did("token_create")))
	rights := func() (access.Token, error) {
		got, owner, err := s.TokenByHash(ctx, one.Hash)
		if err == nil && owner.ID != User(1).ID {
			t.Fatalf("owner %q", owner.ID)
		}
		return got, err
	}
	change := func(f func(*access.User)) {
		t.Helper()
		must[access.User](t)(s.ChangeUser(ctx, User(1).ID, did("user_change"), func(u *access.User) error { f(u); return nil }, ""))
	}
	got := must[access.Token](t)(rights())
	wantEqual(t, got.Roles, []access.Role{access.Planner, access.Member})
	wantEqual(t, got.Scope, []geo.AreaCode{"51.08.04", "51.08.04.2003"})
	change(func(u *access.User) { u.Roles, u.Scope = []access.Role{access.Member}, nil })
	got = must[access.Token](t)(rights())
	wantEqual(t, got.Roles, []access.Role{access.Member})
	wantEqual(t, got.Scope, one.Scope)
	change(func(u *access.User) { u.Scope = []geo.AreaCode{"51.01"} }) // nothing in common is not everything
	_, err := rights()
	wantUnknown(t, err)
	change(func(u *access.User) { u.Roles, u.Scope = []access.Role{access.Auditor}, nil })
	_, err = rights()
	wantUnknown(t, err)
	wantEqual(t, must[[]access.Token](t)(s.Tokens(ctx, "")), []access.Token{one}) // as it was made
}

func tokenUses(t *testing.T, s *data.Store) {
	ctx := context.Background()
	noError(t, s.AddToken(ctx, Token(1, ""), did("token_create")))
	used := func() time.Time { return must[[]access.Token](t)(s.Tokens(ctx, ""))[0].UsedAt }
	hour := Epoch().Add(5 * time.Hour)
	for _, c := range []struct{ at, want time.Time }{
		{hour.Add(7 * time.Minute), hour}, {hour.Add(59 * time.Minute), hour}, {hour.Add(-time.Hour), hour}, {hour.Add(time.Hour), hour.Add(time.Hour)},
	} {
		noError(t, s.TokenUsed(ctx, Token(1, "").ID, c.at))
		wantEqual(t, used(), c.want)
	}
	wantUnknown(t, s.TokenUsed(ctx, "none", hour))
	noError(t, s.Check(ctx))
}
