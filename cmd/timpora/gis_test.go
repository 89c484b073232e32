package main

import (
	"context"
	"encoding/json"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The lines for a shell on the page that tells how to connect are run as they
// stand, by GDAL.
func TestWhatThePageTellsWorks(t *testing.T) {
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("MISSING: ogr2ogr: the snippets of the page are not run")
	}
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	a := &app{dir: dir, now: time.Now, quiet: true, err: os.Stderr}
	s, err := a.open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	handler, err := a.newServer(context.Background(), s, slog.New(slog.DiscardHandler), serveFlags{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	page := fetch(t, server.URL+"/gis?lang=en")
	ran := 0
	for _, m := range regexp.MustCompile(`(?s)<code>(.*?)</code>`).FindAllStringSubmatch(page, -1) {
		line := html.UnescapeString(m[1])
		if !strings.HasPrefix(line, "ogr") {
			continue
		}
		ran++
		cmd := exec.Command("sh", "-c", line)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "ERROR") {
			t.Errorf("%s: %v\n%s", line, err, out)
		} else if strings.HasPrefix(line, "ogrinfo") && !strings.Contains(string(out), "Feature Count: ") {
			t.Errorf("%s counts nothing:\n%s", line, out)
		}
	}
	if ran < 4 {
		t.Errorf("only %d lines for a shell on the page", ran)
	}
	if got := features(t, filepath.Join(dir, "desa.gpkg"), "desa"); got != 148 {
		t.Errorf("the GeoPackage holds %d desa of Buleleng, want 148", got)
	}
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", url, r.StatusCode, err)
	}
	return string(body)
}

// features counts those of a layer of a file, with GDAL.
func features(t *testing.T, file, layer string) int {
	t.Helper()
	out, err := exec.Command("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", file, layer).Output()
	var doc struct{ Features []json.RawMessage }
	if err == nil {
		err = json.Unmarshal(out, &doc)
	}
	if err != nil {
		t.Fatal(err)
	}
	return len(doc.Features)
}
