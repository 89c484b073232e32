package signin

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"timpora/api/frame"
	"timpora/risk/access"
)

// signInData is what the sign-in page shows.
type signInData struct {
	Name     string // as it was typed
	Back     string
	Provider bool
	Plain    bool // the way here is not encrypted: nothing can be signed in
}

func (s *Service) signInPage(r *http.Request) frame.Page {
	return frame.Page{Title: "signin-title", Data: signInData{
		Name: r.PostFormValue("nama"), Back: back(r), Provider: s.oidc != nil, Plain: s.cookieName(r, sessionCookie) == "",
	}}
}

// askSignIn shows the sign-in page, or what is next for who has begun.
func (s *Service) askSignIn(w http.ResponseWriter, r *http.Request) error {
	if me, err := s.session(r); err == nil && me.stage != signAgain {
		return s.next(w, r, me)
	} else if err != nil && !errors.Is(err, access.ErrUnknown) {
		return err
	}
	return s.show(w, r, http.StatusOK, "masuk.html", s.signInPage(r))
}

// signIn takes a name and a password.
func (s *Service) signIn(w http.ResponseWriter, r *http.Request) error {
	page := s.signInPage(r)
	if page.Data.(signInData).Plain {
		return s.show(w, r, http.StatusForbidden, "masuk.html", page)
	}
	name := strings.ToLower(strings.TrimSpace(r.PostForm.Get("nama")))
	name = name[:min(len(name), 64)]
	budgets := s.budgets(r, "name "+name, name)
	if wait := s.tries.try(s.o.Now(), budgets...); wait > 0 {
		return s.waiting(w, r, "masuk.html", page, wait)
	}
	u, ok, err := s.verify(r.Context(), name, r.PostForm.Get("sandi"))
	if err != nil {
		return err
	}
	if !ok {
		s.noteFailure(r, "sign_in_failed", u)
		page.Error = "signin-wrong"
		return s.show(w, r, http.StatusUnprocessableEntity, "masuk.html", page)
	}
	s.tries.forgive(budgets...)
	full := s.fullBy(u)
	me, err := s.begin(w, r, u, full, signInEvent(u, full, "password"))
	if err != nil {
		return err
	}
	return s.next(w, r, me)
}

// verify compares a password with that of a name. Whoever is unknown, disabled or
// without a password costs the same hash.
func (s *Service) verify(ctx context.Context, name, password string) (access.User, bool, error) {
	u, err := s.o.Store.UserByName(ctx, name)
	if err != nil && !errors.Is(err, access.ErrUnknown) {
		return access.User{}, false, err
	}
	ok, err := s.o.Passwords.Verify(ctx, password, u.Hash)
	return u, ok && u.Hash != "" && !u.Disabled, err
}

// signOut ends the session of this browser, or all of the user, and has the browser
// forget.
func (s *Service) signOut(w http.ResponseWriter, r *http.Request) error {
	me, err := s.session(r)
	switch {
	case err == nil && r.PostForm.Get("semua") != "":
		_, err = s.EndSessions(s.as(r, me.User), me.User.ID, "", done("sign_out", me.User, "where", "everywhere"))
	case err == nil:
		err = s.EndSession(s.as(r, me.User), me.Session.ID, done("sign_out", me.User))
	}
	if err != nil && !errors.Is(err, access.ErrUnknown) {
		return err
	}
	s.Clear(w, r)
	w.Header().Set("Clear-Site-Data", `"cache"`) // not "storage", where reports wait to be sent, nor "cookies", by which the browser is known
	s.to(w, r, "/masuk")
	return nil
}
