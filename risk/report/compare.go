package report

import (
	"cmp"
	"math"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

// Compare lists what changed from one run to the next: clusters first, then
// cells whose level moved, the largest move first. Clusters are the same when
// they share a cell. Cells are compared only at the same resolution. Without
// a previous run nothing has changed.
func Compare(previous *risk.Run, current risk.Run) []risk.Change {
	if previous == nil || previous.Resolution != current.Resolution {
		return nil
	}
	out := clusterChanges("cluster_new", current.Result.Clusters, previous.Result.Clusters)
	out = append(out, clusterChanges("cluster_gone", previous.Result.Clusters, current.Result.Clusters)...)
	return append(out, levelChanges(previous.Result.Scores, current.Result.Scores)...)
}

// clusterChanges lists the clusters that share no cell with the others.
func clusterChanges(code string, clusters, others []risk.Cluster) []risk.Change {
	taken := map[geo.Cell]bool{}
	for _, o := range others {
		for _, c := range o.Cells {
			taken[c] = true
		}
	}
	var out []risk.Change
	for _, c := range clusters {
		if len(c.Cells) == 0 || slices.ContainsFunc(c.Cells, func(cell geo.Cell) bool { return taken[cell] }) {
			continue
		}
		ch := risk.Change{Code: code, Cell: slices.Min(c.Cells), About: c.ID}
		if len(c.Desa) > 0 {
			ch.Desa = c.Desa[0]
		}
		if code == "cluster_new" {
			ch.Is = c.Score
		} else {
			ch.Was = c.Score
		}
		out = append(out, ch)
	}
	slices.SortFunc(out, func(a, b risk.Change) int {
		return cmp.Or(cmp.Compare(b.Is+b.Was, a.Is+a.Was), cmp.Compare(a.Cell, b.Cell))
	})
	return out
}

func levelChanges(was, is []risk.Score) []risk.Change {
	old := byCell(was)
	var out []risk.Change
	for _, s := range is {
		o, ok := old[s.Cell]
		if !ok || o.Level == s.Level {
			continue
		}
		code := "level_up"
		if s.Level < o.Level {
			code = "level_down"
		}
		out = append(out, risk.Change{Code: code, Cell: s.Cell, Desa: s.Desa, Was: o.Score, Is: s.Score})
	}
	slices.SortFunc(out, func(a, b risk.Change) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Is-b.Was), math.Abs(a.Is-a.Was)), cmp.Compare(a.Cell, b.Cell))
	})
	return out
}
