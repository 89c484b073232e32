package ogc_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// Every route below /ogc is in the document and every path of the document is a
// route; the items of each collection have a path of their own.
func TestTheDocumentCoversTheRoutes(t *testing.T) {
	s := service(t, 3)
	doc, err := openapi3.NewLoader().LoadFromData(get(s, "GET", "/ogc/api").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	listed := doc.Paths.Map()
	for _, pattern := range s.Patterns() {
		path, below := strings.CutPrefix(pattern, "/ogc")
		if !below {
			continue
		}
		if path == "" {
			path = "/"
		}
		own := []string{path}
		if path == "/collections/{collectionId}/items" {
			own = []string{"/collections/desa/items", "/collections/cells/items"}
		}
		for _, p := range own {
			if listed[p] == nil || listed[p].Get == nil {
				t.Errorf("route %s is not documented", p)
			}
			delete(listed, p)
		}
	}
	for p := range listed {
		t.Errorf("the document has %s, the routes have not", p)
	}
	limit := doc.Components.Parameters["limit"].Value.Schema.Value
	if *limit.Max != 10000 || limit.Default != 1000.0 {
		t.Errorf("limit: %v to %v, want 1000 to 10000", limit.Default, *limit.Max)
	}
}

// FuzzItems sends any query and any path below a collection; nothing is the
// server's fault.
func FuzzItems(f *testing.F) {
	s := service(f, 20)
	for _, q := range []string{"limit=2&sortby=-rank", "bbox=114,-9,116,-8&datetime=../2026-12-01", "filter=name LIKE 'D%'&crs=EPSG:32750", "cursor=eyJpZCI6IngifQ", "rank=3&coastal=true&end=2026-11-26"} {
		f.Add("/items", q)
	}
	f.Add("/tiles/WebMercatorQuad/3/4/5", "f=mvt")
	f.Add("/items/p-00000", "f=html&lang=en")
	f.Fuzz(func(t *testing.T, path, query string) {
		w := raw(s, "/ogc/collections/desa"+path, query)
		if w.Code >= 500 {
			t.Errorf("%q %q: %d %s", path, query, w.Code, w.Body)
		}
	})
}

// raw sends a path and a query as they are.
func raw(s http.Handler, path, query string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", "http://gis.test", nil)
	r.URL.Path, r.URL.RawQuery = path, query
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}
