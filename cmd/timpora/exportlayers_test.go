package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"timpora/api/openapi"
	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/export"
	"timpora/geo/exporttest"
	"timpora/risk/access"
	"timpora/risk/disclose"
	"timpora/risk/score"
)

// scoredDemo is the demo, scored, in a folder.
func scoredDemo(t *testing.T) (*exporter, string) {
	t.Helper()
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	must(t, dir, "score", "-q", "--at", "2026-11-24T03:00:00+08:00")
	a := &app{dir: dir, out: &bytes.Buffer{}, err: &bytes.Buffer{}, quiet: true}
	s, err := a.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	run, err := s.currentRun(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	policy, err := score.ParsePolicy(sets.Policy())
	if err != nil {
		t.Fatal(err)
	}
	whole := access.NewAudience(disclose.Officer, nil, nil)
	e := newExporter(s, limited(run, whole), run.At, policy.Level.Thresholds, true)
	e.run = run // with what only disclosure reads, for forTier
	return e, dir
}

// forTier is the exporter of the same run for all of a tier.
func forTier(e *exporter, t disclose.Tier) *exporter {
	other := *e
	other.seen = limited(e.run, access.NewAudience(t, nil, nil))
	return &other
}

// One demo, scored once, serves what follows.
func TestExportsOfTheDemo(t *testing.T) {
	e, dir := scoredDemo(t)
	t.Run("GDAL reads every layer", func(t *testing.T) { gdalReadsEveryLayer(t, e) })
	t.Run("withheld figures", func(t *testing.T) { withheldFiguresAreNull(t, e) })
	t.Run("stopped", func(t *testing.T) { stoppedExportLeavesNothing(t, e) })
	t.Run("command line", func(t *testing.T) { exportFromTheCommandLine(t, e, dir) })
}

// gdalReadsEveryLayer: GDAL finds every row of every layer.
func gdalReadsEveryLayer(t *testing.T, e *exporter) {
	exporttest.Tool(t, "ogrinfo")
	for name, count := range map[string]int{"desa": 277, "kecamatan": 22, "kabupaten": 3, "cells": len(e.run.Result.Scores), "clusters": len(e.run.Result.Clusters), "coverage": 277} {
		l, err := e.Layer(t.Context(), name)
		if err != nil || l.Count != count || l.Count == 0 {
			t.Fatalf("%s: %d rows, want %d: %v", name, l.Count, count, err)
		}
		for _, f := range exportFormats() {
			path := exporttest.File(t, f, l, export.CRS84())
			if f.Name == "parquet" || (name != "coverage" && f.Name != "gpkg" && f.Name != "fgb") {
				continue // GDAL of Debian reads no Parquet; the other formats are proved in their package
			}
			told := exporttest.Run(t, "", "ogrinfo", "-ro", "-al", "-so", path)
			if !strings.Contains(told, "Feature Count: "+strconv.Itoa(count)+"\n") {
				t.Errorf("%s: %s", path, told)
			}
		}
	}
}

func rowsOf(t *testing.T, e *exporter, name, tier string) (l export.Layer, rows []map[string]any) {
	t.Helper()
	l, err := forTier(e, disclose.Tier(tier)).Layer(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	for r, err := range l.Rows {
		if err != nil {
			t.Fatal(err)
		}
		row := map[string]any{}
		for i, f := range l.Fields {
			row[f.Name] = r.Values[i]
		}
		rows = append(rows, row)
	}
	return l, rows
}

// withheldFiguresAreNull: what disclosure withholds is null in the file and
// named, with the reason; what it shows is there.
func withheldFiguresAreNull(t *testing.T, e *exporter) {
	for _, tier := range []disclose.Tier{disclose.Officer, disclose.Partner, disclose.Public} {
		shown := map[geo.AreaCode]disclose.Unit{}
		for _, u := range disclose.Areas(e.run.Result, tier) {
			shown[u.Code] = u
		}
		hiddenRows, onPage := 0, forTier(e, tier).unit
		for _, level := range []string{"desa", "kecamatan", "kabupaten"} {
			_, rows := rowsOf(t, e, level, string(tier))
			for _, row := range rows {
				u, ok := shown[geo.AreaCode(row["code"].(string))]
				for _, name := range disclose.Figures() {
					if withheld := !ok || slices.Contains(u.Suppressed, name); withheld != (row[name] == nil) && u.Cells > 0 {
						t.Errorf("%s sees %s of %v as %v", tier, name, row["code"], row[name])
					}
				}
				page, _ := onPage(geo.AreaCode(row["code"].(string)))
				for name, n := range map[string]int{"persons": page.Persons, "reports": page.Reports, "verified": page.Verified} {
					if row[name] != nil && row[name] != int64(n) {
						t.Errorf("%s sees %s of %v as %v in a file, as %d on the page", tier, name, row["code"], row[name], n)
					}
				}
				if (row["suppressed"] == nil) != (row["suppressed_reason"] == nil) {
					t.Errorf("%s: %v without a reason", tier, row["code"])
				}
				if row["suppressed"] != nil {
					hiddenRows++
				}
			}
		}
		if (hiddenRows == 0) != (tier == disclose.Officer) {
			t.Errorf("%s: %d rows with withheld figures", tier, hiddenRows)
		}
	}
	for _, name := range []string{"cells", "clusters"} {
		l, rows := rowsOf(t, e, name, "partner")
		for _, row := range rows {
			if row["persons"] != nil || row["expected"] != nil || row["suppressed_reason"] != disclose.ReasonTier || strings.Contains(row["reasons"].(string), ".") {
				t.Errorf("a partner sees %v", row)
			}
		}
		if len(rows) == 0 || l.Note.Tier != "partner" || l.Note.Classification != "" {
			t.Errorf("%s for partners: %d rows, %+v", name, len(rows), l.Note)
		}
		if _, rows := rowsOf(t, e, name, "public"); len(rows) > 0 {
			t.Errorf("the public sees %d %s", len(rows), name)
		}
	}
	_, rows := rowsOf(t, e, "coverage", "partner")
	onPage := forTier(e, disclose.Partner).unit
	for _, row := range rows {
		if u, _ := onPage(geo.AreaCode(row["code"].(string))); slices.Contains(u.Suppressed, "persons") != (row["premises"] == nil) {
			t.Errorf("a partner sees %v premises in %v", row["premises"], row["code"])
		}
	}
}

// stoppedExportLeavesNothing: an interrupt in the middle leaves no file.
func stoppedExportLeavesNothing(t *testing.T, e *exporter) {
	a := &app{out: io.Discard, err: io.Discard, quiet: true}
	for _, f := range exportFormats() {
		l, err := e.Layer(t.Context(), "cells")
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		rows, n := l.Rows, 0
		l.Rows = func(yield func(export.Row, error) bool) {
			for r, err := range rows {
				if n++; n == 1000 {
					stop()
				}
				if !yield(r, err) {
					return
				}
			}
		}
		l.Rows = a.watched(ctx, l)
		dir := t.TempDir()
		err = writeWhole(filepath.Join(dir, "cells."+f.Name), func(w io.Writer) error { return f.Write(w, l, export.Options{Temp: dir}) })
		if left, _ := os.ReadDir(dir); !errors.Is(err, context.Canceled) || len(left) > 0 {
			t.Errorf("%s: %v, left behind %v", f.Name, err, left)
		}
		stop()
	}
}

// exportFromTheCommandLine: two files of one run have the same bytes.
func exportFromTheCommandLine(t *testing.T, e *exporter, dir string) {
	first, again := filepath.Join(dir, "a.gpkg"), filepath.Join(dir, "b.gpkg")
	var said struct {
		Rows, CRS int
		Run       string
		Synthetic bool
	}
	parse(t, must(t, dir, "export", "coverage", "-o", first, "--crs", "EPSG:32750", "--json"), &said)
	if said.Rows != 277 || said.CRS != 32750 || said.Run != e.run.ID || !said.Synthetic {
		t.Errorf("%+v", said)
	}
	must(t, dir, "export", "coverage", "-o", again, "--crs", "32750", "--run", e.run.ID, "-q")
	a, errA := os.ReadFile(first)
	b, errB := os.ReadFile(again)
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("%d and %d bytes of one run differ: %v %v", len(a), len(b), errA, errB)
	}
	records, err := csv.NewReader(strings.NewReader(must(t, dir, "export", "clusters", "-o", "-", "--format", "csv", "-q"))).ReadAll()
	if err != nil || len(records) != len(e.run.Result.Clusters)+1 || records[1][slices.Index(records[0], "synthetic")] != "DATA SINTETIS" {
		t.Errorf("%v %v", records, err)
	}
}

func TestExportsThatCannotBe(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "desa.csv")
	if err := os.WriteFile(kept, []byte("as it was"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"export", "desa"}, exitUsage, "-o"},
		{[]string{"export"}, exitUsage, "1 arg"},
		{[]string{"export", "desa", "-o", "x.shp"}, exitUsage, "gpkg"},
		{[]string{"export", "desa", "-o", "x.csv", "--format", "shp"}, exitUsage, "gpkg"},
		{[]string{"export", "roads", "-o", kept}, exitUsage, "coverage"},
		{[]string{"export", "desa", "-o", kept, "--crs", "4327"}, exitUsage, "32750"},
		{[]string{"export", "desa", "-o", "x.kml", "--crs", "3857"}, exitUsage, "WGS 84"},
		{[]string{"export", "desa", "-o", kept, "--tier", "king"}, exitUsage, "partner"},
		{[]string{"export", "cells", "-o", kept}, exitFailed, "timpora score"},
		{[]string{"export", "desa", "-o", kept, "--run", "nope"}, exitFailed, "nope"},
		{[]string{"export", "desa", "-o", filepath.Join(dir, "no", "folder.csv")}, exitFailed, "no such file"},
	} {
		code, _, errs := command(t, dir, c.args...)
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%v: exit %d, %s", c.args, code, errs)
		}
	}
	if body, err := os.ReadFile(kept); err != nil || string(body) != "as it was" {
		t.Errorf("the older file is %q, %v", body, err)
	}
	must(t, dir, "export", "desa", "-o", kept, "-q") // areas need no run
	records, err := csv.NewReader(bytes.NewReader(mustRead(t, kept))).ReadAll()
	if err != nil || len(records) != 278 || records[1][slices.Index(records[0], "suppressed_reason")] != disclose.ReasonNoRun {
		t.Errorf("%d records, %v", len(records), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".timpora-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestTheDocumentListsEveryFormat(t *testing.T) {
	var doc struct {
		Paths map[string]map[string]struct {
			Responses map[string]struct{ Content map[string]any }
		}
	}
	if err := json.Unmarshal(openapi.Document(), &doc); err != nil {
		t.Fatal(err)
	}
	content := doc.Paths["/export/{file}"]["get"].Responses["200"].Content
	for _, f := range exportFormats() {
		media, _, _ := strings.Cut(f.Media, ";")
		if _, ok := content[media]; !ok {
			t.Errorf("the document does not list %s (%s)", media, f.Name)
		}
	}
	if len(content) != len(exportFormats()) {
		t.Errorf("the document lists %d media types for %d formats", len(content), len(exportFormats()))
	}
}
