package export_test

import (
	"testing"

	"timpora/geo/export"
	"timpora/geo/exporttest"
)

func format(t testing.TB, name string) export.Format {
	t.Helper()
	for _, f := range export.Formats() {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("no format %s", name)
	return export.Format{}
}

// Every format but GeoParquet, which Debian's GDAL does not read, comes back
// from GDAL as it was written.
func TestGDALReadsWhatWasWritten(t *testing.T) {
	json := map[string]string{"code": "String", "persons": "Integer", "score": "Real", "coastal": "Integer(Boolean)", "last_visit": "Date", "scored_at": "DateTime"}
	text := [2]float64{0.51e-7, 0.51e-3}
	for name, reading := range map[string]exporttest.Reading{
		"geojson":  {Types: json, Slack: text},
		"geojsons": {Types: json, Slack: text},
		"geojsonl": {Types: json, Slack: text},
		"fgb": {Slack: [2]float64{1e-12, 1e-6}, Types: map[string]string{"code": "String", "persons": "Integer64", "score": "Real",
			"coastal": "Integer(Boolean)", "last_visit": "DateTime", "scored_at": "DateTime"}},
		"csv": {Slack: text, Guarded: true, NoNull: true, Args: []string{"-oo", "AUTODETECT_TYPE=YES", "-oo", "GEOM_POSSIBLE_NAMES=WKT", "-oo", "KEEP_GEOM_COLUMNS=NO"},
			Types: map[string]string{"code": "String", "persons": "Integer", "score": "Real", "coastal": "Integer(Boolean)", "last_visit": "Date", "scored_at": "DateTime", "synthetic": "String"}},
		"kml": {Slack: text, NoNull: true, Names: map[string]string{"name": "Name"}, // GDAL reads the name of the placemark
			Types: map[string]string{"code": "String", "persons": "Integer", "score": "Real", "coastal": "Integer"}},
		"xlsx": {NoShape: true, Types: map[string]string{"code": "String", "persons": "Integer", "score": "Real", "last_visit": "Date", "scored_at": "DateTime"}, Args: []string{"hard"}},
	} {
		t.Run(name, func(t *testing.T) { exporttest.Check(t, format(t, name), reading) })
	}
}
