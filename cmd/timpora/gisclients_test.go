package main

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// allDesa is how many desa and kelurahan the built-in boundaries have: 51, 78 and
// 148 in the three kabupaten (BPS 2020).
const allDesa = 277

// links are those of a document of an OGC API.
type links []struct{ Rel, Type, Href string }

func (l links) to(rel, media string) string {
	for _, one := range l {
		if one.Rel == rel && (media == "" || one.Type == media) {
			return one.Href
		}
	}
	return ""
}

// asQGIS asks for each address of the page, and lets QGIS itself read them where
// it is installed: features complete, tiles drawn by the style, names as labels.
func asQGIS(t *testing.T, addresses []string) {
	if len(addresses) != 3 {
		t.Fatalf("%q: want features, tiles, style", addresses)
	}
	var landing struct{ Links links }
	fetchInto(t, addresses[0], &landing, "Accept", "application/json")
	if landing.Links.to("conformance", "") == "" || landing.Links.to("data", "") == "" {
		t.Errorf("the landing page leads nowhere: %+v", landing)
	}
	tile := strings.NewReplacer("{z}", "10", "{x}", "838", "{y}", "535").Replace(addresses[1])
	if got := fetch(t, tile); got.media != "application/vnd.mapbox-vector-tile" || len(got.text) < 1000 {
		t.Errorf("%s: %s, %d bytes", tile, got.media, len(got.text))
	}
	checkStyle(t, addresses[2])
	const python = "/usr/bin/python3"
	if exec.Command(python, "-c", "import qgis.core").Run() != nil {
		t.Log("no python3-qgis here: the addresses were asked for, but not by QGIS itself")
		return
	}
	cmd := exec.Command(python, append([]string{"testdata/read_in_qgis.py"}, addresses...)...)
	cmd.Env = append(os.Environ(), "QT_QPA_PLATFORM=offscreen", "XDG_RUNTIME_DIR="+t.TempDir(), "HOME="+t.TempDir())
	out, err := cmd.Output()
	var seen struct {
		Features, Drawn int
		Labels          []string
	}
	if err == nil {
		err = json.Unmarshal(out, &seen)
	}
	if err != nil {
		t.Fatalf("QGIS: %v\n%s", err, out)
	}
	if want := []string{"desa_label", "kabupaten_label", "kecamatan_label"}; seen.Features != allDesa || seen.Drawn < 1000 || !slices.Equal(seen.Labels, want) {
		t.Errorf("QGIS reads %+v, want %d features, a picture and the labels %v", seen, allDesa, want)
	}
}

// checkStyle follows a style to its letters, and the tiles to their description.
func checkStyle(t *testing.T, address string) {
	var style struct {
		Version int
		Glyphs  string
		Sources map[string]struct{ Tiles []string }
		Layers  []struct {
			Type, Source string
			From         string `json:"source-layer"`
			Layout       struct {
				Font []string `json:"text-font"`
			}
		}
	}
	fetchInto(t, address, &style)
	named := 0
	for _, l := range style.Layers {
		var d struct {
			Tiles  []string
			Layers []struct{ ID string } `json:"vector_layers"`
		}
		template := style.Sources[l.Source].Tiles[0]
		fetchInto(t, strings.TrimSuffix(template, "/{z}/{x}/{y}.mvt")+".json", &d)
		if !slices.Equal(d.Tiles, []string{template}) || !slices.ContainsFunc(d.Layers, func(x struct{ ID string }) bool { return x.ID == l.From }) {
			t.Errorf("%s draws %s of %s, which has %+v", address, l.From, template, d)
		}
		if l.Type == "symbol" {
			named++
			letters := strings.NewReplacer("{fontstack}", l.Layout.Font[0], "{range}", "0-255", " ", "%20").Replace(style.Glyphs)
			if got := fetch(t, letters); got.media != "application/x-protobuf" || len(got.text) < 10_000 {
				t.Errorf("%s: %s, %d bytes", letters, got.media, len(got.text))
			}
		}
	}
	if style.Version != 8 || named != 3 {
		t.Errorf("%s: version %d, %d layers of names", address, style.Version, named)
	}
}

// asArcGIS walks the way of a client of OGC API Features: landing page, what it
// conforms to, collections, and the items by their links to the next page.
func asArcGIS(t *testing.T, dir string, addresses []string) {
	if len(addresses) != 2 {
		t.Fatalf("%q: want features and a GeoPackage", addresses)
	}
	var landing struct{ Links links }
	fetchInto(t, addresses[0], &landing, "Accept", "application/json")
	var conformance struct{ ConformsTo []string }
	fetchInto(t, landing.Links.to("conformance", "application/json"), &conformance)
	for _, class := range []string{"core", "geojson", "oas30"} {
		if uri := "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/" + class; !slices.Contains(conformance.ConformsTo, uri) {
			t.Errorf("does not conform to %s", uri)
		}
	}
	var all struct {
		Collections []struct {
			ID    string
			Links links
		}
	}
	fetchInto(t, landing.Links.to("data", "application/json"), &all)
	for _, c := range all.Collections {
		if c.ID == "desa" {
			checkPages(t, c.Links.to("items", "application/geo+json"))
		}
	}
	file := filepath.Join(dir, "arcgis.gpkg")
	if err := os.WriteFile(file, []byte(fetch(t, addresses[1]).text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("ogr2ogr"); err == nil && features(t, file, "desa") != allDesa {
		t.Errorf("%s is incomplete", addresses[1])
	}
}

// checkPages reads a collection of the desa to its end, in pages of 100.
func checkPages(t *testing.T, next string) {
	ids, pages := map[string]bool{}, 0
	for next += "&limit=100"; next != ""; pages++ {
		var page struct {
			Type     string
			Features []struct {
				ID       string
				Geometry struct{ Type string }
			}
			Links links
		}
		if media := fetchInto(t, next, &page); !strings.HasPrefix(media, "application/geo+json") || page.Type != "FeatureCollection" {
			t.Fatalf("%s: %s, a %s", next, media, page.Type)
		}
		for _, f := range page.Features {
			if ids[f.ID] || f.Geometry.Type != "MultiPolygon" {
				t.Errorf("desa %s comes again or as a %s", f.ID, f.Geometry.Type)
			}
			ids[f.ID] = true
		}
		next = page.Links.to("next", "")
	}
	if len(ids) != allDesa || pages != 3 {
		t.Errorf("%d desa on %d pages, want %d on 3", len(ids), pages, allDesa)
	}
}

// asExcel opens the workbook and does what the query says: the address with its
// parameters, each feature's properties a row, so that all have the same columns.
func asExcel(t *testing.T, copied []string) {
	if len(copied) != 2 {
		t.Fatalf("%q: want a workbook and a query", copied)
	}
	columns := []string{"code", "name", "kecamatan", "kabupaten", "kind", "coastal", "area_km2"}
	book, err := excelize.OpenReader(strings.NewReader(fetch(t, copied[0]).text))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil || len(rows) != allDesa+1 || !slices.Equal(rows[0][:len(columns)], columns) {
		t.Errorf("the workbook has %d rows, columns %q (%v)", len(rows), rows[0], err)
	}
	m := regexp.MustCompile(`Web\.Contents\("([^"]+)", \[Query = \[([^]]*)\]\]\)`).FindStringSubmatch(copied[1])
	if m == nil {
		t.Fatalf("no address in\n%s", copied[1])
	}
	query := strings.NewReplacer(" ", "", `"`, "", ",", "&").Replace(m[2])
	var table struct {
		NumberMatched int
		Features      []struct{ Properties map[string]any }
	}
	fetchInto(t, m[1]+"?"+query, &table)
	if len(table.Features) != allDesa || table.NumberMatched != allDesa {
		t.Errorf("the query gives %d rows of %d", len(table.Features), table.NumberMatched)
	}
	slices.Sort(columns)
	for _, f := range table.Features {
		if got := slices.Sorted(maps.Keys(f.Properties)); !slices.Equal(got, columns) {
			t.Fatalf("a row has the columns %q, want %q", got, columns)
		}
	}
}
