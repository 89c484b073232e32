// Package ogc serves layers as OGC API Features (Parts 1, 2, 3 and the schemas of
// Part 5) and OGC API Tiles, as JSON and as pages for people, beside MapLibre
// styles and the page that tells how to connect a GIS.
//
// Everything comes from a Catalog, an immutable picture of what may be shown to
// each tier: a request sees one picture from beginning to end. Features are kept
// ready as bytes in longitude and latitude; other systems are computed when they
// are asked for. Selecting costs one pass over the features of a collection,
// a page of n features O(n) more.
//
// Pages go on by key, not by count: the next link names the last feature seen, so
// that nothing is lost or doubled when the data change on the way. Sentences are
// Indonesian first, English second.
package ogc
