package ogc

import (
	"encoding/base64"
	"encoding/json"
	"errors"

	"timpora/api/ogc/cql2"
)

// cursor is a place in an order: the keys and the id of the last feature seen.
type cursor struct {
	values []any
	id     string
}

// keyed is a cursor as it is written: one member of a key is set.
type keyed struct {
	S *string    `json:"s,omitempty"`
	N *float64   `json:"n,omitempty"`
	I *int64     `json:"i,omitempty"`
	B *bool      `json:"b,omitempty"`
	T *cql2.Span `json:"t,omitempty"`
}

type written struct {
	ID   string  `json:"id"`
	Keys []keyed `json:"k,omitempty"`
}

// String writes the cursor for a next link.
func (c cursor) String() string {
	w := written{ID: c.id}
	for _, v := range c.values {
		var k keyed
		switch v := v.(type) {
		case string:
			k.S = &v
		case float64:
			k.N = &v
		case int64:
			k.I = &v
		case bool:
			k.B = &v
		case cql2.Span:
			k.T = &v
		}
		w.Keys = append(w.Keys, k)
	}
	text, _ := json.Marshal(w) // finite numbers and strings cannot fail
	return base64.RawURLEncoding.EncodeToString(text)
}

var errCursor = errors.New("no cursor")

// readCursor reads a cursor with so many keys.
func readCursor(s string, keys int) (*cursor, error) {
	text, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil, errCursor
	}
	var w written
	if err := json.Unmarshal(text, &w); err != nil || len(w.Keys) != keys {
		return nil, errCursor
	}
	c := &cursor{id: w.ID}
	for _, k := range w.Keys {
		var v any
		switch {
		case k.S != nil:
			v = *k.S
		case k.N != nil:
			v = *k.N
		case k.I != nil:
			v = *k.I
		case k.B != nil:
			v = *k.B
		case k.T != nil:
			v = *k.T
		}
		c.values = append(c.values, v)
	}
	return c, nil
}
