package export

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"timpora/geo/crs"
)

// ErrSystem reports a coordinate reference system that a format cannot carry.
var ErrSystem = errors.New("not in this coordinate reference system")

// Options of a file.
type Options struct {
	CRS  crs.System // x before y; the zero value is CRS84
	Temp string     // folder for what cannot be written yet; empty is the system's
}

// Format is a way to write a layer.
type Format struct {
	Name  string // and the ending of its files
	Media string // media type
	About string
	Text  bool // worth compressing on its way
	WGS84 bool // knows no other system
	Into  func(w io.Writer, l Layer, o Options) error
}

// Formats lists the formats of this package.
func Formats() []Format {
	return []Format{
		{Name: "geojson", Media: "application/geo+json", About: "GeoJSON (RFC 7946)", Text: true, WGS84: true, Into: writeGeoJSON},
		{Name: "geojsons", Media: "application/geo+json-seq", About: "GeoJSON text sequence (RFC 8142)", Text: true, WGS84: true, Into: writeSequence},
		{Name: "geojsonl", Media: "application/x-ndjson", About: "GeoJSON, one feature a line", Text: true, WGS84: true, Into: writeLines},
		{Name: "fgb", Media: "application/flatgeobuf", About: "FlatGeobuf 3 with index", Into: writeFlatGeobuf},
		{Name: "parquet", Media: "application/vnd.apache.parquet", About: "GeoParquet 1.1", Into: writeParquet},
		{Name: "csv", Media: "text/csv; charset=utf-8", About: "CSV with well-known text", Text: true, Into: writeCSV},
		{Name: "kml", Media: "application/vnd.google-earth.kml+xml", About: "KML 2.2", Text: true, WGS84: true, Into: writeKML},
		{Name: "xlsx", Media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", About: "Excel, a place instead of the shape", Into: writeXLSX},
	}
}

// Write writes a layer, or ErrSystem, ErrLayer, or what the source or the
// writer said. Whoever gives w makes sure that a file cut short is not kept.
func (f Format) Write(w io.Writer, l Layer, o Options) error {
	if o.CRS.URI == "" {
		o.CRS = CRS84()
	}
	if err := l.check(); err != nil {
		return err
	}
	if !f.Carries(o.CRS) {
		return fmt.Errorf("%s in %s: %w", f.Name, o.CRS.URI, ErrSystem)
	}
	l.Rows = ready(l, o)
	return f.Into(w, l, o)
}

// Carries reports whether a format can be written in a system. Axes of files
// are always x before y, so a system that wants latitude first has no file.
func (f Format) Carries(s crs.System) bool { return !s.LatFirst && !(s.Metric && f.WGS84) }

// CRS84 is the system of files where nothing else is asked for.
func CRS84() crs.System { return crs.All()[0] }

// System finds a system by an EPSG code with or without "EPSG:", "CRS84", or
// its URI. EPSG:4326 is read as CRS84, the order in which every file format
// holds it. ErrSystem for all others.
func System(name string) (crs.System, error) {
	s, ok := crs.Find(strings.TrimPrefix(name, "OGC:"))
	if !ok {
		s, ok = crs.Find("EPSG:" + name)
	}
	if !ok {
		return s, fmt.Errorf("%.60q: %w: want 4326, 3857 or 32750", name, ErrSystem)
	}
	if s.LatFirst {
		return CRS84(), nil
	}
	return s, nil
}

// ready checks rows, turns and projects their shapes, and counts them.
func ready(l Layer, o Options) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		n := 0
		last := int64(0)
		for r, err := range l.Rows {
			if err == nil {
				err = l.checkRow(r)
			}
			if err == nil && r.ID <= last {
				err = fmt.Errorf("%w: row %d comes after row %d", ErrLayer, r.ID, last)
			}
			if err != nil {
				yield(Row{}, err)
				return
			}
			r.Shape = shaped(r.Shape, o.CRS)
			last = r.ID
			n++
			if !yield(r, nil) {
				return
			}
		}
		if n != l.Count {
			yield(Row{}, fmt.Errorf("%w: %d rows, announced were %d", ErrLayer, n, l.Count))
		}
	}
}
