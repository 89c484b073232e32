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

// tier is the tier that the request asks for, never wider than the server's.
func (s *Server) tier(q *query) Tier {
	asked := q.oneOf("tier", string(s.o.Tier), string(TierOfficer), string(TierPartner), string(TierPublic))
	return disclose.Lower(Tier(asked), s.o.Tier)
}

// exact is the view for routes that show single cells and take no parameter
// but tier: an error for lower tiers and while nothing has been scored.
func (s *Server) exact(c echo.Context) (*View, error) {
	v := s.view.Load()
	q := newQuery(c.QueryParams(), "tier")
	tier := s.tier(q)
	if err := q.done(); err != nil {
		return nil, err
	}
	if err := v.needRun(); err != nil {
		return nil, err
	}
	return v, needExact(tier)
}

// needExact is an error for tiers that may not see single cells.
func needExact(t Tier) error {
	if t == TierOfficer {
		return nil
	}
	return problem(http.StatusForbidden, "tier", "cells, clusters, reports of the night and imports are for officers; partners and the public see areas")
}
