package export

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"
	"unicode/utf8"
)

// What a sheet can hold.
const (
	sheetRows = 1 << 20
	cellRunes = 32767
)

// ErrSheet reports a layer that does not fit into a sheet.
var ErrSheet = errors.New("does not fit into a sheet")

// writeXLSX writes an Office Open XML workbook: a sheet with the fields and a
// place inside each shape, and a sheet with the note and what the fields mean.
// It is written as it goes, part by part in a fixed order: libraries for
// workbooks hold the finished archive in memory, and order its sheets by chance.
// Text is text there, never a formula.
func writeXLSX(w io.Writer, l Layer, o Options) error {
	if l.Count >= sheetRows {
		return fmt.Errorf("%d rows: %w of %d rows; take another format", l.Count, ErrSheet, sheetRows)
	}
	z := zip.NewWriter(w)
	for _, part := range l.workbookParts() {
		f, err := z.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, xml.Header+part.text); err != nil {
			return err
		}
	}
	if err := sheet(z, 1, func(b *bufio.Writer) error { return l.dataSheet(b, o) }); err != nil {
		return err
	}
	if err := sheet(z, 2, func(b *bufio.Writer) error { return l.noteSheet(b, o) }); err != nil {
		return err
	}
	return z.Close()
}

func sheet(z *zip.Writer, number int, write func(*bufio.Writer) error) error {
	f, err := z.Create("xl/worksheets/sheet" + strconv.Itoa(number) + ".xml")
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// placeFields are the two columns behind the fields.
func placeFields(o Options) [2]Field {
	if o.CRS.Metric {
		return [2]Field{{"x", Number, "easting of a place inside, metres, " + o.CRS.Title()}, {"y", Number, "northing of it, metres"}}
	}
	return [2]Field{{"lon", Number, "longitude of a place inside, degrees, WGS 84"}, {"lat", Number, "latitude of it, degrees"}}
}

func (l Layer) dataSheet(w *bufio.Writer, o Options) error {
	place := placeFields(o)
	width := columnName(len(l.Fields) + 1)
	head := append(sheetHead(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`), `<row r="1">`...)
	for _, f := range append(append([]Field{}, l.Fields...), place[:]...) {
		head = appendCell(head, Text, f.Name, 3)
	}
	if _, err := w.Write(append(head, "</row>\n"...)); err != nil {
		return err
	}
	var buf []byte
	n := 1
	for r, err := range l.Rows {
		if err != nil {
			return err
		}
		n++
		if buf, err = l.appendSheetRow(buf[:0], r, n, o); err != nil {
			return err
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, `</sheetData><autoFilter ref="A1:%s%d"/></worksheet>`, width, n)
	return err
}

func (l Layer) appendSheetRow(b []byte, r Row, n int, o Options) ([]byte, error) {
	b = append(b, `<row r="`+strconv.Itoa(n)+`">`...)
	for i, f := range l.Fields {
		if s, ok := r.Values[i].(string); ok && utf8.RuneCountInString(s) > cellRunes {
			return b, fmt.Errorf("row %d, %s: text of %d bytes %w cell", r.ID, f.Name, len(s), ErrSheet)
		}
		b = appendCell(b, f.Type, r.Values[i], 0)
	}
	x, y := o.CRS.Forward(r.At.Lon, r.At.Lat)
	b = appendCell(b, Number, x, 0)
	b = appendCell(b, Number, y, 0)
	return append(b, "</row>\n"...), nil
}

func (l Layer) noteSheet(w *bufio.Writer, o Options) error {
	b, n := sheetHead(""), 0
	pair := func(key, value string, style int) {
		n++
		b = appendCell(append(b, `<row r="`+strconv.Itoa(n)+`">`...), Text, key, style)
		b = append(appendCell(b, Text, value, 0), "</row>\n"...)
	}
	for _, p := range l.Note.Parts() {
		pair(p.Key, p.Value, 3)
	}
	pair("crs", "EPSG:"+strconv.Itoa(o.CRS.EPSG())+" "+o.CRS.Title(), 3)
	place := placeFields(o)
	for _, f := range append(append([]Field{}, l.Fields...), place[:]...) {
		pair(f.Name, f.About, 0)
	}
	_, err := w.Write(append(b, "</sheetData></worksheet>"...))
	return err
}

func sheetHead(pane string) []byte {
	return []byte(xml.Header + `<worksheet xmlns="` + spreadsheet + `"><sheetViews><sheetView workbookViewId="0">` + pane +
		"</sheetView></sheetViews><sheetData>\n")
}

// appendCell writes a cell. Nil is an empty one, which still takes its column.
func appendCell(b []byte, t Type, v any, style int) []byte {
	kind, text := "", cellText(t, v)
	switch x := v.(type) {
	case nil:
		return append(b, "<c/>"...)
	case string:
		b = append(b, `<c s="`+strconv.Itoa(style)+`" t="inlineStr"><is><t xml:space="preserve">`...)
		return append(escaped(b, text), "</t></is></c>"...)
	case bool:
		kind = ` t="b"`
	case time.Time:
		text = strconv.FormatFloat(serial(t, x), 'f', -1, 64)
		kind = ` s="2"`
		if t == Day {
			kind = ` s="1"`
		}
	}
	return append(b, "<c"+kind+"><v>"+text+"</v></c>"...)
}

// serial is the number of days since 1899-12-30, as spreadsheets count.
func serial(t Type, at time.Time) float64 {
	at = at.UTC()
	if t == Day {
		at = at.Truncate(24 * time.Hour)
	}
	return float64(at.Unix()-time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Unix()) / 86400
}

// columnName is the letters of a column, counted from 0.
func columnName(n int) string {
	if n < 26 {
		return string(rune('A' + n))
	}
	return columnName(n/26-1) + string(rune('A'+n%26))
}
