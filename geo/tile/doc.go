// Package tile turns prepared layers into Mapbox Vector Tiles 2.1
// (https://github.com/mapbox/vector-tile-spec/tree/master/2.1).
//
// Input coordinates are WGS 84 degrees, longitude first; tiles are of the
// WebMercatorQuad scheme, row 0 in the north. A Layer is prepared once for a
// version of the data: every geometry is projected and snapped, zoom by zoom,
// to the grid of the whole world at that zoom (2^z x extent steps). A vertex
// that two areas share falls on one grid point for both, and the point where an
// edge meets the clip box does not depend on the direction of the edge, so
// neighbours that share borders neither gap nor overlap in a tile. Borders that
// were simplified on the Raster of a zoom beforehand (package boundary) are not
// moved again; SIMPLIFICATION.md says how far that moves them.
//
// Polygons are clipped by Sutherland and Hodgman's method (doi:10.1145/360767.360802)
// to the tile and its buffer: concave parts may stay joined by an edge along
// the outside of the buffer. Exterior rings have positive area in tile
// coordinates, interior rings negative; rings that collapse on the grid are left out.
//
// The same layers give the same bytes on any machine. Preparing costs time and
// memory in proportion to vertices and zooms; a tile costs the vertices of the
// features whose box meets it. A Layer never changes after NewLayer and may be
// used from many goroutines, as may a Cache; a PMTiles archive has one writer.
package tile
