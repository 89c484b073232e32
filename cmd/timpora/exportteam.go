package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/geo/export"
	"timpora/risk"
	"timpora/risk/disclose"
)

// deeds are what the team knows and did in a desa.
type deeds struct {
	visits, meetings, premises, unregistered int64
	lastVisit, lastMeeting                   time.Time
}

// deedsByDesa counts records.
func deedsByDesa(records risk.Records) map[geo.AreaCode]deeds {
	out := map[geo.AreaCode]deeds{}
	for _, v := range records.Visits {
		d := out[v.Desa]
		d.visits++
		d.lastVisit = maxTime(d.lastVisit, v.Date)
		out[v.Desa] = d
	}
	for _, m := range records.Meetings {
		for _, desa := range m.Present {
			d := out[desa]
			d.meetings++
			d.lastMeeting = maxTime(d.lastMeeting, m.Date)
			out[desa] = d
		}
	}
	for _, p := range records.Premises {
		d := out[p.Desa]
		d.premises++
		if !p.Registered {
			d.unregistered++
		}
		out[p.Desa] = d
	}
	return out
}

func maxTime(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// coverageLayer is what the team did in every desa and what is reported from
// there, as it was known at the moment of the run.
func (e *exporter) coverageLayer(ctx context.Context) (export.Layer, error) {
	records, err := e.records(ctx, e.at)
	if err != nil {
		return export.Layer{}, err
	}
	done := deedsSeen(records, e.who)
	areas := slices.DeleteFunc(slices.Clone(e.place.set.Desa), func(a geo.Area) bool { return !e.who.Sees(a.Code) })
	return export.Layer{
		Count: len(areas), Style: outlineStyle("desa", "#3b4a54"),
		Note: export.Note{Title: "Cakupan", About: "visits, coordination meetings, premises and reports of every desa"},
		Fields: slices.Concat(placeFields(geo.LevelDesa), []export.Field{
			{Name: "visits", Type: export.Whole, About: "visits of officers"},
			{Name: "last_visit", Type: export.Day, About: "date of the last one, WITA"},
			{Name: "meetings", Type: export.Whole, About: "coordination meetings in which the desa took part"},
			{Name: "last_meeting", Type: export.Day, About: "date of the last one, WITA"},
			{Name: "premises", Type: export.Whole, About: "known premises"},
			{Name: "unregistered", Type: export.Whole, About: "premises that do not report guests through APOA"},
			{Name: "reports", Type: export.Whole, About: "reports in the window of the policy, whatever their state"},
			{Name: "verified", Type: export.Whole, About: "verified incidents in the window"},
		}, reasonFields()),
		Rows: func(yield func(export.Row, error) bool) {
			for _, a := range areas {
				u, reason := e.unit(a.Code)
				values := append(e.placeValues(a), coverageValues(done[a.Code], u, reason)...)
				if !yield(export.Row{ID: int64(codeID(a.Code)), Shape: a.Geometry, At: boundary.Anchor(a), Values: values}, nil) {
					return
				}
			}
		},
	}, nil
}

// coverageValues are the columns from visits on. Premises say where persons
// stay and are hidden with them.
func coverageValues(d deeds, u disclose.Unit, reason string) []any {
	var gone []string
	if fewPersons(u.Suppressed) {
		gone = append(gone, "premises", "unregistered")
	}
	for _, name := range []string{"reports", "verified"} {
		if slices.Contains(u.Suppressed, name) {
			gone = append(gone, name)
		}
	}
	if len(gone) == 0 {
		reason = ""
	}
	shown := func(name string) bool { return !slices.Contains(gone, name) }
	return []any{
		d.visits, localDay(d.lastVisit), d.meetings, localDay(d.lastMeeting), orNull(shown("premises"), d.premises), orNull(shown("unregistered"), d.unregistered),
		orNull(shown("reports"), int64(u.Reports)), orNull(shown("verified"), int64(u.Verified)),
		orNull(len(gone) > 0, strings.Join(gone, ",")), orNull(reason != "", reason),
	}
}
