package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"timpora/geo"
)

// object is a JSON object whose keys stand once each.
type object map[string]json.RawMessage

// mostFeature is the size of a feature, which has a point and properties.
const mostFeature = 1 << 20

// property is a value and its column in the order of appearance.
type property struct {
	column int
	value  string
}

// pointFeature is a feature until the columns of the file are known.
type pointFeature struct {
	properties []property
	point      *geo.Point
}

// readGeoJSON walks the top-level object and reads its features one at a time.
func (t *table) readGeoJSON(body []byte) (File, error) {
	dec := json.NewDecoder(bytes.NewReader(body))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return File{}, t.refuse("geojson")
	}
	var list []pointFeature
	t.columns = map[string]int{}
	seen := map[string]bool{}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return File{}, t.jsonError(dec, 0)
		}
		key, _ := tok.(string)
		if seen[key] {
			return File{}, t.refuse("json_twice").of("", key)
		}
		seen[key] = true
		if key == "features" {
			list, err = t.features(dec)
		} else {
			err = t.member(dec, key)
		}
		if err != nil {
			return File{}, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return File{}, t.jsonError(dec, 0)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return File{}, t.refuse("json_more")
	}
	if len(list) == 0 || !seen["type"] {
		return File{}, t.refuse("geojson")
	}
	return t.fill(list)
}

// member reads what stands beside the features.
func (t *table) member(dec *json.Decoder, key string) error {
	var raw json.RawMessage
	if dec.Decode(&raw) != nil {
		return t.jsonError(dec, 0)
	}
	value := string(raw)
	switch {
	case !utf8.ValidString(value):
		return t.refuse("encoding").of("", badBytes(value))
	case key == "type" && value != `"FeatureCollection"`:
		return t.refuse("geojson").of(key, strings.Trim(value, `"`))
	case key == "crs" && value != "null" && !strings.Contains(value, "CRS84") && !strings.Contains(value, "4326"):
		return t.refuse("crs").of(key, crsName(raw))
	}
	return nil
}

// crsName is the name in a crs member, or else the member.
func crsName(raw json.RawMessage) string {
	var crs struct{ Properties struct{ Name string } }
	if json.Unmarshal(raw, &crs) == nil && crs.Properties.Name != "" {
		return crs.Properties.Name
	}
	return string(raw)
}

func (t *table) features(dec *json.Decoder) ([]pointFeature, error) {
	if tok, err := dec.Token(); err != nil || tok != json.Delim('[') {
		return nil, t.refuse("geojson").of("features", "")
	}
	t.Features = true
	var list []pointFeature
	cells := 0
	for n := 1; dec.More(); n++ {
		var raw json.RawMessage
		if dec.Decode(&raw) != nil {
			return nil, t.jsonError(dec, n)
		}
		if len(raw) > mostFeature {
			return nil, t.refuse("field", "have", strconv.Itoa(len(raw)), "most", strconv.Itoa(mostFeature)).at(n, 0)
		}
		if !utf8.Valid(raw) { // the decoder would replace the bytes
			return nil, t.refuse("encoding").at(n, 0).of("", badBytes(string(raw)))
		}
		f, err := t.feature(raw, n)
		if err != nil {
			return nil, err
		}
		if n > MostRows {
			return nil, t.refuse("rows", "most", strconv.Itoa(MostRows)).at(n, 0)
		}
		if cells += len(f.properties); cells > MostCells {
			return nil, t.refuse("cells", "most", strconv.Itoa(MostCells)).at(n, 0)
		}
		list = append(list, f)
	}
	if _, err := dec.Token(); err != nil {
		return nil, t.jsonError(dec, len(list)+1)
	}
	return list, nil
}

// feature reads one member of the collection; n is its ordinal.
func (t *table) feature(raw json.RawMessage, n int) (f pointFeature, err error) {
	members, err := t.object(raw, n)
	if err != nil {
		return f, err
	}
	if kind := text(members["type"]); kind != "Feature" {
		return f, t.refuse("geojson").at(n, 0).of("type", kind)
	}
	if f.point, err = t.point(members["geometry"], n); err != nil {
		return f, err
	}
	properties, err := t.object(members["properties"], n)
	if err != nil {
		return f, err
	}
	f.properties = make([]property, 0, len(properties))
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		column, known := t.columns[key]
		if !known {
			if column = len(t.columns); column == MostColumns {
				return f, t.refuse("columns", "most", strconv.Itoa(MostColumns)).at(n, 0)
			}
			t.columns[key] = column
		}
		f.properties = append(f.properties, property{column, text(properties[key])})
	}
	return f, nil
}

func (t *table) point(raw json.RawMessage, n int) (*geo.Point, error) {
	geometry, err := t.object(raw, n)
	if err != nil || geometry == nil {
		return nil, err
	}
	var at []float64
	if text(geometry["type"]) != "Point" || json.Unmarshal(geometry["coordinates"], &at) != nil || len(at) < 2 || len(at) > 4 {
		return nil, t.refuse("geometry").at(n, 0).of("geometry", text(geometry["type"])+" "+string(geometry["coordinates"]))
	}
	return &geo.Point{Lon: at[0], Lat: at[1]}, nil
}

// object reads the members of an object, nil for null or nothing.
func (t *table) object(raw json.RawMessage, n int) (object, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	if raw[0] != '{' {
		return nil, t.refuse("geojson").at(n, 0)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	_, _ = dec.Token() // the brace
	out := object{}
	for dec.More() {
		tok, err := dec.Token()
		var value json.RawMessage
		if err != nil || dec.Decode(&value) != nil {
			return nil, t.jsonError(dec, n)
		}
		key, _ := tok.(string)
		if _, twice := out[key]; twice {
			return nil, t.refuse("json_twice").at(n, 0).of("", key)
		}
		out[key] = value
	}
	return out, nil
}

func (t *table) jsonError(dec *json.Decoder, n int) error {
	return t.refuse("json", "byte", strconv.FormatInt(dec.InputOffset(), 10)).at(n, 0)
}

// fill makes rows of the features; each has a value for every column.
func (t *table) fill(list []pointFeature) (File, error) {
	keys := slices.Sorted(maps.Keys(t.columns))
	at := make([]int, len(keys)) // where the columns go
	for i, k := range keys {
		at[t.columns[k]] = i
	}
	if err := t.setHeader(0, keys); err != nil {
		return File{}, err
	}
	for i, f := range list {
		values := make([]string, len(t.Header))
		for _, p := range f.properties {
			values[at[p.column]] = p.value
		}
		if err := t.add(i+1, values, f.point); err != nil {
			return File{}, err
		}
		list[i] = pointFeature{}
	}
	return t.File, nil
}

// text is a property as text: strings without quotes, null as nothing.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}
