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

	"timpora/risk/access"
)

// wordGate takes the word of the page for the token of an officer.
type wordGate struct{}

func (wordGate) Authenticate(r *http.Request) (access.Subject, error) {
	if r.Header.Get("Authorization") != "Bearer TOKEN" {
		return access.Subject{}, nil
	}
	return access.Subject{ID: "u", Name: "Ayu", Roles: []access.Role{access.Officer}, Via: access.ByToken}, nil
}

// What the page that tells how to connect says to paste is taken from the page as
// served and given to each program, or asked for as that program does.
func TestWhatThePageTellsWorks(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	a := &app{dir: dir, now: time.Now, quiet: true, err: os.Stderr}
	s, err := a.open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	handler, err := a.newServer(context.Background(), s, slog.New(slog.DiscardHandler), serveFlags{}, wordGate{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	copied := snippets(fetch(t, server.URL+"/gis?lang=en").text)
	t.Run("GDAL", func(t *testing.T) { runWithGDAL(t, dir, copied["GDAL"]) })
	t.Run("QGIS", func(t *testing.T) { asQGIS(t, copied["QGIS"]) })
	t.Run("ArcGIS", func(t *testing.T) { asArcGIS(t, dir, copied["ArcGIS Pro"]) })
	t.Run("Excel", func(t *testing.T) { asExcel(t, copied["Excel"]) })
}

// snippets are the texts to copy, by the program that they are for.
func snippets(page string) map[string][]string {
	found := map[string][]string{}
	for _, section := range strings.Split(page, "<section>")[1:] {
		name, rest, _ := strings.Cut(strings.TrimPrefix(section, "<h2>"), "</h2>")
		for _, m := range regexp.MustCompile(`(?s)<code>(.*?)</code>`).FindAllStringSubmatch(rest, -1) {
			found[name] = append(found[name], html.UnescapeString(m[1]))
		}
	}
	return found
}

func runWithGDAL(t *testing.T, dir string, lines []string) {
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("MISSING: ogr2ogr: the snippets of the page are not run")
	}
	if len(lines) < 5 {
		t.Errorf("only %d lines for a shell on the page", len(lines))
	}
	for _, line := range lines {
		cmd := exec.Command("sh", "-c", line)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "ERROR") {
			t.Errorf("%s: %v\n%s", line, err, out)
		} else if strings.HasPrefix(line, "ogrinfo") && !strings.Contains(string(out), "Feature Count: ") {
			t.Errorf("%s counts nothing:\n%s", line, out)
		}
	}
	if got := features(t, filepath.Join(dir, "desa.gpkg"), "desa"); got != 148 {
		t.Errorf("the GeoPackage holds %d desa of Buleleng, want 148", got)
	}
}

// answered is the body of an answer and its media type.
type answered struct{ text, media string }

func fetch(t *testing.T, url string, header ...string) answered {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	if err != nil || w.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", url, w.StatusCode, err)
	}
	return answered{string(body), w.Header.Get("Content-Type")}
}

// fetchInto decodes JSON and gives its media type.
func fetchInto(t *testing.T, url string, v any, header ...string) (media string) {
	t.Helper()
	got := fetch(t, url, header...)
	if err := json.Unmarshal([]byte(got.text), v); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	return got.media
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
