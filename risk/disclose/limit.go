package disclose

import (
	"slices"
	"strconv"

	"timpora/geo"
	"timpora/risk"
)

// Limit gives a run as those of a tier may see it whose area is told by within:
// scores and clusters as the tier sees them, of places within only, and plans to
// officers only. A cluster that reaches beyond is cut to its cells within, while
// its figures stay those of the whole; the hours and distances of a cut plan are
// those of its proposals. Tallies are taken away: what may be seen of them is in
// the Sheet.
func Limit(r risk.Run, t Tier, within func(geo.AreaCode) bool) risk.Run {
	rules, whole := View(t), r.Result
	scores := Cells(whole, t)
	desa := make(map[geo.Cell]geo.AreaCode, len(scores))
	for _, s := range scores {
		desa[s.Cell] = s.Desa
	}
	r.Result.Scores = slices.DeleteFunc(slices.Clone(scores), func(s risk.Score) bool { return !within(s.Desa) })
	r.Result.Clusters = []risk.Cluster{}
	times := map[string]int{}
	for _, c := range Clusters(whole, t) {
		if times[c.ID]++; times[c.ID] > 1 { // clusters that share their first coarse cell
			c.ID += "-" + strconv.Itoa(times[c.ID])
		}
		if c, ok := clip(c, desa, within); ok {
			r.Result.Clusters = append(r.Result.Clusters, c)
		}
	}
	r.Result.Plan, r.Result.Tallies = risk.Plan{}, nil
	if rules.Figures {
		r.Result.Plan = limitPlan(whole.Plan, within)
	} else {
		r.Result.Incident, r.Result.Alpha = 0, 0
		r.Resolution = rules.CellRes
	}
	return r
}

// clip keeps what of a cluster lies within.
func clip(c risk.Cluster, desa map[geo.Cell]geo.AreaCode, within func(geo.AreaCode) bool) (risk.Cluster, bool) {
	own := slices.DeleteFunc(slices.Clone(c.Desa), func(code geo.AreaCode) bool { return !within(code) })
	if len(own) == len(c.Desa) {
		return c, true
	}
	c.Desa = own
	c.Cells = slices.DeleteFunc(slices.Clone(c.Cells), func(cell geo.Cell) bool {
		code, known := desa[cell]
		return !known || !within(code)
	})
	return c, len(c.Cells) > 0 && len(c.Desa) > 0
}

func limitPlan(p risk.Plan, within func(geo.AreaCode) bool) risk.Plan {
	all := p.Proposals
	p.Proposals = slices.DeleteFunc(slices.Clone(all), func(one risk.Proposal) bool {
		return slices.ContainsFunc(one.Desa, func(code geo.AreaCode) bool { return !within(code) })
	})
	if len(p.Proposals) == len(all) {
		return p
	}
	p.Hours, p.Km, p.Rupiah = 0, 0, 0
	for _, one := range p.Proposals {
		p.Hours += one.Hours
		p.Km += one.Km
		p.Rupiah += one.Rupiah
	}
	return p
}

// Why a figure is hidden.
const (
	ReasonFew     = "small_count" // too few persons stand behind it, or it would give such a count away
	ReasonTier    = "tier"        // the tier does not see it of any such place
	ReasonNoRun   = "no_run"      // nothing was scored
	ReasonNoCount = "no_count"    // the run is of a program that did not count areas
)

// Figures lists the fields of a Unit that may be hidden.
func Figures() []string { return []string{"max_score", "mean_score", "persons", "reports", "verified"} }

// Sheet tells what those of a tier may see of every area of a run, and why not
// all: their tier's figures within, the public's of all other areas. Of areas that
// the tier does not see, and of areas without cells, all figures are hidden unless
// the tier sees all. Without scores it knows nothing.
func Sheet(r risk.Result, t Tier, within func(geo.AreaCode) bool) func(geo.AreaCode) (Unit, string) {
	own := newTable(r, t)
	others := own
	if t != Public {
		others = newTable(r, Public)
	}
	return func(c geo.AreaCode) (Unit, string) {
		if t != Public && !within(c) {
			return others.unit(c)
		}
		return own.unit(c)
	}
}

// table is what a tier sees of all areas.
type table struct {
	rules Rules
	units map[geo.AreaCode]Unit
	kind  func(geo.AreaCode) Kind
}

func newTable(r risk.Result, t Tier) table {
	out, units := table{rules: View(t), units: map[geo.AreaCode]Unit{}}, []Unit{}
	if len(r.Scores) > 0 {
		units = Areas(r, t)
	}
	for _, u := range units {
		out.units[u.Code] = u
	}
	out.kind = kinds(r, t, units)
	return out
}

// unit is an area with the reason why not all is shown of it.
func (t table) unit(c geo.AreaCode) (Unit, string) {
	u, ok := t.units[c]
	hidden := Unit{Code: c, Kind: t.kind(c), Suppressed: Figures()}
	switch {
	case len(t.units) == 0:
		return Unit{Code: c, Kind: KindNone, Suppressed: Figures()}, ReasonNoRun
	case !t.rules.Area(c.Level()):
		return hidden, ReasonTier
	case !ok && t.rules.K > 0: // its persons are counted with those of a neighbour
		return hidden, ReasonFew
	case !ok:
		return Unit{Code: c, Kind: hidden.Kind, Suppressed: []string{}}, ""
	case u.Kind == KindNone && len(u.Suppressed) > 0:
		return u, ReasonNoCount
	case len(u.Suppressed) > 0:
		return u, ReasonFew
	}
	return u, ""
}
