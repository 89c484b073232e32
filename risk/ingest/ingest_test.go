package ingest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/ingest"
)

func areas() []ingest.Area {
	return []ingest.Area{
		{Code: "51.08", Name: "Buleleng"}, {Code: "51.08.06", Name: "Buleleng", Kabupaten: "Buleleng"},
		{Code: "51.08.06.2001", Name: "Kalibukbuk", Kecamatan: "Buleleng", Kabupaten: "Buleleng"},
		{Code: "51.08.04.2003", Name: "Kayuputih", Kecamatan: "Banjar", Kabupaten: "Buleleng"},
		{Code: "51.08.05.2015", Name: "Kayuputih", Kecamatan: "Sukasada", Kabupaten: "Buleleng"},
	}
}

func where() ingest.Where {
	return ingest.Where{
		Find: func(p geo.Point) (geo.AreaCode, risk.Quality, geo.Meters) {
			if p.Lon > 114 && p.Lon < 116 && p.Lat < -8 && p.Lat > -9 {
				return "51.08.06.2001", risk.QualityPoint, 0
			}
			return "", risk.QualityOutside, 0
		},
		Swapped: func(p geo.Point) bool { return p.Lat > 114 && p.Lon < -8 },
		Cell:    func(geo.Point) geo.Cell { return 0x8a8db589b457fff },
		Anchor: func(c geo.AreaCode) (geo.Point, bool) {
			for _, a := range areas() {
				if a.Code == c {
					return geo.Point{Lon: 115, Lat: -8.2}, true
				}
			}
			return geo.Point{}, false
		},
		Areas: areas(),
		FromBPS: func(s string) geo.AreaCode {
			if s == "5108060001" {
				return "51.08.06.2001"
			}
			return ""
		},
	}
}

func options() ingest.Options {
	n := 0
	return ingest.Options{
		Key: []byte("key"), Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), By: "tester",
		ID:    func() string { n++; return fmt.Sprint("id-", n) },
		Code:  func(_, v string) (string, bool) { return strings.ToUpper(v), !strings.Contains(v, "?") },
		Words: func(string) ([]string, []string) { return []string{"VILA", "KOS"}, []string{"Rumah kos"} },
	}
}

func read(t *testing.T, kind risk.Kind, header string, rows ...string) ([]ingest.Record, []risk.Rejection) {
	t.Helper()
	im, bad := ingest.New(kind, strings.Split(header, ","), where(), options())
	var out []ingest.Record
	if len(bad) > 0 {
		return nil, bad
	}
	for i, r := range rows {
		rec, faults := im.Row(risk.Raw{Row: i + 2, Values: strings.Split(r, ",")})
		if len(faults) == 0 {
			out = append(out, rec)
		}
		bad = append(bad, faults...)
	}
	return out, bad
}

func TestResidences(t *testing.T) {
	out, bad := read(t, risk.KindResidences, "Nama,No. Paspor,Check In,check-out,Jenis Penginapan,lon,lat",
		"A,x 123,2026-11-01,05/11/2026,vila,115.1,-8.2", "B,X-123,1 November 2026,,hotel,115.1,-8.2")
	if len(bad) != 0 || len(out) != 2 {
		t.Fatalf("%+v", bad)
	}
	a, b := out[0].Residence, out[1].Residence
	if a.PersonKey == "" || a.PersonKey != b.PersonKey || strings.Contains(fmt.Sprintf("%+v", *a), "123") {
		t.Errorf("person keys %q and %q", a.PersonKey, b.PersonKey)
	}
	if !a.From.Equal(b.From) || a.From.Format(time.RFC3339) != "2026-10-31T16:00:00Z" || a.Desa != "51.08.06.2001" || a.Key == b.Key {
		t.Errorf("%+v", *a)
	}
}

func TestTheSameRowGivesTheSameKeyAndItsTwinAnother(t *testing.T) {
	key := func() []string {
		out, _ := read(t, risk.KindVisits, "tanggal,kode_desa", "2026-11-01,5108062001", "2026-11-01,5108062001")
		return []string{out[0].Visit.Key, out[1].Visit.Key}
	}
	first, second := key(), key()
	if first[0] != second[0] || first[1] != second[1] || first[0] == first[1] {
		t.Errorf("%v %v", first, second)
	}
}

func TestTheKeyDoesNotDependOnTheOrderOrNamesOfColumns(t *testing.T) {
	a, _ := read(t, risk.KindVisits, "tanggal,kode_desa,jam", "2026-11-01,5108062001,2")
	b, _ := read(t, risk.KindVisits, "hours,date,desa_code,petugas", "2,2026-11-01,5108062001,")
	if len(a) != 1 || len(b) != 1 || a[0].Visit.Key != b[0].Visit.Key {
		t.Errorf("%+v %+v", a, b)
	}
}

func TestPlacesByCodeAndName(t *testing.T) {
	for header, value := range map[string]string{
		"kode_desa": "51.08.06.2001", "desa_code": "5108062001", "kode desa": "5108060001", "nama_desa": "kalibukbuk", "Kelurahan": "KALI-BUKBUK",
	} {
		out, bad := read(t, risk.KindVisits, "tanggal,"+header, "2026-11-01,"+value)
		if len(out) != 1 || out[0].Visit.Desa != "51.08.06.2001" || out[0].Visit.Quality != risk.QualityDesa {
			t.Errorf("%s %s: %+v", header, value, bad)
		}
	}
	if out, bad := read(t, risk.KindVisits, "tanggal,desa,kecamatan", "2026-11-01,Kayuputih,Sukasada"); len(out) != 1 || out[0].Visit.Desa != "51.08.05.2015" {
		t.Errorf("%+v", bad)
	}
}

func TestRejections(t *testing.T) {
	for _, c := range []struct {
		name, header, row, code, suggestion string
		column                              int
	}{
		{"swapped axes", "lon,lat,check_in", "-8.2,115.1,2026-11-01", "axes_swapped", "115.1", 1},
		{"outside", "lon,lat,check_in", "100,-2,2026-11-01", "point_outside", "", 1},
		{"UTM metres", "lon,lat,check_in", "290000,9090000,2026-11-01", "coordinate_invalid", "", 1},
		{"NaN", "lon,lat,check_in", "NaN,-8.2,2026-11-01", "number_invalid", "", 1},
		{"huge", "lon,lat,check_in", "1e308,-8.2,2026-11-01", "number_invalid", "", 1},
		{"no place", "check_in", "2026-11-01", "place_missing", "", 0},
		{"31/02", "kode_desa,check_in", "5108062001,31/02/2026", "date_invalid", "", 2},
		{"future", "kode_desa,check_in", "5108062001,2027-11-01", "date_future", "", 2},
		{"no date", "kode_desa,check_in", "5108062001,", "value_missing", "", 2},
		{"lost zero", "kode_desa,check_in", "510806201,2026-11-01", "area_unknown", "51.08.06.2001", 1},
		{"exponent", "kode_desa,check_in", "5.1E+09,2026-11-01", "code_spoiled", "", 1},
		{"typing", "desa,check_in", "Kalibukbukk,2026-11-01", "area_unknown", "Kalibukbuk", 1},
		{"two of the name", "desa,check_in", "Kayuputih,2026-11-01", "area_ambiguous", "", 1},
		{"list", "kode_desa,check_in,permit", "5108062001,2026-11-01,vlla?", "code_unknown", "VILA", 3},
		{"backwards", "kode_desa,check_in,check_out", "5108062001,2026-11-05,2026-11-01", "until_before_from", "", 3},
		{"persons", "kode_desa,check_in,persons", "5108062001,2026-11-05,1.5", "number_whole", "", 3},
	} {
		out, bad := read(t, risk.KindResidences, c.header, c.row)
		if len(out) != 0 || len(bad) == 0 || bad[0].Code != c.code || bad[0].Suggestion != c.suggestion || bad[0].Column != c.column || bad[0].Row != 2 {
			t.Errorf("%s: %+v", c.name, bad)
			continue
		}
		for _, lang := range []string{"id", "en"} {
			if s := ingest.Text("a.csv", bad[0], lang); !strings.HasPrefix(s, "a.csv:2") || strings.Contains(s, c.code) {
				t.Errorf("%s has no sentence in %s: %s", c.name, lang, s)
			}
		}
	}
}

func TestMissingColumn(t *testing.T) {
	_, bad := read(t, risk.KindReports, "desa,kategori")
	if len(bad) != 1 || bad[0].Code != "column_missing" || ingest.Text("l.csv", bad[0], "id") != "l.csv:1 tanggal_kejadian: kolom tidak ada; tambahkan atau ganti nama kolomnya" {
		t.Errorf("%+v", bad)
	}
}

func TestReportsAndMeetings(t *testing.T) {
	out, bad := read(t, risk.KindReports, "tanggal_kejadian,kode_desa,kategori,nilai,status,pelapor", "2026-11-01,5108062001,alamat,b2,terbukti,Orang")
	if len(out) != 1 || out[0].Report.Grade != "B2" || out[0].Report.State != risk.StateTerbukti || out[0].Report.VerifiedAt.IsZero() || out[0].Report.Reporter == "" {
		t.Errorf("%+v", bad)
	}
	out, bad = read(t, risk.KindMeetings, "wilayah,tanggal,instansi,desa_hadir", "51.08.06,2026-11-01,imi;polres,5108062001")
	if len(out) != 1 || out[0].Meeting.Area != "51.08.06" || len(out[0].Meeting.Agencies) != 2 || len(out[0].Meeting.Present) != 1 {
		t.Errorf("%+v", bad)
	}
	if _, bad = read(t, risk.KindReports, "tanggal_kejadian,kode_desa,nilai", "2026-11-01,5108062001,G9"); len(bad) != 1 || bad[0].Code != "grade_invalid" {
		t.Errorf("%+v", bad)
	}
}

func FuzzRow(f *testing.F) {
	f.Add("2026-11-01", "5108062001", "", "")
	f.Add("05/11/2026", "", "POINT(115.1 -8.2)", "")
	f.Add("45000", "", "-8.2, 115.1", "vlla")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		im, _ := ingest.New(risk.KindResidences, []string{"check_in", "kode_desa", "koordinat", "jenis_penginapan"}, where(), options())
		if rec, bad := im.Row(risk.Raw{Row: 2, Values: []string{a, b, c, d}}); rec.Residence == nil && len(bad) == 0 {
			t.Error("neither a record nor a reason")
		}
	})
}
