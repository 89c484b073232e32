package signin

import (
	"errors"
	"net/http"
	"time"

	"timpora/api/frame"
	"timpora/risk/access"
)

// at leads somebody away from a page of a stage that is not theirs. It is nil for
// who belongs there.
func (s *Service) at(w http.ResponseWriter, r *http.Request, want stage) (*mine, error) {
	me, err := s.session(r)
	switch {
	case errors.Is(err, access.ErrUnknown):
		s.to(w, r, signAgain.address(back(r)))
		return nil, nil
	case err != nil:
		return nil, err
	case me.stage != want:
		return nil, s.next(w, r, me)
	}
	return &me, nil
}

// askCode shows the page for the second factor.
func (s *Service) askCode(w http.ResponseWriter, r *http.Request) error {
	me, err := s.at(w, r, showFactor)
	if me == nil {
		return err
	}
	return s.show(w, r, http.StatusOK, "kode.html", frame.Page{Title: "code-title", Data: back(r)})
}

// takeCode takes the second factor.
func (s *Service) takeCode(w http.ResponseWriter, r *http.Request) error {
	me, err := s.at(w, r, showFactor)
	if me == nil {
		return err
	}
	page := frame.Page{Title: "code-title", Data: back(r)}
	u, wait, err := s.tryCode(r, me.User)
	switch {
	case wait > 0:
		return s.waiting(w, r, "kode.html", page, wait)
	case errors.Is(err, errCode):
		page.Error = "code-wrong"
		return s.show(w, r, http.StatusUnprocessableEntity, "kode.html", page)
	case err != nil:
		return err
	}
	me.User = u
	now, err := s.renew(w, r, *me, true, done("sign_in", u, "by", "second_factor"))
	if err != nil {
		return err
	}
	return s.next(w, r, now)
}

// tryCode uses the typed code up, within what a user may try.
func (s *Service) tryCode(r *http.Request, u access.User) (access.User, time.Duration, error) {
	budgets := s.budgets(r, "code "+u.ID, u.Name)
	if wait := s.tries.try(s.o.Now(), budgets...); wait > 0 {
		return u, wait, nil
	}
	u, err := s.useCode(s.as(r, u), u, r.PostForm.Get("kode"))
	if err == nil {
		s.tries.forgive(budgets...)
	} else if errors.Is(err, errCode) {
		s.noteFailure(r, "second_factor", u)
	}
	return u, 0, err
}
