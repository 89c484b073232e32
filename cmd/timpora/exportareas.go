package main

import (
	"slices"
	"strings"

	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/geo/export"
	"timpora/risk/disclose"
)

// placeFields name an area and what holds it.
func placeFields(level geo.Level) []export.Field {
	fields := []export.Field{
		{Name: "code", Type: export.Text, About: "Kemendagri code"},
		{Name: "name", Type: export.Text, About: "name of the " + string(level)},
	}
	if level == geo.LevelDesa {
		fields = append(fields, export.Field{Name: "kecamatan", Type: export.Text, About: "name of its kecamatan"})
	}
	if level != geo.LevelKabupaten {
		fields = append(fields, export.Field{Name: "kabupaten", Type: export.Text, About: "name of its kabupaten"})
	}
	return fields
}

func (e *exporter) placeValues(a geo.Area) []any {
	values := []any{string(a.Code), a.Name}
	if a.Code.Level() == geo.LevelDesa {
		values = append(values, e.place.names[a.Code.Kecamatan()].Name)
	}
	if a.Code.Level() != geo.LevelKabupaten {
		values = append(values, e.place.names[a.Code.Kabupaten()].Name)
	}
	return values
}

// areaLayer is a level of areas with what the run says of each.
func (e *exporter) areaLayer(level geo.Level, areas []geo.Area, t disclose.Tier) export.Layer {
	l := export.Layer{
		Count: len(areas), Style: outlineStyle(string(level), "#3b4a54"),
		Note: export.Note{Title: map[geo.Level]string{geo.LevelDesa: "Desa dan kelurahan", geo.LevelKecamatan: "Kecamatan", geo.LevelKabupaten: "Kabupaten"}[level],
			About: "areas and sums of the scored cells whose desa lies in them"},
		Fields: slices.Concat(placeFields(level), []export.Field{
			{Name: "kind", Type: export.Text, About: "desa, kelurahan, kecamatan or kabupaten"},
			{Name: "coastal", Type: export.Truth, About: "touches the sea"},
			{Name: "area_km2", Type: export.Number, About: "area of the outline, km2"},
			{Name: "cells", Type: export.Whole, About: "scored cells"},
			{Name: "max_score", Type: export.Number, About: "highest score, 0 to 100"},
			{Name: "mean_score", Type: export.Number, About: "mean score by land, 0 to 100"},
			{Name: "persons", Type: export.Whole, About: "persons staying, distinct in each cell, summed"},
			{Name: "reports", Type: export.Whole, About: "reports in the window of the policy, whatever their state"},
			{Name: "verified", Type: export.Whole, About: "verified incidents in the window"},
		}, reasonFields()),
	}
	units := e.units(t)
	l.Rows = func(yield func(export.Row, error) bool) {
		for _, a := range areas {
			values := append(e.placeValues(a), a.Kind, e.place.coastal(a.Code), boundary.AreaKm2(a.Geometry))
			values = append(values, unitValues(units(a.Code))...)
			if !yield(export.Row{ID: int64(codeID(a.Code)), Shape: a.Geometry, At: boundary.Anchor(a), Values: values}, nil) {
				return
			}
		}
	}
	return l
}

// units finds what a tier sees of an area, and the reason where it sees nothing.
func (e *exporter) units(t disclose.Tier) func(geo.AreaCode) (u disclose.Unit, reason string) {
	byCode := map[geo.AreaCode]disclose.Unit{}
	for _, u := range disclose.Areas(e.scores(), t) {
		byCode[u.Code] = u
	}
	rules := disclose.View(t)
	return func(c geo.AreaCode) (disclose.Unit, string) {
		u, ok := byCode[c]
		switch {
		case e.run == nil:
			return u, reasonNoRun
		case !rules.Area(c.Level()):
			return u, reasonTier
		case !ok: // no cell has its desa here; there is nothing to hide
			return disclose.Unit{Code: c}, ""
		}
		return u, ""
	}
}

// unitFigures are the fields that may be withheld.
func unitFigures() []string {
	return []string{"max_score", "mean_score", "persons", "reports", "verified"}
}

// unitValues are the columns from cells to suppressed_reason.
func unitValues(u disclose.Unit, reason string) []any {
	hidden := u.Suppressed
	if reason != "" {
		hidden = append([]string{"cells"}, unitFigures()...)
	} else if len(hidden) > 0 {
		reason = reasonFew
	}
	shown := func(name string) bool { return !slices.Contains(hidden, name) }
	scored := u.Cells > 0
	return []any{
		orNull(shown("cells"), int64(u.Cells)), orNull(scored && shown("max_score"), u.MaxScore), orNull(scored && shown("mean_score"), u.MeanScore),
		orNull(shown("persons"), int64(u.Persons)), orNull(shown("reports"), int64(u.Reports)), orNull(shown("verified"), int64(u.Verified)),
		orNull(len(hidden) > 0, strings.Join(hidden, ",")), orNull(reason != "", reason),
	}
}
