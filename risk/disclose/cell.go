package disclose

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

// Cells gives the scores of cells as a tier may see them: as they are to an
// officer, none to the public, and to a partner one for every cell of the
// tier's resolution, with the highest score of its members in whole numbers,
// the codes of its reasons in their order, and no figure that counts anybody.
// A cell with too few persons is left out. The order is by cell.
func Cells(scores []risk.Score, t Tier) []risk.Score {
	rules := View(t)
	if rules.Figures {
		return scores
	}
	if rules.CellRes < 0 {
		return []risk.Score{}
	}
	groups := map[geo.Cell][]risk.Score{}
	for _, s := range scores {
		up := s.Cell.Parent(rules.CellRes)
		groups[up] = append(groups[up], s)
	}
	out := []risk.Score{}
	for _, up := range slices.Sorted(maps.Keys(groups)) {
		if s, persons := merge(up, groups[up]); rules.Score(persons) {
			out = append(out, s)
		}
	}
	number(out)
	return out
}

// merge makes one blurred score of the members of a coarser cell.
func merge(up geo.Cell, members []risk.Score) (risk.Score, int) {
	best, persons, land := members[0], 0, 0.0
	area := map[geo.AreaCode]float64{}
	for _, s := range members {
		persons += s.Persons
		land += s.LandKm2
		area[s.Desa] += s.LandKm2
		if s.Score > best.Score {
			best = s
		}
	}
	out := risk.Score{
		Cell: up, Score: math.Round(best.Score), Low: math.Round(best.Low), High: math.Round(best.High),
		Level: best.Level, LandKm2: land, CoastM: best.CoastM, Coastal: best.Coastal, Reasons: codes(best.Reasons),
		UpperP: 1, UpperQ: 1, LowerP: 1, LowerQ: 1, // the tests are of single cells
	}
	for _, desa := range slices.Sorted(maps.Keys(area)) {
		if area[desa] > area[out.Desa] {
			out.Desa = desa
		}
	}
	return out, persons
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

// Clusters gives clusters as a tier may see them: to a partner those with
// enough persons, by their coarser cells, counts below the threshold hidden
// and reasons and counter-evidence as codes.
func Clusters(clusters []risk.Cluster, t Tier) []risk.Cluster {
	rules := View(t)
	if rules.Members {
		return clusters
	}
	out := []risk.Cluster{}
	if rules.CellRes < 0 {
		return out
	}
	for _, c := range clusters {
		if !rules.Score(c.Persons) || c.Persons == 0 {
			continue
		}
		out = append(out, blur(c, rules))
	}
	return out
}

func blur(c risk.Cluster, r Rules) risk.Cluster {
	b := risk.Cluster{
		Method: c.Method, Desa: slices.Clone(c.Desa), Q: c.Q, P: c.P, RecurrenceDays: c.RecurrenceDays, CoastShare: c.CoastShare, Coastal: c.Coastal,
		Score: math.Round(c.Score), Reasons: codes(c.Reasons), Counter: []risk.Counter{},
	}
	for _, cell := range c.Cells {
		b.Cells = append(b.Cells, cell.Parent(r.CellRes))
	}
	slices.Sort(b.Cells)
	b.Cells = slices.Compact(b.Cells)
	b.ID = "k-" + b.Cells[0].String()
	if r.Count(int(math.Floor(c.Observed))) {
		b.Observed = math.Round(c.Observed)
	}
	for _, n := range c.Counter {
		b.Counter = append(b.Counter, risk.Counter{Code: n.Code})
	}
	return b
}
