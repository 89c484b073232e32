// Package disclose decides who may see what: one function for tables of
// counts (Suppress) and one for the level of detail (View). Everything that
// leaves the service goes through both.
//
//	tier      areas                 cells      k   zero
//	officer   all                   as run     -   shown
//	partner   desa and above        H3 <= 7    5   shown
//	public    kecamatan and above   none       10  hidden like 1..9
//
// Counts are of distinct persons, never of rows. Below its tier's k a count is
// hidden, and so is every figure that rests on it: score, level, reasons.
// Complementary suppression: parents are the sum of their children, so what is
// left over gives a hidden count away; more siblings are hidden until every
// hidden count has a feasible interval at least k wide, given all that is
// shown. The intervals are exact on a tree: bounds upward from the leaves, then
// downward from the root.
//
// Cells of partners carry no counts at all: a table by cell and one by area
// together would isolate what a border cuts off a cell. For the same reason
// their scores are whole numbers and their reasons codes without figures.
//
// Deterministic: ties go to the lower key. Cost: rows x hidden rows.
package disclose
