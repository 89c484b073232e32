package disclose

import (
	"maps"
	"math"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

// Whole is the key of the row that holds the sum of all kabupaten.
const Whole geo.AreaCode = ""

// Unit sums up an area as a tier may see it. Figures that the tier may not
// see are 0 and named in Suppressed.
type Unit struct {
	Code       geo.AreaCode `json:"code"` // Whole for the study area
	Cells      int          `json:"cells"`
	LandKm2    float64      `json:"land_km2"`
	MaxScore   float64      `json:"max_score"`
	MeanScore  float64      `json:"mean_score"` // by land
	Persons    int          `json:"persons"`    // distinct in each cell, summed
	Reports    int          `json:"reports"`
	Verified   int          `json:"verified"`
	Suppressed []string     `json:"suppressed"` // names of hidden fields
}

// Areas sums scores over every area of the levels that the tier sees, the
// study area first, then by code. A cell counts for the area of its desa.
func Areas(scores []risk.Score, t Tier) []Unit {
	rules := View(t)
	sums := map[geo.AreaCode]*Unit{Whole: {Code: Whole}}
	for _, s := range scores {
		addTo(sums, Whole, s)
		for _, code := range []geo.AreaCode{s.Desa.Kabupaten(), s.Desa.Kecamatan(), s.Desa} {
			if rules.Area(code.Level()) {
				addTo(sums, code, s)
			}
		}
	}
	out := make([]Unit, 0, len(sums))
	for _, code := range slices.Sorted(maps.Keys(sums)) {
		u := *sums[code]
		u.Suppressed = []string{}
		if u.LandKm2 > 0 {
			u.MeanScore /= u.LandKm2
		}
		out = append(out, u)
	}
	hide(out, rules)
	return out
}

func addTo(sums map[geo.AreaCode]*Unit, code geo.AreaCode, s risk.Score) {
	u := sums[code]
	if u == nil {
		u = &Unit{Code: code}
		sums[code] = u
	}
	u.Cells++
	u.LandKm2 += s.LandKm2
	u.MaxScore = math.Max(u.MaxScore, s.Score)
	u.MeanScore += float64(s.Score * s.LandKm2)
	u.Persons += s.Persons
	u.Reports += s.Reports
	u.Verified += s.Verified
}

// hide suppresses persons and, where these are hidden, everything; reports and
// verified incidents are tables of their own.
func hide(units []Unit, r Rules) {
	if r.K < 1 {
		return
	}
	rows := make([]Row, len(units))
	for i, u := range units {
		rows[i] = Row{Key: key(u.Code), Parent: parentKey(u.Code), Count: u.Persons}
	}
	persons := Suppress(rows, r.K, r.HideZero)
	counts := []struct {
		name string
		of   func(*Unit) *int
	}{
		{"reports", func(u *Unit) *int { return &u.Reports }},
		{"verified", func(u *Unit) *int { return &u.Verified }},
	}
	for _, c := range counts {
		for i := range units {
			rows[i].Count, rows[i].Suppressed = *c.of(&units[i]), persons[i].Suppressed
		}
		for i, row := range Suppress(rows, r.K, r.HideZero) {
			if row.Suppressed {
				*c.of(&units[i]) = 0
				units[i].Suppressed = append(units[i].Suppressed, c.name)
			}
		}
	}
	for i := range units {
		u := &units[i]
		u.MaxScore, u.MeanScore = math.Round(u.MaxScore), math.Round(u.MeanScore)
		if persons[i].Suppressed {
			u.Persons, u.MaxScore, u.MeanScore = 0, 0, 0
			u.Suppressed = append(u.Suppressed, "persons", "max_score", "mean_score")
		}
		slices.Sort(u.Suppressed)
	}
}

// key and parentKey link desa to kecamatan to kabupaten to the whole.
func key(c geo.AreaCode) string { return "area:" + string(c) }

func parentKey(c geo.AreaCode) string {
	switch c.Level() {
	case geo.LevelDesa:
		return key(c.Kecamatan())
	case geo.LevelKecamatan:
		return key(c.Kabupaten())
	case geo.LevelKabupaten:
		return key(Whole)
	}
	return ""
}

// Withheld tells for every area which fields of its Unit a tier may not see, in
// alphabetical order. Of areas of levels that the tier does not see, and of areas
// without cells, it sees none, unless it sees all.
func Withheld(scores []risk.Score, t Tier) func(geo.AreaCode) []string {
	if View(t).K < 1 {
		return func(geo.AreaCode) []string { return nil }
	}
	known := map[geo.AreaCode][]string{}
	for _, u := range Areas(scores, t) {
		known[u.Code] = u.Suppressed
	}
	return func(c geo.AreaCode) []string {
		if names, ok := known[c]; ok {
			return names
		}
		return []string{"max_score", "mean_score", "persons", "reports", "verified"}
	}
}
