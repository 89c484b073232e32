// Package export writes a whole layer as one file: GeoJSON (RFC 7946), GeoJSON
// text sequences (RFC 8142, and one feature a line), FlatGeobuf 3 with its
// packed R-tree, GeoParquet 1.1, CSV with well-known text, KML 2.2 and XLSX.
// GeoPackage needs a database and lies in data/gpkg.
//
// A Layer hands out its rows one by one and no writer keeps them: what a writer
// holds at a time does not grow with the rows, but for 16 bytes a row of
// FlatGeobuf's index. FlatGeobuf and XLSX keep what they cannot write yet in a
// file without a name in Options.Temp, about as large as the result.
//
// Coordinates come in as WGS 84 degrees, longitude first, and are written x
// before y in the system of Options. Outer rings run counter-clockwise, holes
// clockwise, whatever they did before. Text formats round degrees to seven
// decimals (11 mm) and metres to three; borders that areas share are rounded
// alike. Binary formats keep all bits.
//
// Every file tells its own story: what it shows, from which run and boundary
// set, credit and licence, and whether the records are synthetic (see Note).
// CSV has no place for that but its rows: each row says whether it is
// synthetic, the first one carries the rest.
//
// Nothing depends on the clock or the machine: the same layer gives the same
// bytes. A value that is unknown or withheld is nil and becomes the format's
// null; a number that is not finite is unknown.
package export
