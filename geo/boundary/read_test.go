package boundary_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"timpora/geo"
	"timpora/geo/boundary"
)

const square = `[[[115,-8.2],[115.1,-8.2],[115.1,-8.1],[115,-8.1],[115,-8.2]]]`

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",\n") + `]}`
}

func featureOf(properties, geometry string) string {
	return `{"type":"Feature","properties":{` + properties + `},"geometry":` + geometry + `}`
}

func polygonOf(coordinates string) string {
	return featureOf(`"code":"51.08.01.2001","name":"Sumberklampok"`, `{"type":"Polygon","coordinates":`+coordinates+`}`)
}

func TestReadTakesTheDialects(t *testing.T) {
	o := boundary.Options{FromBPS: func(bps string) geo.AreaCode {
		if bps == "5108010001" {
			return "51.08.01.2001"
		}
		return ""
	}}
	geometry := `{"type":"Polygon","coordinates":` + square + `}`
	for name, properties := range map[string]string{
		"Kemendagri":        `"code":"51.08.01.2001","name":"Sumberklampok","kecamatan":"Gerokgak"`,
		"set A":             `"bps_code":"5108010001","kemendagri_code":"51.08.01.2001","name":"Sumberklampok"`,
		"HDX p-codes":       `"ADM4_PCODE":"ID5108010001","ADM4_EN":"Sumberklampok"`,
		"mirror of HDX":     `"village_code":"id5108010001","village":"Sumberklampok"`,
		"BIG dotted":        `"KDEPUM":"51.08.01.2001","NAMOBJ":"Sumberklampok","WADMKC":"Gerokgak"`,
		"BIG bare":          `"KDEPUM":"5108012001","WADMKD":"Sumberklampok"`,
		"BIG as a number":   `"KDEPUM":5108012001,"NAMOBJ":"Sumberklampok"`,
		"spaces around it":  `"code":" 51.08.01.2001 ","name":" Sumberklampok "`,
		"a foreign field":   `"code":"51.08.01.2001","name":"Sumberklampok","note":{"a":[1,{"b":null}]}`,
		"an escaped letter": `"code":"51.08.01.2001","name":"\u0053umberklampok"`,
	} {
		t.Run(name, func(t *testing.T) {
			s, err := boundary.Read(strings.NewReader(collection(featureOf(properties, geometry))), "a.geojson", o)
			if err != nil {
				t.Fatal(err)
			}
			if a := s.Desa[0]; a.Code != "51.08.01.2001" || a.Name != "Sumberklampok" || a.Kind != "desa" {
				t.Errorf("%+v", a)
			}
			if s.Kecamatan[0].Code != "51.08.01" || s.Kabupaten[0].Code != "51.08" {
				t.Errorf("above it %+v, %+v", s.Kecamatan[0].Code, s.Kabupaten[0].Code)
			}
		})
	}
}

// What the features say of their source is kept only where all say the same.
func TestReadKeepsSourceAndDate(t *testing.T) {
	geometry := `{"type":"Polygon","coordinates":` + square + `}`
	one := func(code, more string) string {
		return featureOf(`"code":"`+code+`","name":"A"`+more, geometry)
	}
	for name, tt := range map[string]struct{ second, source, day string }{
		"all agree":        {`,"source":"HDX-BPS-2020","valid_on":"2020-04-01"`, "HDX-BPS-2020", "2020-04-01"},
		"another date":     {`,"source":"HDX-BPS-2020","valid_on":"2021-04-01"`, "HDX-BPS-2020", ""},
		"another source":   {`,"source":"BIG","valid_on":"2020-04-01"`, "", "2020-04-01"},
		"one says nothing": {``, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			first := one("51.08.01.2001", `,"source":"HDX-BPS-2020","valid_on":"2020-04-01"`)
			s, err := boundary.Read(strings.NewReader(collection(first, one("51.08.01.2002", tt.second))), "a.geojson", boundary.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if s.Source != tt.source || s.ValidOn != tt.day {
				t.Errorf("source %q on %q", s.Source, s.ValidOn)
			}
		})
	}
	s, err := boundary.Read(strings.NewReader(collection(one("51.08.01.2001", `,"source":"x","valid_on":"1 April"`))), "a.geojson", boundary.Options{})
	if err != nil || s.ValidOn != "" {
		t.Errorf("a date that is none: %q, %v", s.ValidOn, err)
	}
}

func TestReadTakesWhatIsOnlyUnusual(t *testing.T) {
	good := collection(polygonOf(square))
	want, err := boundary.Read(strings.NewReader(good), "a", boundary.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"byte order mark":   "\xef\xbb\xbf" + good,
		"CRLF":              strings.ReplaceAll(good, ",", ",\r\n"),
		"CR only":           strings.ReplaceAll(good, ",", ",\r"),
		"gzip":              packed(good),
		"gzip of BOM":       packed("\xef\xbb\xbf" + good),
		"wrong winding":     collection(polygonOf(`[[[115,-8.2],[115,-8.1],[115.1,-8.1],[115.1,-8.2],[115,-8.2]]]`)),
		"repeated vertices": collection(polygonOf(strings.Replace(square, "[115.1,-8.2]", "[115.1,-8.2],[115.1,-8.2]", 1))),
		"heights":           collection(polygonOf(strings.Replace(square, "[115.1,-8.2]", "[115.1,-8.2,12]", 1))),
		"crs CRS84":         strings.Replace(good, `"features"`, `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features"`, 1),
		"type last":         `{"features":[` + polygonOf(square) + `],"type":"FeatureCollection"}`,
	} {
		t.Run(name, func(t *testing.T) {
			s, err := boundary.Read(strings.NewReader(text), "a", boundary.Options{})
			if err != nil {
				t.Fatal(err)
			}
			first := s.Desa[0].Geometry[0][0][0]
			for s.Desa[0].Geometry[0][0][0] != want.Desa[0].Geometry[0][0][0] { // the ring may begin elsewhere
				r := s.Desa[0].Geometry[0][0]
				s.Desa[0].Geometry[0][0] = append(r[1:len(r):len(r)], r[1])
				if s.Desa[0].Geometry[0][0][0] == first {
					break
				}
			}
			if !reflect.DeepEqual(s.Desa, want.Desa) {
				t.Errorf("%v, want %v", s.Desa, want.Desa)
			}
		})
	}
}

func packed(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text)) // to memory
	_ = z.Close()
	return b.String()
}

func wide(text string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// Each refusal names the file and what to look at.
func TestReadRefuses(t *testing.T) {
	good := collection(polygonOf(square))
	for _, tt := range []struct{ name, text, says string }{
		{"empty file", "", "empty"},
		{"empty collection", collection(), "no desa"},
		{"no JSON", "code;name\n51;x\n", "JSON"},
		{"a list", "[1,2]", "belongs"},
		{"a lone feature", polygonOf(square), "FeatureCollection"},
		{"truncated JSON", good[:len(good)-30], "EOF"},
		{"truncated gzip", packed(good)[:60], "EOF"},
		{"concatenated JSON", good + good, "more after the end"},
		{"duplicate key above", `{"type":"FeatureCollection",` + good[1:], "twice"},
		{"duplicate key in a feature", collection(strings.Replace(polygonOf(square), `{`, `{"type":"Feature",`, 1)), "feature 1"},
		{"duplicate key in properties", collection(featureOf(`"code":"51.08.01.2001","code":"51.08.01.2002","name":"a"`, `{"type":"Polygon","coordinates":`+square+`}`)), "feature 1"},
		{"duplicate key in a geometry", collection(strings.Replace(polygonOf(square), `"coordinates"`, `"coordinates":[],"coordinates"`, 1)), "feature 1"},
		{"duplicate code", collection(polygonOf(square), polygonOf(square)), "51.08.01.2001"},
		{"UTF-16", wide(good), "UTF-16"},
		{"Windows-1252", strings.Replace(good, "Sumber", "S\xfcmber", 1), "UTF-8"},
		{"NUL", strings.Replace(good, "Sumber", "S\x00mber", 1), "feature 1"},
		{"crs 3857", strings.Replace(good, `"features"`, `"crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features"`, 1), "3857"},
		{"NaN", collection(polygonOf(strings.Replace(square, "115.1", "NaN", 1))), "feature 1"},
		{"1e308", collection(polygonOf(strings.Replace(square, "115.1", "1e308", 1))), "feature 1"},
		{"1e999", collection(polygonOf(strings.Replace(square, "115.1", "1e999", 1))), "feature 1"},
		{"text for a number", collection(polygonOf(strings.Replace(square, "115.1", `"115.1"`, 1))), "feature 1"},
		{"swapped axes", collection(polygonOf(`[[[-8.2,115],[-8.2,115.1],[-8.1,115.1],[-8.1,115],[-8.2,115]]]`)), "swapped"},
		{"UTM metres", collection(polygonOf(`[[[280000,9090000],[281000,9090000],[281000,9091000],[280000,9090000]]]`)), "metres"},
		{"antimeridian", collection(polygonOf(`[[[179,-8],[-179,-8],[-179,-7],[179,-7],[179,-8]]]`)), "outside"},
		{"pole", collection(polygonOf(`[[[0,89],[120,89],[-120,89],[0,89]]]`)), "outside"},
		{"unclosed ring", collection(polygonOf(`[[[115,-8.2],[115.1,-8.2],[115.1,-8.1],[115,-8.1]]]`)), "not closed"},
		{"zero area", collection(polygonOf(`[[[115,-8.2],[115.1,-8.2],[115,-8.2],[115,-8.2]]]`)), "feature 1"},
		{"three points", collection(polygonOf(`[[[115,-8.2],[115.1,-8.2],[115,-8.2]]]`)), "at least 4"},
		{"point of one number", collection(polygonOf(`[[[115],[115.1,-8.2],[115,-8.1],[115]]]`)), "feature 1"},
		{"no ring", collection(polygonOf(`[]`)), "feature 1"},
		{"null geometry", collection(featureOf(`"code":"51.08.01.2001","name":"a"`, `null`)), "no geometry"},
		{"null feature", collection(`null`), "feature 1"},
		{"a point", collection(featureOf(`"code":"51.08.01.2001","name":"a"`, `{"type":"Point","coordinates":[115,-8]}`)), "Point"},
		{"nested GeometryCollection", collection(featureOf(`"code":"51.08.01.2001","name":"a"`, `{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]}]}`)), "GeometryCollection"},
		{"10,000-deep arrays", collection(polygonOf(strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001))), "feature 1"},
		{"deep arrays in a foreign field", strings.Replace(good, `"features"`, `"x":`+strings.Repeat("[", 20_000)+strings.Repeat("]", 20_000)+`,"features"`, 1), "depth"},
		{"code as 5,1E+09", collection(featureOf(`"code":"5,1E+09","name":"a"`, `{"type":"Polygon","coordinates":`+square+`}`)), "5,1E+09"},
		{"code as 5.1E+09", collection(featureOf(`"code":5.1E+09,"name":"a"`, `{"type":"Polygon","coordinates":`+square+`}`)), "feature 1"},
		{"code of a kecamatan", collection(featureOf(`"code":"51.08.01","name":"a"`, `{"type":"Polygon","coordinates":`+square+`}`)), "kecamatan"},
		{"no code", collection(featureOf(`"name":"a"`, `{"type":"Polygon","coordinates":`+square+`}`)), "no code"},
		{"no name", collection(featureOf(`"code":"51.08.01.2001"`, `{"type":"Polygon","coordinates":`+square+`}`)), "51.08.01.2001"},
		{"a name of invisible letters", collection(featureOf(`"code":"51.08.01.2001","name":"Sumber\u202eklampok"`, `{"type":"Polygon","coordinates":`+square+`}`)), "51.08.01.2001"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := boundary.Read(strings.NewReader(tt.text), "a.geojson", boundary.Options{})
			var e *boundary.Error
			if !errors.As(err, &e) {
				t.Fatalf("%v has no code", err)
			}
			if id, en := boundary.Text(e, "id"), boundary.Text(e, "en"); id == en || strings.HasSuffix(en, ": "+e.Code) || strings.Contains(id+en, "{most}") {
				t.Errorf("sentences %q and %q", id, en)
			}
			if !errors.Is(err, boundary.ErrFile) || !strings.Contains(fmt.Sprint(err), "a.geojson") || !strings.Contains(fmt.Sprint(err), tt.says) {
				t.Errorf("%.300v; want it to say %q", err, tt.says)
			}
		})
	}
}

func TestReadRefusesAnUnknownBPSCode(t *testing.T) {
	text := collection(featureOf(`"village_code":"id5108019999","village":"a"`, `{"type":"Polygon","coordinates":`+square+`}`))
	o := boundary.Options{FromBPS: func(string) geo.AreaCode { return "" }}
	if _, err := boundary.Read(strings.NewReader(text), "a", o); err == nil || !strings.Contains(err.Error(), "5108019999") {
		t.Error(err)
	}
}
