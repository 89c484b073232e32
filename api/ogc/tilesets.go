package ogc

import (
	"math"
	"strconv"

	"timpora/api/answer"
	"timpora/geo"
	"timpora/geo/tile"
)

const (
	webMercator    = "WebMercatorQuad"
	webMercatorURI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/" + webMercator
	mercatorURI    = "http://www.opengis.net/def/crs/EPSG/0/3857"

	worldHalf  = geo.SemiMajor * math.Pi
	pixelSize  = 0.00028 // metres, by definition
	tilePixels = 256
)

// tiled is the collection of the path, which must have tiles.
func (c *call) tiled() (*Collection, error) {
	col, err := c.collection()
	if err == nil && col.Tiles == nil {
		err = answer.NotFound("this collection has no tiles")
	}
	if id, given := c.vars["tileMatrixSetId"]; err == nil && given && id != webMercator {
		err = answer.NotFound("the tile matrix set is " + webMercator)
	}
	return col, err
}

// tileSets lists the one tile set of a collection.
func tileSets(c *call) (*answer.Body, error) {
	col, err := c.tiled()
	if err != nil {
		return nil, err
	}
	path := collectionPath(col.ID, "tiles")
	set := c.tileSetOf(col)
	set["links"] = append([]link{{Href: c.url(path + "/" + webMercator), Rel: "self", Type: typeJSON, Title: webMercator}}, c.tileLinks(col)...)
	doc := map[string]any{"links": c.forms(path, typeJSON), "tilesets": []any{set}}
	return c.document(typeJSON, doc, page{
		Title: col.Title.in(c.lang) + ": " + word("tilesets", c.lang), Crumbs: c.crumbs(col),
		Links: []cell{{Text: webMercator, Href: c.url(path+"/"+webMercator, "f", "html")}},
	})
}

// tileSet describes the tiles of a collection.
func tileSet(c *call) (*answer.Body, error) {
	col, err := c.tiled()
	if err != nil {
		return nil, err
	}
	path := collectionPath(col.ID, "tiles", webMercator)
	doc := c.tileSetOf(col)
	doc["links"] = append(c.forms(path, typeJSON), c.tileLinks(col)...)
	return c.document(typeJSON, doc, page{
		Title: col.Title.in(c.lang) + ": " + webMercator, Crumbs: c.crumbs(col), Facts: [][2]string{
			{"XYZ", c.base + "/tiles/" + col.ID + "/{z}/{x}/{y}.mvt"}, {"TileJSON", c.base + "/tiles/" + col.ID + ".json"},
			{word("style", c.lang), c.base + "/styles/" + col.ID + ".json"}, {"OGC API Tiles", c.base + path + "/{tileMatrix}/{tileRow}/{tileCol}"},
		},
	})
}

func (c *call) tileSetOf(col *Collection) map[string]any {
	d := col.Tiles.TileJSON("")
	limits := []map[string]any{}
	for z := d.MinZoom; z <= d.MaxZoom; z++ {
		limits = append(limits, limitsAt(z, d.Bounds))
	}
	layers := []map[string]any{}
	for _, l := range d.VectorLayers {
		layers = append(layers, map[string]any{"id": l.ID, "dataType": "vector", "description": l.Description,
			"minTileMatrix": strconv.Itoa(l.MinZoom), "maxTileMatrix": strconv.Itoa(l.MaxZoom)})
	}
	return map[string]any{
		"title": col.Title.in(c.lang), "attribution": c.cat.Credit, "dataType": "vector", "crs": mercatorURI, "tileMatrixSetURI": webMercatorURI,
		"tileMatrixSetLimits": limits, "layers": layers,
		"boundingBox": map[string]any{"lowerLeft": d.Bounds[:2], "upperRight": d.Bounds[2:], "crs": uris()[0]},
		"centerPoint": map[string]any{"coordinates": d.Center[:2], "tileMatrix": strconv.Itoa(int(d.Center[2]))},
	}
}

// tileLinks lead to the tiles and to their scheme.
func (c *call) tileLinks(col *Collection) []link {
	scheme := c.url("/ogc/tileMatrixSets/" + webMercator)
	return []link{
		{Href: scheme, Rel: relOGC + "tiling-scheme", Type: typeJSON, Title: webMercator},
		{Href: c.base + collectionPath(col.ID, "tiles", webMercator) + "/{tileMatrix}/{tileRow}/{tileCol}" + c.tierQuery(), Rel: "item", Type: typeMVT, Templated: true},
		{Href: c.url("/tiles/" + col.ID + ".json"), Rel: "describedby", Type: typeJSON, Title: "TileJSON"},
	}
}

func (c *call) tierQuery() string {
	if c.narrow {
		return "?tier=" + string(c.tier)
	}
	return ""
}

// limitsAt are the rows and columns of a zoom that meet the bounds.
func limitsAt(zoom int, b [4]float64) map[string]any {
	first, last := tile.At(placed(b[0], b[3]), uint32(zoom)), tile.At(placed(b[2], b[1]), uint32(zoom))
	return map[string]any{"tileMatrix": strconv.Itoa(zoom), "minTileRow": first.Y, "maxTileRow": last.Y, "minTileCol": first.X, "maxTileCol": last.X}
}

// oneTile is a tile: row before column.
func oneTile(c *call) (*answer.Body, error) {
	col, err := c.tiled()
	if err != nil {
		return nil, err
	}
	at, err := tile.ParseAddress(c.vars["tileMatrix"], c.vars["tileCol"], c.vars["tileRow"])
	if err != nil {
		return nil, answer.BadParam("tileMatrix/tileRow/tileCol", "want whole numbers, the row and the column within the zoom")
	}
	e := col.Tiles.TileAt(at)
	if e.Gzip == nil {
		return nil, nil
	}
	return answer.NewPackedBody(typeMVT, map[string][]byte{"gzip": e.Gzip, "zstd": e.Zstd}, e.ETag), nil
}

// matrixSets lists the one tile matrix set.
func matrixSets(c *call) (*answer.Body, error) {
	self := c.url("/ogc/tileMatrixSets/" + webMercator)
	doc := map[string]any{"links": c.forms("/ogc/tileMatrixSets", typeJSON), "tileMatrixSets": []any{map[string]any{
		"id": webMercator, "title": "Google Maps Compatible for the World", "uri": webMercatorURI, "crs": mercatorURI,
		"links": []link{{Href: self, Rel: "self", Type: typeJSON}},
	}}}
	return c.document(typeJSON, doc, page{
		Title: word("schemes", c.lang), Crumbs: c.crumbs(), Links: []cell{{Text: webMercator, Href: c.url("/ogc/tileMatrixSets/"+webMercator, "f", "html")}},
	})
}

// matrixSet is the registered WebMercatorQuad (OGC 17-083r4, annex D.1).
func matrixSet(c *call) (*answer.Body, error) {
	if c.vars["tileMatrixSetId"] != webMercator {
		return nil, answer.NotFound("the tile matrix set is " + webMercator)
	}
	rows, matrices := [][]cell{}, []map[string]any{}
	for z := 0; z <= tile.MaxZoom; z++ {
		side := math.Ldexp(1, z)
		size := 2 * worldHalf / tilePixels / side
		matrices = append(matrices, map[string]any{
			"id": strconv.Itoa(z), "scaleDenominator": size / pixelSize, "cellSize": size, "cornerOfOrigin": "topLeft",
			"pointOfOrigin": [2]float64{-worldHalf, worldHalf}, "tileWidth": tilePixels, "tileHeight": tilePixels,
			"matrixWidth": int64(side), "matrixHeight": int64(side),
		})
		rows = append(rows, []cell{{Text: strconv.Itoa(z)}, {Text: strconv.FormatFloat(size/pixelSize, 'f', 1, 64)}, {Text: strconv.FormatFloat(size, 'f', 3, 64)}})
	}
	doc := map[string]any{
		"id": webMercator, "title": "Google Maps Compatible for the World", "uri": webMercatorURI, "crs": mercatorURI,
		"orderedAxes": []string{"X", "Y"}, "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
		"tileMatrices": matrices, "links": c.forms("/ogc/tileMatrixSets/"+webMercator, typeJSON),
	}
	return c.document(typeJSON, doc, page{
		Title: webMercator, Crumbs: c.crumbs(), Head: words(c.lang, "zoom", "scale", "pixel"), Rows: rows,
	})
}
