package exporttest

import (
	"fmt"
	"iter"
	"math"
	"time"

	"github.com/paulmach/orb"

	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/geo/export"
)

func fields() []export.Field {
	return []export.Field{
		{Name: "code", Type: export.Text, About: "key"},
		{Name: "name", Type: export.Text, About: `name, "as spoken" <&>`},
		{Name: "persons", Type: export.Whole, About: "distinct persons"},
		{Name: "score", Type: export.Number, About: "0 to 100"},
		{Name: "coastal", Type: export.Truth, About: "within 2 km of the sea"},
		{Name: "last_visit", Type: export.Day, About: "date of the last visit"},
		{Name: "scored_at", Type: export.Moment, About: "moment of the run"},
		{Name: "level", Type: export.Whole, About: "0 to 3"},
	}
}

func note() export.Note {
	return export.Note{
		Title: "Sel uji", About: "rows that are hard to write", Synthetic: true, Classification: "TERBATAS", Source: "made up",
		Credit: `Credit "of" <BPS> & others`, Licence: "CC BY 3.0 IGO", Set: "test-set", ValidOn: "2020-04-01", PrecisionM: 65,
		Run: "0193-run", At: time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC), Tier: "officer",
	}
}

func style() export.Style {
	return export.Style{By: "level", Line: "#444444", Classes: []export.Class{
		{Value: 0, Label: "rendah", Fill: "#fbe9b7"}, {Value: 1, Label: "sedang", Fill: "#f2b05e"}, {Value: 2, Label: "tinggi & lebih", Fill: "#d4603a"},
	}}
}

// words are texts that formats trip over.
func words() []string {
	return []string{
		"Kampung Singaraja", `with "quotes", commas; and <tags> & entities`, "two\nlines", "é ü ñ Ngurah Rai ᬩᬮᬶ 🗺", "=1+1", "+62 812", "-5", "@cmd", "\ttab first",
		" space around ", "it's", "51.08",
	}
}

// Hard is a layer with holes, several polygons, rings that turn the wrong way,
// nulls in every field but the key, numbers that are not finite, and text that
// formats trip over.
func Hard() export.Layer {
	texts := words()
	return export.Layer{
		Name: "hard", Version: "1", Fields: fields(), Count: 2 * len(texts), Style: style(), Note: note(),
		Rows: func(yield func(export.Row, error) bool) {
			for i := range 2 * len(texts) {
				if !yield(hardRow(i, texts[i%len(texts)]), nil) {
					return
				}
			}
		},
	}
}

func hardRow(i int, text string) export.Row {
	x, y := 114.4+0.05*float64(i%7), -8.5+0.04*float64(i/7)
	square := func(at, up, size float64) orb.Ring {
		return orb.Ring{{at, up}, {at + size, up}, {at + size, up + size}, {at, up + size}, {at, up}}
	}
	shape := orb.MultiPolygon{{square(x, y, 0.0123456789012), square(x+0.002, y+0.002, 0.001)}}
	if i%2 == 1 {
		shape = append(shape, orb.Polygon{square(x+0.02, y+0.001, 0.01), square(x+0.022, y+0.003, 0.001), square(x+0.025, y+0.003, 0.002)})
		shape[0][0].Reverse()
	}
	r := export.Row{ID: int64(1000000000 + i), Shape: shape, At: geo.Point{Lon: x + 0.001, Lat: y + 0.001}, Values: []any{
		fmt.Sprintf("k-%03d", i), text, int64(i), math.Sqrt(float64(i)) * 10, i%3 == 0,
		time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i), time.Date(2026, 11, 24, 3, 4, i, 0, time.UTC), int64(i % 3),
	}}
	if i%8 > 0 {
		r.Values[i%8] = nil
	}
	if i == 16 {
		r.Values[3] = math.Inf(1)
	}
	return r
}

// Cells is a layer of n H3 cells of resolution 11 with as many fields as a
// layer of scores has; the cells are made as they are asked for.
func Cells(n int) export.Layer {
	list := fields()
	for i := range 20 {
		list = append(list, export.Field{Name: fmt.Sprintf("figure_%02d", i), Type: export.Number, About: "a figure"})
	}
	return export.Layer{Name: "cells", Version: "1", Single: true, Fields: list, Count: n, Style: style(), Note: note(), Rows: cellRows(n, len(list))}
}

func cellRows(n, width int) iter.Seq2[export.Row, error] {
	return func(yield func(export.Row, error) bool) {
		values := make([]any, width)
		i := 0
		for _, coarse := range bucket.Disk(bucket.Cell(geo.Point{Lon: 115.1, Lat: -8.2}, 6), 12) {
			for _, c := range bucket.Children(coarse, 11) {
				if i == n {
					return
				}
				at := bucket.Center(c)
				copy(values, []any{
					c.String(), "Kampung Singaraja", int64(i % 9), float64(i%100) + 0.5, i%2 == 0, time.Unix(int64(i)*3600, 0), time.Unix(int64(i), 0), int64(i % 3),
				})
				for k := 8; k < width; k++ {
					values[k] = float64(i%1000) / float64(k)
				}
				if !yield(export.Row{ID: int64(c), Shape: orb.MultiPolygon{{bucket.Boundary(c)}}, At: at, Values: values}, nil) {
					return
				}
				i++
			}
		}
	}
}
