package ingest

import (
	"strconv"
	"strings"
	"unicode"

	"timpora/geo"
)

// spot is a point as a row gives it.
type spot struct {
	at      geo.Point
	field   string // of the fault, "" for the geometry of a feature
	value   string // shown where no column holds it
	swapped string // the value with the axes exchanged
}

// point is the place that a row gives in degrees: the geometry of a feature,
// the columns of longitude and latitude, or one column with both.
func (r *row) point() (spot, bool) {
	if r.raw.Point != nil {
		p := *r.raw.Point
		return spot{p, "", pair(p.Lon, p.Lat), pair(p.Lat, p.Lon)}, true
	}
	if r.text("lon") != "" || r.text("lat") != "" {
		return r.pointOfColumns()
	}
	for _, field := range []string{"point", "location"} {
		text := r.text(field)
		if text == "" || (field == "location" && address(text)) {
			continue
		}
		p, format, ok := parsePoint(text, r.lonFirst(field))
		if !ok {
			r.reject(field, "point_invalid", "")
			return spot{}, false
		}
		return spot{p, field, "", format(geo.Point{Lon: p.Lat, Lat: p.Lon})}, true
	}
	return spot{}, false
}

func (r *row) pointOfColumns() (spot, bool) {
	var v [2]float64
	for i, field := range []string{"lon", "lat"} {
		var ok bool
		_, there := r.at[field]
		switch v[i], ok = number(r.text(field)); {
		case ok:
			continue
		case !there:
			r.missing(field)
		case r.text(field) == "":
			r.reject(field, "value_missing", "")
		default:
			r.reject(field, "number_invalid", "")
		}
		return spot{}, false
	}
	return spot{geo.Point{Lon: v[0], Lat: v[1]}, "lon", "", r.text("lat")}, true
}

// misplaced refuses a point that is no place in the area.
func (r *row) misplaced(s spot, code string) {
	suggestion := ""
	if code == "axes_swapped" {
		suggestion = s.swapped
	}
	r.reject(s.field, code, suggestion)
	if s.value != "" {
		last := &r.bad[len(r.bad)-1]
		last.Header, last.Value = "geometry", s.value
	}
}

func pair(a, b float64) string { return degrees(a) + ", " + degrees(b) }

func degrees(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// address reports whether a text names a place in words: it has letters and is
// no geometry.
func address(s string) bool {
	_, wkt := cutPrefixFold(s, "POINT")
	_, ewkt := cutPrefixFold(s, "SRID=")
	return !wkt && !ewkt && strings.ContainsFunc(s, unicode.IsLetter)
}

// lonFirst reports whether the header of a column says that its pairs begin
// with the longitude. Without that they begin with the latitude, as maps on
// phones copy them.
func (r *row) lonFirst(field string) bool {
	h := fold(r.header[r.at[field]])
	return strings.HasPrefix(h, "lon") || strings.HasPrefix(h, "lng") || strings.HasPrefix(h, "bujur") || strings.HasPrefix(h, "xy")
}

// parsePoint reads a point as WKT, "POINT(lon lat)", longitude first with or
// without SRID 4326, or as a pair of numbers. format writes another point in
// the same way.
func parsePoint(s string, lonFirst bool) (p geo.Point, format func(geo.Point) string, ok bool) {
	if rest, is := cutPrefixFold(s, "SRID="); is {
		var srid string
		if srid, s, is = strings.Cut(rest, ";"); !is || strings.TrimSpace(srid) != "4326" {
			return p, nil, false
		}
	}
	if rest, is := cutPrefixFold(strings.TrimSpace(s), "POINT"); is {
		p, ok = parseWKT(rest)
		return p, func(p geo.Point) string { return "POINT(" + degrees(p.Lon) + " " + degrees(p.Lat) + ")" }, ok
	}
	a, b, ok := parsePair(s)
	if lonFirst {
		return geo.Point{Lon: a, Lat: b}, func(p geo.Point) string { return pair(p.Lon, p.Lat) }, ok
	}
	return geo.Point{Lon: b, Lat: a}, func(p geo.Point) string { return pair(p.Lat, p.Lon) }, ok
}

// parseWKT reads what follows the word POINT: Z, M or ZM, and two to four
// numbers in brackets.
func parseWKT(s string) (p geo.Point, ok bool) {
	s = strings.TrimLeft(strings.ToUpper(strings.TrimSpace(s)), "ZM")
	inner, open := strings.CutPrefix(strings.TrimSpace(s), "(")
	inner, closed := strings.CutSuffix(inner, ")")
	fields := strings.Fields(inner)
	if !open || !closed || len(fields) < 2 || len(fields) > 4 {
		return p, false
	}
	var okLon, okLat bool
	p.Lon, okLon = number(fields[0])
	p.Lat, okLat = number(fields[1])
	return p, okLon && okLat
}

// parsePair reads two numbers with a semicolon, a comma or blanks between
// them. Decimal commas are told by the blank or semicolon beside them.
func parsePair(s string) (a, b float64, ok bool) {
	s = strings.Trim(s, "()[] ")
	for _, parts := range [][]string{strings.Split(s, ";"), strings.Split(s, ", "), strings.Split(s, ","), strings.Fields(s)} {
		if len(parts) != 2 {
			continue
		}
		a, okA := number(strings.TrimSpace(parts[0]))
		b, okB := number(strings.TrimSpace(parts[1]))
		if okA && okB {
			return a, b, true
		}
	}
	return 0, 0, false
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
