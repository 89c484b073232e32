package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"timpora/risk/disclose"
)

// Tier says how much a request may see: officer everything, partner H3 cells
// of resolution 7 and desa with at least 5 persons, public kecamatan with at
// least 10.
type Tier = disclose.Tier

// The tiers, widest first.
const (
	TierOfficer = disclose.Officer
	TierPartner = disclose.Partner
	TierPublic  = disclose.Public
)

// asked is the tier of the parameter, without one the widest.
func asked(q *query, widest Tier) Tier {
	return Tier(q.oneOf("tier", string(widest), string(TierOfficer), string(TierPartner), string(TierPublic)))
}

// scored is the view for routes that take no parameter but tier: an error while
// nothing has been scored, and where a narrower tier was asked for than sees cells.
func (s *Server) scored(c echo.Context) (*View, error) {
	v, err := s.seen(c, newQuery(c.QueryParams(), "tier"))
	if err != nil {
		return nil, err
	}
	return v, v.needCells()
}

// needCells is an error for views without cells.
func (v *View) needCells() error {
	if v.Run == nil {
		return v.needRun()
	}
	if v.Audience.Tier == TierPublic {
		return problem(http.StatusForbidden, "tier", "cells and clusters are for those who signed in; the public sees areas")
	}
	return nil
}

// exact is scored for what only officers see.
func (s *Server) exact(c echo.Context) (*View, error) {
	v, err := s.scored(c)
	if err == nil && v.Audience.Tier != TierOfficer {
		err = problem(http.StatusForbidden, "tier", "plans are for officers; partners and the public see areas")
	}
	return v, err
}
