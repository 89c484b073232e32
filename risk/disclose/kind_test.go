package disclose_test

import (
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

func TestKinds(t *testing.T) {
	run := counted(town(map[geo.AreaCode][]int{
		"51.08.01.2001": {40}, "51.08.01.2002": {3}, "51.08.01.2003": {9}, "51.08.01.2004": {0}, "51.08.01.2005": {0},
		"51.08.02.2001": {0}, "51.08.03.2001": {50},
	}))
	for i, c := range run.Tallies {
		if c.Area == "51.08.01.2005" {
			run.Tallies[i].Known = 0 // nothing recorded, nobody went there
		}
	}
	run.Tallies = append(run.Tallies, risk.Tally{Area: "51.08.01.2006"}) // smaller than a cell
	tests := []struct {
		code                     geo.AreaCode
		officer, partner, public disclose.Kind
	}{
		{"51.08.01.2001", "count", "count", "few"},
		{"51.08.01.2002", "count", "few", "few"},
		{"51.08.01.2003", "count", "few", "few"}, // protects the one before
		{"51.08.01.2004", "zero", "zero", "few"},
		{"51.08.01.2005", "none", "none", "few"},
		{"51.08.01.2006", "none", "none", "few"},
		{"51.08.01", "count", "count", "count"},
		{"51.08.02", "zero", "zero", "few"}, // the public's zero is few
		{"51.08.03", "count", "count", "few"},
		{"51.08", "count", "count", "count"},
		{disclose.Whole, "count", "count", "count"},
		{"51.07.01.2001", "outside", "outside", "outside"},
		{"51.03", "outside", "outside", "outside"},
	}
	kinds := map[disclose.Tier]func(geo.AreaCode) disclose.Kind{}
	for _, tier := range []disclose.Tier{disclose.Officer, disclose.Partner, disclose.Public} {
		kinds[tier] = disclose.Kinds(run, tier)
	}
	for _, tt := range tests {
		o, p, q := kinds[disclose.Officer](tt.code), kinds[disclose.Partner](tt.code), kinds[disclose.Public](tt.code)
		if o != tt.officer || p != tt.partner || q != tt.public {
			t.Errorf("%q is %s, %s, %s, want %s, %s, %s", tt.code, o, p, q, tt.officer, tt.partner, tt.public)
		}
	}
}

// The kind of a unit agrees with its figures and with what is suppressed.
func TestUnitsCarryTheirKind(t *testing.T) {
	for _, tier := range []disclose.Tier{disclose.Officer, disclose.Partner, disclose.Public} {
		kind := disclose.Kinds(buleleng(), tier)
		for _, u := range disclose.Areas(buleleng(), tier) {
			if u.Kind != kind(u.Code) || (u.Kind == disclose.KindCount) != (u.Persons > 0) {
				t.Errorf("%s: %+v, kind %s", tier, u, kind(u.Code))
			}
			if hidden := len(u.Suppressed) >= 3; hidden != (u.Kind == disclose.KindFew) {
				t.Errorf("%s: %+v", tier, u)
			}
		}
	}
}
