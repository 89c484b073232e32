package main

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"timpora/api"
	"timpora/api/ogc"
	"timpora/data"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
)

// runFields say which run a feature is of, and when that was.
func runFields() []ogc.Field {
	return []ogc.Field{
		{Name: "run", Title: ogc.Text{ID: "Penilaian", EN: "Run"}, Type: ogc.String},
		{Name: "run_at", Title: ogc.Text{ID: "Waktu penilaian", EN: "Time of the run"}, Type: ogc.DateTime, Role: ogc.RoleInstant},
	}
}

func suppressedField() ogc.Field {
	return ogc.Field{Name: "suppressed", Title: ogc.Text{ID: "Disamarkan", EN: "Suppressed"}, Type: ogc.String}
}

// vary makes the cells of another stored run or of a coarser resolution, each as
// high as the highest in it.
func (s *session) vary(newest seen) ogc.Vary {
	return func(ctx context.Context, id string, resolution int) (*ogc.Layer, error) {
		run := newest.run
		if id != "" && (run == nil || run.ID != id) {
			stored, err := s.Run(ctx, id)
			if errors.Is(err, data.ErrNotFound) {
				return nil, nil
			}
			if err != nil {
				return nil, err
			}
			run = limited(&stored, newest.who).run
		}
		if run == nil || resolution > run.Resolution || (resolution >= 0 && resolution < coarsest) {
			return nil, nil
		}
		if resolution >= 0 && resolution < run.Resolution {
			run = coarser(run, resolution)
		}
		l := s.place.cellCollection(run, newest.rules.Figures)
		return &l, nil
	}
}

// coarsest is the least resolution to which cells are joined, 252 km2 each.
const coarsest = 5

// coarser joins the cells of a run: a cell is as high as the highest in it and
// counts what all of them count.
func coarser(run *risk.Run, resolution int) *risk.Run {
	sums := map[geo.Cell]risk.Score{}
	for _, s := range run.Result.Scores {
		sum := sums[s.Cell.Parent(resolution)]
		sum.Persons += s.Persons
		sum.Reports += s.Reports
		sum.Verified += s.Verified
		sums[s.Cell.Parent(resolution)] = sum
	}
	joined := *run
	joined.Resolution = resolution
	joined.Result.Scores = nil
	for _, d := range highest(run.Result.Scores, resolution) {
		s, sum := d.of, sums[d.at]
		s.Cell, s.Persons, s.Reports, s.Verified = d.at, sum.Persons, sum.Reports, sum.Verified
		joined.Result.Scores = append(joined.Result.Scores, s)
	}
	return &joined
}

// cellCollection are the cells of a run, which is limited to what may be seen.
func (p *place) cellCollection(run *risk.Run, figures bool) ogc.Layer {
	title := func(id, en string) ogc.Text { return ogc.Text{ID: id, EN: en} }
	l := ogc.Layer{
		ID: "cells", Title: title("Sel yang dinilai", "Scored cells"), Geometry: "polygon",
		About: title("Sel H3 dengan skor 0 sampai 100; menilai tempat, bukan orang.", "H3 cells with their score, 0 to 100; of places, never of persons."),
		Fields: append([]ogc.Field{
			{Name: "h3", Title: title("Sel H3", "H3 cell"), Type: ogc.String},
			{Name: "resolution", Title: title("Resolusi", "Resolution"), Type: ogc.Integer},
			{Name: "score", Title: title("Skor", "Score"), Type: ogc.Number},
			{Name: "low", Title: title("Batas bawah 5 %", "Lower bound, 5 %"), Type: ogc.Number},
			{Name: "high", Title: title("Batas atas 95 %", "Upper bound, 95 %"), Type: ogc.Number},
			{Name: "level", Title: title("Tingkat, 0 sampai 3", "Level, 0 to 3"), Type: ogc.Integer},
			{Name: "rank", Title: title("Peringkat", "Rank"), Type: ogc.Integer},
			{Name: "potential", Title: title("Potensi", "Potential"), Type: ogc.Number},
			{Name: "hidden", Title: title("Tersembunyi", "Hidden"), Type: ogc.Number},
			{Name: "occurred", Title: title("Terjadi", "Occurred"), Type: ogc.Number},
			{Name: "significant", Title: title("Titik panas", "Hot spot"), Type: ogc.Boolean},
			{Name: "coastal", Title: title("Pesisir", "Coastal"), Type: ogc.Boolean},
			{Name: "coast_m", Title: title("Jarak ke laut", "Distance to the sea"), Type: ogc.Number, Unit: "m"},
			{Name: "code", Title: title("Kode desa", "Code of the desa"), Type: ogc.String},
			{Name: "desa", Title: title("Desa", "Desa"), Type: ogc.String},
			{Name: "persons", Title: title("Orang menginap", "Persons staying"), Type: ogc.Integer},
			{Name: "reports", Title: title("Laporan", "Reports"), Type: ogc.Integer},
			{Name: "verified", Title: title("Laporan terbukti", "Verified reports"), Type: ogc.Integer},
			{Name: "reasons", Title: title("Alasan, terbesar dahulu", "Reasons, largest first"), Type: ogc.String},
			suppressedField(),
		}, runFields()...),
	}
	if run == nil {
		return l
	}
	for _, s := range run.Result.Scores {
		l.Features = append(l.Features, ogc.Feature{
			ID: s.Cell.String(), Geometry: orb.Polygon{bucket.Boundary(s.Cell)},
			Values: []any{
				s.Cell.String(), int64(s.Cell.Resolution()), s.Score, s.Low, s.High, int64(s.Level), int64(s.Rank),
				orNull(figures, s.P), orNull(figures, s.H), orNull(figures, s.O), orNull(figures, s.UpperQ <= api.HotSpotQ), s.Coastal,
				math.Round(float64(s.CoastM)*10) / 10, string(s.Desa), p.names[s.Desa].Name, orNull(figures, int64(s.Persons)), orNull(figures, int64(s.Reports)),
				orNull(figures, int64(s.Verified)), strings.Join(factors(s.Reasons), ","),
				orNull(!figures, "potential,hidden,occurred,significant,persons,reports,verified"), run.ID, run.At,
			},
		})
	}
	return l
}

// factors are the codes of reasons that count, largest first.
func factors(reasons []risk.Reason) []string {
	sorted := slices.Clone(reasons)
	slices.SortStableFunc(sorted, func(a, b risk.Reason) int { return cmp.Compare(b.Points, a.Points) })
	var out []string
	for _, r := range sorted {
		if r.Points > 0 || sorted[0].Points == 0 { // disclosed reasons have no points and stand in their order
			out = append(out, r.Factor)
		}
	}
	return out
}
