package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"timpora/api"
	"timpora/api/answer"
	"timpora/api/limit"
	"timpora/api/openapi"
	"timpora/geo/export"
	"timpora/risk/access"
)

func TestWhatIsCostly(t *testing.T) {
	for request, want := range map[[2]string]bool{
		{"GET", "/"}: false, {"GET", "/tiles/desa/10/838/535.mvt"}: false, {"GET", "/api/v1/locate?lon=115&lat=-8"}: false, {"OPTIONS", "/export/desa.csv"}: false,
		{"GET", "/t/abc/export/desa.csv"}: true, {"GET", "/t/abc/ogc/collections/desa/items"}: true, {"GET", "/t/abc/tiles/desa/10/838/535.mvt"}: false, {"GET", "/t/export"}: false,
		{"GET", "/export/desa.csv"}: true, {"HEAD", "/export/desa.csv"}: true, {"GET", "/ogc/collections/desa/items?limit=9"}: true, {"GET", "/ogc/collections/desa"}: false,
		{"GET", "/ogc/collections/desa/items/51.08"}: false, {"POST", "/api/v1/locate"}: true, {"POST", "/api/v1/imports/reports"}: true, {"GET", "/fonts/Go%20Bold/0-255.pbf"}: false,
	} {
		if got := api.Costly(httptest.NewRequest(request[0], request[1], nil)); got != want {
			t.Errorf("%v: %v", request, got)
		}
	}
}

// A refused request carries what every answer carries, and a partner's page may
// read it; a preflight costs nothing.
func TestBeyondTheBudget(t *testing.T) {
	l := limit.New(limit.Options{Client: limit.Network, IsCostly: api.Costly, Now: now, Clients: 9,
		Cheap: limit.Budget{PerSecond: 1, Burst: 2}, Costly: limit.Budget{PerSecond: 0.1, Burst: 1}})
	const partner = "https://mitra.example"
	s := serve(api.Options{
		Ready: func(context.Context) error { return nil }, Runs: fakeStore{}, Nights: fakeStore{}, Imports: fakeStore{}, Decisions: fakeStore{},
		OpenAPI: openapi.Document(), Formats: export.Formats(), Origins: []string{partner}, Limit: l.Wrap,
	}, view())
	for range 5 {
		if w := get(t, s, "OPTIONS", "/healthz", "", "Origin", partner, "Access-Control-Request-Method", "GET"); w.Code != http.StatusNoContent {
			t.Fatalf("preflight: %d", w.Code)
		}
	}
	want := []int{200, 200, 429}
	for i, path := range []string{"/healthz", "/api/openapi.json", "/healthz"} {
		w := get(t, s, "GET", path, "", "Origin", partner)
		if w.Code != want[i] {
			t.Fatalf("request %d: %d, want %d", i, w.Code, want[i])
		}
		if i < 2 {
			continue
		}
		var p struct{ Code string }
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.Code != "too_many_requests" || w.Header().Get("Retry-After") != "1" ||
			w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Access-Control-Allow-Origin") != partner {
			t.Errorf("%v %s", w.Header(), w.Body)
		}
	}
	if w := get(t, s, "POST", "/api/v1/locate", `{"points":[[115,-8.1]]}`); w.Code != 200 {
		t.Errorf("a costly request within its own budget: %d %s", w.Code, w.Body)
	}
	if w := get(t, s, "POST", "/api/v1/locate", `{"points":[[115,-8.1]]}`); w.Code != 429 || w.Header().Get("Retry-After") != "10" {
		t.Errorf("the next: %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
}

// nobody is a gate that takes no credentials.
type nobody struct{}

func (nobody) Authenticate(*http.Request) (access.Subject, error) {
	return access.Subject{}, answer.NewProblem(http.StatusUnauthorized, "sign_in", "")
}

// Trying tokens costs what asking costs.
func TestRefusedCredentialsCount(t *testing.T) {
	budget := limit.Budget{PerSecond: 1, Burst: 2}
	l := limit.New(limit.Options{Client: limit.Network, IsCostly: api.Costly, Now: now, Clients: 9, Cheap: budget, Costly: budget})
	s := serve(api.Options{Gate: nobody{}, Limit: l.Wrap}, view())
	for i, want := range []int{401, 401, 429} {
		if w := get(t, s, "GET", "/api/v1/status", "", "Authorization", "Bearer guess"); w.Code != want || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("request %d: %d, want %d", i, w.Code, want)
		}
	}
}
