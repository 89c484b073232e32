package feed_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

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

func sheet(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	x := excelize.NewFile()
	for i, r := range rows {
		if err := x.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	b, err := x.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXLSX(t *testing.T) {
	f, err := feed.Read("x.xlsx", bytes.NewReader(sheet(t, []any{"kode", "tanggal"}, []any{"5108062001", 45000}, []any{"x"})))
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(f.Header, f.Rows[0].Values, f.Rows[1].Values, f.Rows[1].Row); got != "[kode tanggal] [5108062001 45000] [x ] 3" {
		t.Error(got)
	}
}

func TestGeoJSON(t *testing.T) {
	body := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"b":2,"a":"x","c":null},"geometry":{"type":"Point","coordinates":[115.1,-8.2]}}]}`
	f, err := feed.Read("x.geojson", strings.NewReader(body))
	if err != nil || fmt.Sprint(f.Header, f.Rows[0].Values, *f.Rows[0].Point) != "[a b c] [x 2 ] {115.1 -8.2}" {
		t.Errorf("%+v %v", f, err)
	}
}

func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	chunk := make([]byte, 1<<20)
	for range 300 {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestUglyFiles(t *testing.T) {
	for _, c := range []struct {
		name string
		body []byte
		code string
		row  int
	}{
		{"empty", nil, "empty", 0}, {"blank", []byte(" \n\n"), "empty", 0},
		{"UTF-16", []byte("\xff\xfea\x00,\x00"), "utf16", 0}, {"Windows-1252", []byte("a,b\n1,caf\xe9\n"), "encoding", 2},
		{"NUL", []byte("a,b\n1,\x00\n"), "nul", 2}, {"ragged", []byte("a,b\n1,2\n3\n"), "ragged", 3},
		{"open quote", []byte("a,b\n\"1,2\n"), "csv", 2}, {"header twice", []byte("a,A\n1,2\n"), "header_twice", 1},
		{"10 MB field", []byte("a,b\n" + strings.Repeat("x", 10<<20) + ",1\n"), "field", 2},
		{"too many columns", []byte(strings.Repeat("a,", 300) + "b\n"), "columns", 1},
		{"old Excel", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "old_excel", 0}, {"damaged archive", []byte("PK\x03\x04zzzz"), "xlsx", 0},
		{"bomb", bomb(t), "bomb", 0}, {"too large", make([]byte, feed.MostBytes+1), "too_large", 0},
		{"truncated JSON", []byte(`{"type":"FeatureCollection","features":[{`), "json", 0},
		{"concatenated JSON", []byte(`{"type":"FeatureCollection","features":[{"type":"Feature"}]}{}`), "json", 0},
		{"empty collection", []byte(`{"type":"FeatureCollection","features":[]}`), "json", 0},
		{"polygon", []byte(`{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":[]}}]}`), "geometry", 1},
		{"10,000 deep", []byte(`{"type":` + strings.Repeat("[", 20000)), "json", 0},
	} {
		_, err := feed.Read(c.name, bytes.NewReader(c.body))
		var e *feed.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Row != c.row || e.Remedy == "" || !strings.HasPrefix(err.Error(), c.name) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestSplitTakesTheNationalityOut(t *testing.T) {
	f, err := feed.Read("x.csv", strings.NewReader("a,Kewarganegaraan,b\n1,N,2\n"))
	if err != nil {
		t.Fatal(err)
	}
	out, values := feed.Split(f)
	if fmt.Sprint(out.Header, out.Rows[0].Values, values) != "[a b] [1 2] [N]" {
		t.Errorf("%v %v", out, values)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a;b\n1;2\n", `{"type":"FeatureCollection","features":[{"properties":{"a":1}}]}`, "PK\x03\x04", "\xff\xfe"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := feed.Read("f", bytes.NewReader(b))
		if err != nil {
			return
		}
		for _, r := range file.Rows {
			if len(r.Values) != len(file.Header) || r.Row < 1 {
				t.Fatalf("row %d has %d values for %d columns", r.Row, len(r.Values), len(file.Header))
			}
		}
	})
}
