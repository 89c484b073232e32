// Package cql2 reads filters of OGC CQL2 1.0 (21-065r2), as text and as JSON,
// into one small tree and evaluates it over features in memory.
//
// It knows comparisons, BETWEEN, IN, LIKE, IS NULL, CASEI, ACCENTI, arithmetic,
// the eight spatial functions and the fifteen temporal ones. Logic has three
// values: a comparison with null is null, and only what is true matches.
//
// Coordinates of literals are in the system of the filter, in the order of its
// axes; shapes are compared in longitude and latitude, long edges of metric
// systems cut so that they keep their course within a centimetre. Days are those
// of UTC. Errors give the offset in bytes and what was expected there.
package cql2
