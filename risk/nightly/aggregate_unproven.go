package nightly

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/score"
)

// addUnproven counts reports that nobody has proven. They never count as
// incidents; they show that people of a place do report. In this order:
// a known reporter counts once a cell; a rumour wave does not count; what is
// left of one origin within the merge window counts once, by its first.
func (a *aggregation) addUnproven(list []told, tally tallies) {
	list = a.withoutWaves(oncePerReporter(list))
	sums := map[int]map[string]float64{}
	for _, group := range a.windows(list, sameSource) {
		first := group[0]
		if sums[first.cell] == nil {
			sums[first.cell] = map[string]float64{}
		}
		sums[first.cell][first.grade] += a.decay(first.at)
		a.in.Cells[first.cell].Told++
		tally.touch(first.grade)
		if first.state == risk.StateTidakTerbukti {
			tally.add(first.grade, false)
		}
	}
	for cell, byGrade := range sums {
		for _, g := range slices.Sorted(maps.Keys(byGrade)) {
			a.in.Cells[cell].Unproven = append(a.in.Cells[cell].Unproven, score.GradeSum{Grade: g, Sum: byGrade[g]})
		}
	}
}

func sameSource(x, y told) bool { return x.cell == y.cell && x.origin == y.origin }

// oncePerReporter keeps the first report of a known reporter about a cell.
func oncePerReporter(list []told) []told {
	slices.SortFunc(list, func(x, y told) int {
		return cmp.Or(cmp.Compare(x.cell, y.cell), cmp.Compare(x.reporter, y.reporter), byTime(x, y))
	})
	return slices.CompactFunc(list, func(x, y told) bool {
		return x.cell == y.cell && x.reporter == y.reporter && x.reporter != ""
	})
}

// withoutWaves drops reports of one origin about one cell that follow each
// other within the gap in at least the number of a wave. The result is sorted
// by cell, origin and time.
func (a *aggregation) withoutWaves(list []told) []told {
	slices.SortFunc(list, func(x, y told) int {
		return cmp.Or(cmp.Compare(x.cell, y.cell), cmp.Compare(x.origin, y.origin), byTime(x, y))
	})
	gap := time.Duration(a.policy.Reports.WaveGapHours * float64(time.Hour))
	kept := make([]told, 0, len(list))
	for from, to := 0, 0; from < len(list); from = to {
		for to = from + 1; to < len(list) && sameSource(list[from], list[to]) && list[to].at.Sub(list[to-1].at) <= gap; to++ {
		}
		if to-from < a.policy.Reports.WaveReports {
			kept = append(kept, list[from:to]...)
		}
	}
	return kept
}

// tallies counts checks by grade.
type tallies map[string]score.GradeTally

func (t tallies) touch(grade string) {
	g := t[grade]
	g.Grade = grade
	t[grade] = g
}

func (t tallies) add(grade string, verified bool) {
	t.touch(grade)
	g := t[grade]
	g.Checked++
	if verified {
		g.Verified++
	}
	t[grade] = g
}

func (t tallies) list() []score.GradeTally {
	out := make([]score.GradeTally, 0, len(t))
	for _, grade := range slices.Sorted(maps.Keys(t)) {
		out = append(out, t[grade])
	}
	return out
}

// addStratum counts an incident of a kabupaten by its two kinds of observer.
func addStratum(strata map[geo.AreaCode]*score.Stratum, area geo.AreaCode, outside, random bool) {
	if area == "" || !outside && !random {
		return
	}
	if strata[area] == nil {
		strata[area] = &score.Stratum{Area: area}
	}
	s := strata[area]
	if outside {
		s.Community++
	}
	if random {
		s.Random++
	}
	if outside && random {
		s.Both++
	}
}

func sortedStrata(strata map[geo.AreaCode]*score.Stratum) []score.Stratum {
	out := make([]score.Stratum, 0, len(strata))
	for _, area := range slices.Sorted(maps.Keys(strata)) {
		out = append(out, *strata[area])
	}
	return out
}
