package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"timpora/risk/access"
)

// Page is one address beside the API that people open: sign-in, accounts, what
// administrators and auditors see. Pattern is that of net/http's ServeMux.
type Page struct {
	Method, Pattern string
	Need            access.Action
	Handler         http.Handler
	Refused         func(http.ResponseWriter, *http.Request, error) // shows that the role may not; nil for a problem
}

// SignIn is the part of sign-in that stands around the routes.
type SignIn interface {
	// Protect refuses what other sites let a browser send.
	Protect(next http.Handler) http.Handler
	// AskToSignIn leads a browser to where that is done, and back.
	AskToSignIn(w http.ResponseWriter, r *http.Request)
	// Lapsed reports whether an error of the Gate is about a session that ended, and
	// takes its cookie away then: the request goes on as the public's.
	Lapsed(w http.ResponseWriter, r *http.Request, err error) bool
}

// addPages adds the pages to the routes. Whoever must sign in first is led there.
func (s *Server) addPages() {
	for _, p := range s.o.Pages {
		path := strings.NewReplacer("{", ":", "}", "").Replace(p.Pattern)
		h := func(c echo.Context) error {
			err := s.allow(c.Request(), p.Need, access.Object{})
			if err != nil && asProblem(err).Status == http.StatusUnauthorized && s.o.SignIn != nil {
				s.o.SignIn.AskToSignIn(c.Response(), c.Request())
				return nil
			}
			if err != nil && p.Refused != nil {
				p.Refused(c.Response(), c.Request(), err)
				return nil
			}
			if err != nil {
				return err
			}
			p.Handler.ServeHTTP(c.Response(), c.Request())
			return nil
		}
		s.echo.Add(p.Method, path, h)
		if p.Method == http.MethodGet {
			s.echo.Add(http.MethodHead, path, h)
		}
	}
}
