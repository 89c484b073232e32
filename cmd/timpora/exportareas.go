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
func (e *exporter) areaLayer(level geo.Level, areas []geo.Area) export.Layer {
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
			{Name: "persons", Type: export.Whole, About: "distinct persons staying; below officer with noise of at most 3, as reports and verified"},
			{Name: "reports", Type: export.Whole, About: "reports in the window of the policy, whatever their state"},
			{Name: "verified", Type: export.Whole, About: "verified incidents in the window"},
		}, reasonFields()),
	}
	l.Rows = func(yield func(export.Row, error) bool) {
		for _, a := range areas {
			values := append(e.placeValues(a), a.Kind, e.place.coastal(a.Code), boundary.AreaKm2(a.Geometry))
			values = append(values, unitValues(e.unit(a.Code))...)
			if !yield(export.Row{ID: int64(codeID(a.Code)), Shape: a.Geometry, At: boundary.Anchor(a), Values: values}, nil) {
				return
			}
		}
	}
	return l
}

// unitValues are the columns from cells to suppressed_reason.
func unitValues(u disclose.Unit, reason string) []any {
	hidden := u.Suppressed
	if reason == disclose.ReasonTier || reason == disclose.ReasonNoRun {
		hidden = append([]string{"cells"}, hidden...)
	}
	shown := func(name string) bool { return !slices.Contains(hidden, name) }
	scored := u.Cells > 0
	return []any{
		orNull(shown("cells"), int64(u.Cells)), orNull(scored && shown("max_score"), u.MaxScore), orNull(scored && shown("mean_score"), u.MeanScore),
		orNull(shown("persons"), int64(u.Persons)), orNull(shown("reports"), int64(u.Reports)), orNull(shown("verified"), int64(u.Verified)),
		orNull(len(hidden) > 0, strings.Join(hidden, ",")), orNull(reason != "", reason),
	}
}
