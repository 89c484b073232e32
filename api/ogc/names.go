package ogc

import "slices"

// naming is how the areas of a level are named on a map: between which zooms, in
// which letters.
type naming struct {
	level    string
	from, to float64
	font     string
	size     float64
	upper    bool
}

// labels ends the name of the tile layer that has the places to write at.
const labels = "_label"

// namings go from the lowest level to the highest. Clients place the last layer
// first, so where names meet a kabupaten keeps its place before a kecamatan, and
// this before a desa.
func namings() []naming {
	return []naming{
		{"desa", 11, 24, "Go Regular", 12, false}, {"kecamatan", 9, 12.5, "Go Regular", 14, false}, {"kabupaten", 0, 10.5, "Go Bold", 15, true},
	}
}

func (n naming) layer() map[string]any {
	layout := map[string]any{
		"text-field": []any{"get", "name"}, "text-font": []string{n.font}, "text-size": n.size, "text-max-width": 8, "text-padding": 4,
	}
	if n.upper {
		layout["text-transform"], layout["text-letter-spacing"] = "uppercase", 0.1
	}
	return map[string]any{
		"id": n.level + "-name", "type": "symbol", "source": n.level, "source-layer": n.level + labels,
		"minzoom": n.from, "maxzoom": n.to, "layout": layout,
		"paint": map[string]any{"text-color": "#22292c", "text-halo-color": "#ffffff", "text-halo-width": 1.6},
	}
}

// addNames writes the names of areas over the drawing of a collection: of its own
// level and those above, of all levels over what is no area. Names are all that
// is written, so nothing that is withheld shows.
func (c *call) addNames(doc *styleDocument, col *Collection) {
	all := namings()
	if own := slices.IndexFunc(all, func(n naming) bool { return n.level == col.ID }); own >= 0 {
		all = all[own:]
	}
	for _, n := range all {
		areas, _ := c.cat.find(n.level)
		if areas == nil || areas.Tiles == nil {
			continue
		}
		doc.Sources[n.level] = c.styleSource(areas)
		doc.Layers = append(doc.Layers, n.layer())
	}
}
