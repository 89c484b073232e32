// Package retention says how long personal data is kept. The office decides in
// the file retention.toml; nothing here knows a database or a clock.
//
// Each rule has a limit in days, counted from an event of the record:
//
//	unverified  a report that stays an allegation, from when it was recorded: text, reporter and exact place
//	reporter    the identity of a reporter, from when the report was closed
//	closed      a closed report, from when it was closed: text, reporter and exact place
//	residences  a stay, from its end; without one from the end of the permit, else from when it was recorded
//	audit       the oldest entries of the audit trail, from when they were written
//
// A report is closed when its last state is no allegation. What a record loses
// is its personal part: what is left counts as an anonymous event of a month in
// a cell of resolution 8.
package retention
