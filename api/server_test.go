package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"timpora/api"
	"timpora/api/openapi"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/geo/export"
	"timpora/risk"
	"timpora/risk/access"
	"timpora/risk/disclose"
)

// errSecret stands for an internal error whose text must not leave.
var errSecret = errors.New("dial tcp db.internal: password hunter2")

type fakeStore struct{ fail bool }

func (f fakeStore) Runs(context.Context, int) ([]api.RunHead, error) {
	if f.fail {
		return nil, errSecret
	}
	return []api.RunHead{api.HeadOf(run())}, nil
}

func (f fakeStore) Run(_ context.Context, id string) (risk.Run, error) {
	if id != run().ID {
		return risk.Run{}, api.ErrNotFound
	}
	return *run(), nil
}

func (f fakeStore) Nights(context.Context, int) ([]api.NightHead, error) {
	return []api.NightHead{{Date: "2026-11-24", Run: run().ID, CreatedAt: now(), Formats: []string{"html"}}}, nil
}

func (f fakeStore) NightFile(_ context.Context, date, format string) ([]byte, error) {
	if date != "2026-11-24" {
		return nil, api.ErrNotFound
	}
	return []byte("<p>" + format), nil
}

func (f fakeStore) Stays(context.Context, geo.AreaCode, string, int) ([]risk.Residence, error) {
	at := risk.Stamp{ID: "r-1", Desa: "51.08.06.1010", Point: geo.Point{Lon: 115.09, Lat: -8.11}, Quality: risk.QualityPoint}
	return []risk.Residence{{Stamp: at, PremisesType: "HOTEL", Persons: 2, From: now()}, {Stamp: risk.Stamp{ID: "r-2", Quality: risk.QualityDesa}}}, nil
}

func (f fakeStore) Imports(context.Context, int) ([]api.ImportHead, error) { return nil, nil }

func (f fakeStore) Import(_ context.Context, _ risk.Kind, _ string, body io.Reader, _ api.ImportOptions) (api.Imported, error) {
	if _, err := io.Copy(io.Discard, body); err != nil {
		return api.Imported{}, err
	}
	return api.Imported{Rows: 2, Rejected: 1, Rejects: []risk.Rejection{{Row: 2, Code: "date_invalid"}}}, nil
}

func now() time.Time { return time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC) }

func cellA() geo.Cell { return bucket.Cell(geo.Point{Lon: 115.0882, Lat: -8.1120}, 8) }

func run() *risk.Run {
	score := risk.Score{
		Cell: cellA(), Desa: "51.08.06.1010", Score: 41.5, P: 0.5, H: 0.25, O: 0.45, Low: 30, High: 55, Rank: 1, RankLow: 1, RankHigh: 3,
		Level: 2, Coastal: true, CoastM: 300, LandKm2: 0.7, Persons: 3, Reports: 2, Verified: 1, Observed: 4, Expected: 1, UpperQ: 0.01,
		Reasons: []risk.Reason{{Factor: "stays_density", Sub: risk.SubPotential, Value: 0.5, Raw: 12, Weight: 1, Points: 17.5}, {Factor: "incident_ratio", Sub: risk.SubOccurred, Value: 0.6, Weight: 1, Points: 24}},
	}
	cluster := risk.Cluster{ID: "c-1", Cells: []geo.Cell{cellA()}, Desa: []geo.AreaCode{"51.08.06.1010"}, Method: "flexible", Verified: 4, Observed: 4, Expected: 1, RR: 4.2, LLR: 5.1, P: 0.001, Q: 0.01, RecurrenceDays: 1000, Candidate: true, Coastal: true,
		New: &risk.Signal{Since: now().AddDate(0, 0, -28), Observed: 3, Expected: 0.2, LLR: 4.4, P: 0.002, RecurrenceDays: 500}}
	var tallies []risk.Tally
	for _, code := range []geo.AreaCode{disclose.Whole, "51.08", "51.08.06", "51.08.06.1010"} {
		tallies = append(tallies, risk.Tally{Area: code, Known: 1, Persons: risk.Counted{N: 3}, Reports: risk.Counted{N: 2}, Verified: risk.Counted{N: 1}})
	}
	return &risk.Run{ID: "0193", At: now(), Version: "test", Resolution: 8, BoundarySet: "test", Result: risk.Result{Scores: []risk.Score{score}, Clusters: []risk.Cluster{cluster}, Robust: true, Incident: 12, Plan: proposals(), Tallies: tallies}}
}

func view() *api.View {
	areas := []api.Area{
		{Code: "51.08.06.1010", Name: "Kampung Singaraja", Level: geo.LevelDesa, Kind: "kelurahan", Kecamatan: "Buleleng", Kabupaten: "Kabupaten Buleleng", BBox: [4]float64{115, -8.2, 115.2, -8.0}},
		{Code: "51.08.06", Name: "Buleleng", Level: geo.LevelKecamatan, Kind: "kecamatan", BBox: [4]float64{115, -8.2, 115.2, -8.0}},
		{Code: "51.08", Name: "Kabupaten Buleleng", Level: geo.LevelKabupaten, Kind: "kabupaten", BBox: [4]float64{114.4, -8.4, 115.5, -8.0}},
	}
	return api.NewView(api.Config{
		Version: "test", Demo: true, Boundary: api.Boundary{ID: "test", Desa: 1}, Areas: areas, Run: run(),
		Locate: func(points []geo.Point, _ geo.Meters) (out []api.Located) {
			for _, p := range points {
				out = append(out, api.Located{Lon: p.Lon, Lat: p.Lat, DesaCode: "51.08.06.1010", Quality: risk.QualityPoint})
			}
			return out
		},
		Layers: map[string]api.Tiles{}, Coverage: map[geo.AreaCode]api.Coverage{"51.08.06.1010": {Premises: 2}},
		Exports: fakeExports{},
	})
}

// stills shows one configuration to every audience through the disclosure rules.
type stills struct{ v *api.View }

func (s stills) View(a access.Audience) (*api.View, error) {
	c := s.v.Config
	c.Audience = a
	var whole risk.Result
	if c.Run != nil {
		whole = c.Run.Result
		less := disclose.Limit(*c.Run, a.Tier, a.Sees)
		c.Run = &less
	}
	c.Unit = disclose.Sheet(whole, a.Tier, a.Sees)
	return api.NewView(c), nil
}

// as is a gate that takes everybody for one subject.
type as access.Subject

func (a as) Authenticate(*http.Request) (access.Subject, error) { return access.Subject(a), nil }

func planner() as {
	return as{ID: "u", Name: "Ayu", Roles: []access.Role{access.Planner}, Via: access.BySession}
}

func serve(o api.Options, v *api.View) *api.Server {
	o.Log, o.Now = slog.New(slog.DiscardHandler), now
	s, err := api.New(o, stills{v})
	if err != nil {
		panic(err)
	}
	return s
}

func server(fail bool) *api.Server {
	return serve(api.Options{
		Ready: func(context.Context) error { return nil }, Gate: planner(),
		Runs: fakeStore{fail}, Nights: fakeStore{}, Imports: fakeStore{}, Decisions: fakeStore{fail}, Stays: fakeStore{}, OpenAPI: openapi.Document(), Formats: export.Formats(),
		Page: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}, "assets/a.js": {Data: []byte("1")}},
	}, view())
}

func get(t *testing.T, s http.Handler, method, path, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestEveryRouteIsInTheDocument(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(openapi.Document())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			documented[method+" "+path] = true
		}
	}
	for _, r := range server(false).Routes() {
		key := r.Method + " " + documentPath(r.Path)
		if !documented[key] {
			t.Errorf("route %s is not documented", key)
		}
		delete(documented, key)
	}
	for key := range documented {
		t.Errorf("document has %s, the route table has not", key)
	}
}

// Every route says what it needs, and the document says the same.
func TestEveryRouteDeclaresItsNeed(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(openapi.Document())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range server(false).Routes() {
		if !slices.Contains(access.Actions(), r.Need) {
			t.Errorf("%s %s needs %q, which is no action", r.Method, r.Path, r.Need)
		}
		path := documentPath(r.Path)
		told := doc.Paths.Value(path).GetOperation(r.Method).Extensions["x-need"]
		if told != string(r.Need) {
			t.Errorf("%s %s needs %s, the document says %v", r.Method, path, r.Need, told)
		}
	}
}

// documentPath is a route's path as OpenAPI writes it.
func documentPath(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if name, ok := strings.CutPrefix(p, ":"); ok {
			parts[i] = "{" + name + "}"
		} else if p == "*" {
			parts[i] = "{asset}"
		}
	}
	return strings.Join(parts, "/")
}

func TestAnswersFollowTheirSchemas(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(openapi.Document())
	if err != nil {
		t.Fatal(err)
	}
	for path, route := range map[string]string{
		"/api/v1/status": "/api/v1/status", "/api/v1/areas": "/api/v1/areas", "/api/v1/areas?level=kecamatan&figures=true": "/api/v1/areas", "/api/v1/areas/51.08": "/api/v1/areas/{code}",
		"/api/v1/locate?lon=115&lat=-8.1": "/api/v1/locate", "/api/v1/cells": "/api/v1/cells",
		"/api/v1/cells/" + cellA().String(): "/api/v1/cells/{cell}", "/api/v1/clusters": "/api/v1/clusters",
		"/api/v1/clusters/c-1": "/api/v1/clusters/{id}", "/api/v1/runs": "/api/v1/runs", "/api/v1/runs/0193": "/api/v1/runs/{id}",
		"/api/v1/nights": "/api/v1/nights", "/api/v1/imports": "/api/v1/imports", "/api/v1/plan": "/api/v1/plan",
		"/api/v1/stays?area=51.08&purpose=pemeriksaan": "/api/v1/stays",
	} {
		w := get(t, server(false), "GET", path, "")
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
			continue
		}
		var value any
		if err := json.Unmarshal(w.Body.Bytes(), &value); err != nil {
			t.Fatal(err)
		}
		schema := doc.Paths.Value(route).Get.Responses.Value("200").Value.Content["application/json"].Schema.Value
		if err := schema.VisitJSON(value); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestBadRequests(t *testing.T) {
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		code, param              string
	}{
		{"unknown parameter", "GET", "/api/v1/areas?colour=red", "", 400, "param_invalid", "colour"},
		{"repeated parameter", "GET", "/api/v1/areas?q=a&q=b", "", 400, "param_invalid", "q"},
		{"level", "GET", "/api/v1/areas?level=rt", "", 400, "param_invalid", "level"},
		{"figures of no level", "GET", "/api/v1/areas?figures=true", "", 400, "param_invalid", "figures"},
		{"figures of desa for the public", "GET", "/api/v1/areas?figures=true&level=desa&tier=public", "", 403, "tier", ""},
		{"area code", "GET", "/api/v1/areas/51.8", "", 400, "param_invalid", "code"},
		{"foreign area", "GET", "/api/v1/areas/51.99", "", 404, "not_found", ""},
		{"no lon", "GET", "/api/v1/locate?lat=-8", "", 400, "param_invalid", "lon"},
		{"NaN", "GET", "/api/v1/locate?lat=NaN&lon=115", "", 400, "param_invalid", "lat"},
		{"swapped axes", "GET", "/api/v1/locate?lon=-8.1&lat=115.1", "", 400, "axes_swapped", "lon"},
		{"swapped axes in a list", "POST", "/api/v1/locate", `{"points":[[-8.1,115.1]]}`, 400, "axes_swapped", "points"},
		{"latitude beyond the pole", "GET", "/api/v1/locate?lon=115.1&lat=95", "", 400, "param_invalid", "lat"},
		{"body with unknown field", "POST", "/api/v1/locate", `{"pts":[]}`, 400, "body_invalid", ""},
		{"point of three numbers", "POST", "/api/v1/locate", `{"points":[[1,2,3]]}`, 400, "param_invalid", "points"},
		{"too many points", "POST", "/api/v1/locate", `{"points":[` + strings.Repeat("[1,1],", 10000) + `[1,1]]}`, 413, "too_many_points", ""},
		{"too large a body", "POST", "/api/v1/locate", `{"points":[` + strings.Repeat(" ", 2<<20) + `]}`, 413, "too_large", ""},
		{"bbox", "GET", "/api/v1/cells?bbox=1,2,3", "", 400, "param_invalid", "bbox"},
		{"limit", "GET", "/api/v1/cells?limit=0", "", 400, "param_invalid", "limit"},
		{"cell", "GET", "/api/v1/cells/zz", "", 400, "param_invalid", "cell"},
		{"cell outside", "GET", "/api/v1/cells/8828308281fffff", "", 404, "not_found", ""},
		{"tier", "GET", "/api/v1/cells?tier=public", "", 403, "tier", ""},
		{"export of a tier", "GET", "/export/cells.geojson?tier=public", "", 403, "tier", ""},
		{"cluster", "GET", "/api/v1/clusters/nope", "", 404, "not_found", ""},
		{"run", "GET", "/api/v1/runs/nope", "", 404, "not_found", ""},
		{"night", "GET", "/api/v1/nights/2026-11-24.exe", "", 404, "not_found", ""},
		{"night of another date", "GET", "/api/v1/nights/2026-11-23.html", "", 404, "not_found", ""},
		{"import kind", "POST", "/api/v1/imports/people?filename=a.csv", "x", 404, "not_found", ""},
		{"import file name", "POST", "/api/v1/imports/reports?filename=../a.csv", "x", 400, "param_invalid", "filename"},
		{"asset", "GET", "/assets/none.js", "", 404, "not_found", ""},
		{"parent folder", "GET", "/../../etc/passwd", "", 404, "not_found", ""},
		{"method", "DELETE", "/api/v1/areas", "", 405, "method_not_allowed", ""},
		{"tile layer", "GET", "/tiles/roads/1/0/0.mvt", "", 404, "not_found", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := get(t, server(false), c.method, c.path, c.body)
			var p api.Problem
			_ = json.Unmarshal(w.Body.Bytes(), &p)
			if w.Code != c.status || p.Code != c.code || p.Param != c.param {
				t.Errorf("got %d %q %q (%s), want %d %q %q", w.Code, p.Code, p.Param, w.Body, c.status, c.code, c.param)
			}
		})
	}
}

func TestInternalErrorsStayInside(t *testing.T) {
	w := get(t, server(true), "GET", "/api/v1/runs", "")
	if w.Code != 500 || strings.Contains(w.Body.String(), "hunter2") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestRevalidationAndCompression(t *testing.T) {
	s := server(false)
	first := get(t, s, "GET", "/api/v1/areas", "")
	tag := first.Header().Get("ETag")
	if tag == "" || first.Code != 200 {
		t.Fatalf("%d, ETag %q", first.Code, tag)
	}
	again := get(t, s, "GET", "/api/v1/areas", "", "If-None-Match", tag)
	if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("revalidation: %d with %d bytes", again.Code, again.Body.Len())
	}
	zipped := get(t, s, "GET", "/api/openapi.json", "", "Accept-Encoding", "br, gzip")
	if zipped.Header().Get("Content-Encoding") != "gzip" || zipped.Body.Len() > len(openapi.Document())/3 {
		t.Errorf("not compressed: %v, %d bytes", zipped.Header(), zipped.Body.Len())
	}
	refused := get(t, s, "GET", "/api/openapi.json", "", "Accept-Encoding", "gzip;q=0")
	if refused.Header().Get("Content-Encoding") != "" {
		t.Error("compressed for a client that refuses it")
	}
}

func TestImportOutcomes(t *testing.T) {
	s := server(false)
	for path, want := range map[string]int{"": 422, "&dry_run=true": 200, "&allow_rejects=true": 200} {
		w := get(t, s, "POST", "/api/v1/imports/reports?filename=a.csv"+path, "x")
		if w.Code != want {
			t.Errorf("%q: %d %s", path, w.Code, w.Body)
		}
	}
}

func TestHeaders(t *testing.T) {
	w := get(t, server(false), "GET", "/", "")
	if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") ||
		w.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if head := get(t, server(false), "HEAD", "/api/v1/areas", ""); head.Code != 200 {
		t.Errorf("HEAD: %d", head.Code)
	}
}
