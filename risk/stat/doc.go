// Package stat holds the statistics of the service as pure functions: spatial
// association, rates, tails, scans, trends, alarms and the measures of a
// ranking. Each function documents formula, null, sidedness, undefined cases
// and source.
//
// Neighbours are index lists [][]int32, ascending, never holding the cell
// itself. Coordinates are planar as given; where they matter the order is
// (x, y), that is (lon, lat). NaN stands for "undefined": such entries leave a
// family of tests instead of counting in it.
//
// Results are deterministic: sums run in index order, products that feed sums
// are rounded explicitly (no fused multiply-add), and every random draw comes
// from a Rand whose stream is the index of its unit (a replication, a cell),
// so that the number of workers never changes a byte. A function that cannot
// use its input (lengths that differ, negative exposure) returns NaN, an empty
// result or an error as it says; none panics on data.
package stat
