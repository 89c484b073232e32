package ingest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/ingest"
)

// square is a box with three desa; 51.08.02.1003 is also the BPS number of
// another desa, as happens once in the real lists.
func square() ingest.Where {
	areas := []ingest.Area{
		{Code: "51.08", Name: "Kabupaten Buleleng"}, {Code: "51.08.06", Name: "Buleleng", Kabupaten: "Kabupaten Buleleng"},
		{Code: "51.08.06.2001", Name: "Kaliasem", Kecamatan: "Buleleng", Kabupaten: "Kabupaten Buleleng"},
		{Code: "51.08.06.2002", Name: "Selat", Kecamatan: "Buleleng", Kabupaten: "Kabupaten Buleleng"},
		{Code: "51.08.02.1003", Name: "Selat", Kecamatan: "Seririt", Kabupaten: "Kabupaten Buleleng"},
	}
	box := geo.Bound{West: 115, South: -8.2, East: 115.2, North: -8.1}
	return ingest.Where{
		Areas: areas,
		Find: func(p geo.Point) (geo.AreaCode, risk.Quality, geo.Meters) {
			if box.Contains(p) {
				return "51.08.06.2001", risk.QualityPoint, 0
			}
			return "", risk.QualityOutside, 0
		},
		Swapped: func(p geo.Point) bool { return !box.Contains(p) && box.Contains(geo.Point{Lon: p.Lat, Lat: p.Lon}) },
		Cell:    func(geo.Point) geo.Cell { return 0x8a8d0a6a2007fff },
		Anchor: func(c geo.AreaCode) (geo.Point, bool) {
			ok := slices.ContainsFunc(areas, func(a ingest.Area) bool { return a.Code == c && c.Level() == geo.LevelDesa })
			return geo.Point{Lon: 115.1, Lat: -8.15}, ok
		},
		FromBPS: func(s string) geo.AreaCode {
			switch s {
			case "5108060010", "5108021003":
				return "51.08.06.2001"
			}
			return ""
		},
	}
}

func readRow(t *testing.T, kind risk.Kind, header, values string) (ingest.Record, []risk.Rejection) {
	t.Helper()
	im, bad := ingest.New(kind, strings.Split(header, "|"), square(), options())
	if len(bad) > 0 {
		return ingest.Record{}, bad
	}
	return im.Row(risk.Raw{Row: 2, Values: strings.Split(values, "|")})
}

func TestBadRowsAreRefusedByName(t *testing.T) {
	for _, c := range []struct {
		name, kind, header, values, want string
	}{
		{"unknown code", "residences", "check_in|kode_desa", "2026-11-01|5108062009", `x.csv:2:2 kode_desa "5108062009": tidak dikenal; lihat daftar desa; maksud Anda 51.08.06.2001?`},
		{"code as exponent", "residences", "check_in|kode_desa", "2026-11-01|5,1E+09", `x.csv:2:2 kode_desa "5,1E+09": kode dirusak lembar kerja; simpan kolom sebagai teks`},
		{"code of two numberings", "residences", "check_in|kode_desa", "2026-11-01|5108021003", `x.csv:2:2 kode_desa "5108021003": nama ini ada lebih dari satu: 51.08.02.1003; 51.08.06.2001 (BPS); maksud Anda 51.08.02.1003?`},
		{"name of two desa", "residences", "check_in|desa", "2026-11-01|Selat", `x.csv:2:2 desa "Selat": nama ini ada lebih dari satu: 51.08.06.2002 Selat (Buleleng); 51.08.02.1003 Selat (Seririt)`},
		{"misspelt name", "residences", "check_in|desa", "2026-11-01|Kaliasen", `x.csv:2:2 desa "Kaliasen": tidak dikenal; lihat daftar desa; maksud Anda Kaliasem?`},
		{"look-alike letter", "residences", "check_in|desa", "2026-11-01|K\u0430liasem", "x.csv:2:2 desa \"K\u0430liasem\": huruf dari dua aksara dalam satu kata; ketik ulang; maksud Anda Kaliasem?"},
		{"letter of no width", "residences", "check_in|desa", "2026-11-01|Kali\u200basem", `x.csv:2:2 desa "Kali\u200basem": ada karakter tersembunyi; ketik ulang; maksud Anda Kaliasem?`},
		{"turned text", "premises", "nama|jenis|kode_desa", "A\u202eB|vila|51.08.06.2001", `x.csv:2:1 nama "A\u202eB": ada karakter tersembunyi; ketik ulang; maksud Anda AB?`},
		{"stay that has not begun", "residences", "check_in|kode_desa", "2027-01-01|51.08.06.2001", `x.csv:2:1 check_in "2027-01-01": tanggal di masa depan; periksa hari, bulan dan tahun`},
		{"swapped axes", "residences", "check_in|lon|lat", "2026-11-01|-8.15|115.1", `x.csv:2:2 lon "-8.15": bujur dan lintang tertukar; maksud Anda 115.1?`},
		{"UTM metres", "residences", "check_in|lon|lat", "2026-11-01|290000|9100000", `x.csv:2:2 lon "290000": bukan koordinat derajat; ubah ke WGS 84 (EPSG:4326)`},
		{"NaN", "residences", "check_in|lon|lat", "2026-11-01|NaN|-8.15", `x.csv:2:2 lon "NaN": bukan angka; tulis seperti 115.0882`},
		{"1e308", "residences", "check_in|lon|lat", "2026-11-01|1e308|-8.15", `x.csv:2:2 lon "1e308": bukan angka; tulis seperti 115.0882`},
		{"pole", "residences", "check_in|lon|lat", "2026-11-01|115.1|-90", `x.csv:2:2 lon "115.1": titik di luar wilayah; periksa angkanya`},
		{"antimeridian", "residences", "check_in|lon|lat", "2026-11-01|180|-8.15", `x.csv:2:2 lon "180": titik di luar wilayah; periksa angkanya`},
		{"31 February", "residences", "check_in|kode_desa", "31/02/2026|51.08.06.2001", `x.csv:2:1 check_in "31/02/2026": bukan tanggal; tulis seperti 2026-11-24 atau 24/11/2026`},
		{"out before in", "residences", "check_in|check_out|kode_desa", "2026-11-02|2026-11-01|51.08.06.2001", `x.csv:2:2 check_out "2026-11-01": sebelum tanggal masuk; periksa kedua tanggal`},
		{"future visit", "visits", "tanggal|kode_desa", "2027-01-01|51.08.06.2001", `x.csv:2:1 tanggal "2027-01-01": tanggal di masa depan; periksa hari, bulan dan tahun`},
		{"unknown premises", "premises", "jenis|kode_desa", "???|51.08.06.2001", `x.csv:2:1 jenis "???": tidak dikenal; yang diterima: VILA, KOS`},
		{"one of two agencies", "meetings", "wilayah|tanggal|instansi", "51.08|2026-11-01|imi;vla?", `x.csv:2:3 instansi "vla?": tidak dikenal; maksud Anda VILA?`},
		{"misspelt kecamatan", "meetings", "wilayah|tanggal", "Kecamatan Bulelen|2026-11-01", `x.csv:2:1 wilayah "Kecamatan Bulelen": tidak dikenal; lihat daftar desa; maksud Anda 51.08.06?`},
		{"area of two levels", "meetings", "wilayah|tanggal", "Buleleng|2026-11-01", `x.csv:2:1 wilayah "Buleleng": nama ini ada lebih dari satu: 51.08; 51.08.06`},
		{"no place", "reports", "tanggal", "2026-11-01", `x.csv:2: tidak ada titik maupun desa; isi bujur dan lintang, kode_desa, atau desa`},
		{"no column", "visits", "kode_desa", "51.08.06.2001", `x.csv:1 tanggal: kolom tidak ada; tambahkan atau ganti nama kolomnya`},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec, bad := readRow(t, risk.Kind(c.kind), c.header, c.values)
			if len(bad) != 1 || rec != (ingest.Record{}) {
				t.Fatalf("record %v, rejections %v, want one rejection and no record", rec, bad)
			}
			if got := ingest.Text("x.csv", bad[0], "id"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if id, en := ingest.Text("x.csv", bad[0], "id"), ingest.Text("x.csv", bad[0], "en"); id == en || strings.HasSuffix(en, ": "+bad[0].Code) {
				t.Errorf("no sentence in both languages: %s", en)
			}
		})
	}
}

func TestDates(t *testing.T) {
	want := time.Date(2026, 3, 4, 16, 0, 0, 0, time.UTC) // 5 March 2026, 00:00 in WITA
	for _, text := range []string{"2026-03-05", "05/03/2026", "5-3-2026", "5 Maret 2026", "5 Mar 2026", "46086", "2026-03-05T00:00:00", "2026-03-05 00:00", "2026-03-05T00:00:00+08:00", "2026-03-04T16:00:00Z"} {
		rec, bad := readRow(t, risk.KindResidences, "check_in|kode_desa", text+"|51.08.06.2001")
		if len(bad) > 0 || !rec.Residence.From.Equal(want) {
			t.Errorf("%s: %v %v, want %v", text, rec.Residence, bad, want)
		}
	}
}

func TestMeetingAreaByLevel(t *testing.T) {
	for text, want := range map[string]geo.AreaCode{"Kabupaten Buleleng": "51.08", "Kab. Buleleng": "51.08", "Kec. Buleleng": "51.08.06", "Kecamatan Buleleng": "51.08.06", "5108": "51.08"} {
		rec, bad := readRow(t, risk.KindMeetings, "wilayah|tanggal", text+"|2026-11-01")
		if len(bad) > 0 || rec.Meeting.Area != want {
			t.Errorf("%s: %v %v, want %s", text, rec.Meeting, bad, want)
		}
	}
}

func TestPersonsAreNotKept(t *testing.T) {
	im, _ := ingest.New(risk.KindResidences, []string{"nama", "no_paspor", "check_in", "kode_desa"}, square(), options())
	row := func(name, number, date string) (ingest.Record, []risk.Rejection) {
		return im.Row(risk.Raw{Row: 2, Values: []string{name, number, date, "51.08.06.2001"}})
	}
	a, _ := row("CANARY", "x 123-456", "2026-11-01")
	b, _ := row("CANARY", "X123456", "2026-11-01")
	c, _ := row("CANARY", "X123456", "2026-11-01")
	if a.Residence.PersonKey == "" || a.Residence.PersonKey != b.Residence.PersonKey || strings.Contains(a.Residence.PersonKey, "123456") {
		t.Errorf("person keys %q and %q of one document", a.Residence.PersonKey, b.Residence.PersonKey)
	}
	if b.Residence.Key == c.Residence.Key {
		t.Error("two identical rows share a key: one of two stays would be lost")
	}
	if _, bad := row("CANARY", "X123456", "31/02/2026"); len(bad) != 1 || strings.Contains(ingest.Text("x.csv", bad[0], "id"), "CANARY") {
		t.Errorf("rejections %v", bad)
	}
}
