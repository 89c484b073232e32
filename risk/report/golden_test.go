package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb/geojson"

	"timpora/risk/report"
)

func TestMain(m *testing.M) {
	flag.Bool("update", false, "write the golden files")
	flag.Parse()
	os.Exit(m.Run())
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run with -args -update", name)
	}
}

func written(t *testing.T, write func(io.Writer, report.Input) error, in report.Input) []byte {
	t.Helper()
	var a, b bytes.Buffer
	if err := write(&a, in); err != nil {
		t.Fatal(err)
	}
	if err := write(&b, in); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Fatalf("a second writing differs (%v)", err)
	}
	return a.Bytes()
}

func TestGolden(t *testing.T) {
	for _, l := range []report.Lang{report.Indonesian, report.English} {
		golden(t, "night."+string(l)+".html", written(t, report.HTML, input(l)))
		golden(t, "night."+string(l)+".csv", written(t, report.CSV, input(l)))
	}
	golden(t, "night.geojson", written(t, report.GeoJSON, input(report.Indonesian)))
	golden(t, "night.json", written(t, report.JSON, input(report.Indonesian)))
}

func TestPageStandsAlone(t *testing.T) {
	page := string(written(t, report.HTML, input(report.Indonesian)))
	if bad := regexp.MustCompile(`(?i)<script|<link|<img|<iframe|https?:|url\(|@import| on[a-z]+=`).FindString(page); bad != "" {
		t.Errorf("the page holds %q", bad)
	}
	for _, want := range []string{
		"TERBATAS", "DATA SINTETIS", "24 November 2026", "24 November 2026, 03:00 WITA", "cells-h3r10", "±65 m", "1.0.0",
		"1. Perubahan", "7. Gangguan data", "8. Usulan 30 November 2026 sampai 13 Desember 2026", "1. Operasi gabungan, ", "Kunjungan diundi dari 1 desa lain, peluang masing-masing 1 dari 4: 3. Kalibukbuk.", "BPS 2020", "&lt;Tengah&gt;", "prioritas kunjungan",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "Malam tenang") || strings.Contains(page, "ZgotmplZ") {
		t.Error("a busy night is called calm, or a text was refused")
	}
	in := input(report.Indonesian)
	for _, s := range in.Night.Top {
		if !strings.Contains(page, s.Cell.String()) {
			t.Errorf("cell %v is not on the page", s.Cell)
		}
	}
}

func TestCalmNight(t *testing.T) {
	in := input(report.English)
	in.Night = calmNight()
	in.Night.Run.Synthetic = false
	page := string(written(t, report.HTML, in))
	if !strings.Contains(page, "A calm night") || strings.Contains(page, "SYNTHETIC") {
		t.Error("not calm, or marked synthetic")
	}
}

func TestACellOfEvidenceIsNeverEmpty(t *testing.T) {
	for l, want := range map[report.Lang]string{report.Indonesian: "Tidak ditemukan yang berlawanan", report.English: "None was found"} {
		in := input(l)
		if page := string(written(t, report.HTML, in)); strings.Contains(page, want) {
			t.Errorf("%s: there is counter-evidence, and the page says %q", l, want)
		}
		in.Night.Run.Result.Clusters[0].Counter = nil
		page := string(written(t, report.HTML, in))
		if strings.Count(page, want) != 1 || strings.Contains(page, "<td></td>") {
			t.Errorf("%s: want %q once, and no empty cell", l, want)
		}
	}
}

func TestCSVIsSafeAndWhole(t *testing.T) {
	in := input(report.Indonesian)
	rows, err := csv.NewReader(bytes.NewReader(written(t, report.CSV, in))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + len(in.Night.Top) + 2 + 3; len(rows) != want {
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	guarded := 0
	for _, row := range rows {
		for _, f := range row {
			if f != "" && strings.ContainsAny(f[:1], "=+-@\t\r") {
				t.Errorf("%q would run as a formula", f)
			}
			if f == "'=Sidemen & <Tengah>" {
				guarded++
			}
		}
	}
	if guarded == 0 {
		t.Error("the hostile name did not come through")
	}
}

func TestGeoJSONWithholdsSmallCounts(t *testing.T) {
	in := input(report.Indonesian)
	in.Night.Top[0].Persons, in.Night.Top[0].Reports, in.Night.Top[0].Verified = 2, 3, -1
	raw := written(t, report.GeoJSON, in)
	fc, err := geojson.UnmarshalFeatureCollection(raw)
	if err != nil {
		t.Fatal(err)
	}
	if len(fc.Features) != len(in.Night.Top)+2 || fc.ExtraMembers["metadata"] == nil {
		t.Fatalf("%d features, metadata %v", len(fc.Features), fc.ExtraMembers)
	}
	p := fc.Features[0].Properties
	if p["persons"] != nil || p["reports"] != 3.0 || p["verified"] != nil {
		t.Errorf("persons %v, reports %v, verified %v", p["persons"], p["reports"], p["verified"])
	}
	if b, _ := json.Marshal(p["suppressed"]); string(b) != `["persons","verified"]` {
		t.Errorf("suppressed %s", b)
	}
	last := fc.Features[len(fc.Features)-1].Properties
	if last["kind"] != "cluster" || last["letter"] != "B" || last["persons"] != 3.0 {
		t.Errorf("last feature %v", last)
	}
}

func TestJSONComesBack(t *testing.T) {
	in := input(report.Indonesian)
	raw := written(t, report.JSON, in)
	back, err := report.ReadJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	in.Night = back
	if again := written(t, report.JSON, in); !bytes.Equal(raw, again) {
		t.Error("the night changed on its way")
	}
	for _, bad := range []string{"", "{", `{"unknown":1}`, `{} {}`, `[]`} {
		if _, err := report.ReadJSON(strings.NewReader(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func FuzzReadJSON(f *testing.F) {
	f.Add(`{"date":"2026-11-24T00:00:00+08:00"}`)
	f.Fuzz(func(t *testing.T, s string) {
		n, err := report.ReadJSON(strings.NewReader(s))
		if err != nil {
			return
		}
		if err := report.JSON(io.Discard, report.Input{Night: n}); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
	})
}

func TestMissingFunctions(t *testing.T) {
	for _, write := range []func(io.Writer, report.Input) error{report.HTML, report.CSV, report.GeoJSON} {
		if err := write(io.Discard, report.Input{Night: night()}); err == nil {
			t.Error("written without names and outlines")
		}
	}
}
