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
// A look-up searches the boxes in an R-tree and then the edges of one stripe
// of latitude of each candidate. An index never changes once made and may be
// used from many goroutines.
package locate
