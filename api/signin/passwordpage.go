package signin

import (
	"net/http"

	"timpora/api/frame"
	"timpora/api/password"
	"timpora/risk/access"
)

// askPassword shows the page on which a first password is changed.
func (s *Service) askPassword(w http.ResponseWriter, r *http.Request) error {
	me, err := s.at(w, r, changePassword)
	if me == nil {
		return err
	}
	return s.show(w, r, http.StatusOK, "sandi.html", frame.Page{Title: "password-title", Data: passwordData{back(r), me.User.Name}})
}

// passwordData is what that page shows; the name is for password managers.
type passwordData struct{ Back, Name string }

// takePassword changes a first password.
func (s *Service) takePassword(w http.ResponseWriter, r *http.Request) error {
	me, err := s.at(w, r, changePassword)
	if me == nil {
		return err
	}
	now, wrong, err := s.setPassword(w, r, *me, r.PostForm.Get("baru"))
	if err != nil {
		return err
	}
	if wrong != "" {
		page := frame.Page{Title: "password-title", Error: wrong, Data: passwordData{back(r), me.User.Name}}
		return s.show(w, r, http.StatusUnprocessableEntity, "sandi.html", page)
	}
	return s.next(w, r, now)
}

// ownPassword changes a password by the old one, which is proof enough.
func (s *Service) ownPassword(w http.ResponseWriter, r *http.Request, me mine) error {
	wait, ok, err := s.provePassword(r, me.User, r.PostForm.Get("lama"), "password_changed")
	switch {
	case err != nil:
		return err
	case wait > 0:
		return s.waitingAccount(w, r, me, wait)
	case !ok:
		return s.showAccount(w, r, http.StatusUnprocessableEntity, me, frame.Page{Error: "old-wrong"})
	}
	now, wrong, err := s.setPassword(w, r, me, r.PostForm.Get("baru"))
	if err != nil {
		return err
	}
	if wrong != "" {
		return s.showAccount(w, r, http.StatusUnprocessableEntity, me, frame.Page{Error: wrong})
	}
	return s.showAccount(w, r, http.StatusOK, now, frame.Page{Done: "password-changed"})
}

// setPassword stores another password that the policy takes, ends all other
// sessions and renews this one. wrong is the key of a word.
func (s *Service) setPassword(w http.ResponseWriter, r *http.Request, me mine, plain string) (now mine, wrong string, err error) {
	if err := password.Check(plain, me.User.Name, me.Display); err != nil {
		return me, err.Error(), nil
	}
	same, err := s.o.Passwords.Verify(r.Context(), plain, me.Hash)
	if err != nil || same {
		return me, "password-same", err
	}
	hash, err := s.o.Passwords.Hash(r.Context(), plain)
	if err != nil {
		return me, "", err
	}
	me.User, err = s.o.Store.ChangeUser(s.as(r, me.User), me.User.ID, done("password_changed", me.User), func(u *access.User) error {
		u.Hash, u.MustChange = hash, false
		return nil
	}, me.Session.ID)
	if err != nil {
		return me, "", err
	}
	now, err = s.renew(w, r, me, me.Full, done("session_renewed", me.User))
	return now, "", err
}
