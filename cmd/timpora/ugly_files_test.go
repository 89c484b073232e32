package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf16"
)

// stays is a GeoJSON of one stay with a geometry; boxes one of desa outlines.
func stays(geometry string) string {
	return collectionOf(`{"type":"Feature","properties":{"check_in":"2026-11-01"},"geometry":` + geometry + `}`)
}

func collectionOf(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func desa(code, name, geometry string) string {
	return `{"type":"Feature","properties":{"code":"` + code + `","name":"` + name + `"},"geometry":` + geometry + `}`
}

func outline(coordinates string) string {
	return collectionOf(desa("51.08.01.2001", "Sumberklampok", polygon(coordinates)))
}

func polygon(coordinates string) string {
	return `{"type":"Polygon","coordinates":` + coordinates + `}`
}

// box is a good outline, bow one that crosses itself.
const (
	box = `[[[115,-8.2],[115.1,-8.2],[115.1,-8.1],[115,-8.1],[115,-8.2]]]`
	bow = `[[[115,-8.2],[115.1,-8.1],[115.1,-8.2],[115,-8.12],[115,-8.2]]]`
)

// round is a ring of n vertices.
func round(n int) string {
	var b strings.Builder
	b.WriteString("[[")
	for i := range n + 1 {
		if i > 0 {
			b.WriteByte(',')
		}
		a := 2 * math.Pi * float64(i%n) / float64(n)
		fmt.Fprintf(&b, "[%.9f,%.9f]", 115.1+0.05*math.Cos(a), -8.2+0.05*math.Sin(a))
	}
	b.WriteString("]]")
	return b.String()
}

func wide(text string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// part is one file of an archive.
type part struct{ name, body string }

func archive(parts ...part) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, _ := z.Create(p.name)
		_, _ = io.WriteString(w, p.body) // to memory
	}
	_ = z.Close()
	return b.String()
}

// workbook are the parts of an XLSX whose only sheet has these cells, each
// "text" or, after a "<", the inside of a cell element.
func workbook(rows ...[]string) []part {
	var sheet strings.Builder
	sheet.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for i, row := range rows {
		fmt.Fprintf(&sheet, `<row r="%d">`, i+1)
		for j, cell := range row {
			if strings.HasPrefix(cell, "<") {
				fmt.Fprintf(&sheet, `<c r="%c%d">%s</c>`, 'A'+j, i+1, cell)
			} else {
				fmt.Fprintf(&sheet, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+j, i+1, cell)
			}
		}
		sheet.WriteString(`</row>`)
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	const rels = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	relation := func(kind, target string) string {
		return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + rels + kind + `" Target="` + target + `"/></Relationships>`
	}
	return []part{
		{"_rels/.rels", relation("/officeDocument", "xl/workbook.xml")},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + rels + `"><sheets><sheet name="Tamu" sheetId="1" r:id="a"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", relation("/worksheet", "worksheets/sheet1.xml")},
		{"xl/worksheets/sheet1.xml", sheet.String()},
	}
}

func xlsx(rows ...[]string) string { return archive(workbook(rows...)...) }

// withEntity is a sheet that names itself ten times over.
func withEntity() string {
	parts := workbook([]string{"check_in", "kode_desa"}, []string{"2026-11-01", "&a;"})
	parts[3].body = `<!DOCTYPE x [<!ENTITY b "bbbbbbbbbb"><!ENTITY a "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>` + parts[3].body
	return archive(parts...)
}

// bomb is a sheet of 530 MiB in half a megabyte.
func bomb() string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range workbook()[:3] {
		w, _ := z.Create(p.name)
		_, _ = io.WriteString(w, p.body)
	}
	w, _ := z.Create("xl/worksheets/sheet1.xml")
	chunk := bytes.Repeat([]byte(" "), 1<<20)
	for range 530 {
		_, _ = w.Write(chunk)
	}
	_ = z.Close()
	return b.String()
}

// container is the beginning of an old Excel file, or of a new one under a
// password.
func container(stream string) string {
	return "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 504) + wide(stream)[2:]
}
