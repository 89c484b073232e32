package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
)

// writeCSV writes RFC 4180 in UTF-8: the fields, whether the row is synthetic,
// the note in the first row, and the shape as well-known text in column WKT.
// Text that a spreadsheet could take for a formula gets an apostrophe in front.
func writeCSV(w io.Writer, l Layer, o Options) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	record := make([]string, 0, len(l.Fields)+3)
	for _, f := range l.Fields {
		record = append(record, Guard(f.Name))
	}
	if err := out.Write(append(record, "synthetic", "metadata", "WKT")); err != nil {
		return err
	}
	note, mark := Guard(l.noteLine(o)), ""
	if l.Note.Synthetic {
		mark = "DATA SINTETIS"
	}
	var shape []byte
	for r, err := range l.Rows {
		if err != nil {
			return err
		}
		record = record[:0]
		for i, f := range l.Fields {
			record = append(record, cell(f.Type, r.Values[i]))
		}
		shape = appendWKT(shape[:0], r.Shape, l.Single, o.CRS.Decimals)
		if err := out.Write(append(record, mark, note, string(shape))); err != nil {
			return err
		}
		note = ""
	}
	out.Flush()
	return out.Error()
}

// noteLine is the note and the system in one line.
func (l Layer) noteLine(o Options) string {
	parts := []string{"crs=EPSG:" + strconv.Itoa(o.CRS.EPSG())}
	for _, p := range l.Note.Parts() {
		parts = append(parts, p.Key+"="+p.Value)
	}
	return strings.Join(parts, "; ")
}

// cell is a value as text, empty for nil.
func cell(t Type, v any) string {
	switch x := v.(type) {
	case string:
		return Guard(x)
	case int64:
		return strconv.FormatInt(x, 10)
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(x)
	case time.Time:
		return stamp(t, x)
	}
	return ""
}

// Guard keeps a spreadsheet from reading text as a formula.
func Guard(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\x00", rune(s[0])) {
		return "'" + s
	}
	return s
}
