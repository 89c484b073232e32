// Package report builds the night from records and runs, and writes it as
// HTML, CSV, GeoJSON and JSON.
//
// Build and the functions it calls find what a daily report shows: changes
// since the run before, reports that wait too long, gaps in lodging reports,
// desa unvisited, kecamatan without a meeting, operations due and faults of
// the data. They use nothing that was recorded after Run.At. Days are days of
// WITA (UTC+8).
//
// The writers turn a risk.Night into a file. Coordinates are WGS 84 degrees,
// longitude first, rounded to six decimals in GeoJSON; sizes are km2 and
// metres. Equal input gives equal bytes. A report is of the officers' tier and
// marked TERBATAS; it names places, never persons or premises. Cost is linear
// in the records and the cells of a run, but for sorting.
package report
