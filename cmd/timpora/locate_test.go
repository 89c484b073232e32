package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"timpora/geo"
	"timpora/geo/boundary"
)

// Many batches keep every column and row in order, and each row gets what a
// single look-up gives.
func TestLocateManyRows(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
	r := rand.New(rand.NewPCG(4, 2))
	const n = 3*batchRows + 17
	var b bytes.Buffer
	b.WriteString("\ufeffid, LAT ,\"catatan, bebas\",Lon\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,%.6f,\"a, \"\"%d\"\"\", %.6f\n", i, -8.55+r.Float64()*0.49, i, 114.43+r.Float64()*1.28)
	}
	if err := os.WriteFile(in, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, dir, "locate", in, "-o", out, "--nearest", "250")
	body, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(rows) != n+1 || strings.Join(rows[0][:4], "|") != "id| LAT |catatan, bebas|Lon" {
		t.Fatalf("%d rows, header %q (%v)", len(rows), rows[0], err)
	}
	p, err := newPlace(builtinOf(t), "")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for i, row := range rows[1:] {
		lat, _ := strconv.ParseFloat(row[1], 64)
		lon, _ := strconv.ParseFloat(strings.TrimSpace(row[3]), 64)
		want := p.locateAll([]geo.Point{{Lon: lon, Lat: lat}}, 250)[0]
		text := fmt.Sprintf("%d|a, \"%d\"|%s|%s|%s|%s|%s|%.1f|%s", i, i, want.DesaCode, want.Desa, want.Kecamatan, want.Kabupaten, want.Cell, want.CoastM, want.Quality)
		if got := strings.Join([]string{row[0], row[2], row[4], row[5], row[6], row[7], row[8], row[9], row[10]}, "|"); got != text {
			t.Fatalf("row %d: %s, want %s", i, got, text)
		}
		found[row[10]]++
	}
	if found["point"] < n/4 || found["near"] == 0 || found["outside"] == 0 {
		t.Errorf("%v", found)
	}
}

func TestLocateNamesTheWrongRow(t *testing.T) {
	dir := t.TempDir()
	good := strings.Repeat("115.1,-8.2\n", 2*batchRows)
	for _, c := range []struct{ name, body, want string }{
		{"no number", "lon,lat\n" + good + "x,-8.2\n" + good, fmt.Sprintf("in.csv:%d: lon \"x\" is no number", 2*batchRows+2)},
		{"swapped", "lon,lat\n-8.2,115.1\n" + good, "in.csv:2: lon -8.2, lat 115.1: longitude and latitude seem to be swapped"},
		{"NaN", "lon,lat\nNaN,-8.2\n", "in.csv:2: lon NaN, lat -8.2: coordinate out of range"},
		{"infinite", "lon,lat\n115.1,-Inf\n", "in.csv:2: lon 115.1, lat -Inf: coordinate out of range"},
		{"too few columns", "lon,lat\n" + good + "115\n", fmt.Sprintf("in.csv: record on line %d: wrong number of fields", 2*batchRows+2)},
		{"no lat", "lon,latt\n" + good, "in.csv:1: columns lon and lat are needed; found lon, latt"},
		{"empty", "", "in.csv:1: EOF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
			if err := os.WriteFile(in, []byte(c.body), 0o600); err != nil {
				t.Fatal(err)
			}
			code, _, errs := command(t, dir, "locate", in, "-o", out, "--lang", "en")
			if code != exitFailed || !strings.Contains(errs, c.want) {
				t.Errorf("exit %d: %s, want %s", code, errs, c.want)
			}
			if _, err := os.Stat(out); !os.IsNotExist(err) {
				t.Errorf("something was written (%v)", err)
			}
		})
	}
}

func TestProgressLine(t *testing.T) {
	p := &progress{app: &app{lang: "en"}, size: 1000, rows: 5000}
	p.bytes.Store(250)
	if got := p.line(2 * time.Second); got != "5000 rows, 2500 rows/s, 6s left (25 %)" {
		t.Error(got)
	}
	p.size = 0
	if got := p.line(2 * time.Second); got != "5000 rows, 2500 rows/s" {
		t.Error(got)
	}
}

// A start makes the index file, the next one uses it, and a damaged or foreign
// one is made anew.
func TestPreparedIndexInTheDataFolder(t *testing.T) {
	dir := t.TempDir()
	set := builtinOf(t)
	at := []geo.Point{{Lon: 115.0882, Lat: -8.1120}, {Lon: 115.2, Lat: -7.9}}
	first, err := newPlace(set, dir)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, indexFile)
	made, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readIndex(path, indexKey(set)); err != nil {
		t.Fatalf("the file that was written is refused: %v", err)
	}
	other := set
	other.SHA256 = "00"
	if _, err := readIndex(path, indexKey(other)); err == nil {
		t.Error("the file of another set is taken")
	}
	bad := bytes.Clone(made)
	bad[len(bad)/2]++
	for name, file := range map[string][]byte{"good": made, "damaged": bad, "cut": made[:len(made)/3], "empty": {}} {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		next, err := newPlace(set, dir)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got, want := fmt.Sprint(next.locateAll(at, 250)), fmt.Sprint(first.locateAll(at, 250)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, made) {
			t.Errorf("%s: the file was not made good (%v)", name, err)
		}
	}
	if p, err := newPlace(set, filepath.Join(dir, "none")); err != nil || p.index == nil {
		t.Errorf("without a folder: %v", err)
	}
}

func builtinOf(t *testing.T) boundary.Set {
	t.Helper()
	set, err := builtinSet()
	if err != nil {
		t.Fatal(err)
	}
	return set
}
