package ogc

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"timpora/api/answer"
	"timpora/risk/disclose"
)

// Options are the parts that the server gives.
type Options struct {
	Log    *slog.Logger
	Now    func() time.Time
	Sees   Sees
	Refuse func(r *http.Request, collection string) error // why a collection that others see is withheld
	Base   func(r *http.Request) string                   // scheme://host of links, with what stands before the path

	Challenge func(w http.ResponseWriter, r *http.Request) // headers of 401: how to sign in; nil for none
}

// Sees gives what a request sees, no wider than a tier, and the tier that it then
// has; "" asks for the widest. A nil catalog means that nothing is shown yet.
type Sees func(r *http.Request, t disclose.Tier) (*Catalog, disclose.Tier, error)

// Service answers everything below /ogc, /styles and /gis.
type Service struct {
	o     Options
	cache *cache
	table []route
}

var _ http.Handler = (*Service)(nil)

// New makes the service.
func New(o Options) *Service {
	s := &Service{o: o, cache: newCache(cacheBytes)}
	s.table = s.routes()
	return s
}

// call is one request on its way.
type call struct {
	s      *Service
	r      *http.Request
	header http.Header
	cat    *Catalog
	tier   disclose.Tier
	narrow bool // whether a narrower tier was asked for, which links keep
	lang   string
	html   bool
	base   string
	vars   map[string]string
	q      *params
}

// ServeHTTP answers one request.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := s.serve(w, r); err != nil {
		var p *answer.Problem
		if !errors.As(err, &p) {
			s.o.Log.Error("request failed", "method", r.Method, "path", r.URL.Path, "error", err)
			p = answer.NewProblem(http.StatusInternalServerError, "internal", "")
		}
		s.write(w, r, p)
	}
}

// write sends a problem. Clients that may sign in are told how.
func (s *Service) write(w http.ResponseWriter, r *http.Request, p *answer.Problem) {
	if p.Status == http.StatusUnauthorized && s.o.Challenge != nil {
		s.o.Challenge(w, r)
	}
	p.Write(w, r)
}

func (s *Service) serve(w http.ResponseWriter, r *http.Request) error {
	rt, vars := s.match(r.URL.EscapedPath())
	if rt == nil {
		return answer.NotFound("no such resource; begin at /ogc")
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead:
	case http.MethodOptions:
		w.Header().Set("Allow", allowed)
		w.WriteHeader(http.StatusNoContent)
		return nil
	default:
		w.Header().Set("Allow", allowed)
		return answer.NewProblem(http.StatusMethodNotAllowed, "method_not_allowed", "this resource is read with "+allowed)
	}
	c, err := s.begin(w, r, rt, vars)
	if err != nil {
		return err
	}
	body, err := rt.handle(c)
	if err != nil {
		return err
	}
	if body == nil {
		if w.Header().Get("Cache-Control") == "" {
			w.Header().Set("Cache-Control", "no-cache")
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return body.Send(w, r)
}

const allowed = "GET, HEAD, OPTIONS"

// begin reads what every resource takes: form, language and tier.
func (s *Service) begin(w http.ResponseWriter, r *http.Request, rt *route, vars map[string]string) (*call, error) {
	c := &call{s: s, r: r, header: w.Header(), vars: vars, base: s.o.Base(r)}
	widest, err := c.see("")
	if err != nil {
		return nil, err
	}
	known := []string{"f", "lang", "tier"}
	if rt.params != nil {
		more, err := rt.params(c)
		if err != nil {
			return nil, err
		}
		known = append(known, more...)
	}
	c.q = newParams(r.URL.RawQuery, known)
	asked := disclose.Tier(c.q.oneOf("tier", string(widest), string(disclose.Officer), string(disclose.Partner), string(disclose.Public)))
	if c.narrow = disclose.Lower(asked, widest) != widest; c.narrow {
		if _, err := c.see(asked); err != nil {
			return nil, err
		}
	}
	c.lang = c.q.oneOf("lang", answer.Language(r.Header.Get("Accept-Language"), "id", "en"), "id", "en")
	h := w.Header()
	h.Add("Vary", "Accept, Accept-Language")
	h.Set("Content-Language", c.lang)
	if err := c.choose(rt); err != nil {
		return nil, err
	}
	return c, c.q.done()
}

// choose picks the form: by f, else by Accept.
func (c *call) choose(rt *route) error {
	names, offers := rt.forms()
	if f, given := c.q.text("f"); given {
		form := c.q.oneOf("f", f, names...)
		c.html = form == "html"
		return nil
	}
	at := answer.Media(strings.Join(c.r.Header.Values("Accept"), ","), offers)
	if at < 0 {
		return answer.NewProblem(http.StatusNotAcceptable, "not_acceptable", "there is "+strings.Join(names, ", "))
	}
	c.html = rt.pageOnly() || at == 1
	return nil
}

// see takes the catalog of the request, no wider than a tier, and gives its tier.
func (c *call) see(t disclose.Tier) (disclose.Tier, error) {
	var err error
	if c.cat, c.tier, err = c.s.o.Sees(c.r, t); err == nil && c.cat == nil {
		err = answer.NewProblem(http.StatusServiceUnavailable, "not_ready", "no layers are shown yet")
	}
	return c.tier, err
}

// collection is the one that the path names.
func (c *call) collection() (*Collection, error) {
	return c.find(c.vars["collectionId"], "no such collection; /ogc/collections lists them")
}

// find gives a collection that the request sees.
func (c *call) find(id, missing string) (*Collection, error) {
	found, withheld := c.cat.find(id)
	switch {
	case found != nil:
		return found, nil
	case withheld:
		return nil, c.s.o.Refuse(c.r, id)
	}
	return nil, answer.NotFound(missing)
}

// url is the address of a resource, with the parameters that links keep.
func (c *call) url(path string, query ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(query); i += 2 {
		v.Set(query[i], query[i+1])
	}
	if c.narrow {
		v.Set("tier", string(c.tier))
	}
	if len(v) == 0 {
		return c.base + path
	}
	return c.base + path + "?" + v.Encode()
}

// collectionPath is the path of a collection or of something in it.
func collectionPath(id string, more ...string) string {
	path := "/ogc/collections/" + url.PathEscape(id)
	for _, m := range more {
		path += "/" + url.PathEscape(m)
	}
	return path
}
