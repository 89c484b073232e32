package api_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"timpora/api"
	"timpora/api/openapi"
	"timpora/geo/export"
)

// sample is an address of a route, with names that exist where there are some.
func sample(path string) string {
	names := strings.NewReplacer(":code", "51.08.06", ":cell", cellA().String(), ":id", "c-1", ":file", "2026-11-24.html", ":layer", "desa",
		":z", "8", ":x", "209", ":y", "133.mvt", ":styleId", "desa.json", "*", "assets/a.js")
	switch path {
	case "/export/:file":
		return "/export/cells.csv"
	case "/tiles/:file":
		return "/tiles/desa.json"
	case "/api/v1/runs/:id":
		return "/api/v1/runs/" + run().ID
	case "/api/v1/locate":
		return "/api/v1/locate?lon=115.08&lat=-8.11"
	}
	return names.Replace(path)
}

// What a route does not know it refuses by name, and what it knows it takes once.
// Assets and the two probes read no parameter at all.
func TestUnknownAndRepeatedParametersAreRefusedOnEveryRoute(t *testing.T) {
	s, tried := server(false), 0
	for _, r := range s.Routes() {
		path := sample(r.Path)
		if r.Method != http.MethodGet || !strings.HasPrefix(path, "/api/v1") && !strings.HasPrefix(path, "/export") && !strings.HasPrefix(path, "/tiles") && !strings.HasPrefix(path, "/gis") {
			continue
		}
		if plain := get(t, s, "GET", path, ""); plain.Code >= 300 {
			continue // nothing of this name in the test's store
		}
		tried++
		sign := "?"
		if strings.Contains(path, "?") {
			sign = "&"
		}
		for name, query := range map[string]string{"unknown": "role=administrator", "repeated": "lang=id&lang=en", "both": "limit=1&limit=2&limit=x"} {
			w := get(t, s, "GET", path+sign+query, "")
			if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), `"param_invalid"`) {
				t.Errorf("%s, %s: %d %.200s", path, name, w.Code, w.Body)
			}
		}
	}
	if tried < 12 {
		t.Errorf("only %d routes answered", tried)
	}
	for body, want := range map[string]int{
		`{"points":[[115.08,-8.11]]}`: 200, `{"points":[[115.08,-8.11]],"role":"administrator"}`: 400, `{"points":[[115.08,-8.11]]}{"points":[]}`: 400,
		`{"points":[[115.08,-8.11]],"points":[[1,2]]}`: 400,
	} {
		if w := get(t, s, "POST", "/api/v1/locate", body, "Content-Type", "application/json"); w.Code != want {
			t.Errorf("%s: %d %.200s", body, w.Code, w.Body)
		}
	}
}

// Pages, sizes and texts have caps: no parameter makes an answer without end.
func TestParametersHaveCaps(t *testing.T) {
	s := server(false)
	for _, path := range []string{
		"/api/v1/cells?limit=1000000", "/api/v1/cells?limit=-1", "/api/v1/runs?limit=99999999999999999999", "/api/v1/nights?limit=367", "/api/v1/imports?limit=1001",
		"/api/v1/areas?q=" + strings.Repeat("a", 5000),
	} {
		if w := get(t, s, "GET", path, ""); w.Code != http.StatusBadRequest {
			t.Errorf("%.60s: %d", path, w.Code)
		}
	}
	h := s.HTTP()
	for name, limit := range map[string]time.Duration{"headers": h.ReadHeaderTimeout, "read": h.ReadTimeout, "write": h.WriteTimeout, "idle": h.IdleTimeout} {
		if limit <= 0 || limit > 5*time.Minute {
			t.Errorf("%s may take %v", name, limit)
		}
	}
	if h.MaxHeaderBytes <= 0 || h.MaxHeaderBytes > 1<<20 {
		t.Errorf("heads may have %d bytes", h.MaxHeaderBytes)
	}
}

// Whatever a text looks like, it is a text: no error of a database, no other
// rows, nothing of it in an error.
func TestHostileTextsAreTexts(t *testing.T) {
	s := server(false)
	for _, text := range []string{
		"' OR '1'='1", `"; DROP TABLE report; --`, "%' UNION SELECT * FROM account --", "$1", "{{.}}", "${7*7}", "<script>alert(1)</script>", "../../etc/passwd",
		"%00", "\u202egnp", "a\r\nSet-Cookie: x=1",
	} {
		escaped := url.QueryEscape(text)
		for _, path := range []string{
			"/api/v1/areas?q=" + escaped, "/api/v1/areas/" + url.PathEscape(text), "/api/v1/cells?sort=" + escaped, "/api/v1/cells?area=" + escaped, "/api/v1/cells/" + url.PathEscape(text),
			"/api/v1/clusters/" + url.PathEscape(text), "/api/v1/runs/" + url.PathEscape(text), "/api/v1/nights/" + url.PathEscape(text), "/export/" + url.PathEscape(text),
			"/tiles/" + url.PathEscape(text) + "/8/209/133.mvt", "/" + url.PathEscape(text),
		} {
			w := get(t, s, "GET", path, "")
			if w.Code >= 500 || w.Header().Get("Set-Cookie") != "" || strings.Contains(w.Body.String(), "<script") || w.Body.Len() > 0 && w.Code < 300 && !strings.HasPrefix(path, "/api/v1/areas?") {
				t.Errorf("%s: %d %.200s", path, w.Code, w.Body)
			}
			if strings.Contains(strings.ToLower(w.Body.String()), "sql") {
				t.Errorf("%s shows the database: %.200s", path, w.Body)
			}
		}
	}
}

// Every file that is taken away comes as an attachment of the server's own name
// and is never looked into.
func TestFilesComeAsAttachments(t *testing.T) {
	s := server(false)
	paths := []string{"/api/v1/nights/2026-11-24.csv", "/api/v1/nights/2026-11-24.json", "/api/v1/nights/2026-11-24.geojson"}
	for _, f := range export.Formats() {
		paths = append(paths, "/export/cells."+f.Name)
	}
	for _, path := range paths {
		w := get(t, s, "GET", path, "")
		if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Disposition"), `attachment; filename="`) || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d %q", path, w.Code, w.Header().Get("Content-Disposition"))
		}
	}
	for _, name := range []string{"../a.csv", "a/b.csv", `a\b.csv`, "/etc/passwd", "a\x00.csv", ""} {
		if w := get(t, s, "POST", "/api/v1/imports/reports?filename="+url.QueryEscape(name), "x"); w.Code != http.StatusBadRequest {
			t.Errorf("a file called %q: %d", name, w.Code)
		}
	}
}

// A client cannot write lines of the log, and internals stay in it.
func TestLogLinesCannotBeForged(t *testing.T) {
	var log bytes.Buffer
	s, err := api.New(api.Options{
		Log: slog.New(slog.NewTextHandler(&log, nil)), Now: now, Ready: func(context.Context) error { return nil }, Gate: planner(),
		Runs: fakeStore{fail: true}, Nights: fakeStore{}, Imports: fakeStore{}, OpenAPI: openapi.Document(), Formats: export.Formats(),
	}, stills{view()})
	if err != nil {
		t.Fatal(err)
	}
	const forged = "\nlevel=INFO msg=\"signed in\" user=admin"
	r := httptest.NewRequest(http.MethodGet, "/api/v1/runs", nil)
	r.Header.Set("User-Agent", "a"+forged)
	r.Header.Set("X-Request-Id", "b"+forged)
	r.URL.Path = "/api/v1/runs"
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "hunter2") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	get(t, s, "GET", "/api/v1/runs/"+url.PathEscape("x"+forged), "")
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) == 0 || !strings.Contains(lines[0], "hunter2") {
		t.Errorf("the failure is not logged: %s", &log)
	}
	for _, line := range lines {
		if !strings.HasPrefix(line, "time=") || strings.Contains(line, "signed in") {
			t.Errorf("a line that a client wrote: %s", line)
		}
	}
}

// The observer hears patterns, of refusals at the edge too.
func TestObserverHearsPatterns(t *testing.T) {
	type heard struct {
		method, route string
		status        int
	}
	var got []heard
	s := serve(api.Options{
		Ready: func(context.Context) error { return nil }, Runs: fakeStore{}, Nights: fakeStore{}, Imports: fakeStore{}, OpenAPI: openapi.Document(), Gate: planner(),
		Observe: func(method, route string, status int, _ time.Duration) {
			got = append(got, heard{method, route, status})
		},
	}, view())
	for _, line := range []string{"GET /api/v1/areas/51.08.06", "GET /api/v1/areas/51.99", "GET /nothing/of/ours", "POST /nothing/of/ours", "TRACE /", "GET /api/v1/nights/2026-11-24.csv"} {
		method, path, _ := strings.Cut(line, " ")
		get(t, s, method, path, "")
	}
	want := []heard{{"GET", "/api/v1/areas/:code", 200}, {"GET", "/api/v1/areas/:code", 404}, {"GET", "/*", 404}, {"POST", "/*", 405}, {"TRACE", "", 405}, {"GET", "/api/v1/nights/:file", 200}}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Errorf("heard %v, want %v", got, want)
			break
		}
	}
}

// The stored report keeps its own style by hash, and nothing else inline passes.
func TestPolicyOfAStoredReport(t *testing.T) {
	w := get(t, server(false), "GET", "/api/v1/nights/2026-11-24.html", "")
	policy := w.Header().Get("Content-Security-Policy")
	if w.Code != 200 || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") {
		t.Errorf("%d %q", w.Code, policy)
	}
}
