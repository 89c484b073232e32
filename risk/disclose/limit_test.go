package disclose_test

import (
	"slices"
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/disclose"
)

func everywhere(geo.AreaCode) bool { return true }

// What leaves a limited run holds no true count of an area: the sheet alone says
// what may be seen of them.
func TestLimitTakesTalliesAway(t *testing.T) {
	for _, tier := range []disclose.Tier{disclose.Officer, disclose.Partner, disclose.Public} {
		if got := disclose.Limit(risk.Run{Result: village()}, tier, everywhere); len(got.Result.Tallies) > 0 {
			t.Errorf("%s gets %d tallies", tier, len(got.Result.Tallies))
		}
	}
}

func TestSheet(t *testing.T) {
	own := func(c geo.AreaCode) bool { return c.Within("51.08") }
	old := buleleng()
	old.Tallies = nil
	tests := []struct {
		name   string
		run    risk.Result
		tier   disclose.Tier
		code   geo.AreaCode
		kind   disclose.Kind
		reason string
		hidden int // figures
	}{
		{"own desa", buleleng(), disclose.Partner, "51.08.01.2001", "count", disclose.ReasonFew, 1}, // five incidents protect others
		{"few in the own desa", buleleng(), disclose.Partner, "51.08.01.2002", "few", disclose.ReasonFew, 5},
		{"a desa elsewhere", buleleng(), disclose.Partner, "51.07.01.2002", "few", disclose.ReasonTier, 5},
		{"a kecamatan elsewhere, as the public sees it", buleleng(), disclose.Partner, "51.07.01", "count", disclose.ReasonFew, 1},
		{"a desa, for the public", buleleng(), disclose.Public, "51.08.01.2001", "few", disclose.ReasonTier, 5},
		{"beyond the land", buleleng(), disclose.Partner, "51.08.99", "outside", disclose.ReasonFew, 5},
		{"beyond the land, for an officer", buleleng(), disclose.Officer, "51.08.99", "outside", "", 0},
		{"nothing scored", risk.Result{}, disclose.Officer, "51.08", "none", disclose.ReasonNoRun, 5},
		{"not counted by area", old, disclose.Partner, "51.08", "none", disclose.ReasonNoCount, 5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u, reason := disclose.Sheet(tt.run, tt.tier, own)(tt.code)
			if u.Code != tt.code || u.Kind != tt.kind || reason != tt.reason || len(u.Suppressed) != tt.hidden || !slices.IsSorted(u.Suppressed) {
				t.Errorf("%+v, %q; want kind %s, reason %q, %d hidden", u, reason, tt.kind, tt.reason, tt.hidden)
			}
		})
	}
}
