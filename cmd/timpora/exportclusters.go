package main

import (
	"slices"
	"strings"

	"timpora/geo/bucket"
	"timpora/geo/export"
	"timpora/risk"
)

// clusterFigures are the fields that only officers see in full.
func clusterFigures() []export.Field {
	return []export.Field{
		{Name: "observed", Type: export.Number, About: "verified incidents"},
		{Name: "expected", Type: export.Number, About: "expected from exposure"},
		{Name: "rr", Type: export.Number, About: "relative risk"},
		{Name: "land_km2", Type: export.Number, About: "land in it, km2"},
		{Name: "persons", Type: export.Whole, About: "persons staying, distinct in each cell, summed"},
		{Name: "origins", Type: export.Whole, About: "distinct origins of its verified incidents"},
	}
}

// clusterLayer is every cluster that is seen.
func (e *exporter) clusterLayer() export.Layer {
	var list []risk.Cluster
	if e.run != nil {
		list = e.run.Result.Clusters
	}
	exact := e.rules.Members
	return export.Layer{
		Count: len(list), Style: outlineStyle("gugus", "#831a3c"),
		Note: export.Note{Title: "Gugus", About: "groups of cells with more verified incidents than exposure explains"},
		Fields: slices.Concat([]export.Field{
			{Name: "id", Type: export.Text, About: "id of the cluster"},
			{Name: "cells", Type: export.Whole, About: "number of cells"},
			{Name: "desa_codes", Type: export.Text, About: "Kemendagri codes, with commas between"},
			{Name: "desa", Type: export.Text, About: "names, with commas between"},
			{Name: "score", Type: export.Number, About: "highest score of its cells"},
			{Name: "p", Type: export.Number, About: "p value of the scan"},
			{Name: "q", Type: export.Number, About: "q value of the scan"},
			{Name: "coastal", Type: export.Truth, About: "at least half of its cells lie at the coast"},
			{Name: "coast_share", Type: export.Number, About: "share of its cells at the coast"},
			{Name: "reasons", Type: export.Text, About: "factors with mean points, largest first"},
			{Name: "counter", Type: export.Text, About: "what speaks against it, codes"},
		}, clusterFigures(), reasonFields()),
		Rows: func(yield func(export.Row, error) bool) {
			for i, k := range list {
				row := export.Row{ID: int64(i + 1), Shape: bucket.Outline(k.Cells), At: bucket.Center(k.Cells[len(k.Cells)/2]), Values: e.clusterValues(k, exact)}
				if !yield(row, nil) {
					return
				}
			}
		},
	}
}

func (e *exporter) clusterValues(k risk.Cluster, exact bool) []any {
	var codes, names, counter []string
	for _, c := range k.Desa {
		codes, names = append(codes, string(c)), append(names, e.place.names[c].Name)
	}
	for _, c := range k.Counter {
		counter = append(counter, c.Code)
	}
	values := []any{
		k.ID, int64(len(k.Cells)), strings.Join(codes, ","), strings.Join(names, ", "), k.Score, k.P, k.Q, k.Coastal, k.CoastShare,
		reasonText(k.Reasons, exact), strings.Join(counter, ","),
	}
	figures := []any{k.Observed, k.Expected, k.RR, k.LandKm2, int64(k.Persons), int64(k.Origins)}
	return withheld(values, figures, clusterFigures(), exact)
}
