package report

import (
	"cmp"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// Limits say when something is worth a line. They are the office's to set.
type Limits struct {
	Stale     time.Duration // an unverified report is late after this
	Silent    time.Duration // a registered premises is silent after this
	Unvisited int           // months after which a desa counts as unvisited
	LateFeed  time.Duration // a kind of record is late after this
	Top       int           // cells in the list
	Lodging   []string      // premises types that lodge guests, codes of the list "premises"
}

// DefaultLimits are 72 hours, 30 days, 12 months, 7 days, ten cells and the
// types that take guests.
func DefaultLimits() Limits {
	const day = 24 * time.Hour
	return Limits{
		Stale: 72 * time.Hour, Silent: 30 * day, Unvisited: 12, LateFeed: 7 * day, Top: 10,
		Lodging: []string{"HOTEL", "HOMESTAY", "VILA", "KOS", "RUMAH_PRIBADI", "KONTRAKAN", "LOSMEN"},
	}
}

// Build is the night of a date (any time of the day, WITA): the run with what
// the records known at Run.At say. previous is the run of the report before,
// nil for the first. areas lists the codes of the boundary set, of every level.
func Build(date time.Time, run risk.Run, previous *risk.Run, records risk.Records, areas []geo.AreaCode, l Limits) risk.Night {
	at := run.At
	return risk.Night{
		Date: midnight(date), Run: run, Previous: previous,
		Changes:    Compare(previous, run),
		Top:        Top(run.Result.Scores, l.Top),
		Stale:      Stale(records.Reports, at, l.Stale),
		Gaps:       LodgingGaps(records.Premises, at, l.Silent, l.Lodging),
		Unvisited:  Unvisited(records.Visits, areas, at, l.Unvisited),
		NoMeeting:  NoMeeting(records.Meetings, areas, at),
		Operations: OperationsDue(records.Operations, at, date),
		Faults:     Faults(records, at, l.LateFeed),
	}
}

// midnight is the start of the day in WITA.
func midnight(t time.Time) time.Time {
	y, m, d := t.In(wita()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, wita())
}

// Top lists the n cells of the best ranks; ties in the order of cells.
func Top(scores []risk.Score, n int) []risk.Score {
	out := slices.Clone(scores)
	slices.SortFunc(out, func(a, b risk.Score) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Cell, b.Cell))
	})
	return slices.Clip(out[:min(max(n, 0), len(out))])
}

// known reports whether a record was there at the time of the run.
func known(s risk.Stamp, at time.Time) bool { return !s.RecordedAt.After(at) }
