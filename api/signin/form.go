package signin

import (
	"crypto/hmac"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"timpora/api/answer"
	"timpora/api/frame"
	"timpora/risk/access"
)

// longestForm is the largest form, in bytes.
const longestForm = 16 << 10

// Protect refuses requests that other sites let a browser send (403, code
// cross_origin): those that change something and whose Sec-Fetch-Site or Origin
// names another origin. Programs send neither and pass.
func (s *Service) Protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.cross.Check(r) != nil {
			crossOrigin().Write(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func crossOrigin() *answer.Problem {
	return answer.NewProblem(http.StatusForbidden, "cross_origin", "another site sent this request")
}

// CheckForm reads a form and is a problem for one that this service did not give to
// this browser.
func (s *Service) CheckForm(w http.ResponseWriter, r *http.Request) error {
	if s.cross.Check(r) != nil {
		return crossOrigin()
	}
	r.Body = http.MaxBytesReader(w, r.Body, longestForm)
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return answer.NewProblem(http.StatusRequestEntityTooLarge, "too_large", "the form is too large")
		}
		return answer.NewProblem(http.StatusBadRequest, "form_invalid", "the form cannot be read")
	}
	bound := s.binding(r)
	if bound == "" || !hmac.Equal([]byte(r.PostForm.Get(frame.Field)), []byte(s.formToken(bound))) {
		return answer.NewProblem(http.StatusForbidden, "form_stale", "the form is not of this session; load the page again")
	}
	return nil
}

func (s *Service) formToken(bound string) string { return signed(s.forms, bound) }

// binding is what a form is bound to: the browser's session, or its own cookie.
func (s *Service) binding(r *http.Request) string {
	if v := s.cookie(r, sessionCookie); wholeSecret(v) {
		return v
	}
	if v := s.cookie(r, formCookie); wholeSecret(v) {
		return v
	}
	return ""
}

// FormToken is what the forms of a page must carry for this browser, which gets a
// cookie to bind them to where it has no session.
func (s *Service) FormToken(w http.ResponseWriter, r *http.Request) string {
	bound := s.binding(r)
	if bound == "" {
		bound, _ = newSecret()
		s.setCookie(w, r, formCookie, bound, 0)
	}
	return s.formToken(bound)
}

// back is where to go after all: a path of this service that a form or address
// names as "kembali", else "/".
func back(r *http.Request) string {
	path := r.FormValue("kembali")
	u, err := url.Parse(path)
	if err != nil || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || u.Host != "" || u.Scheme != "" ||
		strings.ContainsFunc(path, func(c rune) bool { return c < ' ' || c == '\\' || c == 0x7f }) {
		return "/"
	}
	if first, _, _ := strings.Cut(u.Path[1:], "/"); first == "masuk" || first == "keluar" {
		return "/"
	}
	return path
}

// Private marks an answer that was made for somebody: no cache keeps it, and caches
// know that others get others.
func Private(h http.Header, subject access.Subject) {
	h.Add("Vary", "Authorization, Cookie")
	if subject.Via != access.Anonymous {
		h.Set("Cache-Control", "no-store")
	}
}
