package feed

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// each calls do at the start of every element of a name, which reads it to its
// end.
func each(dec *xml.Decoder, name string, do func(xml.StartElement) error) error {
	depth := 0
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch x := tok.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if x.Name.Local == name {
				err = do(x)
			} else if depth++; depth > mostDepth {
				err = errDepth
			}
			if err != nil {
				return err
			}
		}
	}
}

// readShared reads the texts that cells point to.
func (w *workbook) readShared(part string) error {
	return w.open(part, mostPart, func(dec *xml.Decoder) error {
		size := 0
		return each(dec, "si", func(xml.StartElement) error {
			text, err := inside(dec, true)
			if err != nil {
				return err
			}
			w.shared = append(w.shared, text)
			if size += 32 + len(text); size > mostPart { // with what a text takes beside its bytes
				return w.refuse("too_large", "most", strconv.Itoa(mostPart>>20)).of("", part)
			}
			return nil
		})
	})
}

// mostDepth of elements, around the rows or inside a cell.
const mostDepth = 50

var errDepth = errors.New("elements too deep")

// inside reads up to the end of the element that has begun and joins its own
// text, or else that of the elements "t" in it, which are the runs of rich
// text; phonetic readings are left out.
func inside(dec *xml.Decoder, runs bool) (string, error) {
	var b strings.Builder
	depth, phonetic, inText := 1, 0, !runs
	for depth > 0 {
		tok, err := dec.Token()
		if err != nil {
			return "", err
		}
		switch x := tok.(type) {
		case xml.StartElement:
			if depth++; depth > mostDepth {
				return "", errDepth
			}
			if x.Name.Local == "rPh" && phonetic == 0 {
				phonetic = depth
			}
			inText = runs && x.Name.Local == "t"
		case xml.EndElement:
			if depth == phonetic {
				phonetic = 0
			}
			depth--
			inText = !runs && depth == 1
		case xml.CharData:
			if inText && phonetic == 0 {
				b.Write(x)
			}
		}
	}
	return unescaped(b.String()), nil
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescaped puts the characters for _xHHHH_, as workbooks write those that XML
// cannot hold.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(m string) string {
		v, _ := strconv.ParseUint(m[2:6], 16, 16) // four hexadecimal digits
		return string(rune(v))
	})
}

// readSheet adds the rows of a sheet: the first that holds anything is the
// header.
func (w *workbook) readSheet(part string) error {
	return w.open(part, mostPart, func(dec *xml.Decoder) error {
		last := 0
		return each(dec, "row", func(start xml.StartElement) error {
			n := last + 1
			if text := attribute(start, "r"); text != "" {
				var err error
				if n, err = strconv.Atoi(text); err != nil || n <= last {
					return w.refuse("xlsx").at(last+1, 0).of("", part)
				}
			}
			last = n
			return w.readRow(dec, n)
		})
	})
}

func (w *workbook) readRow(dec *xml.Decoder, n int) error {
	var values []string
	next := 0
	for {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch x := tok.(type) {
		case xml.EndElement:
			return w.addRow(n, values)
		case xml.StartElement:
			if x.Name.Local != "c" {
				if _, err := inside(dec, false); err != nil {
					return err
				}
				continue
			}
			column, ok := columnOf(attribute(x, "r"), next)
			if !ok {
				return w.refuse("xlsx").at(n, next+1).of("", attribute(x, "r"))
			}
			next = column + 1
			text, err := w.cell(dec, attribute(x, "t"), n, column+1)
			if err != nil {
				return err
			}
			if text == "" {
				continue
			}
			if column >= MostColumns {
				return w.refuse("columns", "most", strconv.Itoa(MostColumns)).at(n, column+1)
			}
			for len(values) < column {
				values = append(values, "")
			}
			values = append(values, text)
		}
	}
}

// addRow fills a row up to the header. Rows without a value are no rows.
func (w *workbook) addRow(n int, values []string) error {
	switch {
	case len(values) == 0:
		return nil
	case w.Header == nil:
		return w.setHeader(n, values)
	case len(values) > len(w.Header):
		return w.even(n, values)
	}
	for len(values) < len(w.Header) {
		values = append(values, "")
	}
	return w.add(n, values, nil)
}

// cell reads a cell up to its end. A formula that was never calculated gives
// "=" and the formula, which no column takes.
func (w *workbook) cell(dec *xml.Decoder, kind string, row, column int) (string, error) {
	var value, formula, inline string
	hasFormula := false
	for {
		tok, err := dec.Token()
		if err != nil {
			return "", err
		}
		switch x := tok.(type) {
		case xml.EndElement:
			switch {
			case hasFormula && value == "" && kind != "str":
				return "=" + formula, nil
			case kind == "inlineStr":
				return inline, nil
			}
			return w.value(kind, value, row, column)
		case xml.StartElement:
			switch x.Name.Local {
			case "v":
				value, err = inside(dec, false)
			case "f":
				hasFormula = true
				formula, err = inside(dec, false)
			case "is":
				inline, err = inside(dec, true)
			default:
				_, err = inside(dec, false)
			}
			if err != nil {
				return "", err
			}
		}
	}
}

// value is a cell as text: numbers in plain figures, without the digits that
// only binary fractions have.
func (w *workbook) value(kind, v string, row, column int) (string, error) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(v))
		if v == "" {
			return "", nil
		}
		if err != nil || i < 0 || i >= len(w.shared) {
			return "", w.refuse("xlsx").at(row, column).of("", v)
		}
		return w.shared[i], nil
	case "b":
		if v == "1" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case "", "n":
		if f, err := strconv.ParseFloat(v, 64); err == nil && math.Abs(f) < 1e15 && (f == 0 || math.Abs(f) > 1e-9) {
			return strconv.FormatFloat(f, 'f', -1, 64), nil
		}
	}
	return v, nil
}

// columnOf is the column, from 0, of a reference such as "AB12"; next when
// there is none. It may not lie before next.
func columnOf(ref string, next int) (int, bool) {
	if ref == "" {
		return next, true
	}
	column, i := 0, 0
	for ; i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		column = column*26 + int(ref[i]-'A') + 1
	}
	return column - 1, i > 0 && column > next
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
