package disclose

import (
	"errors"
	"fmt"

	"timpora/geo"
)

// ErrTier reports the name of no tier.
var ErrTier = errors.New("unknown tier")

// Tier is who looks.
type Tier string

// The tiers, narrowest first.
const (
	Public  Tier = "public"
	Partner Tier = "partner"
	Officer Tier = "officer"
)

// ParseTier reads the name of a tier.
func ParseTier(s string) (Tier, error) {
	switch t := Tier(s); t {
	case Public, Partner, Officer:
		return t, nil
	}
	return "", fmt.Errorf("%q: %w: want officer, partner or public", s, ErrTier)
}

// Lower is the narrower of two tiers; an unknown one counts as public.
func Lower(a, b Tier) Tier {
	for _, t := range []Tier{Public, Partner} {
		if a.known() == t || b.known() == t {
			return t
		}
	}
	return Officer
}

func (t Tier) known() Tier {
	if t == Partner || t == Officer {
		return t
	}
	return Public
}

// Rules say what a tier may see.
type Rules struct {
	Tier     Tier
	K        int       // counts below are hidden; 0 hides none
	HideZero bool      // zero is hidden like any count below K
	Finest   geo.Level // the smallest areas shown
	CellRes  int       // the finest resolution of cells shown; -1 for none, 15 for any
	Figures  bool      // whether cells carry counts, and reasons and scores their exact figures
	Members  bool      // whether clusters name their cells
}

// View gives the rules of a tier. An unknown tier sees what the public sees.
func View(t Tier) Rules {
	switch t {
	case Officer:
		return Rules{Tier: Officer, Finest: geo.LevelDesa, CellRes: 15, Figures: true, Members: true}
	case Partner:
		return Rules{Tier: Partner, K: 5, Finest: geo.LevelDesa, CellRes: 7}
	}
	return Rules{Tier: Public, K: 10, HideZero: true, Finest: geo.LevelKecamatan, CellRes: -1}
}

// Area reports whether areas of a level may be shown at all.
func (r Rules) Area(l geo.Level) bool {
	switch l {
	case geo.LevelKabupaten, geo.LevelKecamatan:
		return true
	case geo.LevelDesa:
		return r.Finest == geo.LevelDesa
	}
	return false
}

// Count reports whether a count may be shown when it stands alone, without
// parents and siblings. Tables go through Suppress.
func (r Rules) Count(n int) bool { return n >= r.K || n == 0 && !r.HideZero }
