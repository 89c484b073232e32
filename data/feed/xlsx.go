package feed

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// What an XLSX may unpack to: the whole, each part that is read, and those
// that only name other parts.
const (
	mostEntries  = 1000
	mostUnpacked = 4 * MostBytes
	mostPart     = MostBytes
	mostOutline  = 4 << 20
)

// workbook is an XLSX being read. Parts are looked up in the archive by name;
// nothing is ever written under a name from it.
type workbook struct {
	*table
	parts  map[string]*zip.File
	shared []string
}

func (t *table) readXLSX(body []byte) (File, error) {
	w := &workbook{table: t, parts: map[string]*zip.File{}}
	if err := w.openArchive(body); err != nil {
		return File{}, err
	}
	sheet, strings, err := w.outline()
	if err != nil {
		return File{}, err
	}
	if strings != "" {
		if err := w.readShared(strings); err != nil {
			return File{}, err
		}
	}
	if err := w.readSheet(sheet); err != nil {
		return File{}, err
	}
	if len(t.Header) == 0 {
		return File{}, t.refuse("empty")
	}
	return t.File, nil
}

// openArchive looks at the names and sizes that the archive states before
// anything is unpacked; the reader holds it to them.
func (w *workbook) openArchive(body []byte) error {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return w.refuse("xlsx")
	}
	var size uint64
	for _, e := range z.File {
		name := strings.ReplaceAll(e.Name, `\`, "/")
		if path.IsAbs(name) || path.Clean(name) != strings.TrimSuffix(name, "/") || strings.HasPrefix(name, "..") {
			return w.refuse("path").of("", e.Name)
		}
		if e.Flags&1 != 0 {
			return w.refuse("encrypted").of("", e.Name)
		}
		size += min(e.UncompressedSize64, 1<<40)
		w.parts[strings.ToLower(name)] = e
	}
	if len(z.File) > mostEntries || size > mostUnpacked {
		return w.bomb("", len(z.File), size, mostUnpacked)
	}
	return nil
}

func (w *workbook) bomb(part string, parts int, size, most uint64) error {
	return w.refuse("bomb", "parts", strconv.Itoa(parts), "have", strconv.FormatUint(size, 10),
		"most_parts", strconv.Itoa(mostEntries), "most", strconv.FormatUint(most, 10)).of("", part)
}

// relation is one line of a part's list of relations.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// relations reads the list that belongs to a part; targets come out as names
// in the archive.
func (w *workbook) relations(part string) ([]relation, error) {
	dir, base := path.Split(part)
	var doc struct {
		List []relation `xml:"Relationship"`
	}
	if err := w.decode(dir+"_rels/"+base+".rels", &doc); err != nil {
		return nil, err
	}
	for i, r := range doc.List {
		if !path.IsAbs(r.Target) {
			r.Target = "/" + dir + r.Target
		}
		doc.List[i].Target = strings.TrimPrefix(path.Clean(r.Target), "/")
	}
	return doc.List, nil
}

// outline finds the first sheet and the shared strings, "" for none, and the
// calendar.
func (w *workbook) outline() (sheet, strings string, err error) {
	top, err := w.relations("")
	book := target(top, "/officeDocument", "")
	if err != nil || book == "" {
		return "", "", w.refuse("not_xlsx")
	}
	var doc struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Attributes []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := w.decode(book, &doc); err != nil {
		return "", "", err
	}
	w.Date1904 = doc.Properties.Date1904 == "1" || doc.Properties.Date1904 == "true"
	rels, err := w.relations(book)
	if err != nil {
		return "", "", err
	}
	for _, s := range doc.Sheets {
		for _, a := range s.Attributes {
			if a.Name.Local == "id" && sheet == "" {
				sheet = target(rels, "/worksheet", a.Value)
			}
		}
	}
	if sheet == "" {
		return "", "", w.refuse("not_xlsx").of("", book)
	}
	return sheet, target(rels, "/sharedStrings", ""), nil
}

// target is the part of the first relation of a type, and of an id if one is
// given.
func target(list []relation, kind, id string) string {
	for _, r := range list {
		if strings.HasSuffix(r.Type, kind) && (id == "" || r.ID == id) {
			return r.Target
		}
	}
	return ""
}

func (w *workbook) decode(part string, v any) error {
	return w.open(part, mostOutline, func(dec *xml.Decoder) error { return dec.Decode(v) })
}

// errEntity reports XML with a document type or an entity.
var errEntity = errors.New("document type or entity")

// open reads a part of at most so many bytes. Document types and entities are
// refused wherever they stand.
func (w *workbook) open(part string, most uint64, read func(*xml.Decoder) error) error {
	e := w.parts[strings.ToLower(part)]
	if e == nil {
		return w.refuse("xlsx").of("", part)
	}
	if e.UncompressedSize64 > most {
		return w.bomb(part, 1, e.UncompressedSize64, most)
	}
	body, err := e.Open()
	if err != nil {
		return w.refuse("xlsx").of("", part)
	}
	defer body.Close()
	guard := &entityGuard{r: body}
	err = read(xml.NewDecoder(bufio.NewReaderSize(guard, 1<<16)))
	var ours *Error
	switch {
	case guard.found || errors.Is(err, errEntity):
		return w.refuse("xml_dtd").of("", part)
	case err == nil, errors.As(err, &ours):
		return err
	}
	return w.refuse("xlsx").of("", part)
}

// entityGuard stops at "<!DOCTYPE" and "<!ENTITY".
type entityGuard struct {
	r     io.Reader
	tail  []byte
	found bool
}

func (g *entityGuard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	seen := append(g.tail, p[:n]...)
	if bytes.Contains(seen, []byte("<!DOCTYPE")) || bytes.Contains(seen, []byte("<!ENTITY")) {
		g.found = true
		return 0, errEntity
	}
	g.tail = append([]byte(nil), seen[max(0, len(seen)-9):]...)
	return n, err
}
