package api

import (
	"net/http"
	"slices"
)

// Tier says how much a request may see: officer everything, partner H3 cells
// of resolution 7 and desa with at least 5 persons, public kecamatan with at
// least 10.
type Tier string

// The tiers, widest first.
const (
	TierOfficer Tier = "officer"
	TierPartner Tier = "partner"
	TierPublic  Tier = "public"
)

func tiers() []Tier { return []Tier{TierOfficer, TierPartner, TierPublic} }

// tier is the tier that the request asks for, never wider than the server's.
func (s *Server) tier(q *query) Tier {
	asked := Tier(q.oneOf("tier", string(s.o.Tier), string(TierOfficer), string(TierPartner), string(TierPublic)))
	if slices.Index(tiers(), asked) < slices.Index(tiers(), s.o.Tier) {
		return s.o.Tier
	}
	return asked
}

// needExact is an error for tiers that may not see single cells.
func needExact(t Tier) error {
	if t == TierOfficer {
		return nil
	}
	return problem(http.StatusForbidden, "tier", "cells, clusters, reports of the night and imports are for officers; partners and the public see areas")
}
