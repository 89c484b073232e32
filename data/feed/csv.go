package feed

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
)

func (t *table) readCSV(body []byte) (File, error) {
	if !bytes.Contains(body, []byte("\n")) && bytes.Contains(body, []byte("\r")) {
		for i, c := range body {
			if c == '\r' {
				body[i] = '\n'
			}
		}
	}
	r := csv.NewReader(bytes.NewReader(body))
	r.FieldsPerRecord = -1
	r.Comma = separator(body)
	for {
		values, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t.File, nil
		}
		if err != nil {
			return File{}, t.csvError(body, r.Comma, err)
		}
		row, _ := r.FieldPos(0)
		if t.Header == nil {
			err = t.setHeader(row, values)
		} else if err = t.even(row, values); err == nil {
			err = t.add(row, values, nil)
		}
		if err != nil {
			return File{}, err
		}
	}
}

// separator is the semicolon where the first line has more of them.
func separator(body []byte) rune {
	line, _, _ := bytes.Cut(body, []byte("\n"))
	if bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		return ';'
	}
	return ','
}

// even refuses a row with more or fewer fields than the header, at the first
// field too many or too few.
func (t *table) even(row int, values []string) error {
	have, want := len(values), len(t.Header)
	if have == want {
		return nil
	}
	i := min(have, want)
	return t.refuse("ragged", "have", strconv.Itoa(have), "want", strconv.Itoa(want)).at(row, i+1).of(t.column(i), "")
}

func (t *table) csvError(body []byte, comma rune, err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) || !(errors.Is(p.Err, csv.ErrQuote) || errors.Is(p.Err, csv.ErrBareQuote)) {
		return t.refuse("csv")
	}
	row, i := quoteAt(body, byte(comma), p)
	return t.refuse("quote").at(row, i+1).of(t.column(i), `"`)
}

// quoteAt is the row, from 1, and the field, from 0, of the quote that a parse
// error is about: the last that opened before it.
func quoteAt(body []byte, comma byte, p *csv.ParseError) (row, field int) {
	for range p.StartLine - 1 {
		_, body, _ = bytes.Cut(body, []byte("\n"))
	}
	line, column, at, open := p.StartLine, 0, 0, false
	for _, c := range body {
		if column++; line > p.Line || (line == p.Line && column > p.Column) {
			break
		}
		switch {
		case c == '"':
			if open = !open; open {
				field = at
			}
		case c == comma && !open:
			at++
		case c == '\n':
			line, column = line+1, 0
		}
	}
	return p.StartLine, field
}
