package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"timpora/data"
	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/boundary"
)

// setMeta is what the store keeps beside the areas.
type setMeta struct {
	Source    string  `json:"source"`
	Licence   string  `json:"licence"`
	Credit    string  `json:"credit"`
	ValidOn   string  `json:"valid_on"`
	Precision float64 `json:"precision_m"`
	SHA256    string  `json:"sha256"`
}

func encodeSet(s boundary.Set, check boundary.Report) (data.BoundarySet, error) {
	meta, err := json.Marshal(setMeta{s.Source, s.Licence, s.Credit, s.ValidOn, float64(s.Precision), s.SHA256})
	if err != nil {
		return data.BoundarySet{}, err
	}
	found, err := json.Marshal(check)
	if err != nil {
		return data.BoundarySet{}, err
	}
	body, err := boundary.Encode(s)
	return data.BoundarySet{ID: s.ID, Meta: meta, Body: body, Check: found}, err
}

func decodeSet(b data.BoundarySet) (boundary.Set, error) {
	if b.ID == builtin {
		return builtinSet()
	}
	o, err := readOptions()
	if err != nil {
		return boundary.Set{}, err
	}
	s, err := boundary.Read(bytes.NewReader(b.Body), b.ID, o)
	if err != nil {
		return s, err
	}
	var m setMeta
	if err := json.Unmarshal(b.Meta, &m); err != nil {
		return s, fmt.Errorf("boundary set %s: %w", b.ID, err)
	}
	s.ID, s.Source, s.Licence, s.Credit, s.ValidOn, s.Precision, s.SHA256 =
		b.ID, m.Source, m.Licence, m.Credit, m.ValidOn, geo.Meters(m.Precision), m.SHA256
	return s, nil
}

// readOptions knows the BPS codes and the names of the upper levels.
func readOptions() (boundary.Options, error) {
	facts, err := sets.Facts()
	if err != nil {
		return boundary.Options{}, err
	}
	name, err := areaNames()
	if err != nil {
		return boundary.Options{}, err
	}
	codes := map[string]geo.AreaCode{}
	for _, f := range facts {
		codes[f.BPS] = f.Code
	}
	return boundary.Options{FromBPS: func(bps string) geo.AreaCode { return codes[bps] }, Name: name}, nil
}
