package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/api/answer"
	"timpora/api/edge"
	"timpora/api/ogc"
	"timpora/geo/export"
	"timpora/risk/access"
)

// Options are the parts that the program gives to the server.
type Options struct {
	Log       *slog.Logger
	Now       func() time.Time
	Ready     func(context.Context) error
	Runs      Runs
	Nights    Nights
	Imports   Imports
	Decisions Decisions
	Page      fs.FS // the built page; nil serves a short text instead
	OpenAPI   []byte
	Gate      Gate   // nil: everybody is the public
	SignIn    SignIn // nil where nobody can
	Pages     []Page // beside the API
	Audit     Audit
	Stays     Stays
	Network   func(*http.Request) string // of a client that signed in, for the audit trail
	Base      string                     // scheme://host of links; "" takes what the client used
	Origins   answer.Origins
	Limit     func(http.Handler) http.Handler // keeps clients to their budgets; nil for none
	Formats   []export.Format
	Temp      string         // folder of files under way; "" is the system's
	Proxies   []netip.Prefix // whose forwarded headers are believed
	Observe   Observe        // hears of every answer; may be nil
}

// Server answers requests from the pictures that were shown last, each from the
// view of who asks.
type Server struct {
	o      Options
	edge   http.Handler // before everything
	echo   *echo.Echo
	entry  http.Handler // the routes behind the gate and the budgets
	routes http.Handler // echo, behind the protection of forms
	album  atomic.Pointer[album]
	ogc    *ogc.Service
	spool  *spool
	audit  *AuditTrail
}

var _ http.Handler = (*Server)(nil)

// Route is one line of the route table: nobody reaches the handler who may not do
// what it needs.
type Route struct {
	Method, Path string
	Need         access.Action
	handler      echo.HandlerFunc
}

// New makes a server that shows the pictures.
func New(o Options, p Pictures) (*Server, error) {
	s := &Server{o: o, echo: echo.New(), spool: newSpool(o.Temp), audit: NewAuditTrail(o.Audit, o.Now)}
	if s.routes = s.echo; o.SignIn != nil {
		s.routes = o.SignIn.Protect(s.echo)
	}
	if err := s.Show(p); err != nil {
		return nil, err
	}
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.HTTPErrorHandler = errorHandler(o.Log)
	s.echo.Use(named, recovered(o.Log))
	s.edge = observed(edge.Wrap(http.HandlerFunc(s.answer), o.Proxies), o.Observe, o.Now)
	s.ogc = ogc.New(ogc.Options{Log: o.Log, Now: o.Now, Base: s.root, Sees: s.catalog, Refuse: s.withheldLayer, Challenge: challenge})
	for _, r := range s.Routes() {
		h := s.needing(r.Need, r.handler)
		s.echo.Add(r.Method, r.Path, h)
		if r.Method == http.MethodGet {
			s.echo.Add(http.MethodHead, r.Path, h)
		}
	}
	s.addPages()
	for _, path := range []string{"/ogc", "/ogc/*"} { // described by its own document
		s.echo.Any(path, s.needing(access.Open, s.gis))
	}
	s.entry = http.HandlerFunc(s.enter)
	if o.Limit != nil {
		s.entry = o.Limit(s.entry)
	}
	return s, nil
}

// Routes is the whole surface; the OpenAPI document covers each line.
func (s *Server) Routes() []Route {
	return []Route{
		{"GET", "/api/v1/status", access.Open, s.status},
		{"GET", "/api/v1/policy", access.Open, s.policy},
		{"GET", "/api/v1/areas", access.Open, s.areas},
		{"GET", "/api/v1/areas/:code", access.Open, s.area},
		{"GET", "/api/v1/locate", access.Open, s.locate},
		{"POST", "/api/v1/locate", access.Open, s.locateMany},
		{"GET", "/api/v1/cells", access.SeeCells, s.layered("cells", s.cells)},
		{"GET", "/api/v1/cells/:cell", access.SeeCells, s.layered("cells", s.cell)},
		{"GET", "/api/v1/clusters", access.SeeCells, s.layered("clusters", s.clusters)},
		{"GET", "/api/v1/clusters/:id", access.SeeCells, s.layered("clusters", s.cluster)},
		{"GET", "/api/v1/plan", access.SeeExact, s.layered("operations", s.plan)},
		{"POST", "/api/v1/plan/:id/decision", access.DecidePlan, s.decide},
		{"GET", "/api/v1/stays", access.SeeCells, s.stays}, // exact ones need more
		{"GET", "/api/v1/runs", access.SeeCells, s.runs},
		{"GET", "/api/v1/runs/:id", access.SeeCells, s.run},
		{"GET", "/api/v1/nights", access.SeeNight, s.nights},
		{"GET", "/api/v1/nights/:file", access.SeeNight, s.night},
		{"GET", "/api/v1/imports", access.Import, s.imports},
		{"POST", "/api/v1/imports/:kind", access.Import, s.importFile},
		{"GET", "/api/v1/audit", access.SeeAudit, s.audit.List},
		{"GET", "/audit", access.SeeAudit, s.audit.Page},
		{"GET", "/export/:file", access.Open, s.export}, // each layer has its need
		{"GET", "/tiles/:file", access.Open, s.tileJSON},
		{"GET", "/tiles/:layer/metadata.json", access.Open, s.tileMetadata},
		{"GET", "/tiles/:layer/:z/:x/:y", access.Open, s.tile},
		{"GET", "/styles/:styleId", access.Open, s.gis},
		{"GET", "/fonts/:fontstack/:range", access.Open, s.glyphs},
		{"GET", "/gis", access.Open, s.gis},
		{"GET", "/api/openapi.json", access.Open, s.openAPI},
		{"GET", "/api/docs", access.Open, s.docs},
		{"GET", "/healthz", access.Open, s.health},
		{"GET", "/readyz", access.Open, s.ready},
		{"GET", "/", access.Open, s.page},
		{"GET", "/*", access.Open, s.page},
	}
}

// Show replaces the pictures; requests under way keep the view they began with.
func (s *Server) Show(p Pictures) error {
	a, err := newAlbum(p)
	if err != nil {
		return err
	}
	s.album.Store(a)
	return nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.edge.ServeHTTP(w, r) }

// answer lets pages of configured origins read, whatever becomes of a request.
func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	if s.o.Origins.Let(w, r) {
		return
	}
	s.entry.ServeHTTP(w, r)
}

// enter hands a request to its route, as from who sent it.
func (s *Server) enter(w http.ResponseWriter, r *http.Request) {
	r, err := s.admitted(r)
	private(w.Header(), r)
	if err != nil && (s.o.SignIn == nil || !s.o.SignIn.Lapsed(w, r, err)) {
		refuse(w, r, asProblem(err))
		return
	}
	s.routes.ServeHTTP(w, r)
}

// HTTP is the server with the time limits of a public service: headers within
// 5 s; bodies may take two minutes, since villages are slow.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 2 * time.Minute,
		WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(s.o.Log.Handler(), slog.LevelWarn),
	}
}

// root is the beginning of absolute links.
func (s *Server) root(r *http.Request) string {
	who, _ := r.Context().Value(subjectKey{}).(asks)
	if s.o.Base != "" {
		return s.o.Base + who.prefix
	}
	return edge.Base(r) + who.prefix
}

// catalog is what the sender of a request sees under /ogc, no wider than a tier;
// "" is the widest.
func (s *Server) catalog(r *http.Request, t Tier) (*ogc.Catalog, Tier, error) {
	audience := SubjectOf(r.Context()).Audience()
	if t != "" {
		audience = audience.Narrower(t)
	}
	v, err := s.album.Load().view(audience)
	if err != nil {
		return nil, audience.Tier, err
	}
	return v.Catalog, audience.Tier, nil
}

// gis hands a request to the OGC service.
func (s *Server) gis(c echo.Context) error {
	s.ogc.ServeHTTP(c.Response(), c.Request())
	return nil
}

// recovered turns a panic into an internal error, logged with its value.
func recovered(log *slog.Logger) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) (err error) {
			defer func() {
				if p := recover(); p != nil {
					log.Error("panic", "route", c.Path(), "value", p)
					err = problem(http.StatusInternalServerError, "internal", "")
				}
			}()
			return next(c)
		}
	}
}
