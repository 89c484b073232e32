package ingest_test

import (
	"testing"

	"timpora/risk"
)

// What was meant is asked for every kind of word; where nothing is near, the
// words that are taken are listed.
func TestSuggestions(t *testing.T) {
	for _, c := range []struct{ kind, header, value, suggestion, accepted string }{
		{"premises", "jenis", "Vlla?", "VILA", ""}, {"premises", "jenis", "rumah koss?", "Rumah kos", ""}, {"premises", "jenis", "ivla?", "VILA", ""},
		{"premises", "jenis", "istana?", "", "VILA, KOS"}, {"premises", "terdaftar", "tidk", "TIDAK", ""}, {"premises", "terdaftar", "yaa", "YA", ""}, {"premises", "terdaftar", "mungkin", "", "YA, TIDAK"},
		{"reports", "status", "terbuktii", "TERBUKTI", ""}, {"reports", "status", "tidak terbukt", "TIDAK_TERBUKTI", ""}, {"reports", "status", "selesai", "", "DUGAAN, TERBUKTI, TIDAK_TERBUKTI, DUPLIKAT"},
		{"reports", "nilai", "2B", "B2", ""}, {"reports", "nilai", "b-2", "B2", ""}, {"reports", "nilai", "G9", "", ""},
		{"reports", "kecamatan", "Bulelen", "Buleleng", ""}, {"reports", "kabupaten", "Badung", "Buleleng", ""},
	} {
		header, values := "tanggal,jenis,desa,"+c.header, "2026-11-01,VILA,Kalibukbuk,"+c.value
		if c.header == "jenis" {
			header, values = "desa,jenis", "Kalibukbuk,"+c.value
		}
		_, bad := read(t, risk.Kind(c.kind), header, values)
		if len(bad) != 1 || bad[0].Suggestion != c.suggestion || bad[0].Args["accepted"] != c.accepted {
			t.Errorf("%s %q: %+v", c.header, c.value, bad)
		}
	}
}

func TestNamesOfDesaAsOfficesWriteThem(t *testing.T) {
	for _, name := range []string{"Desa Kalibukbuk", "Kelurahan Kalibukbuk", "KALIBUKBUK", "kali bukbuk"} {
		if out, bad := read(t, risk.KindVisits, "tanggal,desa,kecamatan,kabupaten", "2026-11-01,"+name+",Kec. Buleleng,Kab. Buleleng"); len(out) != 1 {
			t.Errorf("%s: %+v", name, bad)
		}
	}
}

// A spreadsheet's failures and formulas are no values, in no column but free
// text.
func TestWhatASpreadsheetLeaves(t *testing.T) {
	for _, c := range []struct{ header, value, code string }{
		{"jam", "#REF!", "cell_error"}, {"petugas", "#n/a", "cell_error"}, {"jam", "=A2*2", "cell_formula"}, {"kecamatan", "=", "cell_formula"},
	} {
		if _, bad := read(t, risk.KindVisits, "tanggal,kode_desa,"+c.header, "2026-11-01,5108062001,"+c.value); len(bad) != 1 || bad[0].Code != c.code || bad[0].Column != 3 {
			t.Errorf("%s: %+v", c.value, bad)
		}
	}
	if out, bad := read(t, risk.KindReports, "tanggal,kode_desa,uraian", "2026-11-01,5108062001,=lihat foto"); len(out) != 1 {
		t.Errorf("free text: %+v", bad)
	}
}
