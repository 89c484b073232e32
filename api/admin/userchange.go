package admin

import (
	"errors"
	"net/http"

	"timpora/api/frame"
	"timpora/api/signin"
	"timpora/risk/access"
)

// errStale is that somebody else changed the user meanwhile.
var errStale = errors.New("the user was changed meanwhile")

// changeUser changes name to show, roles, scope and identity. Sessions end where
// rights change, but not the one that changes its own.
func (s *Service) changeUser(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	was, err := s.o.Store.UserByID(r.Context(), idOf(r))
	if err != nil {
		return err
	}
	form := typedUser(r.PostForm)
	form.Name, form.Provider = was.Name, s.o.Issuer != ""
	want := was
	if err := s.apply(r.Context(), &form, &want); err != nil {
		return err
	}
	again := func(status int, key string) error {
		return s.showUser(w, r, status, me, was, func(p *frame.Page, d *userData) { p.Error, d.Form = key, form })
	}
	if len(form.Wrong) > 0 {
		return again(http.StatusUnprocessableEntity, "problem")
	}
	if ok, err := s.proven(w, r, me, userAt+was.ID); !ok || err != nil {
		return err
	}
	keep := ""
	if was.ID == me.User.ID {
		keep = me.Session.ID
	}
	_, err = s.o.Store.ChangeUser(s.o.SignIn.Acting(r, me), was.ID, event("user_change", "user:"+was.ID, rightsOf(want.Roles, joined(want.Scope))), func(u *access.User) error {
		if versionOf(*u) != form.Version {
			return errStale
		}
		u.Display, u.Roles, u.Scope, u.Issuer, u.Subject = want.Display, want.Roles, want.Scope, want.Issuer, want.Subject
		return nil
	}, keep)
	switch {
	case errors.Is(err, errStale):
		form.Version = versionOf(was)
		return again(http.StatusConflict, "user-stale")
	case errors.Is(err, access.ErrLast):
		return again(http.StatusConflict, "last-administrator")
	case errors.Is(err, access.ErrTaken):
		form.Wrong.set("identitas", "identity-taken")
		return again(http.StatusConflict, "problem")
	}
	return s.changed(w, r, err, userAt+was.ID, "user-changed")
}

// changed goes back to a page that says what was done; it holds at once.
func (s *Service) changed(w http.ResponseWriter, r *http.Request, err error, path, what string) error {
	if err != nil {
		return err
	}
	s.o.SignIn.Forget()
	s.o.SignIn.To(w, r, path+"?sudah="+what)
	return nil
}
