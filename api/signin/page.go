package signin

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"timpora/api/answer"
	"timpora/api/frame"
	"timpora/risk/access"
)

// handler is a page that may fail.
type handler func(w http.ResponseWriter, r *http.Request) error

// serve makes a handler one of net/http: forms are checked before it, what fails is
// shown as a page. A session that ended meanwhile, by another tab's step, leads to the
// sign-in page.
func (s *Service) serve(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var err error
		if r.Method == http.MethodPost {
			err = s.CheckForm(w, r)
		}
		if err == nil {
			err = h(w, r)
		}
		switch {
		case errors.Is(err, access.ErrUnknown):
			s.AskToSignIn(w, r)
		case err != nil:
			s.Fail(w, r, err)
		}
	}
}

// signedIn is a page of somebody who went through all stages; others are led there.
// While an administrator sees as another, nothing is changed here.
func (s *Service) signedIn(h func(http.ResponseWriter, *http.Request, mine) error) http.HandlerFunc {
	return s.serve(func(w http.ResponseWriter, r *http.Request) error {
		me, err := s.session(r)
		switch {
		case err != nil:
			return err
		case me.stage != live:
			s.to(w, r, me.stage.address(returnTo(r)))
			return nil
		case me.As != "" && r.Method != http.MethodGet && r.Method != http.MethodHead:
			return answer.NewProblem(http.StatusForbidden, "role", "seeing as another is seeing only")
		}
		return h(w, r, me)
	})
}

// Show sends a page of a set in the frame: with the form's token, and with the name
// of whoever is signed in.
func (s *Service) Show(w http.ResponseWriter, r *http.Request, status int, set *frame.Set, name string, p frame.Page) error {
	if me, err := s.session(r); err == nil && me.stage == live {
		p.User, p.Admin = shownName(me.User), me.As == "" && me.Manages()
		if p.As, err = s.seenName(r, me); err != nil {
			return err
		}
	}
	p.Form = s.FormToken(w, r)
	return set.Write(w, r, status, name, p)
}

func (s *Service) show(w http.ResponseWriter, r *http.Request, status int, name string, p frame.Page) error {
	return s.Show(w, r, status, s.set, name, p)
}

func shownName(u access.User) string {
	if u.Display != "" {
		return u.Display
	}
	return u.Name
}

// Fail shows an error as a page: problems as they are, others as internal.
func (s *Service) Fail(w http.ResponseWriter, r *http.Request, err error) {
	status, key := http.StatusInternalServerError, "failed"
	var p *answer.Problem
	if errors.As(err, &p) {
		status = p.Status
		key = map[string]string{"form_stale": "stale", "cross_origin": "cross", "role": "no-right", "not_found": "not-here", "own": "not-self"}[p.Code]
	}
	if status >= http.StatusInternalServerError {
		s.o.Log.Error("a sign-in page failed", "path", Redact(r.URL.Path), "error", err)
	}
	if key == "" {
		key = "refused"
	}
	if err := s.show(w, r, status, "gagal.html", frame.Page{Title: "failed-title", Error: key}); err != nil {
		s.o.Log.Error("a page failed", "error", err)
		answer.NewProblem(http.StatusInternalServerError, "internal", "").Write(w, r)
	}
}

// AskToSignIn sends a browser to the sign-in page, and back afterwards.
func (s *Service) AskToSignIn(w http.ResponseWriter, r *http.Request) {
	at := signAgain
	if me, err := s.session(r); err == nil && me.stage != live {
		at = me.stage
	}
	s.to(w, r, at.address(returnTo(r)))
}

// returnTo is the page that somebody asked for; only those that can be asked for
// again.
func returnTo(r *http.Request) string {
	if r.Method == http.MethodGet {
		return r.URL.RequestURI()
	}
	return "/akun"
}

// to sends the browser on. The language stays.
func (s *Service) to(w http.ResponseWriter, r *http.Request, path string) {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, frame.Keep(r, path), http.StatusSeeOther)
}

// next sends a browser to its next stage, or back to where it wanted to go.
func (s *Service) next(w http.ResponseWriter, r *http.Request, me mine) error {
	if me.stage == live {
		s.to(w, r, back(r))
		return nil
	}
	s.to(w, r, me.stage.address(back(r)))
	return nil
}

// waiting shows a page again that may be tried later.
func (s *Service) waiting(w http.ResponseWriter, r *http.Request, name string, p frame.Page, wait time.Duration) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	s.noteOften(r, "throttled")
	p.Error = "wait"
	return s.show(w, r, http.StatusTooManyRequests, name, p)
}
