package ingest_test

import (
	"strings"
	"testing"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/ingest"
)

func TestPointsInOneColumn(t *testing.T) {
	want := geo.Point{Lon: 115.1, Lat: -8.15}
	for _, c := range []struct{ header, value string }{
		{"koordinat", "-8.15,115.1"}, {"Koordinat", "-8.15, 115.1"}, {"koordinat", "-8,15; 115,1"}, {"titik", "-8,15, 115,1"}, {"koordinat gps", "-8.15 115.1"},
		{"lokasi", "(-8.15, 115.1)"}, {"lokasi", "POINT(115.1 -8.15)"}, {"lat/lon", "-8.15,115.1"}, {"lon_lat", "115.1,-8.15"}, {"bujur, lintang", "115.1; -8.15"},
		{"wkt", "POINT(115.1 -8.15)"}, {"geom", "point ( 115.1   -8.15 )"}, {"wkt", "POINT Z (115.1 -8.15 4)"}, {"wkt", "POINTZ(115.1 -8.15 4)"},
		{"the_geom", "SRID=4326;POINT(115.1 -8.15)"}, {"geometry", "POINT ZM (115.1 -8.15 4 1)"},
	} {
		rec, bad := readRow(t, risk.KindVisits, "tanggal|"+c.header, "2026-11-01|"+c.value)
		if len(bad) > 0 || rec.Visit.Point != want || rec.Visit.Quality != risk.QualityPoint {
			t.Errorf("%s %q: %+v %+v", c.header, c.value, rec.Visit, bad)
		}
	}
}

func TestPointsThatAreRefused(t *testing.T) {
	for _, c := range []struct{ header, values, want string }{
		{"koordinat", "115.1,-8.15", `koordinat "115.1,-8.15": bujur dan lintang tertukar; maksud Anda -8.15, 115.1?`},
		{"lon_lat", "-8.15,115.1", `lon_lat "-8.15,115.1": bujur dan lintang tertukar; maksud Anda 115.1, -8.15?`},
		{"wkt", "POINT(-8.15 115.1)", `wkt "POINT(-8.15 115.1)": bujur dan lintang tertukar; maksud Anda POINT(115.1 -8.15)?`},
		{"lokasi", "115.1 -8.15", `lokasi "115.1 -8.15": bujur dan lintang tertukar; maksud Anda -8.15, 115.1?`},
		{"koordinat", "9100000, 290000", `koordinat "9100000, 290000": bukan koordinat derajat`},
		{"koordinat", "-2, 100", `koordinat "-2, 100": titik di luar wilayah`},
		{"koordinat", "Lovina", `koordinat "Lovina": bukan titik`},
		{"koordinat", "-8.15", `koordinat "-8.15": bukan titik`},
		{"lokasi", "-8.15", `lokasi "-8.15": bukan titik`},
		{"wkt", "POINT EMPTY", `wkt "POINT EMPTY": bukan titik`},
		{"wkt", "POLYGON((1 1))", `wkt "POLYGON((1 1))": bukan titik`},
		{"wkt", "SRID=32750;POINT(115.1 -8.15)", `wkt "SRID=32750;POINT(115.1 -8.15)": bukan titik`},
		{"wkt", "POINT(115.1 NaN)", `wkt "POINT(115.1 NaN)": bukan titik`},
	} {
		rec, bad := readRow(t, risk.KindVisits, "tanggal|"+c.header, "2026-11-01|"+c.values)
		if len(bad) != 1 || rec.Visit != nil {
			t.Errorf("%s %s: %+v", c.header, c.values, bad)
			continue
		}
		if got := ingest.Text("x.csv", bad[0], "id"); !strings.HasPrefix(got, "x.csv:2:2 "+c.want) {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// An address in the column of the place is no point; the desa counts.
func TestAnAddressIsNoPoint(t *testing.T) {
	rec, bad := readRow(t, risk.KindVisits, "tanggal|lokasi|kode_desa", "2026-11-01|Jl. Raya Lovina 12|51.08.06.2001")
	if len(bad) > 0 || rec.Visit.Quality != risk.QualityDesa {
		t.Errorf("%+v %+v", rec.Visit, bad)
	}
	if _, bad = readRow(t, risk.KindVisits, "tanggal|lokasi", "2026-11-01|Jl. Raya Lovina 12"); len(bad) != 1 || bad[0].Code != "place_missing" {
		t.Errorf("%+v", bad)
	}
}

// A feature has no column; the refusal shows its geometry.
func TestPointOfAFeature(t *testing.T) {
	im, _ := ingest.New(risk.KindVisits, []string{"tanggal"}, square(), options())
	for p, want := range map[geo.Point]string{
		{Lon: -8.15, Lat: 115.1}: `x.geojson:4 geometry "-8.15, 115.1": bujur dan lintang tertukar; maksud Anda 115.1, -8.15?`,
		{Lon: 1e308, Lat: -8.15}: `x.geojson:4 geometry "1e+308, -8.15": bukan koordinat derajat; ubah ke WGS 84 (EPSG:4326)`,
	} {
		_, bad := im.Row(risk.Raw{Row: 4, Values: []string{"2026-11-01"}, Point: &p})
		if len(bad) != 1 || ingest.Text("x.geojson", bad[0], "id") != want {
			t.Errorf("%+v, want %s", bad, want)
		}
	}
}

func TestHalfAPoint(t *testing.T) {
	for values, want := range map[string]string{"2026-11-01|115.1|": `x.csv:2:3 lat: kosong`, "2026-11-01||-8.15": `x.csv:2:2 lon: kosong`} {
		if _, bad := readRow(t, risk.KindVisits, "tanggal|lon|lat", values); len(bad) != 1 || !strings.HasPrefix(ingest.Text("x.csv", bad[0], "id"), want) {
			t.Errorf("%s: %+v", values, bad)
		}
	}
	if _, bad := readRow(t, risk.KindVisits, "tanggal|lon", "2026-11-01|115.1"); len(bad) != 1 || ingest.Text("x.csv", bad[0], "en") != "x.csv:2 lintang: column is missing; add it or rename the one that holds it" {
		t.Errorf("%+v", bad)
	}
}

// 43538 days after 1 January 1904 and 45000 after 30 December 1899 are 15 March 2023.
func TestDatesOfSpreadsheets(t *testing.T) {
	for date1904, serial := range map[bool]string{false: "45000", true: "43538"} {
		o := options()
		o.Date1904 = date1904
		im, _ := ingest.New(risk.KindVisits, []string{"tanggal", "kode_desa"}, where(), o)
		rec, bad := im.Row(risk.Raw{Row: 2, Values: []string{serial, "5108062001"}})
		if len(bad) > 0 || rec.Visit.Date.Format(time.RFC3339) != "2023-03-14T16:00:00Z" {
			t.Errorf("1904 %v: %+v", date1904, bad)
		}
	}
}
