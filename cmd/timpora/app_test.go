package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"timpora/data"
	"timpora/data/synth"
	"timpora/risk"
)

// command runs one command line in a folder.
func command(t *testing.T, dir string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), append(args, "--data", dir), &o, &e)
	return code, o.String(), e.String()
}

func must(t *testing.T, dir string, args ...string) string {
	t.Helper()
	code, out, errs := command(t, dir, args...)
	if code != exitOK {
		t.Fatalf("%v: exit %d\n%s%s", args, code, out, errs)
	}
	return out
}

func parse(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%.200s: %v", text, err)
	}
}

func scored(t *testing.T, dir string, args ...string) risk.Run {
	t.Helper()
	var doc struct{ Run risk.Run }
	parse(t, must(t, dir, append([]string{"score", "--json"}, args...)...), &doc)
	return doc.Run
}

// The demo's planted truths: the run finds the three clusters, sees the blind
// spot, and does not believe the rumour.
func TestTheRunFindsWhatWasPlantedAndNotTheRumour(t *testing.T) {
	dir := t.TempDir()
	var truth synth.Truth
	parse(t, must(t, dir, "demo", "--json"), &truth)
	r := scored(t, dir)
	found := map[string]bool{}
	for _, c := range r.Result.Clusters {
		for _, p := range truth.Clusters {
			for _, cell := range c.Cells {
				for _, want := range p.Cells {
					if cell == want {
						found[p.Name] = true
						if c.Coastal != p.Coastal {
							t.Errorf("cluster %s (%s): coastal %v", c.ID, p.Name, c.Coastal)
						}
					}
				}
			}
		}
		for _, cell := range c.Cells {
			if cell == truth.Rumour.Cell {
				t.Errorf("the rumour is in cluster %s", c.ID)
			}
		}
	}
	if len(found) != 3 || len(truth.Clusters) != 3 {
		t.Errorf("found %v of %d planted clusters", found, len(truth.Clusters))
	}
	blind := 0
	for _, s := range r.Result.Scores {
		if s.Cell == truth.Rumour.Cell && (s.Level > 0 || s.Verified > 0) {
			t.Errorf("the rumour's cell has level %d and %d verified", s.Level, s.Verified)
		}
		if s.Desa == truth.BlindSpot && s.Rank <= 20 && s.H > 0.3 {
			blind++
		}
	}
	if blind == 0 {
		t.Error("no cell of the blind spot stands among the first twenty for what is hidden")
	}
}

func TestScoreIsTheSameOnAnyNumberOfCoresAndVerifies(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	args := []string{"--at", "2026-11-24T03:00:00+08:00", "--seed", "5"}
	before := runtime.GOMAXPROCS(1)
	one := scored(t, dir, args...)
	runtime.GOMAXPROCS(max(2, before))
	two := scored(t, dir, args...)
	runtime.GOMAXPROCS(before)
	if one.ResultDigest != two.ResultDigest || one.ID != two.ID {
		t.Errorf("one core %s, two cores %s", one.ResultDigest, two.ResultDigest)
	}
	if out := must(t, dir, "score", "--verify", one.ID); !strings.Contains(out, one.ResultDigest) {
		t.Errorf("verify says %s", out)
	}
}

func TestReportIsMadeOnceForADate(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	first := must(t, dir, "report", "--date", "2026-11-20", "--json")
	second := must(t, dir, "report", "--date", "2026-11-20", "--json")
	if !strings.Contains(first, `"made":true`) || !strings.Contains(second, `"made":false`) {
		t.Errorf("first %s second %s", first, second)
	}
	for _, format := range []string{"html", "csv", "geojson", "json"} {
		body, err := os.ReadFile(filepath.Join(dir, "reports", "2026-11-20", "timpora-2026-11-20."+format))
		if err != nil || len(body) == 0 {
			t.Errorf("%s: %d bytes, %v", format, len(body), err)
		}
	}
	if heads, err := os.ReadDir(filepath.Join(dir, "heads")); err != nil || len(heads) != 1 {
		t.Errorf("one night left %d signed heads of the audit trail, %v", len(heads), err)
	}
	if out := must(t, dir, "audit", "list", "--action", "night"); !strings.Contains(out, "local:") || !strings.Contains(out, "night:2026-11-20") {
		t.Errorf("the trail says %s", out)
	}
}

func TestImportOfALodgingExport(t *testing.T) {
	dir := t.TempDir()
	write := func(name, body string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("inap.csv", "\ufeffNama Tamu;No Paspor;Kewarganegaraan;Check-In;Check-Out;Jenis Penginapan;Izin Tinggal;Maksud Kedatangan;Kode Desa\r\n"+
		"TAMU SATU;X123;Negeri A;01/11/2026;05/11/2026;Villa;KITAS;Wisata;5108062001\r\n")
	if out := must(t, dir, "import", "residences", good); !strings.Contains(out, "1 baru") {
		t.Error(out)
	}
	if out := must(t, dir, "import", "residences", good); !strings.Contains(out, "0 baru, 1 sudah ada") {
		t.Error(out)
	}
	late := write("lambat.csv", "negara,kode_desa,check_in\nNegeri A,5108062001,31/02/2026\n") // the columns keep their numbers
	if code, _, errs := command(t, dir, "import", "residences", late); code != exitFailed || !strings.Contains(errs, `lambat.csv:2:3 check_in "31/02/2026"`) {
		t.Errorf("exit %d\n%s", code, errs)
	}
	bad := write("buruk.csv", "lon,lat,check_in\n115.03,-8.16,2026-11-01\n-8.16,115.03,2026-11-01\n")
	code, _, errs := command(t, dir, "import", "residences", bad)
	if code != exitFailed || !strings.Contains(errs, `buruk.csv:3:1 lon "-8.16": bujur dan lintang tertukar`) {
		t.Errorf("exit %d\n%s", code, errs)
	}
	code, out, _ := command(t, dir, "import", "residences", bad, "--allow-rejects", "--lang", "en")
	if code != exitRejects || !strings.Contains(out, "1 new") {
		t.Errorf("exit %d\n%s", code, out)
	}
	store, err := os.ReadFile(filepath.Join(dir, "timpora.db"))
	if err != nil || bytes.Contains(store, []byte("X123")) || bytes.Contains(store, []byte("TAMU")) {
		t.Errorf("a document number or a name reached the store (%v)", err)
	}
}

func TestLocateFile(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
	if err := os.WriteFile(in, []byte("id,lon,lat\na,115.0882,-8.1120\nb,115.2,-7.9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, dir, "locate", in, "-o", out)
	body, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(body)), "\n")
	if len(lines) != 3 || lines[0] != "id,lon,lat,desa_code,desa,kecamatan,kabupaten,h3_r10,coast_m,quality" ||
		!strings.HasPrefix(lines[1], "a,115.0882,-8.1120,51.08.06.1024,Kaliuntu,Buleleng,Buleleng,") || !strings.HasPrefix(lines[2], "b,115.2,-7.9,,,,,") {
		t.Errorf("%s", body)
	}
}

func TestWrongCommandLines(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		want int
		args []string
	}{
		{exitUsage, []string{"import", "people", "x.csv"}}, {exitUsage, []string{"score", "--at", "tomorrow"}}, {exitUsage, []string{"report", "--date", "24-11-2026"}},
		{exitUsage, []string{"serve", "--addr", "0.0.0.0:0"}}, {exitUsage, []string{"serve", "--night", "3 am"}}, {exitUsage, []string{"locate"}},
		{exitFailed, []string{"locate", filepath.Join(dir, "none.csv")}}, {exitUsage, []string{"score", "--lang", "fr"}}, {exitUsage, []string{"score", "--nope"}},
	} {
		if code, out, errs := command(t, dir, c.args...); code != c.want || errs == "" {
			t.Errorf("%v: exit %d, want %d (%s%s)", c.args, code, c.want, out, errs)
		}
	}
}

func TestBoundariesOfTheRealFiles(t *testing.T) {
	shared := os.Getenv("TIMPORA_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	file := filepath.Join(shared, "data", "desa-bps2020.geojson.gz")
	if _, err := os.Stat(file); err != nil {
		t.Skipf("MISSING: %s: importing boundaries is not tested", file)
	}
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	plain := filepath.Join(t.TempDir(), "batas.geojson.gz") // the name says nothing of the source
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(plain, body, 0o600); err != nil {
		t.Fatal(err)
	}
	var dry, done struct {
		Desa    int        `json:"desa"`
		AreaOff float64    `json:"area_off"`
		Records data.Moves `json:"records"`
	}
	parse(t, must(t, dir, "boundaries", "import", plain, "--dry-run", "--json"), &dry)
	if list := must(t, dir, "boundaries", "list"); strings.Contains(list, "batas") {
		t.Errorf("a dry run stored a set: %s", list)
	}
	parse(t, must(t, dir, "boundaries", "import", plain, "--activate", "--id", "desa-bps2020", "--json"), &done)
	if dry != done || dry.Desa != 277 || math.Round(dry.AreaOff*1e4) != -139 || dry.Records.Desa == 0 || dry.Records.Records == 0 {
		t.Errorf("dry %+v, done %+v", dry, done)
	}
	if list := must(t, dir, "boundaries", "list"); !strings.Contains(list, "* desa-bps2020") || !strings.Contains(list, "HDX-BPS-2020") {
		t.Error(list)
	}
	if r := scored(t, dir); r.BoundarySet != "desa-bps2020" || len(r.Result.Clusters) == 0 {
		t.Errorf("run on %s with %d clusters", r.BoundarySet, len(r.Result.Clusters))
	}
}
