package main

import (
	"fmt"
	"sync"

	"timpora/api"
	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/geo/bucket"
	"timpora/geo/locate"
	"timpora/geo/tile"
	"timpora/risk"
)

// nearMost is how far outside every desa a point may lie and still count as a
// slip of the GPS at the shore.
const nearMost geo.Meters = 250

// place is one boundary set made ready: where a point lies, how far the sea
// is, and which areas there are.
type place struct {
	set    boundary.Set
	facts  map[geo.AreaCode]sets.Fact
	index  *locate.Index
	table  *locate.Table // of the built-in set; decides there instead of the index
	coast  *locate.Coast
	grid   *bucket.Grid // of resolution 10
	names  map[geo.AreaCode]geo.Area
	anchor map[geo.AreaCode]geo.Point

	outside    func() (*tile.Layer, error)   // made once, when a map is shown
	boundaries func() ([]levelLayers, error) // likewise
}

// builtin is the id of the set that the binary carries.
const builtin = "cells-h3r10"

// newPlace prepares a set; dir is the folder that keeps its index, "" for none.
func newPlace(set boundary.Set, dir string) (*place, error) {
	facts, err := sets.Facts()
	if err != nil {
		return nil, err
	}
	rows, err := sets.CellTable()
	if err != nil {
		return nil, err
	}
	p := &place{set: set, facts: map[geo.AreaCode]sets.Fact{}, names: map[geo.AreaCode]geo.Area{}, anchor: map[geo.AreaCode]geo.Point{},
		outside: sync.OnceValues(outsideLayer)}
	p.boundaries = sync.OnceValues(p.drawBoundaries)
	for _, f := range facts {
		p.facts[f.Code] = f
	}
	for _, level := range [][]geo.Area{set.Desa, set.Kecamatan, set.Kabupaten} {
		for _, a := range level {
			p.names[a.Code] = a
		}
	}
	for _, a := range set.Desa {
		p.anchor[a.Code] = boundary.Anchor(a)
	}
	if p.grid, err = bucket.NewGrid(10); err != nil {
		return nil, err
	}
	table := locate.NewTable(rows, p.grid.Cell)
	ready, err := prepared(dir, set, table)
	if err != nil {
		return nil, fmt.Errorf("boundary set %s: %w", set.ID, err)
	}
	p.index, p.coast = ready.Index, ready.Coast
	if set.ID == builtin {
		p.table = table
	}
	return p, nil
}

// desaOf is the desa that holds a point.
func (p *place) desaOf(at geo.Point) (geo.AreaCode, bool) {
	if p.table != nil {
		return p.table.Locate(at)
	}
	in, err := p.index.Locate(at)
	return in.Code, err == nil && in.Code != ""
}

// find places a point: inside a desa, near one, or outside.
func (p *place) find(at geo.Point, most geo.Meters) (geo.AreaCode, risk.Quality, geo.Meters) {
	if code, ok := p.desaOf(at); ok {
		return code, risk.QualityPoint, 0
	}
	return p.findNear(at, most)
}

// findNear places a point that lies in no desa.
func (p *place) findNear(at geo.Point, most geo.Meters) (geo.AreaCode, risk.Quality, geo.Meters) {
	if most > 0 {
		if near, err := p.index.Nearest(at, most); err == nil && near.Code != "" {
			return near.Code, risk.QualityNear, near.Off
		}
	}
	return "", risk.QualityOutside, 0
}

// locateAll answers the API and the command line, in the order of the points.
func (p *place) locateAll(points []geo.Point, most geo.Meters) []api.Located {
	out := make([]api.Located, len(points))
	cells := p.grid.Cells(nil, points)
	found := make([]int32, len(points))
	if p.table == nil {
		_ = p.index.LocateAll(found, points, 1) // what is no point lies outside
	}
	for i, at := range points {
		var code geo.AreaCode
		overlap := false
		if p.table != nil {
			code, _ = p.table.Locate(at)
		} else if found[i] >= 0 {
			code, overlap = p.index.Areas()[found[i]].Code, p.index.Overlaps(at)
		}
		quality, off := risk.QualityPoint, geo.Meters(0)
		if code == "" {
			code, quality, off = p.findNear(at, most)
		}
		out[i] = api.Located{
			Lon: at.Lon, Lat: at.Lat, DesaCode: code, Desa: p.names[code].Name,
			Kecamatan: p.names[code.Kecamatan()].Name, Kabupaten: p.names[code.Kabupaten()].Name,
			Cell: cells[i], CoastM: float64(p.coast.Distance(at)), Quality: quality, OffM: float64(off), Overlap: overlap,
		}
	}
	return out
}

// areas lists the set for the API.
func (p *place) areas() []api.Area {
	var out []api.Area
	add := func(list []geo.Area, level geo.Level) {
		for _, a := range list {
			b := boundary.Bound(a.Geometry)
			at := boundary.Anchor(a)
			var neighbours []geo.AreaCode
			if level == geo.LevelDesa {
				neighbours = p.facts[a.Code].Neighbours
			}
			out = append(out, api.NewArea(api.Area{
				Code: a.Code, Name: a.Name, Level: level, Kind: a.Kind,
				Kecamatan: p.names[a.Code.Kecamatan()].Name, Kabupaten: p.names[a.Code.Kabupaten()].Name,
				BBox: [4]float64{b.West, b.South, b.East, b.North}, Anchor: [2]float64{at.Lon, at.Lat},
				AreaKm2: boundary.AreaKm2(a.Geometry), Coastal: p.coastal(a.Code),
			}, neighbours))
		}
	}
	add(p.set.Desa, geo.LevelDesa)
	add(p.set.Kecamatan, geo.LevelKecamatan)
	add(p.set.Kabupaten, geo.LevelKabupaten)
	return out
}

// coastal reports whether an area, or a desa in it, touches the sea.
func (p *place) coastal(code geo.AreaCode) bool {
	for c, f := range p.facts {
		if f.Coastal && c.Within(code) {
			return true
		}
	}
	return false
}
