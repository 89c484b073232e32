package synth

import (
	"math/rand/v2"
	"time"

	"timpora/risk"
)

// permit says how long a stay lasts and what it is for.
type permit struct {
	code     string
	count    int
	days     int // longest stay
	purposes []string
}

func permits() []permit {
	return []permit{
		{"ITK", holdersITK, 60, []string{"WISATA", "WISATA", "WISATA", "USAHA"}},
		{"ITAS", holdersITAS, 365, []string{"KERJA", "KELUARGA", "INVESTASI", "PENSIUN"}},
		{"ITAP", holdersITAP, 5 * 365, []string{"KELUARGA", "PENSIUN"}},
	}
}

// makeStays places one current stay for every permit holder, and stays of the
// past, at premises in proportion to their beds. Seven of a hundred holders
// moved inside the area: two stays, one person.
func (g *generator) makeStays(r *rand.Rand) {
	beds := make([]float64, len(g.out.Premises))
	for i, p := range g.out.Premises {
		beds[i] = float64(p.Beds)
	}
	var person uint64
	for _, p := range permits() {
		for range p.count {
			person++
			from := g.daysBefore(r, min(p.days, 30*months))
			until := from.AddDate(0, 0, 1+r.IntN(p.days))
			if r.Float64() < 0.07 {
				moved := from.AddDate(0, 0, -(5 + r.IntN(20)))
				g.addStay(r, beds, p, person, moved, from)
			}
			if !until.After(g.at) {
				until = g.at.AddDate(0, 0, 1+r.IntN(p.days))
			}
			g.addStay(r, beds, p, person, from, until)
		}
	}
	for range formerStays {
		person++
		from := between(r, g.start, g.at.AddDate(0, -2, 0))
		g.addStay(r, beds, permits()[0], person, from, from.AddDate(0, 0, 3+r.IntN(40)))
	}
}

func (g *generator) addStay(r *rand.Rand, beds []float64, p permit, person uint64, from, until time.Time) {
	at := g.out.Premises[pick(r, beds)]
	limit := until.AddDate(0, 0, r.IntN(45))
	if r.Float64() < 0.02 { // a permit that ends before the stay does
		limit = until.AddDate(0, 0, -r.IntN(10))
	}
	known := from.Add(time.Duration(1+r.IntN(72)) * time.Hour)
	if known.After(g.at) {
		known = g.at
	}
	g.out.Residences = append(g.out.Residences, risk.Residence{
		Stamp: g.stamp("APOA", known, at.Point, at.Desa), PremisesType: at.Type, Persons: 1, PermitType: p.code,
		PermitUntil: limit.Truncate(24 * time.Hour), From: from.Truncate(24 * time.Hour), Until: until.Truncate(24 * time.Hour),
		Purpose: p.purposes[r.IntN(len(p.purposes))], PersonKey: g.token("person", person),
	})
}
