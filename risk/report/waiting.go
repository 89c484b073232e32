package report

import (
	"cmp"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// Stale counts, per desa, the reports that nobody has verified within the
// time; the desa with the oldest comes first. Reports without a desa stand
// under the code "".
func Stale(reports []risk.Report, at time.Time, after time.Duration) []risk.StaleItem {
	found := map[geo.AreaCode]risk.StaleItem{}
	for _, r := range reports {
		age := at.Sub(r.RecordedAt)
		if r.State != risk.StateDugaan || !known(r.Stamp, at) || age <= after {
			continue
		}
		it := found[r.Desa]
		it.Desa, it.Count, it.Hours = r.Desa, it.Count+1, max(it.Hours, age.Hours())
		found[r.Desa] = it
	}
	return sorted(found, func(a, b risk.StaleItem) int {
		return cmp.Or(cmp.Compare(b.Hours, a.Hours), cmp.Compare(a.Desa, b.Desa))
	})
}

// LodgingGaps counts, per desa, the places of lodging that are not in APOA or
// that have reported nobody within the time; the desa with the most comes first.
// Types outside the list lodging are left out.
func LodgingGaps(premises []risk.Premises, at time.Time, silent time.Duration, lodging []string) []risk.LodgingGap {
	all := map[geo.AreaCode]risk.LodgingGap{}
	for _, p := range premises {
		if !slices.Contains(lodging, p.Type) || !known(p.Stamp, at) {
			continue
		}
		g := all[p.Desa]
		g.Desa = p.Desa
		g.Premises++
		switch {
		case !p.Registered:
			g.Unregistered++
		case at.Sub(p.LastReport) > silent:
			g.Silent++
		}
		all[p.Desa] = g
	}
	for d, g := range all {
		if g.Unregistered+g.Silent == 0 {
			delete(all, d)
		}
	}
	return sorted(all, func(a, b risk.LodgingGap) int {
		return cmp.Or(cmp.Compare(b.Unregistered+b.Silent, a.Unregistered+a.Silent), cmp.Compare(a.Desa, b.Desa))
	})
}

// sorted lists the values of a map in an order that must be total.
func sorted[T any](m map[geo.AreaCode]T, order func(a, b T) int) []T {
	var out []T
	for _, v := range m {
		out = append(out, v)
	}
	slices.SortFunc(out, order)
	return out
}
