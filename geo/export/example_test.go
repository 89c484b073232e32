package export_test

import (
	"os"

	"github.com/paulmach/orb"

	"timpora/geo/export"
)

func ExampleFormat_Write() {
	l := export.Layer{
		Name: "desa", Single: true, Count: 1,
		Fields: []export.Field{{Name: "code", Type: export.Text}, {Name: "persons", Type: export.Whole}},
		Rows: func(yield func(export.Row, error) bool) {
			square := orb.Polygon{{{115, -8}, {115.1, -8}, {115.1, -7.9}, {115, -8}}}
			yield(export.Row{ID: 1, Shape: orb.MultiPolygon{square}, Values: []any{"51.08.06.1010", nil}}, nil)
		},
		Note: export.Note{Title: "Desa", Licence: "CC BY 3.0 IGO"},
	}
	for _, f := range export.Formats() {
		if f.Name == "geojson" {
			_ = f.Write(os.Stdout, l, export.Options{}) // standard output takes it
		}
	}
	// Output:
	// {"type":"FeatureCollection","name":"desa","metadata":{"title":"Desa","licence":"CC BY 3.0 IGO","generator":"timpora"},"features":[
	// {"type":"Feature","id":"51.08.06.1010","properties":{"code":"51.08.06.1010","persons":null},"geometry":{"type":"Polygon","coordinates":[[[115,-8],[115.1,-8],[115.1,-7.9],[115,-8]]]}}
	// ],"bbox":[115,-8,115.1,-7.9]}
}
