package signin

import (
	"net/http"

	"timpora/api/answer"
	"timpora/api/frame"
	"timpora/risk/access"
)

// recoveryData is what the page of recovery codes shows, once.
type recoveryData struct {
	Codes []string
	Next  string
}

func (s *Service) showRecovery(w http.ResponseWriter, r *http.Request, codes []string, next string) error {
	return s.show(w, r, http.StatusOK, "pemulihan.html", frame.Page{Title: "recovery-title", Data: recoveryData{codes, next}})
}

// makeRecovery replaces the recovery codes.
func (s *Service) makeRecovery(w http.ResponseWriter, r *http.Request, me mine) error {
	shown, hashes := newRecovery(me.User.ID)
	return s.changeFactor(w, r, me, "recovery_made", func(u *access.User) { u.Recovery = hashes }, func() error {
		return s.showRecovery(w, r, shown, "/akun")
	})
}

// dropFactor removes the second factor of somebody who need not have one.
func (s *Service) dropFactor(w http.ResponseWriter, r *http.Request, me mine) error {
	if s.needsFactor(me.User) {
		return answer.NewProblem(http.StatusForbidden, "factor_needed", "your role needs a second factor")
	}
	return s.changeFactor(w, r, me, "totp_removed", func(u *access.User) { u.TOTP, u.TOTPStep, u.Recovery = nil, 0, nil }, func() error {
		s.to(w, r, "/akun")
		return nil
	})
}

// changeFactor changes something of an enrolled second factor, after a fresh proof.
func (s *Service) changeFactor(w http.ResponseWriter, r *http.Request, me mine, action string, change func(*access.User), then func() error) error {
	if len(me.TOTP) == 0 || !s.recent(me) {
		s.to(w, r, proofAt+"?kembali=/akun")
		return nil
	}
	_, err := s.o.Store.ChangeUser(s.as(r, me.User), me.User.ID, done(action, me.User), func(u *access.User) error {
		change(u)
		return nil
	}, me.Session.ID)
	s.cache.forget()
	if err != nil {
		return err
	}
	return then()
}
