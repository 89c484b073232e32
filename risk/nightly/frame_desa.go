package nightly

import (
	"cmp"
	"slices"

	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
)

// desaOfFrame lists every desa with land, by code. land is sorted by parent;
// so is what belongs to one desa.
func desaOfFrame(f risk.Frame, land []piece) []risk.FrameDesa {
	at := f.Index()
	own := map[geo.AreaCode][]int32{}
	for i, c := range f.Cells {
		own[c.Desa] = append(own[c.Desa], int32(i))
	}
	land = slices.Clone(land)
	slices.SortStableFunc(land, func(a, b piece) int { return cmp.Compare(a.desa, b.desa) })
	out := []risk.FrameDesa{}
	for from, to := 0, 0; from < len(land); from = to {
		for to = from; to < len(land) && land[to].desa == land[from].desa; to++ {
		}
		mine := land[from:to]
		d := risk.FrameDesa{Code: mine[0].desa, Center: middle(mine), Cells: own[mine[0].desa]}
		if d.Cells == nil {
			d.Cells = []int32{int32(at[mostLand(mine)])}
		}
		out = append(out, d)
	}
	return out
}

// middle is the centre of the land cell nearest to the mean of all.
func middle(land []piece) geo.Point {
	var mean, best geo.Point
	n := float64(len(land))
	for _, p := range land {
		at := bucket.Center(p.cell)
		mean.Lon += at.Lon
		mean.Lat += at.Lat
	}
	mean = geo.Point{Lon: mean.Lon / n, Lat: mean.Lat / n}
	for i, p := range land {
		if at := bucket.Center(p.cell); i == 0 || geo.Distance(at, mean) < geo.Distance(best, mean) {
			best = at
		}
	}
	return best
}

// mostLand is the parent that holds the most of the cells, the lowest on a tie.
func mostLand(land []piece) geo.Cell {
	var best geo.Cell
	most := 0
	for from, to := 0, 0; from < len(land); from = to {
		for to = from; to < len(land) && land[to].parent == land[from].parent; to++ {
		}
		if to-from > most {
			best, most = land[from].parent, to-from
		}
	}
	return best
}
