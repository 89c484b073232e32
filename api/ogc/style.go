package ogc

import (
	"strings"

	"timpora/api/answer"
)

// style is a MapLibre style of one layer: the tiles as its only source, areas
// filled and outlined. It has no labels, so it needs no glyphs and no sprite.
func style(c *call) (*answer.Body, error) {
	id, ok := strings.CutSuffix(c.vars["styleId"], ".json")
	col, forbidden := c.cat.find(c.tier, id)
	switch {
	case forbidden:
		return nil, answer.NewProblem(403, "tier", "this layer is for officers; partners and the public see areas")
	case !ok || col == nil || col.Tiles == nil:
		return nil, answer.NotFound("no such style; styles are named like desa.json")
	}
	d := col.Tiles.TileJSON(c.base + "/tiles/" + col.ID + "/{z}/{x}/{y}.mvt" + c.tierQuery())
	doc := map[string]any{
		"version": 8, "name": "timpora " + col.Title.in(c.lang), "center": d.Center[:2], "zoom": d.Center[2],
		"sources": map[string]any{col.ID: map[string]any{
			"type": "vector", "tiles": d.Tiles, "minzoom": d.MinZoom, "maxzoom": d.MaxZoom, "bounds": d.Bounds, "attribution": d.Attribution,
		}},
		"layers": styleLayers(col),
	}
	return c.document(typeStyle, doc, page{})
}

func styleLayers(col *Collection) []map[string]any {
	base := func(id, kind string, paint map[string]any) map[string]any {
		return map[string]any{"id": id, "type": kind, "source": col.ID, "source-layer": col.ID, "paint": paint}
	}
	if col.Geometry == "point" {
		return []map[string]any{base(col.ID, "circle", map[string]any{
			"circle-radius": 5, "circle-color": "#0f5a66", "circle-stroke-color": "#ffffff", "circle-stroke-width": 1.5,
		})}
	}
	fill, opacity := any("#6fc3cf"), 0.25
	if _, scored := col.field("level"); scored { // the four levels, as on the map
		fill, opacity = []any{"match", []any{"get", "level"}, 0, "#fbe9b7", 1, "#f2b05e", 2, "#d4603a", 3, "#831a3c", "#d5d8d6"}, 0.75
	}
	return []map[string]any{
		base(col.ID+"-fill", "fill", map[string]any{"fill-color": fill, "fill-opacity": opacity}),
		base(col.ID+"-line", "line", map[string]any{"line-color": "#0f5a66", "line-width": 1.0}),
	}
}
