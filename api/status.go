package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/geo"
	"timpora/risk/access"
)

// Policy is the stated policy in the form that the page explains.
type Policy struct {
	Levels       [3]float64         `json:"levels"` // scores where sedang, tinggi and sangat tinggi begin
	CoastalM     float64            `json:"coastal_m"`
	Weights      map[string]float64 `json:"weights"`
	Factors      []PolicyFactor     `json:"factors"`
	HalfLifeDays float64            `json:"half_life_days"`
	WindowDays   int                `json:"window_days"`
	TopK         int                `json:"top_k"`
}

// PolicyFactor is one factor of the policy.
type PolicyFactor struct {
	Code   string  `json:"code"`
	Sub    string  `json:"sub"`
	Weight float64 `json:"weight"`
	Cap    float64 `json:"cap"`
	Unit   string  `json:"unit"`
}

func (s *Server) status(c echo.Context) error {
	q := newQuery(c.QueryParams(), "tier")
	v, err := s.seen(c, q)
	if err != nil {
		return err
	}
	who := SubjectOf(c.Request().Context())
	var run *RunHead
	if v.Run != nil {
		h := HeadOf(v.Run)
		run = &h
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusOK, map[string]any{
		"version": v.Version, "demo": v.Demo, "tier": v.Audience.Tier, "user": who.Name, "as": seenAs(who), "roles": rolesOf(who), "scope": scopeOf(who), "boundary": v.Boundary, "run": run, "now": s.o.Now().UTC().Truncate(time.Second),
	})
}

// seenAs is the name of the user as whom an administrator sees, nil for nobody.
func seenAs(s access.Subject) *string {
	if s.Actor == "" {
		return nil
	}
	return &s.Name
}

// rolesOf and scopeOf are lists even where they are empty.
func rolesOf(s access.Subject) []access.Role { return append([]access.Role{}, s.Roles...) }

func scopeOf(s access.Subject) []geo.AreaCode { return append([]geo.AreaCode{}, s.Scope...) }

func (s *Server) policy(c echo.Context) error {
	if err := newQuery(c.QueryParams()).done(); err != nil {
		return err
	}
	v, err := s.seen(c, nil)
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, v.Policy)
}

// health says that the process answers.
func (s *Server) health(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// ready says whether the store answers and a view is shown.
func (s *Server) ready(c echo.Context) error {
	if err := s.o.Ready(c.Request().Context()); err != nil {
		return &Problem{Type: "about:blank", Title: http.StatusText(http.StatusServiceUnavailable),
			Status: http.StatusServiceUnavailable, Code: "not_ready", Detail: "the store does not answer"}
	}
	return c.JSON(http.StatusOK, map[string]string{"status": "ready"})
}
