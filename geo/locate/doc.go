// Package locate finds the desa of a point, the desa around it, their
// neighbours, and the distance to the sea.
//
// Points are WGS 84 degrees, longitude first. An area is closed: its border
// belongs to it. Inside, the even-odd rule on the published coordinates
// decides, with an orientation test that is exact where rounding could lie. A
// point of two areas, on a shared border or in an overlap, belongs to the area
// with the lower code, and an overlap is flagged; a point in a gap between areas
// belongs to none. So every point has one answer or none. Lengths are geodesic
// metres on the WGS 84 ellipsoid.
//
// A look-up reads one block of a grid that says which area covers it, or one
// cell of the block; where a border passes the cell it tests the few edges that
// lie there: some 8 nanoseconds over the box of Bali and 12 on land in a batch
// on one core, 50 in a set of 84,276 desa. What is left is one load from the
// second or third cache and, on land, a guess of the processor at every edge
// that is tested: half of that is the limit. An R-tree of boxes serves nearest,
// box and neighbour queries. An index never changes once made and may be used
// from many goroutines; a file keeps it for the next start (Prepared).
package locate
