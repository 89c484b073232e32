package nightly_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"timpora/data/feed"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/ingest"
)

// No scenario changes its answer when its files get columns of nationality:
// every story is written as files, read by the importer with and without the
// columns, and scored to the same run, identifier and bytes included.
func TestNationalityChangesNoScenario(t *testing.T) {
	files, err := filepath.Glob("../testdata/*.txt")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d scenarios: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := told(t, string(text))
			plain, marked := s.imported(t, false), s.imported(t, true)
			if plain.Len() != s.records.Len() {
				t.Fatalf("%d of %d records came back from the files", plain.Len(), s.records.Len())
			}
			a, b := s.run(t, plain), s.run(t, marked)
			if a.ID != b.ID || a.InputsDigest != b.InputsDigest || a.ResultDigest != b.ResultDigest {
				t.Errorf("nationality changes the answer: %s and %s", a.ResultDigest, b.ResultDigest)
			}
		})
	}
}

// The comparison above is not blind: a guest less is another run.
func TestAGuestLessIsSeen(t *testing.T) {
	text, err := os.ReadFile("../testdata/inland_case.txt")
	if err != nil {
		t.Fatal(err)
	}
	s := told(t, string(text))
	all := s.imported(t, false)
	fewer := all
	fewer.Residences = fewer.Residences[1:]
	if s.run(t, fewer).InputsDigest == s.run(t, all).InputsDigest {
		t.Error("a guest less changes nothing")
	}
}

// told is a story with all its records, checks left out.
func told(t *testing.T, text string) *story {
	t.Helper()
	s := newStory()
	for line := range strings.Lines(text) {
		w := strings.Fields(line)
		if len(w) == 0 || w[0] == "#" || w[0] == "when" {
			continue
		}
		if w[0] == "then" {
			break
		}
		if err := s.add(w); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
	}
	return s
}

// imported writes the records as CSV files and reads them back.
func (s *story) imported(t *testing.T, marked bool) risk.Records {
	t.Helper()
	var out risk.Records
	day := func(d time.Time) string { return d.Format(time.DateOnly) }
	rows := [][]string{{"nomor_paspor", "tanggal_masuk", "izin_sampai"}}
	var stamps []risk.Stamp
	for _, r := range s.records.Residences {
		rows, stamps = append(rows, []string{r.PersonKey, day(r.From), day(r.PermitUntil)}), append(stamps, r.Stamp)
	}
	s.read(t, risk.KindResidences, rows, stamps, marked, func(r ingest.Record) { out.Residences = append(out.Residences, *r.Residence) })
	rows, stamps = [][]string{{"jenis", "terdaftar_apoa"}}, nil
	for _, p := range s.records.Premises {
		rows, stamps = append(rows, []string{p.Type, map[bool]string{true: "ya", false: "tidak"}[p.Registered]}), append(stamps, p.Stamp)
	}
	s.read(t, risk.KindPremises, rows, stamps, marked, func(r ingest.Record) { out.Premises = append(out.Premises, *r.Premises) })
	rows, stamps = [][]string{{"tanggal_kejadian", "kategori", "asal", "nilai", "status", "pelapor"}}, nil
	for _, r := range s.records.Reports {
		rows, stamps = append(rows, []string{day(r.OccurredAt), r.Category, r.Origin, r.Grade, string(r.State), r.Reporter}), append(stamps, r.Stamp)
	}
	s.read(t, risk.KindReports, rows, stamps, marked, func(r ingest.Record) { out.Reports = append(out.Reports, *r.Report) })
	rows, stamps = [][]string{{"tanggal", "jam"}}, nil
	for _, v := range s.records.Visits {
		rows, stamps = append(rows, []string{day(v.Date), fmt.Sprint(v.Hours)}), append(stamps, v.Stamp)
	}
	s.read(t, risk.KindVisits, rows, stamps, marked, func(r ingest.Record) { out.Visits = append(out.Visits, *r.Visit) })
	return out
}

// read passes one file through the reader and the importer. A marked file has
// three columns of nationality, before, between and after the others.
func (s *story) read(t *testing.T, kind risk.Kind, rows [][]string, stamps []risk.Stamp, marked bool, keep func(ingest.Record)) {
	t.Helper()
	var text strings.Builder
	w := csv.NewWriter(&text)
	for i, row := range rows {
		place := []string{"kode_desa", "bujur", "lintang"}
		if i > 0 {
			at := bucket.Center(stamps[i-1].Cell)
			place = []string{string(stamps[i-1].Desa), fmt.Sprint(at.Lon), fmt.Sprint(at.Lat)}
		}
		if marked {
			extra := []string{"kewarganegaraan", "nationality", "negara"}
			if i > 0 {
				land := []string{"AAA", "BBB", "CCC"}[i%3]
				extra = []string{land, land, land}
			}
			row = slices.Concat(extra[:1], row, extra[1:2], place, extra[2:])
		} else {
			row = slices.Concat(row, place)
		}
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	f, err := feed.Read("a.csv", strings.NewReader(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	f, nationality := feed.Split(f)
	if marked != (nationality != nil) && len(stamps) > 0 {
		t.Fatalf("%s: the file's nationality was read: %v", kind, nationality != nil)
	}
	im, bad := ingest.New(kind, f.Header, s.where(), s.options())
	for _, raw := range f.Rows {
		rec, faults := im.Row(raw)
		if bad = append(bad, faults...); len(bad) > 0 {
			t.Fatalf("%s: %+v", kind, bad)
		}
		keep(rec)
	}
}

func (s *story) where() ingest.Where {
	areas := []ingest.Area{{Code: "51.08.09.2099"}}
	for _, d := range s.desa {
		areas = append(areas, ingest.Area{Code: d})
	}
	return ingest.Where{
		Find: func(p geo.Point) (geo.AreaCode, risk.Quality, geo.Meters) {
			return s.desaOf(bucket.Cell(p, 8)), risk.QualityPoint, 0
		},
		Swapped: func(geo.Point) bool { return false },
		Cell:    func(p geo.Point) geo.Cell { return bucket.Cell(p, 10) },
		Anchor:  func(geo.AreaCode) (geo.Point, bool) { return geo.Point{}, false },
		Areas:   areas, FromBPS: func(string) geo.AreaCode { return "" },
	}
}

// options take every code as it is and give identities by counting.
func (s *story) options() ingest.Options {
	n := 0
	return ingest.Options{
		Key: []byte("key of the story"), Now: s.at, By: "test",
		ID:    func() string { n++; return fmt.Sprintf("id-%06d", n) },
		Code:  func(_, value string) (string, bool) { return value, true },
		Words: func(string) (codes, synonyms []string) { return nil, nil },
	}
}
