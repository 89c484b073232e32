package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

type pointFeature struct {
	Type       string                     `json:"type"`
	Properties map[string]json.RawMessage `json:"properties"`
	Geometry   *struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

func readGeoJSON(name string, body []byte) (File, error) {
	var doc struct {
		Type     string         `json:"type"`
		Features []pointFeature `json:"features"`
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	if err := dec.Decode(&doc); err != nil {
		return File{}, &Error{File: name, Code: "json", Remedy: fmt.Sprintf("no valid JSON near byte %d", dec.InputOffset())}
	}
	if _, err := dec.Token(); err != io.EOF {
		return File{}, &Error{File: name, Code: "json", Remedy: "there is more after the end of the JSON"}
	}
	if doc.Type != "FeatureCollection" || len(doc.Features) == 0 {
		return File{}, &Error{File: name, Code: "json", Remedy: "want a FeatureCollection with features"}
	}
	f := File{Header: columns(doc.Features)}
	if err := checkHeader(name, f.Header); err != nil {
		return File{}, err
	}
	for i, pf := range doc.Features {
		raw, err := pf.raw(name, i+1, f.Header)
		if err != nil {
			return File{}, err
		}
		f.Rows = append(f.Rows, raw)
	}
	return f, nil
}

func columns(list []pointFeature) []string {
	var out []string
	seen := map[string]bool{}
	for _, f := range list {
		for k := range f.Properties {
			if !seen[k] {
				seen[k] = true
				out = append(out, k)
			}
		}
	}
	slices.Sort(out)
	return out
}

func (f pointFeature) raw(name string, n int, header []string) (risk.Raw, error) {
	out := risk.Raw{Row: n, Values: make([]string, len(header))}
	for i, h := range header {
		out.Values[i] = text(f.Properties[h])
	}
	if err := checkRow(name, n, n, out.Values); err != nil {
		return out, err
	}
	if f.Geometry == nil {
		return out, nil
	}
	var at []float64
	if f.Geometry.Type != "Point" || json.Unmarshal(f.Geometry.Coordinates, &at) != nil || len(at) < 2 {
		return out, &Error{File: name, Row: n, Code: "geometry", Remedy: fmt.Sprintf("geometry %.30q; want Point with longitude and latitude", f.Geometry.Type)}
	}
	out.Point = &geo.Point{Lon: at[0], Lat: at[1]}
	return out, nil
}

// text is a property as text: strings without quotes, null as nothing.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if t := string(raw); t != "null" {
		return t
	}
	return ""
}
