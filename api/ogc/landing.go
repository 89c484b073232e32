package ogc

import "timpora/api/answer"

// landing is where clients begin.
func landing(c *call) (*answer.Body, error) {
	links := append(c.forms("/ogc", typeJSON),
		link{Href: c.url("/ogc/api"), Rel: "service-desc", Type: typeOpenAPI, Title: "OpenAPI 3.0"},
		link{Href: c.url("/ogc/api", "f", "html"), Rel: "service-doc", Type: typeHTML, Title: word("api", c.lang)},
		link{Href: c.url("/ogc/conformance"), Rel: "conformance", Type: typeJSON, Title: word("conformance", c.lang)},
		link{Href: c.url("/ogc/collections"), Rel: "data", Type: typeJSON, Title: word("collections", c.lang)},
		link{Href: c.url("/ogc/tileMatrixSets"), Rel: relOGC + "tiling-schemes", Type: typeJSON, Title: word("schemes", c.lang)},
	)
	doc := map[string]any{
		"title": "timpora", "description": word("about", c.lang), "attribution": c.cat.Credit, "links": links,
	}
	return c.document(typeJSON, doc, page{Title: "timpora", About: word("about", c.lang), Links: []cell{
		{Text: word("collections", c.lang), Href: c.url("/ogc/collections", "f", "html")},
		{Text: word("connect", c.lang), Href: c.url("/gis")},
		{Text: word("api", c.lang), Href: c.url("/ogc/api", "f", "html")},
		{Text: word("conformance", c.lang), Href: c.url("/ogc/conformance", "f", "html")},
		{Text: word("schemes", c.lang), Href: c.url("/ogc/tileMatrixSets", "f", "html")},
	}})
}

// classes are the conformance classes that the service keeps.
func classes() []string {
	var out []string
	for _, part := range []struct {
		spec  string
		names []string
	}{
		{"ogcapi-common-1/1.0", []string{"core", "landing-page", "json", "html", "oas30"}},
		{"ogcapi-common-2/1.0", []string{"collections"}},
		{"ogcapi-features-1/1.0", []string{"core", "oas30", "geojson", "html"}},
		{"ogcapi-features-2/1.0", []string{"crs"}},
		{"ogcapi-features-3/1.0", []string{"queryables", "queryables-query-parameters", "filter", "features-filter"}},
		{"ogcapi-features-5/1.0", []string{"schemas", "core-roles-features"}},
		{"ogcapi-tiles-1/1.0", []string{"core", "tileset", "tilesets-list", "geodata-tilesets", "mvt", "oas30"}},
		{"cql2/1.0", []string{"cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison",
			"accent-insensitive-comparison", "basic-spatial-functions", "basic-spatial-functions-plus", "basic-spatial-operators",
			"spatial-functions", "temporal-functions", "property-property", "arithmetic"}},
	} {
		for _, n := range part.names {
			out = append(out, "http://www.opengis.net/spec/"+part.spec+"/conf/"+n)
		}
	}
	return out
}

// conformance lists the classes.
func conformance(c *call) (*answer.Body, error) {
	rows := [][]cell{}
	for _, uri := range classes() {
		rows = append(rows, []cell{{Text: uri}})
	}
	doc := map[string]any{"conformsTo": classes(), "links": c.forms("/ogc/conformance", typeJSON)}
	return c.document(typeJSON, doc, page{
		Title: word("conformance", c.lang), Crumbs: c.crumbs(), Head: words(c.lang, "class"), Rows: rows,
	})
}
