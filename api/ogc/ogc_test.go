package ogc_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"timpora/api/answer"
	"timpora/api/ogc"
	"timpora/geo/tile"
	"timpora/risk/disclose"
)

func now() time.Time { return time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC) }

// tiles has bytes at zoom 0 and nothing elsewhere.
type tiles struct{}

func (tiles) TileAt(a tile.Address) tile.Entry {
	return tile.NewCache(1<<20).Get(tile.Key{Layer: "desa", Address: a}, func() []byte {
		if a.Z == 0 {
			return []byte("tile")
		}
		return nil
	})
}

func (tiles) TileJSON(template string) tile.TileJSON {
	return tile.Describe("desa", "BPS", []string{template})
}

// places makes n square features; every third has no rank, names repeat.
func places(id string, n int) ogc.Layer {
	l := ogc.Layer{ID: id, Title: ogc.Text{ID: "Desa", EN: "Villages"}, Geometry: "polygon", Tiles: tiles{}, Fields: []ogc.Field{
		{Name: "name", Title: ogc.Text{ID: "Nama", EN: "Name"}, Type: ogc.String}, {Name: "rank", Type: ogc.Integer},
		{Name: "share", Type: ogc.Number}, {Name: "coastal", Type: ogc.Boolean},
		{Name: "start", Type: ogc.DateTime, Role: ogc.RoleStart}, {Name: "end", Type: ogc.Date, Role: ogc.RoleEnd},
	}}
	for i := range n {
		x, y := 115+0.01*float64(i%100), -8.5+0.01*float64(i/100)
		rank, end := any(int64(i%7)), any(now().AddDate(0, 0, i+1))
		if i%3 == 0 {
			rank, end = nil, nil
		}
		l.Features = append(l.Features, ogc.Feature{
			ID: fmt.Sprintf("p-%05d", (i*7919)%100003), Geometry: orb.Bound{Min: orb.Point{x, y}, Max: orb.Point{x + 0.01, y + 0.01}}.ToPolygon(),
			Values: []any{fmt.Sprintf("Désa <%d> & 'x'", i%5), rank, float64(i) / 8, i%2 == 0, now().AddDate(0, 0, i), end},
		})
	}
	return l
}

func collection(t testing.TB, l ogc.Layer) *ogc.Collection {
	t.Helper()
	c, err := ogc.NewCollection(l)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func service(t testing.TB, n int) *ogc.Service {
	desa, cells := collection(t, places("desa", n)), collection(t, places("cells", 4))
	cat := func(version string, withheld []string, list ...*ogc.Collection) *ogc.Catalog {
		return &ogc.Catalog{Version: version, Credit: "Sumber: BPS", Licence: "CC BY 3.0 IGO", Collections: list, Withheld: withheld}
	}
	less, all := cat("less", []string{"cells"}, desa), cat("all", nil, desa, cells)
	return serving(func(t disclose.Tier) *ogc.Catalog {
		if t == disclose.Officer {
			return all
		}
		return less
	})
}

// one shows a collection to everybody.
func one(c *ogc.Collection) func(disclose.Tier) *ogc.Catalog {
	cat := &ogc.Catalog{Collections: []*ogc.Collection{c}}
	return func(disclose.Tier) *ogc.Catalog { return cat }
}

// serving lets everybody see what officers see.
func serving(cat func(disclose.Tier) *ogc.Catalog) *ogc.Service {
	return ogc.New(ogc.Options{
		Log: slog.New(slog.DiscardHandler), Now: now, Base: func(r *http.Request) string { return "http://" + r.Host },
		Sees: func(_ *http.Request, t disclose.Tier) (*ogc.Catalog, disclose.Tier, error) {
			if t == "" {
				t = disclose.Officer
			}
			return cat(t), t, nil
		},
		Refuse: func(*http.Request, string) error { return answer.NewProblem(http.StatusForbidden, "tier", "") },
	})
}

func get(s http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://gis.test", nil)
	at, err := url.Parse(target)
	if err != nil {
		panic(err)
	}
	r.URL.Path, r.URL.RawPath, r.URL.RawQuery = at.Path, at.RawPath, at.RawQuery
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

type feature struct {
	ID         string
	Properties map[string]any
	Geometry   struct{ Coordinates [][][2]float64 }
}

type featurePage struct {
	NumberMatched, NumberReturned int
	TimeStamp                     string
	Features                      []feature
	Links                         []struct{ Rel, Href, Type string }
}

func page(t testing.TB, s http.Handler, target string) featurePage {
	t.Helper()
	w := get(s, "GET", target)
	var p featurePage
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 200 {
		t.Fatalf("%s: %d %v %.200s", target, w.Code, err, w.Body)
	}
	return p
}

func (p featurePage) next() string {
	for _, l := range p.Links {
		if l.Rel == "next" {
			return l.Href
		}
	}
	return ""
}

// Pages go on by key: every feature once and in order, whatever is sorted by.
func TestPagesHoldEveryFeatureOnce(t *testing.T) {
	s := service(t, 100)
	for _, order := range []string{"", "&sortby=rank", "&sortby=-rank,%2Bname", "&sortby=coastal,-share", "&sortby=-end", "&sortby=name&filter=share%3E2"} {
		var ids []string
		matched := 0
		for at := "/ogc/collections/desa/items?limit=7" + order; at != ""; {
			p := page(t, s, at)
			matched = p.NumberMatched
			for _, f := range p.Features {
				ids = append(ids, f.ID)
			}
			at = p.next()
		}
		whole := page(t, s, "/ogc/collections/desa/items?limit=1000"+order)
		var want []string
		for _, f := range whole.Features {
			want = append(want, f.ID)
		}
		if !slices.Equal(ids, want) || len(ids) != matched || len(ids) < 80 {
			t.Errorf("%q: %d features over pages, %d matched, %d at once", order, len(ids), matched, len(want))
		}
	}
	for range 2 { // the second time from what is kept
		w := get(s, "GET", "/ogc/collections/desa/items?limit=90")
		if h := w.Header(); h.Get("OGC-NumberMatched") != "100" || h.Get("OGC-NumberReturned") != "90" || !strings.Contains(strings.Join(h.Values("Link"), " "), `rel="next"`) {
			t.Errorf("headers of a page: %v", h)
		}
	}
	if p := page(t, s, "/ogc/collections/desa/items?limit=10&offset=95"); p.NumberReturned != 5 || p.next() != "" {
		t.Errorf("offset: %d returned, next %q", p.NumberReturned, p.next())
	}
}

// A feature that goes while a client pages takes nothing else with it.
func TestPagesStandWhenDataChange(t *testing.T) {
	all := places("desa", 50)
	less := all
	show := one(collection(t, all))
	s := serving(func(t disclose.Tier) *ogc.Catalog { return show(t) })
	first := page(t, s, "/ogc/collections/desa/items?limit=10&sortby=-share")
	last := first.Features[9].ID
	less.Features = slices.DeleteFunc(slices.Clone(all.Features), func(f ogc.Feature) bool { return f.ID == last })
	show = one(collection(t, less))
	second := page(t, s, first.next())
	if second.NumberReturned != 10 || second.NumberMatched != 49 || second.Features[0].Properties["share"].(float64) >= first.Features[9].Properties["share"].(float64) {
		t.Errorf("after the change: %d returned of %d, begins with %v", second.NumberReturned, second.NumberMatched, second.Features[0].Properties)
	}
}

func TestBadRequests(t *testing.T) {
	s := service(t, 10)
	items := "/ogc/collections/desa/items?"
	for _, c := range []struct {
		method, target string
		status         int
		code, param    string
	}{
		{"GET", "/ogc/nope", 404, "not_found", ""}, {"GET", "/ogc?colour=red", 400, "param_invalid", "colour"}, {"GET", "/ogc?lang=fr", 400, "param_invalid", "lang"},
		{"GET", "/ogc/collections/roads", 404, "not_found", ""}, {"GET", "/ogc/collections/desa/items/none", 404, "not_found", ""},
		{"GET", "/ogc/collections/cells?tier=public", 403, "tier", ""}, {"GET", "/ogc/collections/cells/items?tier=partner", 403, "tier", ""},
		{"GET", items + "limit=0", 400, "param_invalid", "limit"}, {"GET", items + "limit=1&limit=2", 400, "param_invalid", "limit"},
		{"GET", items + "bbox=1,2,3", 400, "param_invalid", "bbox"}, {"GET", items + "bbox=115,-8,116,-9", 400, "param_invalid", "bbox"},
		{"GET", items + "bbox=1,2,3,400", 400, "param_invalid", "bbox"}, {"GET", items + "bbox=NaN,0,1,1", 400, "param_invalid", "bbox"},
		{"GET", items + "bbox=1,2,3,4&bbox-crs=EPSG:1", 400, "param_invalid", "bbox-crs"}, {"GET", items + "crs=", 400, "param_invalid", "crs"},
		{"GET", items + "datetime=yesterday", 400, "param_invalid", "datetime"}, {"GET", items + "sortby=colour", 400, "param_invalid", "sortby"},
		{"GET", items + "cursor=x", 400, "param_invalid", "cursor"}, {"GET", items + "rank=many", 400, "param_invalid", "rank"},
		{"GET", items + "filter=name%3D", 400, "filter_invalid", "filter"}, {"GET", items + "filter-lang=sql", 400, "param_invalid", "filter-lang"},
		{"GET", items + "filter=%FF%FE", 400, "filter_invalid", "filter"}, {"GET", items + "f=xml", 400, "param_invalid", "f"}, {"GET", items + "a=%zz", 400, "param_invalid", "query"},
		{"GET", "/ogc/collections/desa/tiles/None", 404, "not_found", ""}, {"GET", "/ogc/collections/desa/tiles/WebMercatorQuad/3/8/0", 400, "param_invalid", "tileMatrix/tileRow/tileCol"},
		{"GET", "/ogc/tileMatrixSets/None", 404, "not_found", ""}, {"GET", "/styles/roads.json", 404, "not_found", ""}, {"GET", "/styles/cells.json?tier=public", 403, "tier", ""},
		{"POST", "/ogc/collections", 405, "method_not_allowed", ""}, {"DELETE", "/ogc/collections/desa/items/1", 405, "method_not_allowed", ""},
	} {
		w := get(s, c.method, c.target)
		var p answer.Problem
		_ = json.Unmarshal(w.Body.Bytes(), &p)
		if w.Code != c.status || p.Code != c.code || p.Param != c.param || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: %d %q %q (%s)", c.method, c.target, w.Code, p.Code, p.Param, w.Body)
		}
	}
	w := get(s, "GET", items+"filter="+url.QueryEscape("rank = 'x'"))
	var p answer.Problem
	if _ = json.Unmarshal(w.Body.Bytes(), &p); p.Position == nil || *p.Position != 7 || p.Expected == "" {
		t.Errorf("position and expectation: %s", w.Body)
	}
	if w := get(s, "GET", "/ogc/collections", "Accept", "image/png"); w.Code != 406 {
		t.Errorf("Accept image/png: %d", w.Code)
	}
}

func TestFormsLanguagesAndValidators(t *testing.T) {
	s := service(t, 30)
	browser := "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, target := range []string{"/ogc", "/ogc/api", "/ogc/conformance", "/ogc/collections", "/ogc/collections/desa", "/ogc/collections/desa/queryables",
		"/ogc/collections/desa/schema", "/ogc/collections/desa/items", "/ogc/collections/desa/items/p-00000", "/ogc/collections/desa/tiles",
		"/ogc/collections/desa/tiles/WebMercatorQuad", "/ogc/tileMatrixSets", "/ogc/tileMatrixSets/WebMercatorQuad", "/gis"} {
		w := get(s, "GET", target, "Accept", browser, "Accept-Language", "en-GB,en;q=0.9")
		body := w.Body.String()
		if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") || !strings.Contains(body, `<html lang="en">`) {
			t.Errorf("%s: %d %s", target, w.Code, w.Header().Get("Content-Type"))
		}
		if strings.Contains(body, "<script") || strings.Contains(body, "style=") || strings.Contains(body, "<style") || strings.Contains(body, "ZgotmplZ") {
			t.Errorf("%s carries script or style of its own", target)
		}
		if id := get(s, "GET", target+"?f=html", "Accept", "application/json"); !strings.Contains(id.Body.String(), `<html lang="id">`) {
			t.Errorf("%s: not Indonesian by default", target)
		}
		tag := w.Header().Get("ETag")
		if again := get(s, "GET", target, "Accept", browser, "Accept-Language", "en-GB,en;q=0.9", "If-None-Match", tag); again.Code != 304 || again.Body.Len() != 0 {
			t.Errorf("%s: revalidation gives %d", target, again.Code)
		}
		head := get(s, "HEAD", target, "Accept", browser, "Accept-Language", "en-GB,en;q=0.9")
		if head.Body.Len() != 0 || head.Header().Get("ETag") != tag || head.Header().Get("Content-Length") != fmt.Sprint(len(body)) {
			t.Errorf("%s: HEAD differs", target)
		}
	}
	if w := get(s, "OPTIONS", "/ogc"); w.Code != 204 || w.Header().Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("OPTIONS: %d %q", w.Code, w.Header().Get("Allow"))
	}
}
