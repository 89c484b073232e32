package cql2

import (
	"timpora/geo/crs"
	"timpora/geo/relate"
)

// Feature is what a filter asks. Value gives nil, a bool, float64, int64,
// string or Span; Shape gives nil where there is no place.
type Feature interface {
	Value(index int) any
	Shape() *relate.Shape
}

// Filter is a filter that was read and checked. Many goroutines may use it.
type Filter struct{ root *node }

// The languages of a filter.
const (
	LangText = "cql2-text"
	LangJSON = "cql2-json"
)

// Parse reads a filter in one of the languages for features with the
// properties that find knows; s is the system of its coordinates. Errors are
// *Error. The cost is that of the text, O(n).
func Parse(lang, src string, s crs.System, find Lookup) (*Filter, error) {
	read := parseText
	if lang == LangJSON {
		read = parseJSON
	}
	root, err := read(src)
	if err != nil {
		return nil, err
	}
	if err := (checker{find, s}).node(root); err != nil {
		return nil, err
	}
	if root.kind != Bool {
		return nil, fail(root.pos, "a condition", root.kind.String())
	}
	return &Filter{root}, nil
}

// Match reports whether the filter is true for a feature; null is not.
func (f *Filter) Match(x Feature) bool {
	is, _ := f.root.eval(x).(bool)
	return is
}
