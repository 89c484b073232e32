package main

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"timpora/api"
	"timpora/data"
	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

// spots are the places of stays for those below officer: each place once, moved, in
// desa whose persons they may count. They are made when somebody first asks.
func (p *pictures) spots(s seen) func() []api.Spot {
	if s.who.Tier == disclose.Officer || s.who.Tier == disclose.Public {
		return func() []api.Spot { return nil }
	}
	return sync.OnceValue(func() []api.Spot {
		secret, err := data.Secret(p.s.dir)
		if err != nil { // without it places could be found again
			return nil
		}
		return p.s.place.moved(p.records.Residences, s, secret)
	})
}

// moved puts the geomask over the places of stays. What cannot be moved is left out.
func (p *place) moved(stays []risk.Residence, s seen, secret []byte) []api.Spot {
	mask := disclose.Masker{Secret: secret, Locate: func(at geo.Point) (geo.AreaCode, bool) {
		code, ok := p.desaOf(at)
		return code.Kecamatan(), ok
	}}
	done := map[string]bool{}
	out := []api.Spot{}
	for _, r := range stays {
		if r.Quality != risk.QualityPoint || !s.who.Sees(r.Desa) {
			continue
		}
		if u, reason := s.unit(r.Desa); reason != "" && fewPersons(u.Suppressed) {
			continue
		}
		id := placeID(r.Point)
		if done[id] {
			continue
		}
		done[id] = true
		if at, ok := mask.Mask(r.Point, id, disclose.DonutOf(p.names[r.Desa].Kind)); ok {
			out = append(out, api.Spot{Desa: r.Desa, Point: at})
		}
	}
	slices.SortFunc(out, func(a, b api.Spot) int { // an order that tells nothing of the records'
		return strings.Compare(string(a.Desa)+placeID(a.Point), string(b.Desa)+placeID(b.Point))
	})
	return out
}

// placeID names a place to about ten metres: stays of one place move together.
func placeID(p geo.Point) string {
	return strconv.FormatFloat(p.Lon, 'f', 4, 64) + " " + strconv.FormatFloat(p.Lat, 'f', 4, 64)
}
