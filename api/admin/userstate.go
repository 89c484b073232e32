package admin

import (
	"errors"
	"net/http"

	"timpora/api/answer"
	"timpora/api/frame"
	"timpora/api/signin"
	"timpora/risk/access"
)

// sureData is what the page asks that asks once more.
type sureData struct {
	Text, Button string // keys of words
	Name         string
	Path, Back   string
	Fields       map[string]string
}

// sure reports whether somebody was asked once more and said yes; if not, they are
// asked here. A fresh proof comes first.
func (s *Service) sure(w http.ResponseWriter, r *http.Request, me signin.Signed, d sureData) (bool, error) {
	if ok, err := s.proven(w, r, me, d.Back); !ok || err != nil {
		return false, err
	}
	if r.PostForm.Get("yakin") != "" {
		return true, nil
	}
	d.Path = r.URL.Path
	return false, s.show(w, r, http.StatusOK, "yakin.html", frame.Page{Title: "sure-title", Data: d})
}

// other is the user of an address, who must not be who asks: that is what the page of
// the own account is for.
func (s *Service) other(r *http.Request, me signin.Signed) (access.User, error) {
	u, err := s.o.Store.UserByID(r.Context(), idOf(r))
	if err == nil && u.ID == me.User.ID {
		err = answer.NewProblem(http.StatusForbidden, "own", "this is not done to oneself")
	}
	return u, err
}

// changeState disables or enables a user. Tokens of who is disabled are revoked for
// good.
func (s *Service) changeState(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	u, err := s.other(r, me)
	if err != nil {
		return err
	}
	action, said, disable := "user_enable", "user-enabled", r.PostForm.Get("nonaktif") != ""
	if disable {
		action, said = "user_disable", "user-disabled"
		d := sureData{Text: "sure-disable", Button: "disable", Name: u.Name, Back: userAt + u.ID, Fields: map[string]string{"nonaktif": "1"}}
		if ok, err := s.sure(w, r, me, d); !ok || err != nil {
			return err
		}
	} else if ok, err := s.proven(w, r, me, userAt+u.ID); !ok || err != nil {
		return err
	}
	_, err = s.o.Store.ChangeUser(s.o.SignIn.Acting(r, me), u.ID, event(action, "user:"+u.ID, nil), func(u *access.User) error {
		u.Disabled = disable
		return nil
	}, "")
	if errors.Is(err, access.ErrLast) {
		return s.refuseUser(w, r, http.StatusConflict, me, u, "last-administrator")
	}
	return s.changed(w, r, err, userAt+u.ID, said)
}

// newPassword gives a user a new first password and shows it.
func (s *Service) newPassword(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	u, err := s.other(r, me)
	if err != nil {
		return err
	}
	if ok, err := s.sure(w, r, me, sureData{Text: "sure-password", Button: "password-new", Name: u.Name, Back: userAt + u.ID}); !ok || err != nil {
		return err
	}
	fresh := access.User{}
	plain, err := s.firstPassword(r.Context(), &fresh)
	if err != nil {
		return err
	}
	u, err = s.o.Store.ChangeUser(s.o.SignIn.Acting(r, me), u.ID, event("user_password", "user:"+u.ID, nil), func(u *access.User) error {
		u.Hash, u.MustChange = fresh.Hash, true
		return nil
	}, "")
	if err != nil {
		return err
	}
	s.o.SignIn.Forget()
	return s.showSecret(w, r, u, plain)
}

// resetFactor forgets the second factor of a user, which is enrolled anew at the
// next sign-in where the roles need one.
func (s *Service) resetFactor(w http.ResponseWriter, r *http.Request, me signin.Signed) error {
	u, err := s.other(r, me)
	if err != nil {
		return err
	}
	if ok, err := s.sure(w, r, me, sureData{Text: "sure-factor", Button: "factor-reset-button", Name: u.Name, Back: userAt + u.ID}); !ok || err != nil {
		return err
	}
	_, err = s.o.Store.ChangeUser(s.o.SignIn.Acting(r, me), u.ID, event("user_totp_reset", "user:"+u.ID, nil), func(u *access.User) error {
		u.TOTP, u.TOTPStep, u.Recovery = nil, 0, nil
		return nil
	}, "")
	return s.changed(w, r, err, userAt+u.ID, "factor-reset")
}
