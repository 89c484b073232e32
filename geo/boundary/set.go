// Package boundary reads, checks and mends sets of administrative boundaries.
//
// Coordinates are WGS 84 degrees, longitude first; edges are straight in
// longitude and latitude. A set holds three levels, each sorted by code: desa,
// and the kecamatan and kabupaten dissolved from them. A Topology cuts all
// levels into borders that neighbours share, to be simplified once for both.
package boundary

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// Set is one boundary set.
type Set struct {
	ID        string
	Source    string
	Licence   string
	Credit    string
	ValidOn   string // YYYY-MM-DD, "" when the source does not say
	Precision geo.Meters
	SHA256    string // of the file, "" for the built-in set
	Desa      []geo.Area
	Kecamatan []geo.Area
	Kabupaten []geo.Area
}

// Bound is the box of a geometry.
func Bound(mp orb.MultiPolygon) geo.Bound {
	b := mp.Bound()
	return geo.Bound{West: b.Min[0], South: b.Min[1], East: b.Max[0], North: b.Max[1]}
}

func sortAreas(areas []geo.Area) {
	slices.SortFunc(areas, func(a, b geo.Area) int { return strings.Compare(string(a.Code), string(b.Code)) })
}

// FromCells makes the built-in set from the cell table: the outline of a desa
// is that of its cells, and the upper levels are dissolved from those. outline
// dissolves cells to outlines that share their vertices; name gives an area's name and
// kind. Codes that are no desa (land beyond the working area) are left out.
func FromCells(table map[geo.Cell]geo.AreaCode, outline func([]geo.Cell) orb.MultiPolygon, name func(geo.AreaCode) (name, kind string)) (Set, error) {
	cells := map[geo.AreaCode][]geo.Cell{}
	for c, code := range table {
		if code.Level() == geo.LevelDesa {
			cells[code] = append(cells[code], c)
		}
	}
	var s Set
	for code, list := range cells {
		slices.Sort(list)
		a := geo.Area{Code: code, Geometry: outline(list)}
		if a.Name, a.Kind = name(code); a.Name == "" {
			return Set{}, fmt.Errorf("cell table: no name for area %s", code)
		}
		s.Desa = append(s.Desa, a)
	}
	sortAreas(s.Desa)
	s.dissolve(name)
	return s, nil
}
