package main

import (
	"bytes"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"timpora/api"
	"timpora/data/storetest"
)

// canaries imports files that carry canary values and returns all that was said.
func canaries(t *testing.T, dir string) string {
	t.Helper()
	said := ""
	for kind, body := range storetest.CanaryFiles() {
		path := filepath.Join(t.TempDir(), kind+".csv")
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, errs := command(t, dir, "import", kind, path, "--allow-rejects")
		if code != exitRejects {
			t.Fatalf("import %s: exit %d\n%s%s", kind, code, out, errs)
		}
		rejects, err := os.ReadFile(path + ".rejects.csv")
		if err != nil {
			t.Fatal(err)
		}
		said += out + errs + string(rejects)
	}
	return said
}

// No document number, name, telephone number, reporter or text of an import is
// in what the program writes: database, log, files of the night, exports.
func TestCanaryIsNowhere(t *testing.T) {
	dir := t.TempDir()
	a := &app{dir: dir, now: time.Now, quiet: true, out: &bytes.Buffer{}, err: &bytes.Buffer{}}
	s, err := a.open(t.Context()) // keeps the write-ahead log there
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	said := canaries(t, dir)
	for _, args := range [][]string{
		{"score", "--json"}, {"report"}, {"keys", "rotate"}, {"keys", "status"}, {"privacy", "retention", "--preview"},
	} {
		said += must(t, dir, args...)
	}
	out := filepath.Join(dir, "exports")
	if err := os.Mkdir(out, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, layer := range api.ExportLayers() {
		said += must(t, dir, "export", layer, "-o", filepath.Join(out, layer+".geojson"))
	}
	if hits := storetest.CanaryHits([]byte(said)); hits != nil {
		t.Errorf("the program says %v", hits)
	}
	canaryOnEveryRoute(t, a, s)
	files := 0
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if hits := storetest.CanaryHits(body); hits != nil {
			t.Errorf("%s holds %v", path, hits)
		}
		files++
		return err
	})
	if err != nil || files < 13 {
		t.Fatalf("%d files searched: %v", files, err)
	}
	if wal, err := os.Stat(filepath.Join(dir, "timpora.db-wal")); err != nil || wal.Size() == 0 {
		t.Errorf("the write-ahead log was not searched: %v", err)
	}
	nation, err := os.ReadFile(filepath.Join(dir, "timpora.db"))
	if err != nil || bytes.Contains(nation, []byte("XXA")) {
		t.Errorf("a nationality stands in clear (%v)", err)
	}
}

// canaryOnEveryRoute asks every route for what may hold a canary value, as those who
// see most, and looks at the answers and at the log.
func canaryOnEveryRoute(t *testing.T, a *app, s *session) {
	t.Helper()
	var log bytes.Buffer
	server, err := a.newServer(t.Context(), s, slog.New(slog.NewTextHandler(&log, nil)), serveFlags{}, headerGate{})
	if err != nil {
		t.Fatal(err)
	}
	g := &guarded{t: t, server: server, s: s, own: "51.08"}
	listed := func(path string) string { // the first thing of a list, for routes of one thing
		found := regexp.MustCompile(`"(?:id|cell|date)":"([^"]+)"`).FindStringSubmatch(g.ask("planner", "GET", path, "").Body.String())
		if found == nil {
			return "none"
		}
		return found[1]
	}
	night := listed("/api/v1/nights")
	paths := []string{"/api/v1/cells/" + listed("/api/v1/cells"), "/api/v1/runs/" + listed("/api/v1/runs"), "/api/v1/stays?limit=1000&area=51.08&purpose=pemeriksaan",
		"/api/v1/nights/" + night + ".json", "/api/v1/nights/" + night + ".csv", "/api/v1/nights/" + night + ".geojson", "/tiles/coverage/10/839/535.mvt"}
	for _, p := range probes(objects{}, "51.08") {
		if p.body == "" {
			paths = append(paths, strings.Replace(p.path, "2026-11-20", night, 1))
		}
	}
	found := 0
	for _, subject := range []string{"planner,administrator", "member", "public"} {
		for _, path := range paths {
			w := g.ask(subject, "GET", path, "")
			if w.Code == 200 {
				found++
			}
			if hits := storetest.CanaryHits(w.Body.Bytes()); hits != nil {
				t.Errorf("%s tells %s %v", path, subject, hits)
			}
		}
	}
	if hits := storetest.CanaryHits(log.Bytes()); hits != nil || found < 80 {
		t.Errorf("%d answers; the log holds %v", found, hits)
	}
}
