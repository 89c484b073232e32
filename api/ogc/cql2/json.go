package cql2

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
)

// jsonValue is a JSON value with where it begins.
type jsonValue struct {
	pos    int
	value  any // bool, float64, string, nil; []jsonValue; object
	object map[string]jsonValue
	list   []jsonValue
	isList bool
}

// reader reads JSON with offsets and with bounds on depth and size.
type reader struct {
	src   string
	dec   *json.Decoder
	depth int
	count int
}

func readJSON(src string) (jsonValue, error) {
	r := &reader{src: src, dec: json.NewDecoder(bytes.NewReader([]byte(src)))}
	v, err := r.value()
	if err != nil {
		return v, err
	}
	end := r.pos()
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return v, fail(end, "the end", "more")
	}
	return v, nil
}

// pos is where the next token begins.
func (r *reader) pos() int {
	at := int(r.dec.InputOffset())
	for at < len(r.src) && bytes.IndexByte([]byte(" \t\r\n,:"), r.src[at]) >= 0 {
		at++
	}
	return at
}

func (r *reader) token() (json.Token, int, error) {
	pos := r.pos()
	t, err := r.dec.Token()
	if err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			pos = max(0, int(syntax.Offset)-1)
		}
		found := "the end"
		if pos < len(r.src) {
			found = strconv.Quote(r.src[pos:min(len(r.src), pos+1)])
		}
		return nil, pos, fail(pos, "JSON", found)
	}
	return t, pos, nil
}

func (r *reader) value() (jsonValue, error) {
	t, pos, err := r.token()
	if err != nil {
		return jsonValue{}, err
	}
	v := jsonValue{pos: pos, value: t}
	d, ok := t.(json.Delim)
	if !ok {
		return v, nil
	}
	if r.depth++; r.depth > deepest {
		return v, fail(pos, "at most 100 levels of nesting", "more")
	}
	defer func() { r.depth-- }()
	v.value, v.isList = nil, d == '['
	if !v.isList {
		v.object = map[string]jsonValue{}
	}
	for r.dec.More() {
		if err := r.member(&v); err != nil {
			return v, err
		}
	}
	_, _, err = r.token()
	return v, err
}

func (r *reader) member(v *jsonValue) error {
	if r.count++; r.count > 20*mostNode {
		return fail(r.pos(), "at most 100,000 values", "more")
	}
	if v.isList {
		m, err := r.value()
		v.list = append(v.list, m)
		return err
	}
	t, pos, err := r.token()
	if err != nil {
		return err
	}
	name, _ := t.(string) // the decoder lets only strings be names
	if _, twice := v.object[name]; twice {
		return fail(pos, "every member once", strconv.Quote(name)+" again")
	}
	v.object[name], err = r.value()
	return err
}

// shown names a value for an error.
func (v jsonValue) shown() string {
	switch x := v.value.(type) {
	case string:
		return strconv.Quote(x)
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(x)
	}
	switch {
	case v.isList:
		return "a list"
	case v.object != nil:
		return "an object"
	}
	return "null"
}
