package disclose

import (
	"timpora/geo"
	"timpora/risk"
)

// Kind says what stands where a count of persons could stand: the count, or
// which of four kinds of empty. Maps draw the four by different patterns.
type Kind string

// The kinds.
const (
	KindCount   Kind = "count"   // the count is shown
	KindZero    Kind = "zero"    // nol: somebody looked, and nobody is there
	KindFew     Kind = "few"     // data sedikit: withheld, because few are there or to protect such a place
	KindNone    Kind = "none"    // tidak ada data: nothing was recorded and nobody was there, or not counted
	KindOutside Kind = "outside" // di luar wilayah: no area of the run
)

// Kinds tells of every area what its count of persons is to a tier. The public
// sees few where zero or none would tell that nobody is there, and so does
// everybody of the areas that are finer than the tier.
func Kinds(r risk.Result, t Tier) func(geo.AreaCode) Kind { return kinds(r, t, Areas(r, t)) }

func kinds(r risk.Result, t Tier, units []Unit) func(geo.AreaCode) Kind {
	known := map[geo.AreaCode]Kind{}
	for _, tally := range r.Tallies {
		if tally.Cell != 0 {
			continue
		}
		known[tally.Area] = KindNone // a desa without a cell of its own
		if l := tally.Area.Level(); l != "" && !View(t).Area(l) {
			known[tally.Area] = KindFew
		}
	}
	for _, u := range units {
		known[u.Code] = u.Kind
	}
	return func(c geo.AreaCode) Kind {
		if k, ok := known[c]; ok {
			return k
		}
		return KindOutside
	}
}

// kind is that of a unit whose persons are hidden or not.
func (u *unit) kind(hidden bool) Kind {
	switch {
	case u.tally == nil && hidden:
		return KindNone
	case hidden:
		return KindFew
	case u.Persons > 0:
		return KindCount
	case u.tally == nil || u.tally.Known > 0:
		return KindZero
	}
	return KindNone
}
