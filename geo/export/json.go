package export

import (
	"encoding/json"
	"strconv"
	"time"
)

// appendJSON writes a value of a field.
func appendJSON(dst []byte, t Type, v any) ([]byte, error) {
	switch x := v.(type) {
	case nil:
		return append(dst, "null"...), nil
	case string:
		return appendQuoted(dst, x)
	case int64:
		return strconv.AppendInt(dst, x, 10), nil
	case bool:
		return strconv.AppendBool(dst, x), nil
	case time.Time:
		return append(append(append(dst, '"'), stamp(t, x)...), '"'), nil
	}
	body, err := json.Marshal(v) // a float64 in its shortest form
	return append(dst, body...), err
}

// appendQuoted writes a string of JSON.
func appendQuoted(dst []byte, s string) ([]byte, error) {
	body, err := json.Marshal(s)
	return append(dst, body...), err
}

// stamp writes a date or a moment of ISO 8601.
func stamp(t Type, at time.Time) string {
	if t == Day {
		return at.UTC().Format(time.DateOnly)
	}
	return at.UTC().Format(time.RFC3339)
}

// appendNote writes a note as an object.
func appendNote(dst []byte, n Note) ([]byte, error) {
	for i, p := range n.Parts() {
		dst = append(dst, "{,"[min(i, 1)])
		var err error
		if dst, err = appendQuoted(dst, p.Key); err != nil {
			return dst, err
		}
		dst = append(dst, ':')
		if dst, err = appendQuoted(dst, p.Value); err != nil {
			return dst, err
		}
	}
	return append(dst, '}'), nil
}
