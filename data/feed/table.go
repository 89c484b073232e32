package feed

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"timpora/geo"
	"timpora/risk"
)

// mostText is what the fields of a file may hold together: one shared text of
// a workbook can stand in a million cells.
const mostText = 4 * MostBytes

// table gathers the rows of a file and holds it to the limits.
type table struct {
	File
	name        string
	cells, text int
	columns     map[string]int // of features, in the order of appearance
}

func (t *table) refuse(code string, args ...string) *Error {
	if t.Features {
		args = append(args, "unit", "feature")
	}
	return refuse(t.name, code, args...)
}

// setHeader refuses columns without a name of their own.
func (t *table) setHeader(row int, header []string) error {
	if err := t.measure(row, header); err != nil {
		return err
	}
	seen := map[string]bool{}
	for i, h := range header {
		key := strings.ToLower(h)
		if key != "" && seen[key] {
			return t.refuse("header_twice").at(row, i+1).of("", h)
		}
		seen[key] = true
	}
	t.Header = header
	return nil
}

// add takes a row of at most as many values as the header has.
func (t *table) add(row int, values []string, at *geo.Point) error {
	if len(t.Rows) == MostRows {
		return t.refuse("rows", "most", strconv.Itoa(MostRows)).at(row, 0)
	}
	if err := t.measure(row, values); err != nil {
		return err
	}
	t.Rows = append(t.Rows, risk.Raw{Row: row, Values: values, Point: at})
	return nil
}

// measure refuses values beyond the limits and those that are no text, and
// trims the others in place.
func (t *table) measure(row int, values []string) error {
	if len(values) > MostColumns {
		return t.refuse("columns", "most", strconv.Itoa(MostColumns)).at(row, 0)
	}
	if t.cells += len(values); t.cells > MostCells {
		return t.refuse("cells", "most", strconv.Itoa(MostCells)).at(row, 0)
	}
	for i, v := range values {
		if len(v) > MostField {
			return t.refuse("field", "have", strconv.Itoa(len(v)), "most", strconv.Itoa(MostField)).at(row, i+1).of(t.column(i), "")
		}
		if t.text += len(v); t.text > mostText {
			return t.refuse("too_large", "most", strconv.Itoa(mostText>>20)).at(row, i+1)
		}
		if strings.IndexByte(v, 0) >= 0 {
			return t.refuse("nul").at(row, i+1).of(t.column(i), "\x00")
		}
		if !utf8.ValidString(v) {
			return t.refuse("encoding").at(row, i+1).of(t.column(i), badBytes(v))
		}
		values[i] = strings.TrimSpace(v)
	}
	return nil
}

// column is the name of a column, "" beyond the header or in it.
func (t *table) column(i int) string {
	if i < len(t.Header) {
		return t.Header[i]
	}
	return ""
}

// badBytes are the bytes of a text that are no UTF-8.
func badBytes(s string) string {
	var b bytes.Buffer
	for i := 0; i < len(s) && b.Len() < 4; {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			b.WriteByte(s[i])
		}
		i += n
	}
	return b.String()
}
