package synth

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

// lodging says how common a type is, how large, how often it reports guests
// through the office's system and how often its licence is in order.
type lodging struct {
	code                         string
	share                        float64
	beds                         int
	registered, licensed, unsure float64
}

func lodgings() []lodging {
	return []lodging{
		{"HOTEL", 12, 30, 0.90, 0.92, 0.05},
		{"HOMESTAY", 26, 8, 0.55, 0.60, 0.20},
		{"VILA", 24, 6, 0.30, 0.45, 0.30},
		{"KOS", 10, 10, 0.15, 0.30, 0.40},
		{"KONTRAKAN", 8, 4, 0.10, 0.25, 0.50},
		{"RUMAH_PRIBADI", 8, 3, 0.10, 0.30, 0.60},
		{"LOSMEN", 4, 10, 0.50, 0.55, 0.20},
		{"USAHA_SELAM", 4, 6, 0.45, 0.60, 0.20},
		{"PERUSAHAAN", 2, 4, 0.40, 0.80, 0.10},
		{"YAYASAN", 2, 6, 0.35, 0.60, 0.20},
	}
}

// harbours are the places of arrival by sea.
func harbours() []geo.AreaCode {
	return []geo.AreaCode{"51.01.04.1001", "51.07.03.2009", "51.08.01.2013"} // Gilimanuk, Padangbai, Celukanbawang
}

func (g *generator) makePremises(r *rand.Rand) {
	list := hubs()
	shares := make([]float64, len(list)+1)
	for i, h := range list {
		shares[i] = h.share
	}
	shares[len(list)] = elsewhere
	spots := map[geo.AreaCode][]geo.Cell{}
	for len(g.out.Premises) < premisesCount-len(harbours()) {
		desa := g.w.Desa[r.IntN(len(g.w.Desa))]
		if i := pick(r, shares); i < len(list) {
			desa = list[i].desa
		}
		if _, ok := spots[desa]; !ok {
			spots[desa] = g.spots(r, desa)
		}
		if around := spots[desa]; len(around) > 0 {
			g.addPremises(r, desa, around[r.IntN(len(around))])
		}
	}
	for _, desa := range harbours() {
		if cells := g.byCoast(desa); len(cells) > 0 {
			at := g.jitter(r, cells[0], desa)
			g.out.Premises = append(g.out.Premises, risk.Premises{
				Stamp: g.stamp("INSTANSI", g.start, at, desa), Name: "Pelabuhan " + Marker, Type: risk.PremisesTypeHarbour, Licence: "YA", Registered: true, LastReport: g.at.AddDate(0, 0, -1),
			})
		}
	}
}

// spots are the cells where lodging stands: around one to three middles, in a
// coastal desa near the shore.
func (g *generator) spots(r *rand.Rand, desa geo.AreaCode) []geo.Cell {
	cells := g.byCoast(desa)
	if len(cells) == 0 {
		return nil
	}
	beach := 0 // cells within sight of the sea come first
	for beach < len(cells) && g.w.CoastM(g.w.Center(cells[beach])) < 1500 {
		beach++
	}
	near := cells[:beach]
	if beach == 0 { // inland: anywhere in the middle half
		near = cells[len(cells)/4 : max(len(cells)/4+1, 3*len(cells)/4)]
	}
	var out []geo.Cell
	for range 1 + r.IntN(3) {
		middle := near[r.IntN(len(near))]
		for _, c := range g.w.Near(middle, 3) {
			if got, ok := g.w.DesaOf(g.w.Center(c)); ok && got == desa {
				out = append(out, c)
			}
		}
	}
	return out
}

// byCoast lists the cells of a desa, nearest to the sea first.
func (g *generator) byCoast(desa geo.AreaCode) []geo.Cell {
	cells := slices.Clone(g.cellsOf(desa))
	far := make(map[geo.Cell]geo.Meters, len(cells))
	for _, c := range cells {
		far[c] = g.w.CoastM(g.w.Center(c))
	}
	slices.SortFunc(cells, func(a, b geo.Cell) int { return cmp.Or(cmp.Compare(far[a], far[b]), cmp.Compare(a, b)) })
	return cells
}

func (g *generator) addPremises(r *rand.Rand, desa geo.AreaCode, cell geo.Cell) {
	kinds := lodgings()
	shares := make([]float64, len(kinds))
	for i, k := range kinds {
		shares[i] = k.share
	}
	k := kinds[pick(r, shares)]
	at := g.jitter(r, cell, desa)
	p := risk.Premises{
		Stamp: g.stamp("APOA", between(r, g.start.AddDate(0, -6, 0), g.at.AddDate(0, -3, 0)), at, desa),
		Type:  k.code, Licence: "TIDAK", Beds: 1 + r.IntN(2*k.beds), Registered: r.Float64() < k.registered,
	}
	p.Name = "Penginapan " + Marker
	switch x := r.Float64(); {
	case x < k.licensed:
		p.Licence = "YA"
	case x < k.licensed+k.unsure:
		p.Licence = risk.LicenceUnknown
	}
	if p.Registered {
		p.LastReport = g.daysBefore(r, 20)
		if r.Float64() < 0.2 {
			p.LastReport = between(r, p.RecordedAt, g.at.AddDate(0, 0, -31))
		}
	}
	g.out.Premises = append(g.out.Premises, p)
}
