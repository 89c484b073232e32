package main

import (
	"github.com/paulmach/orb"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/geo/tile"
)

// outsideResolution is fine enough for a backdrop: cells of 0.1 km2.
const outsideResolution = 9

// outsideLayer is the land of Bali beyond the working area, so that the map
// does not show it as sea. It reaches a little under the working area, whose
// own outline is drawn over it.
func outsideLayer() (*tile.Layer, error) {
	land, err := outsideLand()
	if err != nil {
		return nil, err
	}
	features := []tile.Feature{{ID: 1, Geometry: land}}
	return tile.NewLayer("outside", features, tile.Options{MaxZoom: deepest, Description: "land beyond the working area"})
}

// outsideLand joins the cells of which most is land of other kabupaten, and the
// cells of the working area beside them.
func outsideLand() (orb.MultiPolygon, error) {
	rows, err := sets.CellTable()
	if err != nil {
		return nil, err
	}
	beyond, own := map[geo.Cell]int{}, map[geo.Cell]bool{}
	for c, code := range rows {
		for _, fine := range bucket.Uncompact([]geo.Cell{c}, landCells) {
			if code.Level() == geo.LevelDesa {
				own[fine.Parent(outsideResolution)] = true
			} else {
				beyond[fine.Parent(outsideResolution)]++
			}
		}
	}
	joined := map[geo.Cell]bool{}
	for c, n := range beyond {
		if 2*n <= cellsInParent {
			continue
		}
		joined[c] = true
		for _, beside := range bucket.Neighbours(c) {
			if own[beside] {
				joined[beside] = true
			}
		}
	}
	list := make([]geo.Cell, 0, len(joined))
	for c := range joined {
		list = append(list, c)
	}
	return bucket.Outline(list), nil
}

// The cell table is of resolution 10; a cell has seven children.
const (
	landCells     = 10
	cellsInParent = 7
)
