package feed_test

import (
	"fmt"
	"strings"
	"testing"

	"timpora/data/feed"
)

func TestGeoJSON(t *testing.T) {
	body := `{"features":[{"type":"Feature","properties":{"b":2,"a":"x","c":null},"geometry":{"type":"Point","coordinates":[115.1,-8.2]}},
		{"type":"Feature","properties":null,"geometry":null},{"type":"Feature","properties":{" d":{"e":[1]}}}],"type":"FeatureCollection","crs":null}`
	f, err := feed.Read("x.geojson", strings.NewReader(body))
	if err != nil || len(f.Rows) != 3 {
		t.Fatal(f, err)
	}
	if got := fmt.Sprint(f.Header, f.Rows[0].Values, *f.Rows[0].Point, f.Rows[1].Row, f.Rows[1].Point == nil); got != "[d a b c] [ x 2 ] {115.1 -8.2} 2 true" {
		t.Error(got)
	}
	if got := f.Rows[2].Values[0]; got != `{"e":[1]}` {
		t.Error(got)
	}
}

func TestGeoJSONRefusals(t *testing.T) {
	with := func(features string) string { return `{"type":"FeatureCollection","features":[` + features + `]}` }
	point := `{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[115.1,-8.2]}}`
	for _, c := range []struct {
		name, body, code string
		row              int
	}{
		{"a list", `[1]`, "geojson", 0}, {"a lone feature", point, "geojson", 0}, {"no features", `{"type":"FeatureCollection"}`, "geojson", 0},
		{"no type", `{"features":[` + point + `]}`, "geojson", 0}, {"features of another kind", `{"type":"FeatureCollection","features":{}}`, "geojson", 0},
		{"a member that is none", with(point + `,7`), "geojson", 2}, {"a null member", with(`null`), "geojson", 1},
		{"properties that are none", with(strings.Replace(point, `{"a":1}`, `[1]`, 1)), "geojson", 1},
		{"a point of text", with(strings.Replace(point, "115.1", `"115.1"`, 1)), "geometry", 1},
		{"a point of one number", with(strings.Replace(point, "115.1,", "", 1)), "geometry", 1},
		{"a number beyond all", with(strings.Replace(point, "115.1", "1e999", 1)), "geometry", 1},
		{"a key twice in the geometry", with(strings.Replace(point, `"coordinates"`, `"type":"Point","coordinates"`, 1)), "json_twice", 1},
		{"a feature without end", with(strings.Replace(point, `1}`, `"`+strings.Repeat("x", 2<<20)+`"}`, 1)), "field", 1},
		{"a NUL in a text", with(strings.Replace(point, `1}`, `"a\u0000b"}`, 1)), "nul", 1},
	} {
		if e := refused(t, c.name, c.body); e.Code != c.code || e.Row != c.row {
			t.Errorf("%s: %+v", c.name, e)
		}
	}
}

func FuzzGeoJSON(f *testing.F) {
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kode_desa":"5108062001","tanggal":"2026-11-01"},"geometry":null}]}`))
	f.Add([]byte(`{"features":[{"type":"Feature","properties":{"a":{"b":[1]}},"geometry":{"type":"Point","coordinates":[115.03,-8.16,4]}}],"type":"FeatureCollection"}`))
	f.Add([]byte(`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[]}`))
	f.Fuzz(readsEvenly)
}
