// Package geo holds the values of place that every other package shares:
// points, bounds, area codes, cells and metres.
//
// Coordinates are WGS 84 degrees in the order longitude, latitude, as in
// RFC 7946. Edges between two vertices are straight in longitude and latitude.
// A point belongs to an area by the even-odd rule on the published
// coordinates; a point on a border that two areas share belongs to the area
// with the lower code. Lengths are metres on the WGS 84 ellipsoid.
//
// The package imports libraries only and does no input or output.
package geo
