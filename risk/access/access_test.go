package access_test

import (
	"testing"

	"timpora/geo"
	"timpora/risk/access"
	"timpora/risk/disclose"
)

// The rights of every role, as the product's design gives them.
func TestDecideByRole(t *testing.T) {
	rights := map[access.Action]string{ // roles that may, by their first letters
		access.Open: "p r d m o l a u", access.SignedIn: "r d m o l a u", access.SeeCells: "d m o l a u",
		access.SeeExact: "o l", access.SeeNight: "o l", access.SeePersons: "o l", access.DecidePlan: "l",
		access.Import: "o l a", access.OwnTokens: "m o l a", access.Manage: "a", access.SeeAudit: "a u", access.Privacy: "a",
	}
	letters := map[access.Role]byte{access.Public: 'p', access.Reporter: 'r', access.Desa: 'd', access.Member: 'm', access.Officer: 'o',
		access.Planner: 'l', access.Administrator: 'a', access.Auditor: 'u'}
	for _, a := range access.Actions() {
		want, ok := rights[a]
		if !ok {
			t.Errorf("no rights are stated for %s", a)
		}
		for role, letter := range letters {
			s := access.Subject{ID: "u", Roles: []access.Role{role}, Via: access.BySession}
			if role == access.Public {
				s = access.Subject{}
			}
			may := false
			for i := range len(want) {
				may = may || want[i] == letter
			}
			got := access.Decide(s, a, access.Object{})
			if (got == access.Allow) != may {
				t.Errorf("%s %s: %s", role, a, got)
			}
			if !may && (got == access.SignIn) != (role == access.Public) {
				t.Errorf("%s %s: %s, want to be asked to sign in only as the public", role, a, got)
			}
		}
	}
}

func TestDecideByScopeAndKind(t *testing.T) {
	officer := access.Subject{ID: "u", Roles: []access.Role{access.Officer}, Scope: []geo.AreaCode{"51.08.04"}, Via: access.BySession}
	token, path, as := officer, officer, officer
	token.Via, path.Via, as.Actor = access.ByToken, access.ByPath, "admin"
	token.Layers = []string{"cells"}
	for _, c := range []struct {
		what string
		s    access.Subject
		a    access.Action
		o    access.Object
		want access.Verdict
	}{
		{"own desa", officer, access.SeeCells, access.Object{Area: "51.08.04.2003"}, access.Allow},
		{"other kecamatan", officer, access.SeeCells, access.Object{Area: "51.08.05.2003"}, access.Hidden},
		{"a code that begins alike", officer, access.SeeCells, access.Object{Area: "51.08.041"}, access.Hidden},
		{"the area above", officer, access.SeeExact, access.Object{Area: "51.08"}, access.Hidden},
		{"the report of everything", officer, access.SeeNight, access.Object{}, access.Forbidden},
		{"import into everything", officer, access.Import, access.Object{}, access.Forbidden},
		{"own layer", token, access.SeeCells, access.Object{Layer: "cells"}, access.Allow},
		{"other layer", token, access.SeeCells, access.Object{Layer: "clusters"}, access.Hidden},
		{"account by token", token, access.SignedIn, access.Object{}, access.Forbidden},
		{"exact by path", path, access.SeeExact, access.Object{}, access.Forbidden},
		{"cells by path", path, access.SeeCells, access.Object{}, access.Allow},
		{"seeing as another", as, access.SeeExact, access.Object{}, access.Allow},
		{"tokens as another", as, access.OwnTokens, access.Object{}, access.Forbidden},
		{"nobody", access.Subject{}, access.SeeCells, access.Object{Area: "51.08.05"}, access.SignIn},
	} {
		if got := access.Decide(c.s, c.a, c.o); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	if path.Tier() != disclose.Partner || officer.Tier() != disclose.Officer {
		t.Errorf("tiers %s by path and %s by session", path.Tier(), officer.Tier())
	}
}

func TestAudience(t *testing.T) {
	a := access.NewAudience(disclose.Partner, []geo.AreaCode{"51.08", "51.01"}, nil)
	if b := access.NewAudience(disclose.Partner, []geo.AreaCode{"51.01", "51.08", "51.01"}, nil); a != b || a.Key() != b.Key() {
		t.Errorf("%q and %q are the same audience", a.Key(), b.Key())
	}
	if !a.Sees("51.08.04.2003") || a.Sees("51.07.01.2001") {
		t.Error("the audience sees another area than its own")
	}
	if n := a.Narrower(disclose.Public); n != access.NewAudience(disclose.Public, nil, nil) {
		t.Errorf("narrowed to the public: %q", n.Key())
	}
	desa := access.Subject{ID: "u", Roles: []access.Role{access.Desa}, Via: access.BySession}
	if desa.Tier() != disclose.Public {
		t.Error("a desa official without a desa sees more than the public")
	}
}

func BenchmarkDecide(b *testing.B) {
	s := access.Subject{ID: "u", Roles: []access.Role{access.Member, access.Officer}, Scope: []geo.AreaCode{"51.01", "51.07", "51.08.04"}, Via: access.BySession}
	b.ReportAllocs()
	for b.Loop() {
		if access.Decide(s, access.SeeCells, access.Object{Area: "51.08.04.2003", Layer: "cells"}) != access.Allow {
			b.Fatal("refused")
		}
	}
}
