package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"timpora/risk/access"
	"timpora/risk/audit"
)

// Gate tells who asks. Without credentials it is the public; credentials that do
// not hold are an error, the same for every reason.
type Gate interface {
	Authenticate(r *http.Request) (access.Subject, error)
}

// PathGate is a Gate that also takes tokens in addresses: of /t/{token}/ogc it
// gives /ogc, the part before, and the subject. An address without a token gives
// no prefix.
type PathGate interface {
	PathToken(r *http.Request) (prefix string, s access.Subject, err error)
}

type subjectKey struct{}

// asks is who sent a request, found once and kept in its context.
type asks struct {
	access.Subject
	prefix string // of the address, where a token stands in it
}

// SubjectOf is who sent a request.
func SubjectOf(ctx context.Context) access.Subject {
	a, _ := ctx.Value(subjectKey{}).(asks)
	return a.Subject
}

// admitted finds out who asks, before the routes are looked at.
func (s *Server) admitted(r *http.Request) (*http.Request, error) {
	who, err := s.identify(r)
	if err != nil {
		return r, err
	}
	ctx := context.WithValue(r.Context(), subjectKey{}, who)
	actor := audit.Actor{ID: who.ID, Name: who.Name, Via: string(who.Via), Purpose: who.Purpose}
	if who.Actor != "" {
		actor.ID, actor.Name, actor.As = who.Actor, who.ByName, who.Name
	}
	if who.Via != access.Anonymous && s.o.Network != nil {
		actor.Network = s.o.Network(r)
	}
	ctx = audit.With(ctx, actor)
	r = r.WithContext(ctx)
	if who.prefix != "" {
		r.URL.Path, r.URL.RawPath = strings.TrimPrefix(r.URL.Path, who.prefix), ""
	}
	return r, nil
}

func (s *Server) identify(r *http.Request) (asks, error) {
	if g, ok := s.o.Gate.(PathGate); ok {
		if prefix, subject, err := g.PathToken(r); err != nil || prefix != "" {
			return asks{subject, prefix}, err
		}
	}
	if s.o.Gate == nil {
		return asks{}, nil
	}
	subject, err := s.o.Gate.Authenticate(r)
	return asks{subject, ""}, err
}

// needing lets only those through who may do the route's action.
func (s *Server) needing(need access.Action, h echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := s.allow(c.Request(), need, access.Object{}); err != nil {
			return err
		}
		return h(c)
	}
}

// allow is nil where the sender of a request may do the action to the object.
func (s *Server) allow(r *http.Request, need access.Action, o access.Object) error {
	subject := SubjectOf(r.Context())
	switch access.Decide(subject, need, o) {
	case access.Allow:
		return nil
	case access.SignIn:
		return problem(http.StatusUnauthorized, "sign_in", "this needs sign-in or a token")
	case access.Hidden:
		return notFound("no such object")
	}
	return problem(http.StatusForbidden, "role", "your role may not do this: "+string(need))
}

// challenge tells clients how to show who they are: browsers by the page, which
// must not be covered by their own dialogue, programs by a token.
func challenge(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Add("WWW-Authenticate", `Bearer realm="timpora"`)
	if r.Header.Get("Sec-Fetch-Site") == "" {
		h.Add("WWW-Authenticate", `Basic realm="timpora", charset="UTF-8"`)
	}
}

// refuse writes a problem, with a challenge where sign-in is missing.
func refuse(w http.ResponseWriter, r *http.Request, p *Problem) {
	if p.Status == http.StatusUnauthorized {
		challenge(w, r)
	}
	p.Write(w, r)
}

// seen is the view of the request's audience, no wider than the tier that its
// parameter asks for.
func (s *Server) seen(c echo.Context, q *query) (*View, error) {
	audience := SubjectOf(c.Request().Context()).Audience()
	if q != nil {
		audience = audience.Narrower(asked(q, audience.Tier))
		if err := q.done(); err != nil {
			return nil, err
		}
	}
	return s.album.Load().view(audience)
}

// private marks answers made for somebody: nobody else's cache may keep them, and
// of figures, files and reports not even the reader's own. Tiles and features may
// stay in the reader's own cache, which signing out clears.
func private(h http.Header, r *http.Request) {
	h.Add("Vary", "Authorization, Cookie")
	if SubjectOf(r.Context()).Via == access.Anonymous {
		return
	}
	h.Set("Cache-Control", "private, no-cache")
	if strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, "/export/") || strings.HasPrefix(r.URL.Path, "/audit") {
		h.Set("Cache-Control", "no-store")
	}
}
