package tile

import (
	"math"

	"github.com/paulmach/orb"
)

// TileJSON is a description of tiles, version 3.0.0
// (https://github.com/mapbox/tilejson-spec/tree/master/3.0.0).
type TileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name,omitempty"`
	Attribution  string        `json:"attribution,omitempty"`
	Version      string        `json:"version,omitempty"`
	Scheme       string        `json:"scheme"`
	Tiles        []string      `json:"tiles"`
	MinZoom      int           `json:"minzoom"`
	MaxZoom      int           `json:"maxzoom"`
	Bounds       [4]float64    `json:"bounds"` // west, south, east, north
	Center       [3]float64    `json:"center"` // lon, lat, zoom
	VectorLayers []VectorLayer `json:"vector_layers"`
}

// VectorLayer describes one layer of the tiles. Fields maps a property to
// Number, Boolean or String.
type VectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description,omitempty"`
	MinZoom     int               `json:"minzoom"`
	MaxZoom     int               `json:"maxzoom"`
	Fields      map[string]string `json:"fields"`
}

// Describe is the TileJSON of tiles made of the layers. The templates are
// addresses with {z}, {x} and {y}.
func Describe(name, attribution string, templates []string, layers ...*Layer) TileJSON {
	t := TileJSON{
		TileJSON: "3.0.0", Name: name, Attribution: attribution, Scheme: "xyz",
		Tiles: templates, MinZoom: MaxZoom, VectorLayers: []VectorLayer{},
	}
	b := noBound()
	for _, l := range layers {
		t.MinZoom, t.MaxZoom = min(t.MinZoom, l.opts.MinZoom), max(t.MaxZoom, l.opts.MaxZoom)
		t.VectorLayers = append(t.VectorLayers, l.vectorLayer())
		b = b.with(orb.Bound(l.bound))
	}
	t.MinZoom = min(t.MinZoom, t.MaxZoom)
	t.Bounds = b.degrees()
	zoom := math.Max(float64(t.MinZoom), math.Min(float64(t.MaxZoom), 9))
	t.Center = [3]float64{(t.Bounds[0] + t.Bounds[2]) / 2, (t.Bounds[1] + t.Bounds[3]) / 2, zoom}
	return t
}

func (l *Layer) vectorLayer() VectorLayer {
	fields := make(map[string]string, len(l.fields))
	for k, v := range l.fields {
		fields[k] = v
	}
	return VectorLayer{
		ID: l.name, Description: l.opts.Description,
		MinZoom: l.opts.MinZoom, MaxZoom: l.opts.MaxZoom, Fields: fields,
	}
}

// boundOf is a box of degrees that may be empty.
type boundOf orb.Bound

func noBound() boundOf {
	return boundOf{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
}

func (b boundOf) with(o orb.Bound) boundOf {
	return boundOf{
		Min: orb.Point{math.Min(b.Min[0], o.Min[0]), math.Min(b.Min[1], o.Min[1])},
		Max: orb.Point{math.Max(b.Max[0], o.Max[0]), math.Max(b.Max[1], o.Max[1])},
	}
}

// degrees is the box, or the whole scheme when it is empty.
func (b boundOf) degrees() [4]float64 {
	if b.Min[0] > b.Max[0] {
		return [4]float64{-180, latitude(1), 180, latitude(0)}
	}
	return [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}
}
