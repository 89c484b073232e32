// Package gpkg writes a layer as a GeoPackage 1.3 (OGC 12-128r17): one feature
// table with the R-tree extension, descriptions of its columns (schema
// extension), the note as metadata that GDAL and QGIS each show, and a style
// that QGIS takes as the default (layer_styles).
//
// A GeoPackage is a database of SQLite and cannot be written front to back: it
// grows in a file in Options.Temp, which is copied out and removed. The same
// layer gives the same bytes: nothing depends on the clock, and last_change is
// the moment of the run. SQLite's cache is held to 16 MiB.
//
// Coordinates are x before y, longitude first in EPSG:4326, as the standard
// asks of the binary geometry. Rows are taken and described as in geo/export.
package gpkg
