package metrics_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"timpora/api/metrics"
)

func now() time.Time { return time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC) }

func read(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:9090"+path, nil))
	return w.Code, w.Body.String()
}

func TestFiguresOfTheProgram(t *testing.T) {
	m := metrics.New("1.2.3", metrics.Sources{
		Now: now, Healthy: func(context.Context) error { return nil },
		NewestRun:    func(context.Context) (time.Time, error) { return now().Add(-time.Hour), nil },
		NewestBackup: func(context.Context) (time.Time, error) { return time.Time{}, nil },
		Tiles:        func() metrics.Tiles { return metrics.Tiles{Bytes: 4096, Hits: 7, Misses: 3} },
	})
	m.Observe("GET", "/api/v1/cells/:cell", 200, 3*time.Millisecond)
	m.Observe("GET", "/api/v1/cells/:cell", 404, time.Millisecond)
	m.Observe("BREW", "", 405, time.Millisecond)
	code, text := read(t, m.Handler(), "/metrics")
	if code != http.StatusOK {
		t.Fatal(code, text)
	}
	for _, want := range []string{
		`timpora_requests_total{method="GET",route="/api/v1/cells/:cell",status="200"} 1`,
		`timpora_requests_total{method="GET",route="/api/v1/cells/:cell",status="404"} 1`,
		`timpora_requests_total{method="other",route="none",status="405"} 1`,
		`timpora_request_seconds_bucket{route="/api/v1/cells/:cell",le="0.0025"} 1`,
		`timpora_request_seconds_count{route="/api/v1/cells/:cell"} 2`,
		`timpora_build{version="1.2.3"} 1`, "timpora_store_up 1", "timpora_newest_run_age_seconds 3600",
		"timpora_tile_cache_bytes 4096", "timpora_tile_cache_hits_total 7", "timpora_tile_cache_misses_total 3", "go_goroutines ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("missing %s", want)
		}
	}
	if strings.Contains(text, "backup_age_seconds ") {
		t.Error("an age of no backup")
	}
	if found := regexp.MustCompile(`(?m)^timpora_[a-z_]+\{[^}]*(id|user|token|cell8|person)=`).FindString(text); found != "" {
		t.Errorf("a label that names somebody: %s", found)
	}
}

func TestAStoreThatDoesNotAnswerIsDown(t *testing.T) {
	lost := errors.New("no answer")
	m := metrics.New("", metrics.Sources{
		Now: now, Healthy: func(context.Context) error { return lost },
		NewestRun: func(context.Context) (time.Time, error) { return time.Time{}, lost },
	})
	_, text := read(t, m.Handler(), "/metrics")
	if !strings.Contains(text, "timpora_store_up 0") || strings.Contains(text, "run_age_seconds ") {
		t.Errorf("want a store that is down and no age:\n%s", text)
	}
}

func TestProfilesAreBesideTheMetricsAlone(t *testing.T) {
	h := metrics.New("", metrics.Sources{}).Handler()
	for path, want := range map[string]int{"/debug/pprof/goroutine?debug=1": 200, "/debug/pprof/": 200, "/debug/pprof/cmdline": 404, "/": 404} {
		if code, _ := read(t, h, path); code != want {
			t.Errorf("%s: %d, want %d", path, code, want)
		}
	}
	on := httptest.NewRecorder() // importing the profiles registers them on Go's default mux, which nothing serves
	h.ServeHTTP(on, httptest.NewRequest(http.MethodPost, "http://localhost/metrics", nil))
	if on.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", on.Code)
	}
}

// A page on the web may let its name lead to this machine and ask as that name.
func TestFiguresAreForThisMachinesOwnName(t *testing.T) {
	h := metrics.New("", metrics.Sources{}).Handler()
	for host, want := range map[string]int{"127.0.0.1:9090": 200, "localhost": 200, "[::1]:9090": 200, "evil.example:9090": 421, "10.0.0.5": 421, "": 421} {
		r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		r.Host = host
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != want {
			t.Errorf("%q: %d, want %d", host, w.Code, want)
		}
	}
}
