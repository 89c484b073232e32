package main

import (
	"strings"

	"timpora/api/ogc"
	"timpora/geo"
	"timpora/geo/bucket"
)

// clusterCollection are the clusters of the newest run as the tier may see them.
func (p *place) clusterCollection(s seen) ogc.Layer {
	title := func(id, en string) ogc.Text { return ogc.Text{ID: id, EN: en} }
	l := ogc.Layer{
		ID: "clusters", Title: title("Gugus", "Clusters"), Geometry: "multipolygon",
		About: title("Kelompok sel dengan kejadian terbukti lebih banyak daripada yang dijelaskan paparan.", "Groups of cells with more verified incidents than exposure explains."),
		Fields: append([]ogc.Field{
			{Name: "score", Title: title("Skor tertinggi", "Highest score"), Type: ogc.Number},
			{Name: "verified", Title: title("Kejadian terbukti", "Verified incidents"), Type: ogc.Integer},
			{Name: "observed", Title: title("Kejadian, temuan sendiri ditimbang", "Observed, own finds weighed"), Type: ogc.Number},
			{Name: "expected", Title: title("Harapan", "Expected"), Type: ogc.Number},
			{Name: "rr", Title: title("Risiko relatif", "Relative risk"), Type: ogc.Number},
			{Name: "p", Title: title("Nilai p", "p value"), Type: ogc.Number},
			{Name: "q", Title: title("Nilai q", "q value"), Type: ogc.Number},
			{Name: "recurrence_days", Title: title("Secara kebetulan sekali dalam", "By chance once in"), Type: ogc.Number, Unit: "d"},
			{Name: "new", Title: title("Meningkat belakangan ini", "Risen lately"), Type: ogc.Boolean},
			{Name: "candidate", Title: title("Calon operasi gabungan", "Candidate for a joint operation"), Type: ogc.Boolean},
			{Name: "coastal", Title: title("Pesisir", "Coastal"), Type: ogc.Boolean},
			{Name: "coast_share", Title: title("Bagian pesisir", "Share on the coast"), Type: ogc.Number},
			{Name: "cells", Title: title("Jumlah sel", "Cells"), Type: ogc.Integer},
			{Name: "desa", Title: title("Desa", "Desa"), Type: ogc.String},
			suppressedField(),
		}, runFields()...),
	}
	if s.run == nil {
		return l
	}
	exact := s.rules.Members
	for _, k := range s.run.Result.Clusters {
		l.Features = append(l.Features, ogc.Feature{ID: k.ID, Geometry: bucket.Outline(k.Cells), Values: []any{
			k.Score, orNull(exact, int64(k.Verified)), orNull(exact, k.Observed), orNull(exact, k.Expected), orNull(exact, k.RR), k.P, k.Q,
			k.RecurrenceDays, orNull(exact, k.New != nil), orNull(exact, k.Candidate), k.Coastal, k.CoastShare, int64(len(k.Cells)), p.listed(k.Desa),
			orNull(!exact, "verified,observed,expected,rr,new,candidate"), s.run.ID, s.run.At,
		}})
	}
	return l
}

// listed are the names of areas with commas between.
func (p *place) listed(codes []geo.AreaCode) string {
	var names []string
	for _, code := range codes {
		names = append(names, p.names[code].Name)
	}
	return strings.Join(names, ", ")
}
