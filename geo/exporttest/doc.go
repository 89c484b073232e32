// Package exporttest proves writers of package export: it makes layers that are
// hard to write, writes them in every system that a format carries, and has
// GDAL (ogr2ogr, ogrinfo, gdaltransform of Debian's gdal-bin) read them back:
// counts, types, values, shapes, system. Peak measures what a writer holds.
package exporttest
