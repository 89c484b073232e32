package report

import (
	"time"

	"timpora/risk"
)

// Faults lists what is wrong with the data, kind by kind in the order of
// risk.Kinds: no records at all, none for longer than late (Count is days),
// records without a desa, and records placed by their desa only where a point
// is expected.
func Faults(r risk.Records, at time.Time, late time.Duration) []risk.Fault {
	var out []risk.Fault
	for _, k := range risk.Kinds() {
		f := feedOf(k, r, at)
		switch {
		case f.all == 0:
			out = append(out, risk.Fault{Code: "empty_feed", About: string(k)})
			continue
		case at.Sub(f.newest) > late:
			days := float64(at.Sub(f.newest) / (24 * time.Hour))
			out = append(out, risk.Fault{Code: "late_feed", About: string(k), Count: days})
		}
		if f.lost > 0 {
			out = append(out, risk.Fault{Code: "unlocatable", About: string(k), Count: float64(f.lost)})
		}
		if f.coarse > 0 {
			out = append(out, risk.Fault{Code: "desa_placed", About: string(k), Count: float64(f.coarse)})
		}
	}
	return out
}

// feed sums up the records of a kind.
type feed struct {
	all, lost, coarse int
	newest            time.Time
}

func feedOf(k risk.Kind, r risk.Records, at time.Time) feed {
	switch k {
	case risk.KindResidences:
		return sum(r.Residences, at, true, func(v risk.Residence) risk.Stamp { return v.Stamp })
	case risk.KindPremises:
		return sum(r.Premises, at, true, func(v risk.Premises) risk.Stamp { return v.Stamp })
	case risk.KindReports:
		return sum(r.Reports, at, true, func(v risk.Report) risk.Stamp { return v.Stamp })
	case risk.KindVisits:
		return sum(r.Visits, at, false, func(v risk.Visit) risk.Stamp { return v.Stamp })
	}
	// A meeting is held for an area; it has no place of its own to miss.
	f := sum(r.Meetings, at, false, func(v risk.Meeting) risk.Stamp { return v.Stamp })
	f.lost = 0
	return f
}

func sum[T any](list []T, at time.Time, points bool, stamp func(T) risk.Stamp) feed {
	var f feed
	for _, v := range list {
		s := stamp(v)
		if !known(s, at) {
			continue
		}
		f.all++
		if s.RecordedAt.After(f.newest) {
			f.newest = s.RecordedAt
		}
		switch {
		case s.Desa == "":
			f.lost++
		case points && s.Quality == risk.QualityDesa:
			f.coarse++
		}
	}
	return f
}
