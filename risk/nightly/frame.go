package nightly

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
)

// landResolution is the resolution of the cells that say where land is.
const landResolution = 10

// NewFrame builds the study area at resolution res. cells10 are the land cells
// of resolution 10, in any order; desaOf names the desa of their centre, "" for
// a cell outside the study area; coast is the distance to the sea.
//
// A cell belongs to the desa with most of its land. Two cells are neighbours
// when some land cell of one shares a side with a land cell of the other, so
// that water between them keeps them apart.
func NewFrame(boundarySet string, cells10 []geo.Cell, desaOf func(geo.Cell) geo.AreaCode, coast func(geo.Point) geo.Meters, res int) (risk.Frame, error) {
	if res < 0 || res > landResolution {
		return risk.Frame{}, fmt.Errorf("frame of resolution %d: want 0 to %d", res, landResolution)
	}
	land := make([]piece, 0, len(cells10))
	for _, c := range cells10 {
		if c.Resolution() != landResolution {
			return risk.Frame{}, fmt.Errorf("frame: land cell %s has resolution %d, want %d", c, c.Resolution(), landResolution)
		}
		if desa := desaOf(c); desa != "" {
			land = append(land, piece{c, c.Parent(res), desa})
		}
	}
	slices.SortFunc(land, func(a, b piece) int { return cmp.Or(cmp.Compare(a.parent, b.parent), cmp.Compare(a.cell, b.cell)) })
	land = slices.CompactFunc(land, func(a, b piece) bool { return a.cell == b.cell })
	f := risk.Frame{BoundarySet: boundarySet, Resolution: res, Cells: []risk.FrameCell{}}
	for from, to := 0, 0; from < len(land); from = to {
		for to = from; to < len(land) && land[to].parent == land[from].parent; to++ {
		}
		f.Cells = append(f.Cells, newFrameCell(land[from:to], coast))
	}
	link(f, land)
	f.Desa = desaOfFrame(f, land)
	return f, nil
}

// piece is a land cell of resolution 10 in its cell of the frame.
type piece struct {
	cell, parent geo.Cell
	desa         geo.AreaCode
}

func newFrameCell(land []piece, coast func(geo.Point) geo.Meters) risk.FrameCell {
	count := map[geo.AreaCode]int{}
	var lon, lat, area float64
	for _, p := range land {
		count[p.desa]++
		at := bucket.Center(p.cell)
		lon += at.Lon
		lat += at.Lat
		area += float64(bucket.AreaKm2(p.cell) * flattened(at.Lat))
	}
	n := float64(len(land))
	c := risk.FrameCell{
		Cell: land[0].parent, LandKm2: area,
		CoastM: coast(geo.Point{Lon: lon / n, Lat: lat / n}), Neighbours: []int32{},
	}
	for _, desa := range slices.Sorted(maps.Keys(count)) {
		if count[desa] > count[c.Desa] {
			c.Desa = desa
		}
	}
	return c
}

// flattened is the ratio of an area on the WGS 84 ellipsoid to the same square
// of degrees on the sphere that H3 uses (authalic radius, 6371.007 km).
func flattened(lat float64) float64 {
	const radius = 6371007.180918475
	perLon, perLat := geo.Scale(lat)
	degree := radius * math.Pi / 180
	return perLon * perLat / float64(degree*degree) / math.Cos(lat*math.Pi/180)
}

// link fills the neighbours. Land cells in the middle of their parent touch
// no other parent and are skipped.
func link(f risk.Frame, land []piece) {
	at := f.Index()
	isLand := make(map[geo.Cell]bool, len(land))
	for _, p := range land {
		isLand[p.cell] = true
	}
	for from, to := 0, 0; from < len(land); from = to {
		i := at[land[from].parent]
		beside := bucket.Neighbours(land[from].parent)
		for to = from; to < len(land) && land[to].parent == land[from].parent; to++ {
			if inner(land[to].cell, f.Resolution) {
				continue
			}
			for _, n := range bucket.Neighbours(land[to].cell) {
				other := n.Parent(f.Resolution)
				if j, ok := at[other]; ok && j != i && isLand[n] && slices.Contains(beside, other) {
					f.Cells[i].Neighbours = append(f.Cells[i].Neighbours, int32(j))
				}
			}
		}
		slices.Sort(f.Cells[i].Neighbours)
		f.Cells[i].Neighbours = slices.Compact(f.Cells[i].Neighbours)
	}
}

// inner reports whether all neighbours of a land cell have the same parent at
// res: it lies in the central child of its parent and is not that child's
// whole width.
func inner(c geo.Cell, res int) bool {
	if landResolution-res < 2 {
		return false
	}
	digit := c >> (uint(15-res-1) * 3) & 7
	return digit == 0
}
