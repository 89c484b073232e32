package nightly

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/score"
)

// told is a report cut to what is counted. Text is not read.
type told struct {
	id       string
	cell     int
	place    geo.Cell // resolution 10
	origin   string
	category string
	grade    string
	reporter string
	at       time.Time
	state    risk.State
	weight   float64 // as a verified incident, see findWeight
	random   bool    // found by a visit drawn at random
	recorded time.Time
	known    time.Time // when its state was known
}

// reports counts incidents and reports.
func (a *aggregation) reports(list []risk.Report) {
	var verified, others []told
	for _, r := range list {
		t, ok := a.told(r)
		if !ok {
			continue
		}
		a.in.Cells[t.cell].Reports++
		a.census.reported(a.places.frame.Cells[t.cell].Desa, t.id)
		switch t.state {
		case risk.StateTerbukti:
			verified = append(verified, t)
		case risk.StateDugaan, risk.StateTidakTerbukti:
			if t.origin != risk.OriginOurVisit && a.policy.Grades.Counts(t.grade) {
				others = append(others, t)
			}
		}
	}
	tally := tallies{}
	a.addIncidents(verified, tally)
	a.addUnproven(others, tally)
	a.in.Grades = tally.list()
}

// told reads one report; not ok when it is unknown yet, outside the window or
// without a place. Incidents go to the cell of their stamp.
func (a *aggregation) told(r risk.Report) (told, bool) {
	when := r.OccurredAt
	if when.IsZero() {
		when = r.RecordedAt
	}
	if !a.known(r.Stamp) || !a.since(when, a.policy.Time.WindowDays) {
		return told{}, false
	}
	i, ok := a.places.cell(r.Stamp)
	if !ok {
		return told{}, false
	}
	a.placed([]part{{i, 1}}, r.Quality)
	return told{
		id: r.ID, cell: i, place: r.Cell, origin: r.Origin, category: r.Category, grade: grade(r.Grade),
		reporter: r.Reporter, at: when, state: a.state(r), weight: a.findWeight(r),
		random:   r.Origin == risk.OriginOurVisit && r.VisitProb > 0 && r.VisitProb < 1,
		recorded: r.RecordedAt, known: later(r.RecordedAt, r.VerifiedAt),
	}, true
}

// grade reads a missing or unknown grade as one that cannot be judged.
func grade(g string) string {
	if g = strings.ToUpper(strings.TrimSpace(g)); score.ValidGrade(g) {
		return g
	}
	return risk.UnknownGrade
}

// state is what was known of a report at the moment: before its verification
// it was an allegation. A state without a date was known when recorded.
func (a *aggregation) state(r risk.Report) risk.State {
	if r.State != risk.StateDugaan && r.VerifiedAt.After(a.at) {
		return risk.StateDugaan
	}
	return r.State
}

// findWeight is the weight of a verified report. A find of our own visit
// counts by the inverse of the probability that we went there, cut and scaled
// so that the rarest visit counts as much as a report of the community and a
// planned one a tenth of it; without that probability it does not count.
func (a *aggregation) findWeight(r risk.Report) float64 {
	if r.Origin != risk.OriginOurVisit {
		return 1
	}
	if !(r.VisitProb > 0 && r.VisitProb <= 1) {
		return 0
	}
	most := a.policy.Reports.OwnFindCap
	return math.Min(1/r.VisitProb, most) / most
}

// addIncidents counts every incident at its best weight.
func (a *aggregation) addIncidents(list []told, tally tallies) {
	strata := map[geo.AreaCode]*score.Stratum{}
	for _, incident := range a.incidents(list) {
		a.addIncident(incident, tally, strata)
	}
	a.in.Strata = sortedStrata(strata)
}

// incidents merges verified reports of one place and category within the
// window into one incident, whoever told it; its reports are in the order of
// time.
func (a *aggregation) incidents(list []told) [][]told {
	slices.SortFunc(list, func(x, y told) int {
		return cmp.Or(cmp.Compare(x.place, y.place), cmp.Compare(x.category, y.category), byTime(x, y))
	})
	return a.windows(list, func(x, y told) bool { return x.place == y.place && x.category == y.category })
}

func (a *aggregation) addIncident(incident []told, tally tallies, strata map[geo.AreaCode]*score.Stratum) {
	first, weight := incident[0], 0.0
	var o score.Origins
	random := false
	for _, t := range incident {
		weight = math.Max(weight, t.weight)
		addOrigin(&o, t.origin)
		random = random || t.random
	}
	c := &a.in.Cells[first.cell]
	c.Verified++
	a.census.happened(a.places.frame.Cells[first.cell].Desa, first.id)
	c.Incidents += weight
	c.Decayed += float64(weight * a.decay(first.at))
	a.addRecent(c, first.at, weight)
	c.Origins.Community += o.Community
	c.Origins.Partner += o.Partner
	c.Origins.Routine += o.Routine
	c.Origins.OurVisit += o.OurVisit
	outside := o.Community+o.Partner+o.Routine > 0
	if outside {
		c.Told++
		c.ToldVerified += a.decay(first.at)
		tally.add(first.grade, true)
	} else {
		c.Own++
	}
	addStratum(strata, a.places.frame.Cells[first.cell].Desa.Kabupaten(), outside, random)
}

// addRecent counts an incident in its period, the newest first, each of the
// policy's length and ending at the moment of the run.
func (a *aggregation) addRecent(c *score.Cell, at time.Time, weight float64) {
	p := a.policy.Cluster
	period := int(daysBetween(at, a.at)) / p.NewPeriodDays
	if period >= p.NewPeriods || !(weight > 0) {
		return
	}
	if c.Recent == nil {
		c.Recent = make([]float64, p.NewPeriods)
	}
	c.Recent[period] += weight
}

// addOrigin marks an origin of one incident; an unknown origin is read as the
// community's.
func addOrigin(o *score.Origins, origin string) {
	switch origin {
	case risk.OriginPartner:
		o.Partner = 1
	case risk.OriginRoutine:
		o.Routine = 1
	case risk.OriginOurVisit:
		o.OurVisit = 1
	default:
		o.Community = 1
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// byTime orders reports by time, then by identity.
func byTime(x, y told) int { return cmp.Or(x.at.Compare(y.at), cmp.Compare(x.id, y.id)) }

// windows cuts a list sorted by group and time into runs of the same group
// that start within the merge window of their first member.
func (a *aggregation) windows(list []told, same func(x, y told) bool) [][]told {
	var out [][]told
	span := time.Duration(a.policy.Reports.MergeDays) * 24 * time.Hour
	for from, to := 0, 0; from < len(list); from = to {
		for to = from; to < len(list) && same(list[from], list[to]) && list[to].at.Sub(list[from].at) < span; to++ {
		}
		out = append(out, list[from:to])
	}
	return out
}
