// Package locate finds the desa of a point, the nearest desa, and the distance
// to the sea.
//
// Points are WGS 84 degrees, longitude first. An area is closed: its border
// belongs to it. Inside, the even-odd rule on the published coordinates
// decides, with an orientation test that is exact where rounding could lie. A
// point of two areas, on a shared border or in an overlap, belongs to the area
// with the lower code, so every point has one answer or none. Lengths are
// metres on the WGS 84 ellipsoid, good to 1 part in 10,000 within 100 km.
//
// A look-up reads one cell of a grid that says which area covers it; where a
// border passes it tests the few edges that lie there. An R-tree of boxes
// serves nearest and box queries. An index never changes once made and may be
// used from many goroutines.
package locate
