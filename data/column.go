package data

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"

	"timpora/geo"
)

// The functions below turn values into what both engines store alike: int64,
// float64, string or nil. Types ending in Scan read them back.

func micros(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// real drops the sign of zero, which SQLite does not keep.
func real(v float64) float64 {
	if v == 0 {
		return 0
	}
	return v
}

func cellNumber(c geo.Cell) int64 { return int64(c) } // the top bit of a cell is never set

// list is JSON, with nil and empty told apart.
func list[S ~string](l []S) string {
	b, err := json.Marshal(l)
	if err != nil { // strings always encode
		return ""
	}
	return string(b)
}

type timeScan struct{ to *time.Time }

// Scan reads microseconds; NULL is the zero time.
func (s timeScan) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*s.to = time.Time{}
	case int64:
		*s.to = time.UnixMicro(v).UTC()
	default:
		return fmt.Errorf("%w: time is %T", ErrCorrupt, src)
	}
	return nil
}

type boolScan struct{ to *bool }

// Scan reads 0 or 1.
func (s boolScan) Scan(src any) error {
	v, ok := src.(int64)
	if !ok || v&^1 != 0 {
		return fmt.Errorf("%w: truth value is %v", ErrCorrupt, src)
	}
	*s.to = v == 1
	return nil
}

type cellScan struct{ to *geo.Cell }

// Scan reads an index.
func (s cellScan) Scan(src any) error {
	v, ok := src.(int64)
	if !ok {
		return fmt.Errorf("%w: cell is %T", ErrCorrupt, src)
	}
	*s.to = geo.Cell(v)
	return nil
}

type listScan[S ~string] struct{ to *[]S }

// Scan reads a JSON list.
func (s listScan[S]) Scan(src any) error {
	v, ok := src.(string)
	if !ok || json.Unmarshal([]byte(v), s.to) != nil {
		return fmt.Errorf("%w: list is %v", ErrCorrupt, src)
	}
	return nil
}

type areaScan = listScan[geo.AreaCode]

// hexadecimal is text for bytes, NULL for nil.
func hexadecimal(b []byte) any {
	if b == nil {
		return nil
	}
	return hex.EncodeToString(b)
}

type hexScan struct{ to *[]byte }

// Scan reads hexadecimal text.
func (s hexScan) Scan(src any) (err error) {
	*s.to = nil
	v, ok := src.(string)
	if ok {
		*s.to, err = hex.DecodeString(v)
	}
	if src != nil && !ok || err != nil {
		return fmt.Errorf("%w: bytes are %T", ErrCorrupt, src)
	}
	return nil
}

// prefixes is a JSON list of networks.
func prefixes(l []netip.Prefix) string {
	b, err := json.Marshal(l)
	if err != nil { // prefixes always encode
		return ""
	}
	return string(b)
}

type prefixScan struct{ to *[]netip.Prefix }

// Scan reads a JSON list of networks.
func (s prefixScan) Scan(src any) error {
	v, ok := src.(string)
	if !ok || json.Unmarshal([]byte(v), s.to) != nil {
		return fmt.Errorf("%w: list is %v", ErrCorrupt, src)
	}
	return nil
}

// checksum is CRC-32C over the values with their types and lengths. It refuses
// text that one of the engines cannot hold.
func checksum(values []any) (int64, error) {
	var b []byte
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			b = append(b, 'n')
		case int64:
			b = binary.LittleEndian.AppendUint64(append(b, 'i'), uint64(v))
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return 0, fmt.Errorf("number %v is not finite", v)
			}
			b = binary.LittleEndian.AppendUint64(append(b, 'f'), math.Float64bits(v))
		case string:
			if !utf8.ValidString(v) || strings.IndexByte(v, 0) >= 0 {
				return 0, fmt.Errorf("%w: %.40q", ErrText, v)
			}
			b = binary.LittleEndian.AppendUint64(append(b, 's'), uint64(len(v)))
			b = append(b, v...)
		default:
			return 0, fmt.Errorf("column of type %T", v)
		}
	}
	return int64(crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli))), nil
}
