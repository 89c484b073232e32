package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/api/answer"
	"timpora/api/ogc"
	"timpora/geo/export"
	"timpora/risk/disclose"
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
	Tier      Tier   // the highest tier that requests may see
	Base      string // scheme://host of links; "" takes what the client used
	Origins   answer.Origins
	Formats   []export.Format
	Temp      string // folder of files under way; "" is the system's
}

// Server answers requests from the view that was shown last.
type Server struct {
	o     Options
	echo  *echo.Echo
	view  atomic.Pointer[View]
	ogc   *ogc.Service
	spool *spool
}

var _ http.Handler = (*Server)(nil)

// Route is one line of the route table.
type Route struct {
	Method, Path string
	handler      echo.HandlerFunc
}

// New makes a server that shows the view.
func New(o Options, v *View) *Server {
	s := &Server{o: o, echo: echo.New(), spool: newSpool(o.Temp)}
	s.view.Store(v)
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.HTTPErrorHandler = errorHandler(o.Log)
	s.echo.Use(recovered(o.Log), headers, s.origins)
	s.ogc = ogc.New(ogc.Options{
		Log: o.Log, Now: o.Now, Base: o.Base, Catalog: func() *ogc.Catalog { return s.view.Load().Catalog },
		Tier: func(*http.Request) (disclose.Tier, error) { return o.Tier, nil },
	})
	for _, r := range s.Routes() {
		s.echo.Add(r.Method, r.Path, r.handler)
		if r.Method == http.MethodGet {
			s.echo.Add(http.MethodHead, r.Path, r.handler)
		}
	}
	for _, path := range []string{"/ogc", "/ogc/*"} { // described by its own document
		s.echo.Any(path, s.gis)
	}
	return s
}

// Routes is the whole surface; the OpenAPI document covers each line.
func (s *Server) Routes() []Route {
	return []Route{
		{"GET", "/api/v1/status", s.status},
		{"GET", "/api/v1/policy", s.policy},
		{"GET", "/api/v1/areas", s.areas},
		{"GET", "/api/v1/areas/:code", s.area},
		{"GET", "/api/v1/locate", s.locate},
		{"POST", "/api/v1/locate", s.locateMany},
		{"GET", "/api/v1/cells", s.cells},
		{"GET", "/api/v1/cells/:cell", s.cell},
		{"GET", "/api/v1/clusters", s.clusters},
		{"GET", "/api/v1/clusters/:id", s.cluster},
		{"GET", "/api/v1/plan", s.plan},
		{"GET", "/api/v1/runs", s.runs},
		{"GET", "/api/v1/runs/:id", s.run},
		{"GET", "/api/v1/nights", s.nights},
		{"GET", "/api/v1/nights/:file", s.night},
		{"GET", "/api/v1/imports", s.imports},
		{"POST", "/api/v1/imports/:kind", s.importFile},
		{"GET", "/export/:file", s.export},
		{"GET", "/tiles/:file", s.tileJSON},
		{"GET", "/tiles/:layer/metadata.json", s.tileMetadata},
		{"GET", "/tiles/:layer/:z/:x/:y", s.tile},
		{"GET", "/styles/:styleId", s.gis},
		{"GET", "/gis", s.gis},
		{"GET", "/api/openapi.json", s.openAPI},
		{"GET", "/api/docs", s.docs},
		{"GET", "/healthz", s.health},
		{"GET", "/readyz", s.ready},
		{"GET", "/", s.page},
		{"GET", "/*", s.page},
	}
}

// Show replaces the view; requests under way keep the one they began with.
func (s *Server) Show(v *View) { s.view.Store(v) }

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// HTTP is the server with the time limits of a public service: headers within
// 5 s; bodies may take two minutes, since villages are slow.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 2 * time.Minute,
		WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
}

// base is the beginning of absolute links.
func (s *Server) base(c echo.Context) string {
	if s.o.Base != "" {
		return s.o.Base
	}
	return "http://" + c.Request().Host
}

// gis hands a request to the OGC service.
func (s *Server) gis(c echo.Context) error {
	s.ogc.ServeHTTP(c.Response(), c.Request())
	return nil
}

// origins lets the pages of configured origins read.
func (s *Server) origins(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if s.o.Origins.Let(c.Response(), c.Request()) {
			return nil
		}
		return next(c)
	}
}

// headers sets what every answer carries.
func headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; "+
			"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		return next(c)
	}
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
