package signin

import (
	"errors"
	"net/http"
	"time"

	"timpora/api/frame"
	"timpora/risk/access"
)

// proofAt is where somebody proves again to be there.
const proofAt = "/akun/ulang"

// proofData is what that page shows: what a user can be asked for.
type proofData struct {
	Back, Name     string
	Password, Code bool
}

func (s *Service) proofPage(r *http.Request, me mine) frame.Page {
	data := proofData{Back: proofTarget(r), Name: me.User.Name, Password: me.Hash != "", Code: me.Hash == "" && len(me.TOTP) > 0}
	return frame.Page{Title: "proof-title", Data: data}
}

// proofTarget is where to go after a proof: also to the enrolment, which back would
// refuse.
func proofTarget(r *http.Request) string {
	if r.FormValue("kembali") == string(enrolFactor) {
		return string(enrolFactor)
	}
	return back(r)
}

func (s *Service) askProof(w http.ResponseWriter, r *http.Request, me mine) error {
	return s.show(w, r, http.StatusOK, "ulang.html", s.proofPage(r, me))
}

// takeProof renews the session for who shows the password, or a code where there is
// no password.
func (s *Service) takeProof(w http.ResponseWriter, r *http.Request, me mine) error {
	page := s.proofPage(r, me)
	wait, ok, err := s.prove(r, me.User)
	switch {
	case err != nil:
		return err
	case wait > 0:
		return s.waiting(w, r, "ulang.html", page, wait)
	case !ok:
		page.Error = "proof-wrong"
		return s.show(w, r, http.StatusUnprocessableEntity, "ulang.html", page)
	}
	if _, err := s.renew(w, r, me, me.Full, done("reauthenticated", me.User)); err != nil {
		return err
	}
	s.to(w, r, proofTarget(r))
	return nil
}

func (s *Service) prove(r *http.Request, u access.User) (time.Duration, bool, error) {
	if u.Hash != "" {
		return s.provePassword(r, u, r.PostForm.Get("sandi"), "reauthenticated")
	}
	if len(u.TOTP) == 0 {
		return 0, false, nil
	}
	_, wait, err := s.tryCode(r, u)
	if errors.Is(err, errCode) {
		return wait, false, nil
	}
	return wait, err == nil && wait == 0, err
}

// provePassword compares the password of somebody who is signed in, within what may
// be tried; a failure is written as the refusal of an action.
func (s *Service) provePassword(r *http.Request, u access.User, password, action string) (time.Duration, bool, error) {
	budgets := s.budgets(r, "name "+u.Name, u.Name)
	if wait := s.tries.try(s.o.Now(), budgets...); wait > 0 {
		return wait, false, nil
	}
	ok, err := s.o.Passwords.Verify(r.Context(), password, u.Hash)
	if err != nil {
		return 0, false, err
	}
	if !ok {
		s.noteFailure(r, action, u)
		return 0, false, nil
	}
	s.tries.forgive(budgets...)
	return 0, true, nil
}
