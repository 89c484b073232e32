package nightly

import (
	"cmp"
	"iter"
	"maps"
	"math"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/score"
)

// Aggregate counts, for every cell of the frame, what was known at a moment.
func Aggregate(frame risk.Frame, records risk.Records, at time.Time, p score.Policy) score.Inputs {
	return aggregate(frame, records, nil, at, p, nil)
}

// aggregate counts the residences of the records and those of a stream, which
// may be nil, and fills the census, which may be nil too.
func aggregate(frame risk.Frame, records risk.Records, more iter.Seq[risk.Residence], at time.Time, p score.Policy, c *census) score.Inputs {
	in := score.Inputs{
		At: at.UTC(), BoundarySet: frame.BoundarySet, Resolution: frame.Resolution,
		Grades: []score.GradeTally{}, Strata: []score.Stratum{}, Cells: make([]score.Cell, len(frame.Cells)),
	}
	for i, c := range frame.Cells {
		in.Cells[i].Cell = c.Cell
	}
	a := &aggregation{at: at, policy: p, in: &in, places: newPlaces(frame), census: c}
	a.premises(records.Premises)
	if more == nil {
		more = slices.Values([]risk.Residence(nil))
	}
	a.residences(slices.Values(records.Residences), more)
	a.visits(records.Visits, records.Meetings)
	a.reports(records.Reports)
	in.Unplaced, in.Tallies = a.places.unplaced, a.tallies()
	return in
}

// aggregation carries the inputs under construction.
type aggregation struct {
	at     time.Time
	policy score.Policy
	in     *score.Inputs
	places *places
	census *census
}

func (a *aggregation) known(s risk.Stamp) bool { return !s.RecordedAt.After(a.at) }

// since reports whether t lies within the last days before the moment.
func (a *aggregation) since(t time.Time, days int) bool {
	return !t.After(a.at) && t.After(a.at.AddDate(0, 0, -days))
}

// decay is the weight of something that old.
func (a *aggregation) decay(t time.Time) float64 {
	return math.Exp2(-daysBetween(t, a.at) / a.policy.Time.HalfLifeDays)
}

func daysBetween(from, to time.Time) float64 { return to.Sub(from).Hours() / 24 }

// placed notes how surely records of a cell are placed.
func (a *aggregation) placed(parts []part, q risk.Quality) {
	for _, p := range parts {
		c := &a.in.Cells[p.cell]
		c.Placed += p.share
		if q == risk.QualityDesa {
			c.ByDesa += p.share
		}
	}
}

// premises counts lodging and harbours. Those with a point come first: they
// say where the lodging of a desa stands.
func (a *aggregation) premises(list []risk.Premises) {
	lodging := func(p risk.Premises) bool { return slices.Contains(a.policy.Lodging.Types, p.Type) }
	for _, p := range list {
		if a.known(p.Stamp) && lodging(p) && p.Quality != risk.QualityDesa && p.Quality != risk.QualityOutside {
			if i, ok := a.places.cell(p.Stamp); ok {
				a.places.lodging[i]++
			}
		}
	}
	a.places.unplaced = 0 // counted again below, with all kinds
	for _, p := range list {
		if !a.known(p.Stamp) {
			continue
		}
		parts := a.places.parts(p.Stamp)
		a.placed(parts, p.Quality)
		for _, part := range parts {
			c := &a.in.Cells[part.cell]
			switch {
			case p.Type == risk.PremisesTypeHarbour:
				c.Harbours += part.share
			case lodging(p):
				c.Lodging += part.share
				if !p.Registered {
					c.Unregistered += part.share
				}
			}
		}
	}
}

// visits sums hours of visits and of meetings by desa and gives each cell
// those of its desa. It keeps the day of the last visit for the plan.
func (a *aggregation) visits(visits []risk.Visit, meetings []risk.Meeting) {
	hours, last := map[geo.AreaCode]float64{}, map[geo.AreaCode]time.Time{}
	for _, v := range visits {
		if a.known(v.Stamp) && !v.Date.After(a.at) && v.Date.After(last[v.Desa]) {
			last[v.Desa] = v.Date.UTC()
		}
		if a.known(v.Stamp) && a.since(v.Date, a.policy.Time.VisitDays) {
			hours[v.Desa] += math.Max(0, v.Hours)
		}
	}
	for _, m := range meetings {
		if !a.known(m.Stamp) || !a.since(m.Date, a.policy.Time.VisitDays) {
			continue
		}
		present := slices.Compact(slices.Sorted(slices.Values(m.Present)))
		for _, desa := range present {
			hours[desa] += a.policy.Visits.MeetingHours
		}
	}
	for i, c := range a.places.frame.Cells {
		a.in.Cells[i].Hours = hours[c.Desa]
	}
	for _, desa := range slices.Sorted(maps.Keys(last)) {
		if desa != "" {
			a.in.Visited = append(a.in.Visited, score.Visited{Desa: desa, Last: last[desa]})
		}
	}
}

// largestRemainder divides n whole things over the parts so that the sum is
// n; ties go to the lower cell.
func largestRemainder(n int, parts []part) []int {
	out, order, left := make([]int, len(parts)), make([]int, len(parts)), n
	rest := make([]float64, len(parts))
	for k, p := range parts {
		exact := float64(n) * p.share
		out[k] = int(math.Floor(exact))
		rest[k], order[k] = exact-math.Floor(exact), k
		left -= out[k]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for _, k := range order[:max(0, min(left, len(order)))] {
		out[k]++
	}
	return out
}
