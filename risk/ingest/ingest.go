// Package ingest turns rows of a file into valid, located, bucketed records,
// or into rejections that say which column is wrong and what would be taken.
//
// It writes nothing and knows no clock: where a point lies, the codes, the
// moment and the identities are given. Points are WGS 84 degrees, longitude
// first. Names of persons and document numbers are dropped here; of a document
// number only a keyed hash survives, to count distinct persons. The same file
// with the same key gives the same Stamp.Key in every row, so repeating an
// import adds nothing.
package ingest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// Where places records.
type Where struct {
	Find    func(geo.Point) (geo.AreaCode, risk.Quality, geo.Meters) // desa of a point
	Swapped func(geo.Point) bool                                     // longitude and latitude exchanged
	Cell    func(geo.Point) geo.Cell                                 // of resolution 10
	Anchor  func(geo.AreaCode) (geo.Point, bool)                     // a point inside a desa
	Areas   []Area                                                   // the desa, kecamatan and kabupaten of the set
	FromBPS func(string) geo.AreaCode                                // Kemendagri code of a BPS code, "" for none
}

// Area is an area with the names by which files call it.
type Area struct {
	Code      geo.AreaCode
	Name      string
	Kecamatan string
	Kabupaten string
}

// Options are what a run of the importer is given.
type Options struct {
	Key      []byte                                       // of the hashes
	Now      time.Time                                    // records are recorded now; later dates are refused
	By       string                                       // who imports
	ID       func() string                                // a UUIDv7 for every record
	Code     func(list, value string) (string, bool)      // code of a value or its synonym
	Words    func(list string) (codes, synonyms []string) // what Code takes
	Features bool                                         // rows are features, whose columns have no number
	Date1904 bool                                         // days of the sheet count from 1904
	// Decided is the decision about a proposal of a plan; nil when none is known.
	Decided func(proposal string) (risk.Decision, bool)
}

// Record is one of the kinds; the others are nil.
type Record struct {
	Residence *risk.Residence
	Premises  *risk.Premises
	Report    *risk.Report
	Visit     *risk.Visit
	Meeting   *risk.Meeting
}

// Importer reads the rows of one file.
type Importer struct {
	kind   risk.Kind
	header []string
	at     map[string]int // field to column
	fields []string       // of the file, sorted
	called []string       // what each column is for the key of a row
	where  Where
	o      Options
	seen   map[string]int
	asked  int // suggestions looked for
}

// New reads the header. Rejections name the columns that are missing.
func New(kind risk.Kind, header []string, where Where, o Options) (*Importer, []risk.Rejection) {
	im := &Importer{kind: kind, header: header, at: map[string]int{}, where: where, o: o, seen: map[string]int{}}
	for i, h := range header {
		f := fieldOf(kind, h)
		if f == "" {
			im.called = append(im.called, "?"+fold(h))
			continue
		}
		im.called = append(im.called, f)
		if _, twice := im.at[f]; !twice {
			im.at[f] = i
		}
	}
	im.fields = slices.Sorted(maps.Keys(im.at))
	var bad []risk.Rejection
	for _, f := range needed(kind) {
		if _, ok := im.at[f]; !ok {
			bad = append(bad, risk.Rejection{Row: 1, Code: "column_missing", Args: map[string]string{"column": names(kind)[f][0]},
				Suggestion: im.near(names(kind)[f][0], header)})
		}
	}
	return im, bad
}

// row is one row being read; the first fault of a column is kept.
type row struct {
	*Importer
	raw risk.Raw
	bad []risk.Rejection
}

// Row reads one row.
func (im *Importer) Row(raw risk.Raw) (Record, []risk.Rejection) {
	r := &row{Importer: im, raw: raw}
	var rec Record
	if r.refuseUnclean(); len(r.bad) > 0 {
		return rec, r.bad
	}
	stamp := r.stamp()
	switch im.kind {
	case risk.KindResidences:
		rec.Residence = r.residence(stamp)
	case risk.KindPremises:
		rec.Premises = r.premises(stamp)
	case risk.KindReports:
		rec.Report = r.report(stamp)
	case risk.KindVisits:
		rec.Visit = r.visit(stamp)
	case risk.KindMeetings:
		rec.Meeting = r.meeting(stamp)
	}
	if slices.ContainsFunc(r.bad, func(b risk.Rejection) bool { return !b.Warning }) {
		return Record{}, r.bad
	}
	return rec, r.bad
}

func (r *row) text(field string) string {
	if i, ok := r.at[field]; ok && i < len(r.raw.Values) {
		return strings.TrimSpace(r.raw.Values[i])
	}
	return ""
}

// reject records a fault of a field. Values of personal fields stay out.
func (r *row) reject(field, code, suggestion string, args ...string) {
	b := risk.Rejection{Row: r.raw.Row, Code: code, Suggestion: suggestion}
	if i, ok := r.at[field]; ok {
		if b.Header = r.header[i]; !r.o.Features {
			b.Column = i + 1
		}
		if !personal(field) {
			b.Value = short(r.text(field))
		}
	}
	for i := 0; i+1 < len(args); i += 2 {
		if b.Args == nil {
			b.Args = map[string]string{}
		}
		b.Args[args[i]] = args[i+1]
	}
	r.bad = append(r.bad, b)
}

// missing records that a column is not there.
func (r *row) missing(field string) {
	r.bad = append(r.bad, risk.Rejection{Row: r.raw.Row, Code: "column_missing", Args: map[string]string{"column": names(r.kind)[field][0]}})
}

func short(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80])
	}
	return s
}

// hash is the keyed hash of a text, "" for none.
func (im *Importer) hash(kind, s string) string { return keyed(im.o.Key, kind, s) }

// person is the key of a document number.
func (im *Importer) person(number string) string { return PersonKey(im.o.Key, number) }

func keyed(key []byte, kind, s string) string {
	if s == "" {
		return ""
	}
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "%s\x00%s", kind, s)
	return hex.EncodeToString(m.Sum(nil)[:16])
}

// PersonKey is the keyed hash that stands for a document number in residences,
// "" for none. Letters and digits count only, in capitals.
func PersonKey(key []byte, number string) string {
	return keyed(key, "person", strings.Map(func(c rune) rune {
		switch {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z':
			return c
		}
		return -1
	}, strings.ToUpper(number)))
}

// content is what a row says, whatever the order and names of its columns.
func (r *row) content() string {
	parts := []string{string(r.kind)}
	for i, name := range r.called {
		if i < len(r.raw.Values) && r.raw.Values[i] != "" {
			parts = append(parts, name+"\x1f"+r.raw.Values[i])
		}
	}
	if r.raw.Point != nil {
		parts = append(parts, fmt.Sprintf("point\x1f%v", *r.raw.Point))
	}
	slices.Sort(parts[1:])
	return strings.Join(parts, "\x1e")
}

// stamp is the identity and place of a row.
func (r *row) stamp() risk.Stamp {
	content := r.content()
	r.seen[content]++
	s := risk.Stamp{ID: r.o.ID(), Key: r.hash("row", fmt.Sprintf("%s\x1e%d", content, r.seen[content])),
		RecordedAt: r.o.Now, RecordedBy: r.o.By, Source: r.code("source", "source", defaultSource(r.kind))}
	r.locate(&s)
	return s
}

func defaultSource(k risk.Kind) string {
	switch k {
	case risk.KindResidences, risk.KindPremises:
		return "APOA"
	case risk.KindVisits:
		return "SI_RAJA_GARANG"
	case risk.KindMeetings:
		return "RAPAT"
	}
	return "MASYARAKAT"
}
