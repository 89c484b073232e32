package export

import (
	"strconv"

	"github.com/paulmach/orb"
)

// appendNumber writes a coordinate with at most the given decimals, without
// zeros at the end.
func appendNumber(dst []byte, v float64, decimals int) []byte {
	from := len(dst)
	dst = strconv.AppendFloat(dst, v, 'f', decimals, 64)
	for dst[len(dst)-1] == '0' && decimals > 0 {
		dst = dst[:len(dst)-1]
	}
	if dst[len(dst)-1] == '.' {
		dst = dst[:len(dst)-1]
	}
	if string(dst[from:]) == "-0" {
		return append(dst[:from], '0')
	}
	return dst
}

// brackets are how a text format nests and separates lists of numbers.
type brackets struct {
	open, shut, list, pair string
}

func appendPolygon(dst []byte, p orb.Polygon, b brackets, decimals int) []byte {
	dst = append(dst, b.open...)
	for i, r := range p {
		if i > 0 {
			dst = append(dst, b.list...)
		}
		dst = append(dst, b.open...)
		for k, at := range r {
			if k > 0 {
				dst = append(dst, b.list...)
			}
			dst = appendPair(dst, at, b, decimals)
		}
		dst = append(dst, b.shut...)
	}
	return append(dst, b.shut...)
}

func appendPair(dst []byte, at orb.Point, b brackets, decimals int) []byte {
	json := b.open == "["
	if json {
		dst = append(dst, '[')
	}
	dst = appendNumber(dst, at[0], decimals)
	dst = append(dst, b.pair...)
	dst = appendNumber(dst, at[1], decimals)
	if json {
		dst = append(dst, ']')
	}
	return dst
}

// appendShape writes all polygons, or the one polygon alone.
func appendShape(dst []byte, mp orb.MultiPolygon, single bool, b brackets, decimals int) []byte {
	if single {
		return appendPolygon(dst, mp[0], b, decimals)
	}
	dst = append(dst, b.open...)
	for i, p := range mp {
		if i > 0 {
			dst = append(dst, b.list...)
		}
		dst = appendPolygon(dst, p, b, decimals)
	}
	return append(dst, b.shut...)
}

// appendWKT writes well-known text.
func appendWKT(dst []byte, mp orb.MultiPolygon, single bool, decimals int) []byte {
	if single {
		dst = append(dst, "POLYGON "...)
	} else {
		dst = append(dst, "MULTIPOLYGON "...)
	}
	return appendShape(dst, mp, single, brackets{"(", ")", ",", " "}, decimals)
}
