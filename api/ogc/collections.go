package ogc

import (
	"time"

	"timpora/api/answer"
	"timpora/api/ogc/cql2"
)

// collections lists what the tier may see.
func collections(c *call) (*answer.Body, error) {
	list := []map[string]any{}
	rows := [][]cell{}
	for _, col := range c.cat.Collections {
		list = append(list, c.describe(col))
		rows = append(rows, []cell{{Text: col.ID, Href: c.url(collectionPath(col.ID), "f", "html")}, {Text: col.Title.in(c.lang)}, {Text: count(len(col.Features))}})
	}
	doc := map[string]any{"links": c.forms("/ogc/collections", typeJSON), "collections": list, "crs": uris()}
	return c.document(typeJSON, doc, page{
		Title: word("collections", c.lang), Crumbs: c.crumbs(), Head: words(c.lang, "id", "title", "features"), Rows: rows,
	})
}

// collection describes one.
func collection(c *call) (*answer.Body, error) {
	col, err := c.collection()
	if err != nil {
		return nil, err
	}
	doc := c.describe(col)
	links, _ := doc["links"].([]link)
	doc["links"] = append(c.forms(collectionPath(col.ID), typeJSON), links...)
	return c.document(typeJSON, doc, c.collectionPage(col, links))
}

// uris lists the systems that every collection is served in.
func uris() []string {
	var out []string
	for _, s := range systems() {
		out = append(out, s.URI)
	}
	return out
}

func (c *call) describe(col *Collection) map[string]any {
	col.prepare()
	w := col.whole
	extent := map[string]any{"spatial": map[string]any{"bbox": [][]float64{w[:]}, "crs": uris()[0]}}
	if len(col.Features) == 0 {
		extent = map[string]any{}
	} else if from, to, ok := col.interval(); ok {
		extent["temporal"] = map[string]any{
			"interval": [][]any{{from, to}}, "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
		}
	}
	return map[string]any{
		"id": col.ID, "title": col.Title.in(c.lang), "description": col.About.in(c.lang), "itemType": "feature",
		"attribution": c.cat.Credit, "extent": extent, "crs": uris(), "storageCrs": uris()[0], "links": c.collectionLinks(col),
	}
}

func (c *call) collectionLinks(col *Collection) []link {
	at := func(more ...string) string { return collectionPath(col.ID, more...) }
	title := col.Title.in(c.lang)
	links := []link{
		{Href: c.url(at("items"), "f", "json"), Rel: "items", Type: typeGeoJSON, Title: title + " (GeoJSON)"},
		{Href: c.url(at("items"), "f", "html"), Rel: "items", Type: typeHTML, Title: title + " (HTML)"},
		{Href: c.url(at("queryables")), Rel: relOGC + "queryables", Type: typeSchema, Title: word("queryables", c.lang)},
		{Href: c.url(at("schema")), Rel: relOGC + "schema", Type: typeSchema, Title: word("schema", c.lang)},
	}
	if col.Tiles != nil {
		links = append(links,
			link{Href: c.url(at("tiles"), "f", "json"), Rel: relOGC + "tilesets-vector", Type: typeJSON, Title: word("tilesets", c.lang)},
			link{Href: c.url("/tiles/" + col.ID + ".json"), Rel: "alternate", Type: typeJSON, Title: "TileJSON"},
			link{Href: c.url("/styles/" + col.ID + ".json"), Rel: "stylesheet", Type: typeStyle, Title: word("style", c.lang)})
	}
	if c.cat.Licence != "" {
		links = append(links, link{Href: "https://creativecommons.org/licenses/by/3.0/igo/", Rel: "license", Type: typeHTML, Title: c.cat.Licence})
	}
	return links
}

// interval is the time from the first start to the last end; nil is open.
func (c *Collection) interval() (from, to any, ok bool) {
	start, end := c.times[0], c.times[1]
	if start < 0 || end < 0 {
		return nil, nil, false
	}
	var low, high *cql2.Span
	open := false
	for i := range c.Features {
		a := asked{c, i}
		if s, is := a.Value(start).(cql2.Span); is && (low == nil || s.From < low.From) {
			low = &s
		}
		s, is := a.Value(end).(cql2.Span)
		open = open || !is
		if is && (high == nil || s.To > high.To) {
			high = &s
		}
	}
	if low == nil || high == nil {
		return nil, nil, false
	}
	from = moment(low.From)
	if !open {
		to = moment(high.To)
	}
	return from, to, true
}

func moment(micro int64) string {
	return time.UnixMicro(micro).UTC().Format("2006-01-02T15:04:05.999999Z")
}
