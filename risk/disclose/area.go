package disclose

import (
	"maps"
	"math"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

// Whole is the key of the row that counts all kabupaten.
const Whole geo.AreaCode = ""

// Unit sums up an area as a tier may see it. Figures that the tier may not
// see are 0 and named in Suppressed.
type Unit struct {
	Code       geo.AreaCode `json:"code"` // Whole for the study area
	Kind       Kind         `json:"kind"` // of Persons
	Cells      int          `json:"cells"`
	LandKm2    float64      `json:"land_km2"`
	MaxScore   float64      `json:"max_score"`
	MeanScore  float64      `json:"mean_score"` // by land
	Persons    int          `json:"persons"`    // distinct
	Reports    int          `json:"reports"`
	Verified   int          `json:"verified"`
	Suppressed []string     `json:"suppressed"` // names of hidden fields
}

// unit is a Unit with what was counted there, nil where nothing was counted.
type unit struct {
	Unit
	tally *risk.Tally
}

// Areas sums a run over every area of the levels that the tier sees, the study
// area first, then by code. A cell counts for the area of its desa. Of a run
// without tallies lower tiers see no figure that rests on persons, and officers
// the sums of the cells, in which a person counts once for each cell.
func Areas(r risk.Result, t Tier) []Unit { return areas(r, View(t), true) }

// areas hides from a tier all that it hides from the tier above, which sees the
// figures of both.
func areas(r risk.Result, rules Rules, protection bool) []Unit {
	units := sums(r, rules)
	if rules.K > 0 {
		already := map[geo.AreaCode][]string{}
		if rules.Tier == Public {
			for _, u := range areas(r, View(Partner), protection) {
				already[u.Code] = u.Suppressed
			}
		}
		hide(units, rules, already, protection)
	}
	out := make([]Unit, len(units))
	for i := range units {
		u := &units[i]
		if rules.K < 1 {
			u.Kind = u.kind(false)
		}
		out[i] = u.Unit
	}
	return out
}

// sums are the units with exact figures.
func sums(r risk.Result, rules Rules) []unit {
	by := map[geo.AreaCode]*unit{Whole: {Unit: Unit{Code: Whole}}}
	for _, s := range r.Scores {
		addTo(by, Whole, s)
		for _, code := range []geo.AreaCode{s.Desa.Kabupaten(), s.Desa.Kecamatan(), s.Desa} {
			if rules.Area(code.Level()) {
				addTo(by, code, s)
			}
		}
	}
	for i := range r.Tallies {
		if u := by[r.Tallies[i].Area]; u != nil && r.Tallies[i].Cell == 0 {
			u.tally = &r.Tallies[i]
		}
	}
	out := make([]unit, 0, len(by))
	for _, code := range slices.Sorted(maps.Keys(by)) {
		u := *by[code]
		u.Suppressed = []string{}
		if u.LandKm2 > 0 {
			u.MeanScore /= u.LandKm2
		}
		if u.tally != nil {
			for _, f := range figures() {
				shown, counted := f.of(&u)
				*shown = counted.N
			}
		}
		out = append(out, u)
	}
	return out
}

func addTo(by map[geo.AreaCode]*unit, code geo.AreaCode, s risk.Score) {
	u := by[code]
	if u == nil {
		u = &unit{Unit: Unit{Code: code}}
		by[code] = u
	}
	u.Cells++
	u.LandKm2 += s.LandKm2
	u.MaxScore = math.Max(u.MaxScore, s.Score)
	u.MeanScore += float64(s.Score * s.LandKm2)
	u.Persons += s.Persons
	u.Reports += s.Reports
	u.Verified += s.Verified
}
