package main

import (
	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/geo/tile"
)

// outlines are the areas of a set as drawn at every zoom: all levels from one
// topology, so that a desa, its kecamatan and the line between two run along
// the same points.
type outlines struct {
	borders []*boundary.Simplified // by zoom
}

// newOutlines simplifies the set for each zoom, in about half a second.
func (p *place) newOutlines() *outlines {
	t := boundary.NewTopology(p.coast.Lines(), p.set.Desa, p.set.Kecamatan, p.set.Kabupaten)
	o := &outlines{}
	for zoom := range deepest + 1 {
		r := tile.Raster{Zoom: zoom, Extent: tile.Extent}
		o.borders = append(o.borders, t.Simplify(r, r.Tolerance(deepest), r.Pixel()))
	}
	return o
}

// levelAt is the place of a level in the topology.
func levelAt(level geo.Level) int {
	switch level {
	case geo.LevelDesa:
		return 0
	case geo.LevelKecamatan:
		return 1
	}
	return 2
}

// areas are the areas of a level at a zoom.
func (o *outlines) areas(level geo.Level, zoom int) []geo.Area {
	return o.borders[zoom].Areas(levelAt(level))
}

// lines are the borders of a level at a zoom, each once. Their ids are the same
// at every zoom.
func (o *outlines) lines(level geo.Level, zoom int) []tile.Feature {
	var out []tile.Feature
	for i, b := range o.borders[zoom].Borders(levelAt(level)) {
		kind := "land"
		if b.Sea {
			kind = "sea"
		}
		if len(b.Lines) > 0 {
			out = append(out, tile.Feature{ID: uint64(i + 1), Geometry: b.Lines, Props: []tile.Prop{{Key: "kind", Value: kind}}})
		}
	}
	return out
}
