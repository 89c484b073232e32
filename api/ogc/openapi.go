package ogc

import (
	"maps"
	"slices"
	"strings"

	"timpora/api/answer"
)

// object is JSON on its way.
type object = map[string]any

// definition is the OpenAPI 3.0 document of the resources below /ogc: small, with
// a path of its own for the items of every collection, since these take
// parameters named like their properties.
func definition(c *call) (*answer.Body, error) {
	paths := c.paths()
	doc := object{
		"openapi": "3.0.3",
		"info":    object{"title": "timpora OGC API", "version": "1", "description": word("about", "en"), "license": object{"name": c.licence()}},
		"servers": []object{{"url": c.base + "/ogc"}}, "paths": paths,
		"security": []object{{}, {"bearer": []string{}}, {"basic": []string{}}}, // without either: what everybody sees
		"components": object{"parameters": parameters(), "responses": responses(), "securitySchemes": object{
			"bearer": object{"type": "http", "scheme": "bearer", "description": "a token of this service"},
			"basic":  object{"type": "http", "scheme": "basic", "description": "the same token as password, any user name"},
		}, "schemas": object{
			"Problem": object{"type": "object", "required": []string{"title", "status", "code"}, "properties": object{
				"type": text(), "title": text(), "status": object{"type": "integer"}, "code": text(), "detail": text(), "param": text(),
				"position": object{"type": "integer", "description": "offset in bytes where a filter is wrong"}, "expected": text(),
			}},
		}},
	}
	c.forms("/ogc/api", typeOpenAPI)
	rows := [][]cell{}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		get, _ := paths[path].(object)["get"].(object)
		summary, _ := get["summary"].(string)
		rows = append(rows, []cell{{Text: "GET /ogc" + strings.TrimSuffix(path, "/")}, {Text: summary}})
	}
	return c.document(typeOpenAPI, doc, page{Title: word("api", c.lang), Crumbs: c.crumbs(), Head: words(c.lang, "api", "meaning"), Rows: rows})
}

func (c *call) licence() string {
	if c.cat.Licence == "" {
		return "MIT"
	}
	return "MIT; data " + c.cat.Licence
}

func text() object { return object{"type": "string"} }

func ref(kind, name string) object { return object{"$ref": "#/components/" + kind + "/" + name} }

func (c *call) paths() object {
	paths := object{}
	for _, r := range c.s.table {
		path, below := strings.CutPrefix(r.pattern, "/ogc")
		if !below {
			continue
		}
		if path == "" {
			path = "/"
		}
		if path == "/collections/{collectionId}/items" {
			for _, col := range c.cat.Collections {
				paths["/collections/"+col.ID+"/items"] = object{"get": c.itemsOperation(col)}
			}
			continue
		}
		paths[path] = object{"get": operation(r, path)}
	}
	return paths
}

// operation describes what a route answers.
func operation(r route, path string) object {
	params := []object{}
	for _, part := range strings.Split(path, "/") {
		if strings.HasPrefix(part, "{") {
			params = append(params, ref("parameters", strings.Trim(part, "{}")))
		}
	}
	if strings.HasSuffix(path, "/items/{featureId}") {
		params = append(params, ref("parameters", "crs"),
			property("run", text(), "a run other than the newest, where a collection has runs"),
			property("resolution", object{"type": "integer"}, "a coarser resolution, where a collection has resolutions"))
	}
	for _, name := range []string{"f", "lang", "tier"} {
		params = append(params, ref("parameters", name))
	}
	id, summary := named(path)
	content := object{r.media: object{"schema": object{"type": "object"}}}
	switch r.media {
	case typeMVT:
		content = object{typeMVT: object{"schema": object{"type": "string", "format": "binary"}}}
	case typeCSS:
		content = object{typeCSS: object{"schema": text()}}
	}
	if r.page {
		content[typeHTML] = object{"schema": text()}
	}
	answers := object{"200": object{"description": summary, "content": content}}
	if r.media == typeMVT {
		answers["204"] = object{"description": "the tile is empty"}
	}
	for code, name := range map[string]string{"304": "NotModified", "400": "Invalid", "401": "SignIn", "403": "Forbidden", "404": "NotFound", "406": "NotAcceptable", "default": "Problem"} {
		answers[code] = ref("responses", name)
	}
	return object{"operationId": id, "summary": summary, "parameters": params, "responses": answers}
}

// named gives the id and the summary of an operation.
func named(path string) (id, summary string) {
	switch path {
	case "/":
		return "getLandingPage", "Landing page"
	case "/api":
		return "getAPI", "This document"
	case "/conformance":
		return "getConformance", "Conformance classes"
	case "/collections":
		return "getCollections", "Collections"
	case "/collections/{collectionId}":
		return "getCollection", "One collection"
	case "/collections/{collectionId}/queryables":
		return "getQueryables", "What filters and parameters may name"
	case "/collections/{collectionId}/schema":
		return "getSchema", "Members of a feature with their types"
	case "/collections/{collectionId}/items/{featureId}":
		return "getFeature", "One feature"
	case "/collections/{collectionId}/tiles":
		return "timpora.collection.vector.getTileSetsList", "Tile sets of a collection"
	case "/collections/{collectionId}/tiles/{tileMatrixSetId}":
		return "timpora.collection.vector.getTileSet", "A tile set"
	case "/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}":
		return "timpora.collection.vector.getTile", "A Mapbox Vector Tile"
	case "/tileMatrixSets":
		return "getTileMatrixSets", "Tile matrix sets"
	case "/tileMatrixSets/{tileMatrixSetId}":
		return "getTileMatrixSet", "A tile matrix set"
	}
	return "getStyleSheet", "The look of the pages"
}

func (c *call) itemsOperation(col *Collection) object {
	params := []object{}
	for _, name := range []string{"limit", "offset", "cursor", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "filter-crs", "sortby", "f", "lang", "tier"} {
		params = append(params, ref("parameters", name))
	}
	params = append(params, property("id", text(), word("id", c.lang)))
	for _, f := range col.Fields {
		params = append(params, property(f.Name, f.schema(), f.Title.in(c.lang)))
	}
	op := operation(route{media: typeGeoJSON, page: true}, "/collections/"+col.ID+"/items")
	op["operationId"], op["summary"], op["parameters"] = "getItems."+col.ID, col.Title.in(c.lang), params
	return op
}

func property(name string, schema object, about string) object {
	return object{"name": name, "in": "query", "required": false, "description": about, "schema": schema, "style": "form", "explode": false}
}

func parameters() object {
	uri := object{"type": "string", "format": "uri", "enum": uris(), "default": uris()[0]}
	query := func(name, about string, schema object) object {
		return object{"name": name, "in": "query", "required": false, "description": about, "schema": schema, "style": "form", "explode": false}
	}
	path := func(name, about, kind string) object {
		return object{"name": name, "in": "path", "required": true, "description": about, "schema": object{"type": kind}}
	}
	return object{
		"collectionId": path("collectionId", "a collection", "string"), "featureId": path("featureId", "a feature", "string"),
		"tileMatrixSetId": path("tileMatrixSetId", "WebMercatorQuad", "string"), "tileMatrix": path("tileMatrix", "zoom", "string"),
		"tileRow": path("tileRow", "row from the north", "integer"), "tileCol": path("tileCol", "column from the west", "integer"),
		"f":           query("f", "form of the answer, before Accept", text()),
		"lang":        query("lang", "language, before Accept-Language", object{"type": "string", "enum": []string{"id", "en"}}),
		"tier":        query("tier", "see what a lower tier sees", object{"type": "string", "enum": []string{"officer", "partner", "public"}}),
		"limit":       query("limit", "most features of a page", object{"type": "integer", "minimum": 1, "maximum": mostLimit, "default": defaultLimit}),
		"offset":      query("offset", "features to leave out; next links go on without it", object{"type": "integer", "minimum": 0, "default": 0}),
		"cursor":      query("cursor", "where a next link goes on", text()),
		"bbox":        query("bbox", "least and most of each axis, in the order of bbox-crs", object{"type": "array", "items": object{"type": "number"}, "minItems": 4, "maxItems": 6}),
		"bbox-crs":    query("bbox-crs", "system of bbox", uri),
		"crs":         query("crs", "system of the answer", uri),
		"datetime":    query("datetime", "date, date-time or interval such as 2026-01-01/..", text()),
		"filter":      query("filter", "CQL2", text()),
		"filter-lang": query("filter-lang", "language of filter", object{"type": "string", "enum": []string{"cql2-text", "cql2-json"}, "default": "cql2-text"}),
		"filter-crs":  query("filter-crs", "system of coordinates in filter", uri),
		"sortby":      query("sortby", "properties with commas between, - before falls", text()),
	}
}

func responses() object {
	problem := func(about string) object {
		return object{"description": about, "content": object{"application/problem+json": object{"schema": ref("schemas", "Problem")}}}
	}
	return object{
		"NotModified": object{"description": "the client has it"}, "Invalid": problem("a parameter is wrong or unknown; param names it"),
		"SignIn": problem("others see this; send a token"), "Forbidden": problem("the role does not see this"), "NotFound": problem("no such resource"),
		"NotAcceptable": problem("there is no such form"), "Problem": problem("problem"),
	}
}
