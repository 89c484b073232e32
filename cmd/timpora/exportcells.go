package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"timpora/geo/bucket"
	"timpora/geo/export"
	"timpora/risk"
	"timpora/risk/disclose"
)

func cellFields() []export.Field {
	return slices.Concat([]export.Field{
		{Name: "h3", Type: export.Text, About: "H3 index of the cell"},
		{Name: "resolution", Type: export.Whole, About: "H3 resolution"},
		{Name: "code", Type: export.Text, About: "Kemendagri code of the desa with the most land in it"},
		{Name: "desa", Type: export.Text, About: "its name"},
		{Name: "kecamatan", Type: export.Text, About: "name of the kecamatan"},
		{Name: "kabupaten", Type: export.Text, About: "name of the kabupaten"},
		{Name: "score", Type: export.Number, About: "0 to 100"},
		{Name: "low", Type: export.Number, About: "5 % of the posterior draws"},
		{Name: "high", Type: export.Number, About: "95 % of the posterior draws"},
		{Name: "level", Type: export.Whole, About: "0 rendah, 1 sedang, 2 tinggi, 3 sangat tinggi"},
		{Name: "rank", Type: export.Whole, About: "from 1"},
		{Name: "coastal", Type: export.Truth, About: "within the coastal distance of the policy"},
		{Name: "coast_m", Type: export.Number, About: "distance to the sea, metres"},
		{Name: "land_km2", Type: export.Number, About: "land in it, km2"},
		{Name: "reasons", Type: export.Text, About: "factors with their points, largest first"},
	}, cellFigures(), reasonFields())
}

// cellFigures are the fields that only officers see.
func cellFigures() []export.Field {
	return []export.Field{
		{Name: "potential", Type: export.Number, About: "sub-score potensi, 0 to 1"},
		{Name: "hidden", Type: export.Number, About: "sub-score tersembunyi, 0 to 1"},
		{Name: "occurred", Type: export.Number, About: "sub-score terjadi, 0 to 1"},
		{Name: "rank_low", Type: export.Whole, About: "best rank within the interval"},
		{Name: "rank_high", Type: export.Whole, About: "worst rank within the interval"},
		{Name: "top_share", Type: export.Number, About: "share of draws among the top of the policy"},
		{Name: "persons", Type: export.Whole, About: "distinct persons staying"},
		{Name: "reports", Type: export.Whole, About: "reports in the window, whatever their state"},
		{Name: "verified", Type: export.Whole, About: "verified incidents in the window"},
		{Name: "observed", Type: export.Number, About: "verified incidents in the closed neighbourhood"},
		{Name: "expected", Type: export.Number, About: "expected there from exposure"},
		{Name: "upper_p", Type: export.Number, About: "upper tail of the negative binomial"},
		{Name: "upper_q", Type: export.Number, About: "the same by Benjamini and Hochberg"},
		{Name: "lower_p", Type: export.Number, About: "too few reports: lower mid tail"},
		{Name: "lower_q", Type: export.Number, About: "the same by Benjamini and Hochberg"},
		{Name: "gi_z", Type: export.Number, About: "Gi*, for display only"},
		{Name: "desa_placed", Type: export.Number, About: "share of records placed by desa only"},
	}
}

// cellLayer is every scored cell that is seen, ascending by index.
func (e *exporter) cellLayer() export.Layer {
	scores := slices.Clone(e.scores())
	slices.SortFunc(scores, func(a, b risk.Score) int { return cmp.Compare(a.Cell, b.Cell) })
	figures := e.rules.Figures
	return export.Layer{
		Single: true, Count: len(scores), Fields: cellFields(), Style: levelStyle(e.levels),
		Note: export.Note{Title: "Sel yang dinilai", About: "H3 cells with their score, 0 to 100; of places, never of persons"},
		Rows: func(yield func(export.Row, error) bool) {
			for _, s := range scores {
				shape := orb.MultiPolygon{{bucket.Boundary(s.Cell)}}
				if !yield(export.Row{ID: int64(s.Cell), Shape: shape, At: bucket.Center(s.Cell), Values: e.cellValues(s, figures)}, nil) {
					return
				}
			}
		},
	}
}

func (e *exporter) cellValues(s risk.Score, figures bool) []any {
	names := e.place.names
	values := []any{
		s.Cell.String(), int64(s.Cell.Resolution()), string(s.Desa), names[s.Desa].Name, names[s.Desa.Kecamatan()].Name, names[s.Desa.Kabupaten()].Name,
		s.Score, s.Low, s.High, int64(s.Level), int64(s.Rank), s.Coastal, float64(s.CoastM), s.LandKm2, reasonText(s.Reasons, figures),
	}
	exact := []any{
		s.P, s.H, s.O, int64(s.RankLow), int64(s.RankHigh), s.TopShare, int64(s.Persons), int64(s.Reports), int64(s.Verified),
		s.Observed, s.Expected, s.UpperP, s.UpperQ, s.LowerP, s.LowerQ, s.GiZ, s.DesaPlaced,
	}
	return withheld(values, exact, cellFigures(), figures)
}

// withheld adds exact figures and the reason columns; whoever may not see the
// figures gets nulls.
func withheld(values, exact []any, fields []export.Field, shown bool) []any {
	if shown {
		return append(append(values, exact...), nil, nil)
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
		values = append(values, nil)
	}
	return append(values, strings.Join(names, ","), disclose.ReasonTier)
}

// reasonText lists factors, largest first, with their points where they may be
// seen: "incident_ratio 24.0; stays_density 17.5".
func reasonText(all []risk.Reason, figures bool) string {
	sorted := slices.Clone(all)
	if figures {
		slices.SortStableFunc(sorted, func(a, b risk.Reason) int { return cmp.Compare(b.Points, a.Points) })
	}
	var out []string
	for _, r := range sorted {
		switch {
		case !figures:
			out = append(out, r.Factor)
		case r.Points > 0:
			out = append(out, r.Factor+" "+strconv.FormatFloat(r.Points, 'f', 1, 64))
		}
	}
	return strings.Join(out, "; ")
}
