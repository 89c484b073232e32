package feed

import (
	"archive/zip"
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"timpora/risk"
)

// What an XLSX may unpack to.
const (
	mostEntries  = 1000
	mostUnpacked = 256 << 20
)

func readXLSX(name string, body []byte) (File, error) {
	if err := checkZip(name, body); err != nil {
		return File{}, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked})
	if err != nil {
		return File{}, &Error{File: name, Code: "xlsx", Remedy: "no readable XLSX workbook; save it again or as CSV"}
	}
	defer book.Close()
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		return File{}, &Error{File: name, Code: "xlsx", Remedy: "the first sheet cannot be read; save it again or as CSV"}
	}
	defer rows.Close()
	var f File
	for n := 1; rows.Next(); n++ {
		row, err := rows.Columns()
		if err != nil {
			return File{}, &Error{File: name, Row: n, Code: "xlsx", Remedy: "the row cannot be read"}
		}
		if err := f.addSheetRow(name, n, row); err != nil {
			return File{}, err
		}
	}
	if len(f.Header) == 0 {
		return File{}, &Error{File: name, Code: "empty", Remedy: "the first sheet holds nothing"}
	}
	return f, nil
}

func (f *File) addSheetRow(name string, n int, row []string) error {
	if err := checkRow(name, n, n, row); err != nil {
		return err
	}
	if n == 1 {
		f.Header = row
		return checkHeader(name, row)
	}
	if len(row) > len(f.Header) {
		return &Error{File: name, Row: n, Column: len(f.Header) + 1, Code: "ragged", Remedy: "a value beyond the last column of the header"}
	}
	if len(row) == 0 {
		return nil // sheets end in empty rows
	}
	for len(row) < len(f.Header) {
		row = append(row, "")
	}
	f.Rows = append(f.Rows, risk.Raw{Row: n, Values: row})
	return nil
}

// checkZip looks at the sizes that the archive states before anything is
// unpacked; the reader holds it to them.
func checkZip(name string, body []byte) error {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return &Error{File: name, Code: "xlsx", Remedy: "a damaged archive; save the workbook again"}
	}
	var size uint64
	for _, e := range z.File {
		size += e.UncompressedSize64
	}
	if len(z.File) > mostEntries || size > mostUnpacked {
		return &Error{File: name, Code: "bomb", Remedy: fmt.Sprintf("%d parts and %d bytes unpacked; at most %d and %d", len(z.File), size, mostEntries, mostUnpacked)}
	}
	return nil
}
