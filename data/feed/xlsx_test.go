package feed_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"timpora/data/feed"
)

// sheet is a workbook as a spreadsheet library writes it.
func sheet(t *testing.T, date1904 bool, rows ...[]any) string {
	t.Helper()
	x := excelize.NewFile()
	if err := x.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904}); err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		if err := x.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	b, err := x.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestXLSX(t *testing.T) {
	for _, date1904 := range []bool{false, true} {
		f, err := feed.Read("x.xlsx", strings.NewReader(sheet(t, date1904, []any{"kode", "tanggal"}, []any{"5108062001", 45000}, nil, []any{"x"})))
		if err != nil || f.Date1904 != date1904 {
			t.Fatal(f.Date1904, err)
		}
		if got := fmt.Sprint(f.Header, f.Rows[0].Values, f.Rows[1].Values, f.Rows[1].Row); got != "[kode tanggal] [5108062001 45000] [x ] 4" {
			t.Error(got)
		}
	}
}

// book is a workbook of one sheet from the inside of its sheetData and of its
// shared texts.
func book(rows, texts string) string {
	const (
		main     = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
		relation = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
		kind     = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"_rels/.rels", fmt.Sprintf(relation, `<Relationship Id="a" Type="`+kind+`/officeDocument" Target="xl/workbook.xml"/>`)},
		{"xl/workbook.xml", `<workbook ` + main + ` xmlns:r="` + kind + `"><sheets><sheet name="S" sheetId="1" r:id="b"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", fmt.Sprintf(relation, `<Relationship Id="b" Type="`+kind+`/worksheet" Target="worksheets/sheet1.xml"/>`+
			`<Relationship Id="c" Type="`+kind+`/sharedStrings" Target="/xl/sharedStrings.xml"/>`)},
		{"xl/worksheets/sheet1.xml", `<worksheet ` + main + `><sheetData>` + rows + `</sheetData></worksheet>`},
		{"xl/sharedStrings.xml", `<sst ` + main + `>` + texts + `</sst>`},
	} {
		w, _ := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store}) // not packed: quick
		_, _ = w.Write([]byte(part[1]))                                           // to memory
	}
	_ = z.Close()
	return b.String()
}

const head = `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>`

func TestCellsOfAnXLSX(t *testing.T) {
	texts := `<si><t>plain</t></si><si><r><t>ri</t></r><rPh><t>no</t></rPh><r><t xml:space="preserve">ch </t></r></si><si><t>a_x000A_b</t></si>`
	for cell, want := range map[string]string{
		`<c r="B2" t="s"><v>0</v></c>`:                                 "plain",
		`<c r="B2" t="s"><v>1</v></c>`:                                 "rich",
		`<c r="B2" t="s"><v>2</v></c>`:                                 "a\nb",
		`<c r="B2"><v>115.08820000000000</v></c>`:                      "115.0882",
		`<c r="B2"><v>5.108062001E9</v></c>`:                           "5108062001",
		`<c r="B2"><v>-0.5</v></c>`:                                    "-0.5",
		`<c r="B2" t="b"><v>1</v></c>`:                                 "TRUE",
		`<c r="B2" t="b"><v>0</v></c>`:                                 "FALSE",
		`<c r="B2" t="e"><v>#N/A</v></c>`:                              "#N/A",
		`<c r="B2" t="d"><v>2026-11-01</v></c>`:                        "2026-11-01",
		`<c r="B2" t="str"><f>A2&amp;"x"</f><v>1x</v></c>`:             "1x",
		`<c r="B2"><f>1+1</f><v>2</v></c>`:                             "2",
		`<c r="B2" t="str"><f>IF(1,"","")</f><v></v></c>`:              "",
		`<c r="B2"><f>TODAY()</f><v></v></c>`:                          "=TODAY()",
		`<c r="B2"><f t="shared" si="0"/></c>`:                         "=",
		`<c t="inlineStr"><is><t>next</t></is></c>`:                    "next",
		`<c r="B2" s="3"/>`:                                            "",
		`<c r="B2"><v>1</v><extLst><ext><x/></ext></extLst></c><foo/>`: "1",
	} {
		f, err := feed.Read("x.xlsx", strings.NewReader(book(head+`<row r="2"><c r="A2"><v>1</v></c>`+cell+`</row>`, texts)))
		if err != nil || len(f.Rows) != 1 || f.Rows[0].Values[0] != "1" || f.Rows[0].Values[1] != want {
			t.Errorf("%s: %v %v, want %q", cell, f.Rows, err, want)
		}
	}
}

func TestXLSXRefusals(t *testing.T) {
	for _, c := range []struct {
		name, body, code string
		row, column      int
	}{
		{"damaged archive", "PK\x03\x04zzzz", "xlsx", 0, 0},
		{"no workbook in it", strings.Replace(book(head, ""), "_rels/.rels", "_rels/.relx", 2), "not_xlsx", 0, 0},
		{"an empty sheet", book("", ""), "empty", 0, 0},
		{"a value beyond the header", book(head+`<row r="2"><c r="C2"><v>1</v></c></row>`, ""), "ragged", 2, 3},
		{"a column beyond all", book(head+`<row r="2"><c r="XFD2"><v>1</v></c></row>`, ""), "columns", 2, 16384},
		{"a text that is not there", book(head+`<row r="2"><c r="A2" t="s"><v>7</v></c></row>`, ""), "xlsx", 2, 1},
		{"cells out of order", book(head+`<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>`, ""), "xlsx", 2, 3},
		{"rows out of order", book(head+`<row r="1"/>`, ""), "xlsx", 2, 0},
		{"cut off", book(head+`<row r="2">`, ""), "xlsx", 0, 0},
		{"elements around the rows", book(strings.Repeat("<a>", 100)+head, ""), "xlsx", 0, 0},
		{"elements around the texts", book(head, strings.Repeat("<a>", 100)), "xlsx", 0, 0},
		{"elements without end", book(head+`<row r="2"><c>`+strings.Repeat("<a>", 100), ""), "xlsx", 0, 0},
		{"a long text", book(head+`<row r="2"><c r="A2" t="s"><v>0</v></c></row>`, "<si><t>"+strings.Repeat("x", feed.MostField+1)+"</t></si>"), "field", 2, 1},
	} {
		if e := refused(t, c.name, c.body); e.Code != c.code || e.Row != c.row || e.Column != c.column {
			t.Errorf("%s: %+v", c.name, e)
		}
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add(head+`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>`, `<si><r><t>ri</t></r><rPh><t>x</t></rPh></si>`)
	f.Add(`<row><c><v>1</v></c><c t="b"><v>1</v></c></row><row><c t="d"><v>2026-11-01</v></c></row>`, `<si><t>_x000D_</t></si>`)
	f.Add(head+`<row r="9"><c r="AB9"/></row>`, "")
	f.Fuzz(func(t *testing.T, rows, texts string) { readsEvenly(t, []byte(book(rows, texts))) })
}

func FuzzXLSXArchive(f *testing.F) {
	f.Add([]byte(book(head, "")))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Fuzz(readsEvenly)
}
