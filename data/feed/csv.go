package feed

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"timpora/risk"
)

func readCSV(name string, body []byte) (File, error) {
	if !bytes.Contains(body, []byte("\n")) && bytes.Contains(body, []byte("\r")) {
		body = bytes.ReplaceAll(body, []byte("\r"), []byte("\n"))
	}
	r := csv.NewReader(bytes.NewReader(body))
	line, _, _ := bytes.Cut(body, []byte("\n"))
	if bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		r.Comma = ';'
	}
	var f File
	for n := 1; ; n++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			return File{}, csvError(name, len(f.Header), err)
		}
		at, _ := r.FieldPos(0)
		if err := checkRow(name, at, n, row); err != nil {
			return File{}, err
		}
		if n == 1 {
			f.Header = row
			if err := checkHeader(name, row); err != nil {
				return File{}, err
			}
			continue
		}
		f.Rows = append(f.Rows, risk.Raw{Row: at, Values: row})
	}
}

func csvError(name string, columns int, err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return fmt.Errorf("%s: %w", name, err)
	}
	e := &Error{File: name, Row: p.Line, Column: p.Column, Code: "csv", Remedy: p.Err.Error()}
	if errors.Is(p.Err, csv.ErrFieldCount) {
		e.Column, e.Code, e.Remedy = 0, "ragged", fmt.Sprintf("the row has not %d fields as the header; look for a missing or extra separator", columns)
	}
	return e
}

func checkRow(name string, at, n int, row []string) error {
	if n > MostRows+1 {
		return &Error{File: name, Row: at, Code: "rows", Remedy: fmt.Sprintf("more than %d rows; split the file", MostRows)}
	}
	for i, v := range row {
		if len(v) > MostField {
			return &Error{File: name, Row: at, Column: i + 1, Code: "field", Remedy: fmt.Sprintf("longer than %d bytes; a quote that never closes?", MostField)}
		}
		row[i] = strings.TrimSpace(v)
	}
	return nil
}
