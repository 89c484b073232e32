package main

import (
	"github.com/paulmach/orb"

	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/geo/tile"
)

// tileMemory is how many bytes of encoded tiles are kept.
const tileMemory = 64 << 20

// deepest is the last zoom with tiles of their own; clients stretch beyond it.
const deepest = 14

// tileSet is the layers that one address serves.
type tileSet struct {
	name, credit, version string
	layers                []*tile.Layer
	cache                 *tile.Cache
}

// TileAt returns the tile from the cache, encoding it when it is not there.
func (t *tileSet) TileAt(a tile.Address) tile.Entry {
	key := tile.Key{Layer: t.name, Version: t.version, Address: a}
	return t.cache.Get(key, func() []byte { return tile.Encode(a, t.layers...) })
}

// TileJSON describes the set.
func (t *tileSet) TileJSON(template string) tile.TileJSON {
	return tile.Describe(t.name, t.credit, []string{template}, t.layers...)
}

// areaLayers are the polygons, borders and labels of one level.
func (p *place) areaLayers(level geo.Level, areas []geo.Area, o *outlines) ([]*tile.Layer, error) {
	var all []*tile.Layer
	for _, l := range []struct {
		suffix, about string
		list          []tile.Feature
		atZoom        func(int) []tile.Feature
	}{
		{"", "areas", nil, func(zoom int) []tile.Feature { return p.polygonFeatures(level, o.areas(level, zoom)) }},
		{"_line", "borders on land, each once", nil, func(zoom int) []tile.Feature { land, _ := o.lines(level, zoom); return land }},
		{"_shore", "borders at the sea", nil, func(zoom int) []tile.Feature { _, coast := o.lines(level, zoom); return coast }},
		{"_label", "names", p.labelFeatures(areas), nil},
	} {
		layer, err := tile.NewLayer(string(level)+l.suffix, l.list, tile.Options{MaxZoom: deepest, Description: l.about, AtZoom: l.atZoom})
		if err != nil {
			return nil, err
		}
		all = append(all, layer)
	}
	return all, nil
}

func (p *place) polygonFeatures(level geo.Level, areas []geo.Area) []tile.Feature {
	out := make([]tile.Feature, 0, len(areas))
	for _, a := range areas {
		props := []tile.Prop{{Key: "code", Value: string(a.Code)}, {Key: "name", Value: a.Name}, {Key: "kind", Value: a.Kind}}
		if level == geo.LevelDesa {
			props = append(props, tile.Prop{Key: "coastal", Value: p.facts[a.Code].Coastal})
		}
		out = append(out, tile.Feature{ID: codeID(a.Code), Geometry: a.Geometry, Props: props})
	}
	return out
}

func (p *place) labelFeatures(areas []geo.Area) []tile.Feature {
	out := make([]tile.Feature, 0, len(areas))
	for _, a := range areas {
		at := boundary.Anchor(a)
		props := []tile.Prop{{Key: "code", Value: string(a.Code)}, {Key: "name", Value: a.Name}}
		out = append(out, tile.Feature{ID: codeID(a.Code), Geometry: orb.Point{at.Lon, at.Lat}, Props: props})
	}
	return out
}

// codeID is the number that a code's digits make: a stable feature id.
func codeID(c geo.AreaCode) uint64 {
	var id uint64
	for _, r := range c {
		if r != '.' {
			id = id*10 + uint64(r-'0')
		}
	}
	return id
}
