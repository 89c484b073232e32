package ogc

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"timpora/geo/crs"
)

func systems() []crs.System { return crs.All() }

// encoder writes features as GeoJSON with coordinates in a system, without
// building trees: positions are fixed-point, so that equal input gives equal
// bytes and vertices that neighbours share stay shared.
type encoder struct {
	fields []Field
	system crs.System
}

// feature appends a feature object.
func (e encoder) feature(b []byte, f Feature) []byte {
	b = append(b, `{"type":"Feature","id":`...)
	b = appendString(b, f.ID)
	b = append(b, `,"geometry":`...)
	b = e.geometry(b, f.Geometry)
	b = append(b, `,"properties":{`...)
	for i, v := range f.Values {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, e.fields[i].Name)
		b = append(b, ':')
		b = appendValue(b, v, e.fields[i].Type)
	}
	return append(b, "}}"...)
}

func appendString(b []byte, s string) []byte {
	text, _ := json.Marshal(s) // a string cannot fail
	return append(b, text...)
}

func appendValue(b []byte, v any, t Type) []byte {
	switch v := v.(type) {
	case string:
		return appendString(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case bool:
		return strconv.AppendBool(b, v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return append(b, "null"...)
		}
		text, _ := json.Marshal(v) // a finite number cannot fail
		return append(b, text...)
	case time.Time:
		return appendString(b, stamp(v, t))
	}
	return append(b, "null"...)
}

// stamp writes a time as its type has it.
func stamp(v time.Time, t Type) string {
	if t == Date {
		return v.Format(time.DateOnly)
	}
	return v.UTC().Format("2006-01-02T15:04:05.999999Z")
}

func (e encoder) geometry(b []byte, g orb.Geometry) []byte {
	if g == nil {
		return append(b, "null"...)
	}
	b = append(b, `{"type":"`...)
	if r, ok := g.(orb.Ring); ok {
		g = orb.Polygon{r}
	}
	b = append(b, g.GeoJSONType()...)
	b = append(b, `","coordinates":`...)
	switch g := g.(type) {
	case orb.Point:
		b = e.position(b, g)
	case orb.MultiPoint:
		b = e.positions(b, g)
	case orb.LineString:
		b = e.positions(b, g)
	case orb.MultiLineString:
		b = list(b, g, func(b []byte, l orb.LineString) []byte { return e.positions(b, l) })
	case orb.Polygon:
		b = e.polygon(b, g)
	case orb.MultiPolygon:
		b = list(b, g, e.polygon)
	default:
		b = append(b, "[]"...)
	}
	return append(b, '}')
}

func (e encoder) polygon(b []byte, p orb.Polygon) []byte {
	return list(b, p, func(b []byte, r orb.Ring) []byte { return e.positions(b, r) })
}

func (e encoder) positions(b []byte, points []orb.Point) []byte {
	b = slices.Grow(b, 24*len(points)+2)
	return list(b, points, e.position)
}

func list[T any](b []byte, members []T, one func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, m)
	}
	return append(b, ']')
}

func (e encoder) position(b []byte, p orb.Point) []byte {
	x, y := e.system.Forward(p[0], p[1])
	b = append(b, '[')
	b = appendFixed(b, x, e.system.Decimals)
	b = append(b, ',')
	b = appendFixed(b, y, e.system.Decimals)
	return append(b, ']')
}

// appendFixed writes a number rounded to so many decimals, zeros at its end left
// out, "-0" as "0". It is exact for what fits into 2^53 after scaling.
func appendFixed(b []byte, v float64, decimals int) []byte {
	scale := 1.0
	for range decimals {
		scale *= 10
	}
	n := int64(math.Round(v * scale))
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	unit := int64(scale)
	b = strconv.AppendInt(b, n/unit, 10)
	rest := n % unit
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	at := len(b)
	for range decimals {
		b = append(b, '0')
	}
	for i := at + decimals - 1; i >= at; i-- {
		b[i] = byte('0' + rest%10)
		rest /= 10
	}
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}
