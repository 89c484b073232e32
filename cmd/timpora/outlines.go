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

// lines are the borders of a level at a zoom, each once, on land and at the sea.
// Their ids are the same at every zoom.
func (o *outlines) lines(level geo.Level, zoom int) (land, coast []tile.Feature) {
	for i, b := range o.borders[zoom].Borders(levelAt(level)) {
		f := tile.Feature{ID: uint64(i + 1), Geometry: b.Lines}
		switch {
		case len(b.Lines) == 0:
		case b.Sea:
			f.Props = []tile.Prop{{Key: "kind", Value: "sea"}}
			coast = append(coast, f)
		default:
			f.Props = []tile.Prop{{Key: "kind", Value: "land"}}
			land = append(land, f)
		}
	}
	return land, coast
}

// levelLayers are the layers of one level.
type levelLayers struct {
	level  geo.Level
	areas  []geo.Area // of the set, not simplified
	layers []*tile.Layer
}

// drawBoundaries prepares the layers of all levels, desa first.
func (p *place) drawBoundaries() ([]levelLayers, error) {
	drawn := p.newOutlines()
	all := []levelLayers{
		{geo.LevelDesa, p.set.Desa, nil}, {geo.LevelKecamatan, p.set.Kecamatan, nil}, {geo.LevelKabupaten, p.set.Kabupaten, nil},
	}
	for i, l := range all {
		layers, err := p.areaLayers(l.level, l.areas, drawn)
		if err != nil {
			return nil, err
		}
		all[i].layers = layers
	}
	return all, nil
}
