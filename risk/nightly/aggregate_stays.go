package nightly

import (
	"cmp"
	"hash/fnv"
	"io"
	"iter"
	"maps"
	"math"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// stay is a residence cut to what is counted, in 24 bytes: a night of the
// whole country holds millions. Times are whole seconds since the start of the
// window.
type stay struct {
	key         uint64 // of the person, 0 when unknown
	from, until int32
	persons     float32
	mark        uint16 // of the record, where the person is unknown; for noise alone
	expiring    bool
}

// stays are those of each place: a cell, or a whole desa where no point is
// known.
type stays struct {
	start  time.Time
	now    int32 // the moment of the run
	recent int32 // since when a stay is current
	byCell [][]stay
	byDesa map[geo.AreaCode][]stay
}

// sums are the counts of one place.
type sums struct{ staying, expiring, days, decayed float64 }

// residences counts persons and person-days. The order does not matter.
// Memory: 24 bytes for each residence within the window.
func (a *aggregation) residences(lists ...iter.Seq[risk.Residence]) {
	s := &stays{
		start:  a.at.AddDate(0, 0, -a.policy.Time.WindowDays),
		byCell: make([][]stay, len(a.places.frame.Cells)), byDesa: map[geo.AreaCode][]stay{},
	}
	s.now, s.recent = s.second(a.at), s.second(a.at.AddDate(0, 0, -a.policy.Stays.RecentDays))
	for _, list := range lists {
		for r := range list {
			a.addStay(s, r)
		}
	}
	a.guests(s)
	for _, desa := range slices.Sorted(maps.Keys(s.byDesa)) {
		a.addPlace(a.places.spread(desa), a.sum(s, s.byDesa[desa]))
	}
	for cell, list := range s.byCell {
		if len(list) > 0 {
			a.addPlace([]part{{cell, 1}}, a.sum(s, list))
		}
	}
}

// second is a moment within the window, in seconds from its start.
func (s *stays) second(t time.Time) int32 { return int32(t.Sub(s.start) / time.Second) }

// addStay reads one residence; nothing when it is unknown yet, lies outside
// the window or has no place.
func (a *aggregation) addStay(s *stays, r risk.Residence) {
	if !a.known(r.Stamp) {
		return
	}
	parts := a.places.parts(r.Stamp)
	from, until := a.period(r)
	if len(parts) == 0 || until.Before(s.start) || until.Before(from) {
		return
	}
	if from.Before(s.start) {
		from = s.start
	}
	t := stay{
		key: personKey(r.PersonKey), persons: 1, from: s.second(from), until: s.second(until),
		expiring: !r.PermitUntil.IsZero() && !r.PermitUntil.After(a.at.AddDate(0, 0, a.policy.Stays.ExpiryDays)),
	}
	if t.key == 0 {
		t.persons, t.mark = max(1, float32(r.Persons)), uint16(personKey(r.ID))
	}
	a.placed(parts, r.Quality)
	if len(parts) > 1 {
		s.byDesa[r.Desa] = append(s.byDesa[r.Desa], t)
		return
	}
	s.byCell[parts[0].cell] = append(s.byCell[parts[0].cell], t)
}

// period is when a stay began and ended, as far as it has come.
func (a *aggregation) period(r risk.Residence) (from, until time.Time) {
	from, until = r.From, r.Until
	if from.IsZero() {
		from = r.RecordedAt
	}
	if until.IsZero() || until.After(a.at) {
		until = a.at
	} else if day := from.AddDate(0, 0, 1); until.Before(day) && !until.Before(from) {
		until = earlier(day, a.at) // a stay of part of a day is a day
	}
	return from, until
}

// personKey shortens a person's key to 64 bits; two persons of one place share
// one with a chance of less than one in a billion.
func personKey(key string) uint64 {
	if key == "" {
		return 0
	}
	h := fnv.New64a()
	_, _ = io.WriteString(h, key)
	return max(1, h.Sum64())
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// sum counts the stays of one place. Overlapping stays of one person count
// once.
func (a *aggregation) sum(s *stays, list []stay) sums {
	slices.SortFunc(list, func(x, y stay) int {
		return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.from, y.from), cmp.Compare(x.until, y.until), cmp.Compare(x.persons, y.persons))
	})
	var out sums
	for from, to := 0, 0; from < len(list); from = to {
		for to = from + 1; to < len(list) && list[to].key == list[from].key && list[from].key != 0; to++ {
		}
		out.addPerson(a, s, list[from:to])
	}
	return out
}

func (s *sums) addPerson(a *aggregation, all *stays, list []stay) {
	var present, expiring bool
	persons, from, until := float64(list[0].persons), list[0].from, list[0].until
	for _, t := range list {
		current := t.until >= all.recent
		present = present || current
		expiring = expiring || current && t.expiring
		if t.from > until {
			s.addDays(a, persons, all.now-from, all.now-until)
			from, until = t.from, t.until
		} else if t.until > until {
			until = t.until
		}
	}
	s.addDays(a, persons, all.now-from, all.now-until)
	if present {
		s.staying += persons
	}
	if expiring {
		s.expiring += persons
	}
}

// addDays adds person-days, plain and as the integral of the decay; from and
// until are seconds ago.
func (s *sums) addDays(a *aggregation, persons float64, from, until int32) {
	const day = 24 * 60 * 60
	half := a.policy.Time.HalfLifeDays
	faded := func(ago int32) float64 { return math.Exp2(-float64(ago) / day / half) }
	s.days += float64(persons * float64(from-until) / day)
	s.decayed += float64(persons * half / math.Ln2 * (faded(until) - faded(from)))
}

// addPlace gives the counts of a place to its cells.
func (a *aggregation) addPlace(parts []part, s sums) {
	heads := largestRemainder(int(math.Round(s.staying)), parts)
	for k, p := range parts {
		c := &a.in.Cells[p.cell]
		c.Staying += float64(s.staying * p.share)
		c.Heads += heads[k]
		if len(parts) > 1 {
			cell := a.places.frame.Cells[p.cell]
			a.census.spreadHeads(cell.Cell, cell.Desa, heads[k])
		}
		c.Expiring += float64(s.expiring * p.share)
		c.Days += float64(s.days * p.share)
		c.DaysDecayed += float64(s.decayed * p.share)
	}
}
