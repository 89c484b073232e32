package tile

import (
	"encoding/binary"
	"fmt"
	"math"
)

// tag is a property as positions in the layer's tables of keys and values.
type tag struct{ key, value uint32 }

// values holds the distinct keys of a layer, and the distinct values as the
// specification's Value messages, in the order in which they came.
type values struct {
	keys, vals     []string
	keyAt, valueAt map[string]uint32
}

func newValues() values {
	return values{keyAt: map[string]uint32{}, valueAt: map[string]uint32{}}
}

// tags takes the properties of a feature into the tables and notes the type of
// each key for TileJSON.
func (v *values) tags(props []Prop, fields map[string]string) ([]tag, error) {
	out := make([]tag, 0, len(props))
	for i, p := range props {
		for _, before := range props[:i] {
			if before.Key == p.Key {
				return nil, fmt.Errorf("key %q twice: %w", p.Key, ErrFeature)
			}
		}
		message, field, err := message(p.Value)
		if err != nil {
			return nil, fmt.Errorf("key %q: %w", p.Key, err)
		}
		if was, ok := fields[p.Key]; ok && was != field {
			field = "String" // TileJSON has no word for mixed types
		}
		fields[p.Key] = field
		out = append(out, tag{intern(&v.keys, v.keyAt, p.Key), intern(&v.vals, v.valueAt, message)})
	}
	return out, nil
}

func intern(list *[]string, at map[string]uint32, s string) uint32 {
	i, ok := at[s]
	if !ok {
		i = uint32(len(*list))
		at[s] = i
		*list = append(*list, s)
	}
	return i
}

// message is a value as a protobuf message, and its TileJSON type.
func message(v any) (string, string, error) {
	switch v := v.(type) {
	case string:
		return string(appendBytes(nil, 1, v)), "String", nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return "", "", fmt.Errorf("value %v: %w", v, ErrFeature)
		}
		return string(binary.LittleEndian.AppendUint64([]byte{3<<3 | 1}, math.Float64bits(v))), "Number", nil
	case int64:
		if v < 0 {
			return string(appendUint(nil, 6, zigzag(v))), "Number", nil
		}
		return string(appendUint(nil, 4, uint64(v))), "Number", nil
	case bool:
		if v {
			return string(appendUint(nil, 7, 1)), "Boolean", nil
		}
		return string(appendUint(nil, 7, 0)), "Boolean", nil
	}
	return "", "", fmt.Errorf("value of type %T: %w", v, ErrFeature)
}
