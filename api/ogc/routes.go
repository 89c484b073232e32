package ogc

import (
	"net/url"
	"strings"

	"timpora/api/answer"
)

// Media types of the forms.
const (
	typeJSON    = "application/json"
	typeGeoJSON = "application/geo+json"
	typeSchema  = "application/schema+json"
	typeOpenAPI = "application/vnd.oai.openapi+json;version=3.0"
	typeHTML    = "text/html"
	typeMVT     = "application/vnd.mapbox-vector-tile"
	typeStyle   = "application/vnd.mapbox.style+json"
	typeCSS     = "text/css"

	charset = "; charset=utf-8"
)

// route is one resource.
type route struct {
	pattern string
	media   string // of the form for programs
	page    bool   // whether there is a page for people as well
	handle  func(*call) (*answer.Body, error)
	params  func(*call) ([]string, error) // names beyond f, lang and tier
}

// routes is the whole surface; the document at /ogc/api covers each line below
// /ogc.
func (s *Service) routes() []route {
	const one = "/ogc/collections/{collectionId}"
	const tms = one + "/tiles/{tileMatrixSetId}"
	return []route{
		{"/ogc", typeJSON, true, landing, nil},
		{"/ogc/api", typeOpenAPI, true, definition, nil},
		{"/ogc/conformance", typeJSON, true, conformance, nil},
		{"/ogc/collections", typeJSON, true, collections, nil},
		{one, typeJSON, true, collection, nil},
		{one + "/queryables", typeSchema, true, queryables, nil},
		{one + "/schema", typeSchema, true, schema, nil},
		{one + "/items", typeGeoJSON, true, items, itemsParams},
		{one + "/items/{featureId}", typeGeoJSON, true, item, itemParams},
		{one + "/tiles", typeJSON, true, tileSets, nil},
		{tms, typeJSON, true, tileSet, nil},
		{tms + "/{tileMatrix}/{tileRow}/{tileCol}", typeMVT, false, oneTile, nil},
		{"/ogc/tileMatrixSets", typeJSON, true, matrixSets, nil},
		{"/ogc/tileMatrixSets/{tileMatrixSetId}", typeJSON, true, matrixSet, nil},
		{"/ogc/style.css", typeCSS, false, stylesheet, nil},
		{"/styles/{styleId}", typeStyle, false, style, nil},
		{"/gis", typeHTML, false, connect, nil},
	}
}

// Patterns lists the paths of the resources, with their parameters in braces.
func (s *Service) Patterns() []string {
	out := make([]string, len(s.table))
	for i, r := range s.table {
		out[i] = r.pattern
	}
	return out
}

// match finds the resource of an escaped path.
func (s *Service) match(path string) (*route, map[string]string) {
	if path == "/ogc/" {
		path = "/ogc"
	}
	parts := strings.Split(path, "/")
	for i := range s.table {
		if vars, ok := fits(strings.Split(s.table[i].pattern, "/"), parts); ok {
			return &s.table[i], vars
		}
	}
	return nil, nil
}

func fits(pattern, parts []string) (map[string]string, bool) {
	if len(pattern) != len(parts) {
		return nil, false
	}
	vars := map[string]string{}
	for i, p := range pattern {
		if !strings.HasPrefix(p, "{") {
			if p != parts[i] {
				return nil, false
			}
			continue
		}
		v, err := url.PathUnescape(parts[i])
		if err != nil || v == "" {
			return nil, false
		}
		vars[strings.Trim(p, "{}")] = v
	}
	return vars, true
}

func (r *route) pageOnly() bool { return r.media == typeHTML }

// forms are the names of the forms for the parameter f, and their media types.
func (r *route) forms() (names []string, offers [][]string) {
	base, _, _ := strings.Cut(r.media, ";")
	switch r.media {
	case typeMVT:
		return []string{"mvt"}, [][]string{{typeMVT, "application/x-protobuf", "application/octet-stream"}}
	case typeHTML:
		return []string{"html"}, [][]string{{typeHTML, "application/xhtml+xml"}}
	case typeCSS:
		return []string{"css"}, [][]string{{typeCSS}}
	case typeGeoJSON:
		names = []string{"json", "geojson"}
	default:
		names = []string{"json"}
	}
	offers = [][]string{{base, typeJSON}}
	if r.page {
		names = append(names, "html")
		offers = append(offers, []string{typeHTML, "application/xhtml+xml"})
	}
	return names, offers
}
