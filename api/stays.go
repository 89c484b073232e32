package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// Stays reads single residences of an area, the first behind an id, and notes who
// read them and for what purpose, which the context's actor carries.
type Stays interface {
	Stays(ctx context.Context, area geo.AreaCode, after string, limit int) ([]risk.Residence, error)
}

// Spot is a place of stays as those below officer may see it: moved by some
// hundred metres to some kilometres within its kecamatan.
type Spot struct {
	Desa  geo.AreaCode
	Point geo.Point
}

// stay is a residence as officers see it. Who stays is not kept.
type stay struct {
	ID           string       `json:"id"`
	Desa         areaRef      `json:"desa"`
	Point        *[2]float64  `json:"point"` // longitude first; null where only the desa is known
	Quality      risk.Quality `json:"quality"`
	PremisesType string       `json:"premises_type"`
	Persons      int          `json:"persons"`
	PermitType   string       `json:"permit_type"`
	PermitUntil  *time.Time   `json:"permit_until"`
	From         *time.Time   `json:"from"`
	Until        *time.Time   `json:"until"`
	Purpose      string       `json:"purpose"`
}

type spot struct {
	Desa  areaRef    `json:"desa"`
	Point [2]float64 `json:"point"`
}

// The limits of a personal read.
const (
	mostStays    = 1000
	leastPurpose = 5 // characters
	mostPurpose  = 200
)

// stays shows where people stay in an area: to officers every stay with its exact
// point, for a stated purpose, which goes into the audit trail with the count; to
// others places that were moved, of desa whose persons they may count.
func (s *Server) stays(c echo.Context) error {
	q := newQuery(c.QueryParams(), "area", "after", "limit", "purpose", "tier")
	area, after, limit := q.area("area"), q.text("after", 64), q.integer("limit", 1, mostStays, 100)
	purpose := strings.TrimSpace(q.text("purpose", 4*mostPurpose))
	if area == "" {
		q.fail(badParam("area", "an area code is needed"))
	}
	v, err := s.seen(c, q)
	if err == nil {
		err = s.allow(c.Request(), access.SeeCells, access.Object{Area: area})
	}
	if err != nil {
		return err
	}
	if _, ok := v.Area(area); !ok {
		return notFound("no such area in the active boundary set")
	}
	if v.Audience.Tier != TierOfficer {
		return s.spots(c, v, area)
	}
	if err := s.allow(c.Request(), access.SeePersons, access.Object{Area: area}); err != nil {
		return err
	}
	return s.exactStays(c, v, area, after, limit, purpose)
}

func (s *Server) exactStays(c echo.Context, v *View, area geo.AreaCode, after string, limit int, purpose string) error {
	ctx := c.Request().Context()
	actor := audit.From(ctx)
	if purpose != "" {
		actor.Purpose = purpose
	}
	if n := len([]rune(actor.Purpose)); n < leastPurpose || n > mostPurpose {
		return badParam("purpose", "say in 5 to 200 characters what the exact places are for; it is kept with your name")
	}
	list, err := s.o.Stays.Stays(audit.With(ctx, actor), area, after, limit)
	if err != nil {
		return err
	}
	out, next := make([]stay, len(list)), ""
	for i, r := range list {
		out[i] = v.stay(r)
	}
	if len(list) == limit {
		next = list[limit-1].ID
	}
	return s.json(c, http.StatusOK, map[string]any{"masked": false, "stays": out, "places": []spot{}, "next": orNone(next)})
}

// spots are the moved places of an area; the same for all who may see them.
func (s *Server) spots(c echo.Context, v *View, area geo.AreaCode) error {
	if err := v.needCells(); err != nil {
		return err
	}
	out := []spot{}
	for _, p := range v.Spots() {
		if p.Desa.Within(area) {
			out = append(out, spot{v.ref(p.Desa), [2]float64{p.Point.Lon, p.Point.Lat}})
		}
	}
	return s.json(c, http.StatusOK, map[string]any{"masked": true, "stays": []stay{}, "places": out, "next": nil})
}

func (v *View) stay(r risk.Residence) stay {
	out := stay{
		ID: r.ID, Desa: v.ref(r.Desa), Quality: r.Quality, PremisesType: r.PremisesType, Persons: r.Persons, PermitType: r.PermitType,
		PermitUntil: orNever(r.PermitUntil), From: orNever(r.From), Until: orNever(r.Until), Purpose: r.Purpose,
	}
	if r.Quality == risk.QualityPoint || r.Quality == risk.QualityNear {
		out.Point = &[2]float64{r.Point.Lon, r.Point.Lat}
	}
	return out
}

func orNever(t time.Time) *time.Time { return unless(t.IsZero(), t) }

func orNone(s string) *string { return unless(s == "", s) }
