package feed_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"timpora/data/feed"
)

func TestCSV(t *testing.T) {
	for name, body := range map[string]string{
		"comma": "a,b\n1,x\n2,y\n", "semicolon": "a;b\n1;x\n2;y\n", "mark": "\ufeffa,b\n1,x\n2,y\n", "CRLF": "a,b\r\n1,x\r\n2,y\r\n",
		"CR": "a,b\r1,x\r2,y\r", "blanks": "a,b\n 1 ,x\n\n2, y\n", "quoted": "a,b\n\"1\",\"x\"\n2,y",
	} {
		f, err := feed.Read(name+".csv", strings.NewReader(body))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := fmt.Sprint(f.Header, f.Rows[0].Values, f.Rows[1].Values); got != "[a b] [1 x] [2 y]" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestRowsKeepTheirNumbers(t *testing.T) {
	f, err := feed.Read("x.csv", strings.NewReader("a,b\n1,\"two\nlines\"\n3,z\n"))
	if err != nil || f.Rows[0].Row != 2 || f.Rows[1].Row != 4 {
		t.Errorf("%+v %v", f.Rows, err)
	}
}

// refused is the refusal of a file; its two sentences differ and neither is
// the bare code.
func refused(t *testing.T, name string, body string) *feed.Error {
	t.Helper()
	_, err := feed.Read(name, strings.NewReader(body))
	var e *feed.Error
	if !errors.As(err, &e) {
		t.Fatalf("%s: %v, want a refusal", name, err)
	}
	id, en := feed.Text(e, "id"), feed.Text(e, "en")
	if id == en || err.Error() != en || strings.HasSuffix(en, ": "+e.Code) || strings.ContainsAny(id+en, "{}") || !strings.HasPrefix(id, name) {
		t.Errorf("sentences %q and %q", id, en)
	}
	return e
}

func TestCSVRefusals(t *testing.T) {
	for _, c := range []struct {
		name, body, code string
		row, column      int
	}{
		{"a field missing", "a,b\n1,2\n3\n", "ragged", 3, 2},
		{"a field too many", "a,b\n1,2\n3,4,5\n", "ragged", 3, 3},
		{"quote never closed", "a,b,c\n1,\"2,3\n4,5,6\n", "quote", 2, 2},
		{"quote inside", "a,b,c\n1,2,3\n\"1,1\",2\"2,3\n", "quote", 3, 2},
		{"quote closed early", "a,b,c\n1,2,\"3\"3\n", "quote", 2, 3},
		{"columns", strings.Repeat("a,", 300) + "b\n", "columns", 1, 0},
		{"cells", strings.Repeat(",", 199) + "\n" + strings.Repeat(strings.Repeat(",", 199)+"\n", feed.MostCells/200), "cells", feed.MostCells/200 + 1, 0},
		{"larger than the limit", strings.Repeat(" ", feed.MostBytes+1), "too_large", 0, 0},
	} {
		if e := refused(t, c.name, c.body); e.Code != c.code || e.Row != c.row || e.Column != c.column {
			t.Errorf("%s: %+v", c.name, e)
		}
	}
}

// A refusal shows headers, never a cell: it may hold a name.
func TestRefusalsDoNotShowCells(t *testing.T) {
	for name, body := range map[string]string{
		"ragged": "nama,b\nCANARY\n", "quote": "nama,b\n\"CANARY,1\n", "encoding": "nama,b\nCANARY\xe9,1\n", "nul": "nama,b\nCANARY\x00,1\n",
		"field": "nama,b\n" + strings.Repeat("CANARY", feed.MostField) + ",1\n",
		"json":  `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nama":"CANARY"},"geometry":{"type":"Point"}}]}`,
		"twice": `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nama":"CANARY","nama":"CANARY"}}]}`,
	} {
		if e := refused(t, name, body); strings.Contains(fmt.Sprintf("%+v", *e), "CANARY") {
			t.Errorf("%s shows the cell: %+v", name, *e)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		"Nama Tamu;No Paspor;Check-In;Jenis Penginapan;Kode Desa\r\nTAMU SATU;X123;01/11/2026;Villa;5108062001\r\n",
		"lon,lat,check_in\n115.03,-8.16,2026-11-01\n", "koordinat,tanggal\n\"-8.16, 115.03\",2026-11-01\n", "a,b\r1,2\r", "a,b\n\"1,2\n", "\xff\xfe", "\ufeffa\n1\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(readsEvenly)
}

// readsEvenly holds whatever is read to its promises.
func readsEvenly(t *testing.T, b []byte) {
	file, err := feed.Read("f", strings.NewReader(string(b)))
	if err != nil {
		var e *feed.Error
		if !errors.As(err, &e) || strings.HasSuffix(feed.Text(e, "id"), ": "+e.Code) {
			t.Fatalf("no refusal with a sentence: %v", err)
		}
		return
	}
	last := 0
	for _, r := range file.Rows {
		if len(r.Values) != len(file.Header) || r.Row <= last {
			t.Fatalf("row %d after %d has %d values for %d columns", r.Row, last, len(r.Values), len(file.Header))
		}
		last = r.Row
	}
}
