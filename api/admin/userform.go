package admin

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"timpora/api/role"
	"timpora/api/signin"
	"timpora/risk/access"
)

// The longest of what is typed, in characters.
const (
	mostDisplay = 100
	mostReason  = 200
	mostPurpose = 200
)

// userForm is what was typed about a user.
type userForm struct {
	Name, Display, Scope, Identity string
	Roles                          []access.Role
	Version                        string // of the user that was shown
	Provider                       bool   // there is one: identities can be typed
	Wrong                          faults
}

func typedUser(v url.Values) userForm {
	f := userForm{Name: v.Get("nama"), Display: v.Get("tampilan"), Scope: v.Get("wilayah"), Identity: v.Get("identitas"), Version: v.Get("versi")}
	for _, one := range v["peran"] {
		f.Roles = append(f.Roles, access.Role(one))
	}
	return f
}

func (f userForm) Has(r access.Role) bool { return slices.Contains(f.Roles, r) }

// Choices are the roles with what each may do beyond what everybody may.
func (f userForm) Choices() []role.View { return choices(access.BySession) }

func choices(via access.Via) []role.View {
	var all []role.View
	for _, r := range access.Roles() {
		v, s := role.Of(r), access.Subject{ID: "any", Roles: []access.Role{r}, Via: via}
		v.Rights = slices.DeleteFunc(v.Rights, func(one role.Right) bool {
			return one.Action == access.Open || one.Action == access.SignedIn || access.Decide(s, one.Action, access.Object{}) != access.Allow
		})
		all = append(all, v)
	}
	return all
}

// apply puts what was typed into a user, and into f.Wrong what cannot be.
func (s *Service) apply(ctx context.Context, f *userForm, u *access.User) (err error) {
	f.Wrong = faults{}
	u.Display = f.Wrong.text("tampilan", f.Display, mostDisplay)
	u.Roles = f.Wrong.roles(f.Roles)
	if u.Scope, err = s.scope(ctx, f.Wrong, f.Scope); err != nil {
		return err
	}
	f.Wrong.fitting(u.Roles, len(u.Scope) > 0)
	identity := f.Wrong.text("identitas", f.Identity, mostDisplay)
	if s.o.Issuer == "" || identity == identityOf(*u) {
		return nil
	}
	u.Issuer, u.Subject = "", ""
	if identity != "" {
		u.Issuer, u.Subject = s.o.Issuer, signin.PendingSubject(identity)
	}
	return nil
}

// identityOf is what a user is linked to at the identity provider, or will be.
func identityOf(u access.User) string {
	return strings.TrimPrefix(u.Subject, signin.PendingSubject(""))
}

// roles reads one role or more.
func (f faults) roles(typed []access.Role) (list []access.Role) {
	for _, one := range typed {
		switch {
		case !slices.Contains(access.Roles(), one):
			f.set("peran", "roles-unknown")
		case !slices.Contains(list, one):
			list = append(list, one)
		}
	}
	if len(typed) == 0 {
		f.set("peran", "roles-none")
	}
	return list
}

// fitting refuses roles that mean nothing within a scope or without one.
func (f faults) fitting(roles []access.Role, scoped bool) {
	switch whole := slices.Contains(roles, access.Administrator) || slices.Contains(roles, access.Auditor); {
	case slices.Contains(roles, access.Desa) && !scoped:
		f.set("wilayah", "scope-needed")
	case whole && scoped:
		f.set("wilayah", "scope-none")
	}
}

// versionOf changes with what a form about a user changes.
func versionOf(u access.User) string { return strconv.FormatInt(u.ChangedAt.UnixMicro(), 36) }

// formOf is a form filled with a user.
func (s *Service) formOf(ctx context.Context, u access.User) (userForm, error) {
	names, err := s.o.Names(ctx)
	return userForm{
		Name: u.Name, Display: u.Display, Scope: listed(names, u.Scope), Identity: identityOf(u), Roles: u.Roles, Version: versionOf(u),
		Provider: s.o.Issuer != "",
	}, err
}

// idOf is the user's id in the address of a request.
func idOf(r *http.Request) string {
	id, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, userAt), "/")
	return id
}

// now is the time as the store keeps it.
func (s *Service) now() time.Time { return s.o.Now().UTC().Truncate(time.Microsecond) }
