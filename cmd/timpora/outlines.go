package main

import (
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/paulmach/orb"

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

// newOutlines simplifies the set for each zoom, all at once: about half a second
// of one core.
func (p *place) newOutlines() *outlines {
	t := boundary.NewTopology(p.coast.Lines(), p.set.Desa, p.set.Kecamatan, p.set.Kabupaten)
	o := &outlines{borders: make([]*boundary.Simplified, deepest+1)}
	var all sync.WaitGroup
	for zoom := range o.borders {
		all.Go(func() {
			r := tile.Raster{Zoom: zoom, Extent: tile.Extent}
			o.borders[zoom] = t.Simplify(r, r.Tolerance(deepest), r.Pixel())
		})
	}
	all.Wait()
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

// lines are the borders of a level at a zoom, each once, on land and at the sea:
// all those of which an area has the lower code, or the only one, are one feature
// with that code.
func (o *outlines) lines(level geo.Level, zoom int) (land, coast []tile.Feature) {
	by := map[bool]map[geo.AreaCode]orb.MultiLineString{false: {}, true: {}} // whether at the sea
	for _, b := range o.borders[zoom].Borders(levelAt(level)) {
		if len(b.Lines) > 0 {
			code := lower(b.Left, b.Right)
			by[b.Sea][code] = append(by[b.Sea][code], b.Lines...)
		}
	}
	features := func(of map[geo.AreaCode]orb.MultiLineString) (out []tile.Feature) {
		for _, code := range slices.Sorted(maps.Keys(of)) {
			out = append(out, tile.Feature{ID: codeID(code), Geometry: of[code], Props: []tile.Prop{{Key: "code", Value: string(code)}}})
		}
		return out
	}
	return features(by[false]), features(by[true])
}

// lower is the lower of two codes; no code is none.
func lower(a, b geo.AreaCode) geo.AreaCode {
	if a == "" || (b != "" && b < a) {
		return b
	}
	return a
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
	errs := make([]error, len(all))
	var levels sync.WaitGroup
	for i, l := range all {
		levels.Go(func() { all[i].layers, errs[i] = p.areaLayers(l.level, l.areas, drawn) })
	}
	levels.Wait()
	return all, errors.Join(errs...)
}
