package disclose

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

// Cells gives the scores of a run's cells as a tier may see them: as they are to
// an officer, none to the public, and to a partner one for every cell of the
// tier's resolution, with the highest score of its members in whole numbers,
// the codes of its reasons in their order, and no figure that counts anybody.
//
// Left out are cells with too few persons and all cells of desa whose persons are
// hidden. Where a desa has a cell with too few, its empty cells are left out too,
// and all its cells when those shown would leave little of its count: else the
// count of the desa would give the missing cell away. The order is by cell. Of a
// run without tallies a partner sees none.
func Cells(r risk.Result, t Tier) []risk.Score {
	rules := View(t)
	if rules.Figures {
		return r.Scores
	}
	out := []risk.Score{}
	if rules.CellRes < 0 || len(r.Tallies) == 0 {
		return out
	}
	for _, g := range shownGroups(r, rules) {
		out = append(out, merge(g))
	}
	number(out)
	return out
}

// group is a coarser cell with its members.
type group struct {
	cell    geo.Cell
	members []risk.Score
	desa    []geo.AreaCode // of its members, ascending
	persons risk.Counted
}

// groups are all coarser cells of a run, ascending.
func groups(r risk.Result, res int) []group {
	by := map[geo.Cell]*group{}
	for _, s := range r.Scores {
		up := s.Cell.Parent(res)
		if by[up] == nil {
			by[up] = &group{cell: up}
		}
		by[up].members = append(by[up].members, s)
		by[up].desa = append(by[up].desa, s.Desa)
	}
	for _, t := range r.Tallies {
		if g := by[t.Cell]; g != nil {
			g.persons = t.Persons
		}
	}
	out := make([]group, 0, len(by))
	for _, up := range slices.Sorted(maps.Keys(by)) {
		slices.Sort(by[up].desa)
		by[up].desa = slices.Compact(by[up].desa)
		out = append(out, *by[up])
	}
	return out
}

// shownGroups are the coarser cells that a tier sees.
func shownGroups(r risk.Result, rules Rules) []group {
	hidden, scarce := map[geo.AreaCode]bool{}, map[geo.AreaCode]bool{}
	for _, u := range areas(r, rules, true) {
		hidden[u.Code] = slices.Contains(u.Suppressed, "persons")
	}
	all := groups(r, rules.CellRes)
	for _, g := range all {
		for _, desa := range g.desa {
			scarce[desa] = scarce[desa] || rules.small(g.persons)
		}
	}
	shown := slices.DeleteFunc(all, func(g group) bool {
		return rules.small(g.persons) || g.in(hidden) || g.persons.N == 0 && g.in(scarce)
	})
	tight := rules.tight(r, shown, scarce)
	return slices.DeleteFunc(shown, func(g group) bool { return g.in(tight) })
}

// tight are scarce desa of which the shown cells, with k persons each, would leave
// no more than k for what is missing.
func (r Rules) tight(run risk.Result, shown []group, scarce map[geo.AreaCode]bool) map[geo.AreaCode]bool {
	taken, tight := map[geo.AreaCode]int{}, map[geo.AreaCode]bool{}
	for _, g := range shown {
		for _, desa := range g.desa {
			if g.persons.N > 0 {
				taken[desa] += r.K
			}
		}
	}
	for _, t := range run.Tallies {
		tight[t.Area] = tight[t.Area] || t.Cell == 0 && scarce[t.Area] && t.Persons.N-taken[t.Area] <= r.K
	}
	return tight
}

// in reports whether a member lies in one of the desa.
func (g group) in(set map[geo.AreaCode]bool) bool {
	return slices.ContainsFunc(g.desa, func(d geo.AreaCode) bool { return set[d] })
}

// merge makes one blurred score of the members of a coarser cell.
func merge(g group) risk.Score {
	best, land := g.members[0], 0.0
	area := map[geo.AreaCode]float64{}
	for _, s := range g.members {
		land += s.LandKm2
		area[s.Desa] += s.LandKm2
		if s.Score > best.Score {
			best = s
		}
	}
	out := risk.Score{
		Cell: g.cell, Score: math.Round(best.Score), Low: math.Round(best.Low), High: math.Round(best.High),
		Level: best.Level, LandKm2: land, CoastM: best.CoastM, Coastal: best.Coastal, Reasons: codes(best.Reasons),
		UpperP: 1, UpperQ: 1, LowerP: 1, LowerQ: 1, // the tests are of single cells
	}
	for _, desa := range g.desa {
		if area[desa] > area[out.Desa] {
			out.Desa = desa
		}
	}
	return out
}

// codes keeps what made a score and in which order, without figures: density
// times land would be a count.
func codes(reasons []risk.Reason) []risk.Reason {
	sorted := slices.Clone(reasons)
	slices.SortStableFunc(sorted, func(a, b risk.Reason) int { return cmp.Compare(b.Points, a.Points) })
	out := make([]risk.Reason, 0, len(sorted))
	for _, r := range sorted {
		if r.Points > 0 {
			out = append(out, risk.Reason{Factor: r.Factor, Sub: r.Sub})
		}
	}
	return out
}

// number ranks what is left by falling score, ties by cell.
func number(out []risk.Score) {
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(out[b].Score, out[a].Score) })
	for r, i := range order {
		out[i].Rank, out[i].RankLow, out[i].RankHigh = r+1, r+1, r+1
	}
}
