// Package bucket puts points into H3 cells and cells into outlines. It is the
// only package that touches the H3 library, which needs cgo.
//
// Points are WGS 84 degrees, longitude first; resolutions are 0 to 15 and cells
// are taken as valid (geo.ParseCell checks text). A point on the border of two
// cells belongs to the one that the H3 library names. Outlines share their
// vertices bit for bit, so neighbouring outlines coincide exactly. Everything
// is deterministic; lists of cells are ascending unless told otherwise.
//
// A call of the library costs 0.4 microseconds and more. A Grid buckets many
// points in pure Go, and parents, children, disks and compaction are integer
// work on the index.
package bucket

import (
	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"

	"timpora/geo"
)

// Cell is the cell of resolution res that holds p, 0 for a point or a
// resolution that does not exist.
func Cell(p geo.Point, res int) geo.Cell {
	if !p.Valid() {
		return 0
	}
	c, err := h3.LatLngToCell(h3.LatLng{Lat: p.Lat, Lng: p.Lon}, res)
	if err != nil {
		return 0
	}
	return geo.Cell(c)
}

// Center is the centre of a cell.
func Center(c geo.Cell) geo.Point {
	at, err := h3.CellToLatLng(h3.Cell(c))
	if err != nil {
		return geo.Point{}
	}
	return geo.Point{Lon: at.Lng, Lat: at.Lat}
}

// AreaKm2 is the area of a cell on the sphere that H3 uses.
func AreaKm2(c geo.Cell) float64 {
	a, err := h3.CellAreaKm2(h3.Cell(c))
	if err != nil {
		return 0
	}
	return a
}

// Boundary is the outline of a cell, closed and counter-clockwise.
func Boundary(c geo.Cell) orb.Ring {
	corners, err := h3.CellToBoundary(h3.Cell(c))
	if err != nil {
		return nil
	}
	ring := make(orb.Ring, 0, len(corners)+1)
	for _, p := range corners {
		ring = append(ring, orb.Point{p.Lng, p.Lat})
	}
	return append(ring, ring[0])
}
