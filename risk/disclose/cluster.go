package disclose

import (
	"math"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

// Clusters gives the clusters of a run as a tier may see them: to a partner by
// those coarser cells that he sees and in which somebody stays, without counts,
// reasons and counter-evidence as codes. A cluster without such a cell is left
// out.
func Clusters(r risk.Result, t Tier) []risk.Cluster {
	rules := View(t)
	if rules.Members {
		return r.Clusters
	}
	out := []risk.Cluster{}
	if rules.CellRes < 0 || len(r.Tallies) == 0 {
		return out
	}
	seen := map[geo.Cell]bool{}
	for _, g := range shownGroups(r, rules) {
		seen[g.cell] = g.persons.N > 0
	}
	for _, c := range r.Clusters {
		var cells []geo.Cell
		for _, cell := range c.Cells {
			if up := cell.Parent(rules.CellRes); seen[up] {
				cells = append(cells, up)
			}
		}
		if len(cells) > 0 {
			slices.Sort(cells)
			out = append(out, blur(c, slices.Compact(cells)))
		}
	}
	return out
}

func blur(c risk.Cluster, cells []geo.Cell) risk.Cluster {
	b := risk.Cluster{
		ID: "k-" + cells[0].String(), Cells: cells,
		Method: c.Method, Desa: slices.Clone(c.Desa), Q: c.Q, P: c.P, RecurrenceDays: c.RecurrenceDays, CoastShare: c.CoastShare, Coastal: c.Coastal,
		Score: math.Round(c.Score), Reasons: codes(c.Reasons), Counter: []risk.Counter{},
	}
	for _, n := range c.Counter {
		b.Counter = append(b.Counter, risk.Counter{Code: n.Code})
	}
	return b
}
