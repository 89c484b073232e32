package ogc

import (
	"strconv"
	"strings"

	"timpora/api/answer"
)

// styleDocument is a style as MapLibre, QGIS and others read it.
type styleDocument struct {
	Version int                       `json:"version"`
	Name    string                    `json:"name"`
	Center  []float64                 `json:"center"`
	Zoom    float64                   `json:"zoom"`
	Glyphs  string                    `json:"glyphs"`
	Sources map[string]map[string]any `json:"sources"`
	Layers  []map[string]any          `json:"layers"`
}

// style is a MapLibre style of one layer: its tiles, areas filled and outlined,
// and the names of areas in letters of our own. Nothing in it needs a sprite.
func style(c *call) (*answer.Body, error) {
	const missing = "no such style; styles are named like desa.json"
	id, ok := strings.CutSuffix(c.vars["styleId"], ".json")
	if !ok {
		return nil, answer.NotFound(missing)
	}
	col, err := c.find(id, missing)
	if err != nil {
		return nil, err
	}
	if col.Tiles == nil {
		return nil, answer.NotFound(missing)
	}
	d := col.Tiles.TileJSON("")
	doc := styleDocument{
		Version: 8, Name: "timpora " + col.Title.in(c.lang), Center: d.Center[:2], Zoom: d.Center[2],
		Glyphs:  c.base + "/fonts/{fontstack}/{range}.pbf",
		Sources: map[string]map[string]any{col.ID: c.styleSource(col)}, Layers: styleLayers(col),
	}
	c.addNames(&doc, col)
	return c.document(typeStyle, doc, page{})
}

func (c *call) styleSource(col *Collection) map[string]any {
	d := col.Tiles.TileJSON(c.base + "/tiles/" + col.ID + "/{z}/{x}/{y}.mvt" + c.tierQuery())
	return map[string]any{
		"type": "vector", "tiles": d.Tiles, "minzoom": d.MinZoom, "maxzoom": d.MaxZoom, "bounds": d.Bounds, "attribution": d.Attribution,
	}
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
	if _, scored := col.field("level"); !scored {
		return []map[string]any{
			base(col.ID+"-fill", "fill", map[string]any{"fill-color": "#6fc3cf", "fill-opacity": 0.25}),
			base(col.ID+"-line", "line", map[string]any{"line-color": "#0f5a66", "line-width": 1}),
		}
	}
	var out []map[string]any
	// a layer for each level with the colours of the map: QGIS reads no match in a colour
	for level, color := range []string{"#fbe9b7", "#f2b05e", "#d4603a", "#831a3c"} {
		l := base(col.ID+"-"+strconv.Itoa(level), "fill", map[string]any{"fill-color": color, "fill-opacity": 0.85})
		l["filter"] = []any{"==", []any{"get", "level"}, level}
		out = append(out, l)
	}
	return out
}
