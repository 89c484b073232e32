// Package feed reads the files that offices send, CSV, XLSX and GeoJSON, into
// rows of text with their numbers. It knows nothing of what the columns mean.
//
// The format is told by the content, never by the name. CSV is UTF-8 with or
// without a mark, separated by commas or semicolons, with any line ends. XLSX
// gives the first sheet: the value last calculated for a formula, "=" and the
// formula where there is none. GeoJSON gives the properties of point features
// (WGS 84, longitude first) as columns, sorted by name.
//
// A file is read whole or not at all. The limits hold for what it unpacks to,
// so that no file takes more than about 250 MB to read.
package feed

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"timpora/risk"
)

// The limits of a file.
const (
	MostBytes   = 64 << 20
	MostRows    = 1 << 20 // as many as a sheet of a spreadsheet
	MostColumns = 200
	MostCells   = 6_000_000
	MostField   = 64 << 10
)

// File is a file that has been read whole.
type File struct {
	Header   []string
	Rows     []risk.Raw
	Features bool // rows are features: columns have names but no numbers
	Date1904 bool // days of the sheet count from 1 January 1904, not from 30 December 1899
}

// Read reads a file of any of the formats. What is wrong with the file is an
// *Error; any other error is the reader's own.
func Read(name string, r io.Reader) (File, error) {
	body, err := io.ReadAll(io.LimitReader(r, MostBytes+1))
	if err != nil {
		return File{}, fmt.Errorf("%s: %w", name, err)
	}
	if code := foreign(body); code != "" {
		return File{}, refuse(name, code, "most", strconv.Itoa(MostBytes>>20))
	}
	t := &table{name: name}
	if bytes.HasPrefix(body, []byte("PK\x03\x04")) {
		return t.readXLSX(body)
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if first := bytes.TrimLeft(body, " \t\r\n"); len(first) == 0 {
		return File{}, refuse(name, "empty")
	} else if first[0] == '{' || first[0] == '[' {
		return t.readGeoJSON(body)
	}
	return t.readCSV(body)
}

// foreign is the code of a file that is none of the three formats, told by its
// first bytes; "" for one that may be.
func foreign(body []byte) string {
	text := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(body[:min(len(body), 1<<10)], []byte("\xef\xbb\xbf"))))
	switch {
	case len(body) > MostBytes:
		return "too_large"
	case bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0")): // the container of old Excel, and of new Excel under a password
		if bytes.Contains(body, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return "encrypted"
		}
		return "old_excel"
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}), bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		return "utf16"
	case bytes.HasPrefix(text, []byte("<")): // web pages and XML under the name of a workbook
		return "markup"
	case bytes.HasPrefix(text, []byte("%pdf")):
		return "pdf"
	}
	return ""
}
