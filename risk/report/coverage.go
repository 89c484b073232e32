package report

import (
	"cmp"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// Unvisited lists the desa without a visit for more than so many months, those
// never visited first, then by the last visit.
func Unvisited(visits []risk.Visit, areas []geo.AreaCode, at time.Time, months int) []risk.Unvisited {
	last := map[geo.AreaCode]time.Time{}
	for _, v := range visits {
		if known(v.Stamp, at) && !v.Date.After(at) && v.Date.After(last[v.Desa]) {
			last[v.Desa] = v.Date
		}
	}
	since := at.AddDate(0, -months, 0)
	var out []risk.Unvisited
	for _, a := range areas {
		if a.Level() == geo.LevelDesa && last[a].Before(since) {
			out = append(out, risk.Unvisited{Desa: a, Last: last[a]})
		}
	}
	slices.SortFunc(out, func(a, b risk.Unvisited) int {
		return cmp.Or(a.Last.Compare(b.Last), cmp.Compare(a.Desa, b.Desa))
	})
	return out
}

// NoMeeting lists the codes of the kecamatan without a meeting of their own
// in the calendar year.
func NoMeeting(meetings []risk.Meeting, areas []geo.AreaCode, at time.Time) []string {
	met := map[geo.AreaCode]bool{}
	year := at.In(wita()).Year()
	for _, m := range meetings {
		if known(m.Stamp, at) && !m.Date.After(at) && m.Date.In(wita()).Year() == year {
			met[m.Area] = true
		}
	}
	var out []string
	for _, a := range areas {
		if a.Level() == geo.LevelKecamatan && !met[a] {
			out = append(out, string(a))
		}
	}
	slices.Sort(out)
	return out
}

// OperationsDue lists the approved operations of the day, and those that have
// ended without a result, by their start.
func OperationsDue(operations []risk.Operation, at, date time.Time) []risk.Operation {
	from := midnight(date)
	until := from.AddDate(0, 0, 1)
	var out []risk.Operation
	for _, o := range operations {
		open := o.State == "disetujui" || o.State == "berjalan"
		if open && known(o.Stamp, at) && !o.Start.IsZero() && o.Start.Before(until) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b risk.Operation) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID))
	})
	return out
}
