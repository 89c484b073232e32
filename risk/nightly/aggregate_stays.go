package nightly

import (
	"cmp"
	"math"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// stay is a residence cut to what is counted, at a place: a cell, or a whole
// desa where no point is known.
type stay struct {
	cell        int
	desa        geo.AreaCode // set for stays placed by desa
	key         string
	persons     float64
	from, until time.Time
	expiring    bool
}

// sums are the counts of one place.
type sums struct{ staying, expiring, days, decayed float64 }

// residences counts persons and person-days.
func (a *aggregation) residences(list []risk.Residence) {
	stays := make([]stay, 0, len(list))
	for _, r := range list {
		if s, ok := a.stay(r); ok {
			stays = append(stays, s)
		}
	}
	slices.SortFunc(stays, func(x, y stay) int {
		return cmp.Or(cmp.Compare(x.cell, y.cell), cmp.Compare(x.desa, y.desa), cmp.Compare(x.key, y.key),
			x.from.Compare(y.from), x.until.Compare(y.until), cmp.Compare(x.persons, y.persons))
	})
	for from, to := 0, 0; from < len(stays); from = to {
		for to = from; to < len(stays) && stays[to].cell == stays[from].cell && stays[to].desa == stays[from].desa; to++ {
		}
		a.addPlace(stays[from], a.sum(stays[from:to]))
	}
}

// stay reads one residence; not ok when it is unknown yet, lies outside the
// window or has no place.
func (a *aggregation) stay(r risk.Residence) (stay, bool) {
	if !a.known(r.Stamp) {
		return stay{}, false
	}
	parts := a.places.parts(r.Stamp)
	if len(parts) == 0 {
		return stay{}, false
	}
	s := stay{cell: parts[0].cell, key: r.PersonKey, persons: 1, from: r.From, until: r.Until}
	if len(parts) > 1 {
		s.cell, s.desa = -1, r.Desa
	}
	if s.key == "" {
		s.persons = math.Max(1, float64(r.Persons))
	}
	if s.from.IsZero() {
		s.from = r.RecordedAt
	}
	if s.until.IsZero() || s.until.After(a.at) {
		s.until = a.at
	} else if day := s.from.AddDate(0, 0, 1); s.until.Before(day) && !s.until.Before(s.from) {
		s.until = earlier(day, a.at) // a stay of part of a day is a day
	}
	start := a.at.AddDate(0, 0, -a.policy.Time.WindowDays)
	if s.until.Before(start) || s.until.Before(s.from) {
		return stay{}, false
	}
	if s.from.Before(start) {
		s.from = start
	}
	s.expiring = !r.PermitUntil.IsZero() && !r.PermitUntil.After(a.at.AddDate(0, 0, a.policy.Stays.ExpiryDays))
	a.placed(parts, r.Quality)
	return s, true
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// sum counts the stays of one place, sorted by key and time. Overlapping
// stays of one person count once.
func (a *aggregation) sum(stays []stay) sums {
	var s sums
	recent := a.at.AddDate(0, 0, -a.policy.Stays.RecentDays)
	for from, to := 0, 0; from < len(stays); from = to {
		for to = from + 1; to < len(stays) && stays[to].key == stays[from].key && stays[from].key != ""; to++ {
		}
		s.addPerson(a, stays[from:to], recent)
	}
	return s
}

func (s *sums) addPerson(a *aggregation, stays []stay, recent time.Time) {
	var present, expiring bool
	persons, from, until := stays[0].persons, stays[0].from, stays[0].until
	for _, t := range stays {
		now := !t.until.Before(recent) && !t.from.After(a.at)
		present = present || now
		expiring = expiring || now && t.expiring
		if t.from.After(until) {
			s.addDays(a, persons, from, until)
			from, until = t.from, t.until
		} else if t.until.After(until) {
			until = t.until
		}
	}
	s.addDays(a, persons, from, until)
	if present {
		s.staying += persons
	}
	if expiring {
		s.expiring += persons
	}
}

// addDays adds person-days, plain and as the integral of the decay.
func (s *sums) addDays(a *aggregation, persons float64, from, until time.Time) {
	s.days += float64(persons * daysBetween(from, until))
	half := a.policy.Time.HalfLifeDays
	s.decayed += float64(persons * half / math.Ln2 * (a.decay(until) - a.decay(from)))
}

// addPlace gives the counts of a place to its cells.
func (a *aggregation) addPlace(at stay, s sums) {
	parts := []part{{at.cell, 1}}
	if at.desa != "" {
		parts = a.places.spread(at.desa)
	}
	heads := largestRemainder(int(math.Round(s.staying)), parts)
	for k, p := range parts {
		c := &a.in.Cells[p.cell]
		c.Staying += float64(s.staying * p.share)
		c.Heads += heads[k]
		c.Expiring += float64(s.expiring * p.share)
		c.Days += float64(s.days * p.share)
		c.DaysDecayed += float64(s.decayed * p.share)
	}
}
