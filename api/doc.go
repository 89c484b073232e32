// Package api serves timpora over HTTP: JSON under /api/v1, vector tiles under
// /tiles, whole layers under /export, the OGC APIs under /ogc with styles under
// /styles, and the page. Echo routes at the edge; handlers decode, ask the view
// or a small interface, encode and return errors.
//
// Everything that shows the area comes from a View: an immutable picture of
// one boundary set and one run. A new run or set is shown by swapping the
// pointer, so a request sees one state from beginning to end and its ETag names
// that state.
//
// Errors are application/problem+json (RFC 9457) with a stable code; their
// sentences live in the page. Coordinates are WGS 84, longitude first.
package api
