package disclose

import (
	"math"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

// figures are the counts of a unit, persons first.
func figures() []figure {
	return []figure{
		{"persons", func(u *unit) (*int, *risk.Counted) { return &u.Persons, &u.tally.Persons }},
		{"reports", func(u *unit) (*int, *risk.Counted) { return &u.Reports, &u.tally.Reports }},
		{"verified", func(u *unit) (*int, *risk.Counted) { return &u.Verified, &u.tally.Verified }},
	}
}

type figure struct {
	name string
	of   func(*unit) (shown *int, counted *risk.Counted)
}

// hide suppresses persons and, where these are hidden, everything; reports and
// verified incidents are tables of their own. What is left gets its noise.
// already names what is hidden whatever it counts.
func hide(units []unit, r Rules, already map[geo.AreaCode][]string, protection bool) {
	var persons []Row
	for _, f := range figures() {
		rows := make([]Row, len(units))
		for i := range units {
			rows[i] = units[i].row(f, r)
			rows[i].Suppressed = rows[i].Suppressed || slices.Contains(already[units[i].Code], f.name)
			if persons != nil && persons[i].Suppressed {
				rows[i].Suppressed, rows[i].blank = true, true
			}
		}
		rows = suppress(rows, r.K, r.HideZero, protection)
		for i, row := range rows {
			units[i].show(f, row.Suppressed)
		}
		if persons == nil {
			persons = rows
		}
	}
	for i := range units {
		u := &units[i]
		u.MaxScore, u.MeanScore = math.Round(u.MaxScore), math.Round(u.MeanScore)
		if persons[i].Suppressed {
			u.MaxScore, u.MeanScore = 0, 0
			u.Suppressed = append(u.Suppressed, "max_score", "mean_score")
		}
		u.Kind = u.kind(persons[i].Suppressed)
		slices.Sort(u.Suppressed)
	}
}

// row is a figure of a unit with its true count. What was not counted, and what
// its noise would carry below the threshold, is hidden.
func (u *unit) row(f figure, r Rules) Row {
	row := Row{Key: key(u.Code), Parent: parentKey(u.Code), Suppressed: u.tally == nil}
	if u.tally != nil {
		_, c := f.of(u)
		row.Count, row.Suppressed = c.N, r.small(*c)
	}
	return row
}

// small reports whether a count or its noisy value is below the threshold. A
// threshold that moves with the records tells nobody where exactly it was passed.
func (r Rules) small(c risk.Counted) bool { return !r.Count(c.N) || c.N > 0 && !r.Count(c.N+c.Noise) }

// show sets a figure to what the tier sees.
func (u *unit) show(f figure, hidden bool) {
	if u.tally == nil {
		u.Persons, u.Reports, u.Verified = 0, 0, 0
	}
	if hidden {
		u.Suppressed = append(u.Suppressed, f.name)
	}
	if u.tally == nil {
		return
	}
	shown, c := f.of(u)
	if *shown = 0; !hidden {
		*shown = c.N + c.Noise
	}
}

// key and parentKey link desa to kecamatan to kabupaten to the whole.
func key(c geo.AreaCode) string { return "area:" + string(c) }

func parentKey(c geo.AreaCode) string {
	switch c.Level() {
	case geo.LevelDesa:
		return key(c.Kecamatan())
	case geo.LevelKecamatan:
		return key(c.Kabupaten())
	case geo.LevelKabupaten:
		return key(Whole)
	}
	return ""
}
