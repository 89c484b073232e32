// Package feed reads the files that offices send, CSV, XLSX and GeoJSON, into
// rows of text with their numbers. It knows nothing of what the columns mean.
//
// The format is told by the content. CSV is UTF-8 with or without a mark,
// separated by commas or semicolons. XLSX gives the first sheet as its cells
// show. GeoJSON gives the properties of point features as columns, sorted by
// name. A file may have MostBytes and MostRows, a field MostField.
package feed

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"timpora/risk"
)

// The limits of a file.
const (
	MostBytes   = 64 << 20
	MostRows    = 2_000_000
	MostColumns = 200
	MostField   = 64 << 10
)

// Error is what is wrong with a file, where, and what to do about it.
type Error struct {
	File   string
	Row    int // from 1, the header is 1; 0 for the file
	Column int // from 1; 0 for the row
	Code   string
	Remedy string
}

// Error names file, row, column, code and remedy.
func (e *Error) Error() string {
	at := e.File
	if e.Row > 0 {
		at += fmt.Sprintf(":%d", e.Row)
	}
	if e.Column > 0 {
		at += fmt.Sprintf(":%d", e.Column)
	}
	return at + ": " + e.Code + ": " + e.Remedy
}

// File is a file that has been read whole.
type File struct {
	Header []string
	Rows   []risk.Raw
}

// Read reads a file of any of the formats.
func Read(name string, r io.Reader) (File, error) {
	body, err := io.ReadAll(io.LimitReader(r, MostBytes+1))
	if err != nil {
		return File{}, fmt.Errorf("%s: %w", name, err)
	}
	fail := func(code, remedy string) (File, error) { return File{}, &Error{File: name, Code: code, Remedy: remedy} }
	switch {
	case len(body) > MostBytes:
		return fail("too_large", fmt.Sprintf("larger than %d MiB; split the file", MostBytes>>20))
	case len(bytes.TrimSpace(body)) == 0:
		return fail("empty", "the file holds nothing")
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		return readXLSX(name, body)
	case bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0")):
		return fail("old_excel", "an .xls or a file with a password; save as .xlsx without password, or as CSV")
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}), bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		return fail("utf16", "text is UTF-16; save as CSV UTF-8")
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if i := bytes.IndexByte(body, 0); i >= 0 {
		return File{}, &Error{File: name, Row: 1 + bytes.Count(body[:i], []byte("\n")), Code: "nul", Remedy: "a NUL byte; this is no text file"}
	}
	if !utf8.Valid(body) {
		return File{}, &Error{File: name, Row: badLine(body), Code: "encoding", Remedy: "text is not UTF-8 (Windows-1252?); save as CSV UTF-8"}
	}
	if t := bytes.TrimLeft(body, " \t\r\n"); t[0] == '{' || t[0] == '[' {
		return readGeoJSON(name, body)
	}
	return readCSV(name, body)
}

func badLine(body []byte) int {
	for n, line := range bytes.Split(body, []byte("\n")) {
		if !utf8.Valid(line) {
			return n + 1
		}
	}
	return 0
}

// checkHeader refuses columns without a name of their own.
func checkHeader(name string, header []string) error {
	if len(header) > MostColumns {
		return &Error{File: name, Row: 1, Code: "columns", Remedy: fmt.Sprintf("more than %d columns", MostColumns)}
	}
	seen := map[string]bool{}
	for i, h := range header {
		key := strings.ToLower(strings.TrimSpace(h))
		if key != "" && seen[key] {
			return &Error{File: name, Row: 1, Column: i + 1, Code: "header_twice", Remedy: fmt.Sprintf("column %.40q stands twice; rename one", h)}
		}
		seen[key] = true
	}
	return nil
}

// Split takes the nationality columns out of a file: that fact never travels
// with a record. The values are those of the first such column, in the order
// of the rows; nil when there is none.
func Split(f File) (File, []string) {
	at := slices.IndexFunc(f.Header, isNationality)
	if at < 0 {
		return f, nil
	}
	values := make([]string, len(f.Rows))
	out := File{Header: without(f.Header, f.Header)}
	for i, r := range f.Rows {
		values[i] = r.Values[at]
		r.Values = without(f.Header, r.Values)
		out.Rows = append(out.Rows, r)
	}
	return out, values
}

func isNationality(header string) bool {
	return slices.Contains(nationality(), strings.NewReplacer(" ", "", "_", "", "-", "", ".", "").Replace(strings.ToLower(header)))
}

// without leaves out every column that tells a nationality: files repeat it as
// a code and as a name.
func without(header, values []string) []string {
	out := make([]string, 0, len(values))
	for i, v := range values {
		if !isNationality(header[i]) {
			out = append(out, v)
		}
	}
	return out
}

func nationality() []string {
	return []string{"kewarganegaraan", "kebangsaan", "wn", "warganegara", "negara", "negaraasal", "nationality", "citizenship", "country"}
}
