package gpkg_test

import (
	"bytes"
	"database/sql"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"timpora/data/gpkg"
	"timpora/geo/crs"
	"timpora/geo/export"
	"timpora/geo/exporttest"
)

// The layer is named, since layer_styles is a table beside it, as where QGIS
// writes it.
func TestGDALReadsWhatWasWritten(t *testing.T) {
	exporttest.Check(t, gpkg.Format(), exporttest.Reading{Args: []string{"hard"}, Slack: [2]float64{1e-12, 1e-6}, Types: map[string]string{
		"code": "String", "persons": "Integer64", "score": "Real", "coastal": "Integer(Boolean)", "last_visit": "Date", "scored_at": "DateTime"}})
}

func open(t *testing.T, l export.Layer, s crs.System) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", exporttest.File(t, gpkg.Format(), l, s))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func ask[T any](t *testing.T, db *sql.DB, question string) T {
	t.Helper()
	var v T
	if err := db.QueryRow(question).Scan(&v); err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	return v
}

// The requirements of OGC 12-128r17 that a look at the tables can answer.
func TestTheTablesAreThoseOfTheStandard(t *testing.T) {
	db := open(t, exporttest.Hard(), crs.All()[3])
	for question, want := range map[string]int64{
		"PRAGMA application_id": 0x47504B47,
		"PRAGMA user_version":   10300,
		"SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326, 32750)":                                         4,
		"SELECT count(*) FROM gpkg_contents WHERE data_type = 'features'":                                                        1,
		"SELECT srs_id FROM gpkg_geometry_columns WHERE geometry_type_name = 'MULTIPOLYGON' AND z = 0 AND m = 0":                 32750,
		"SELECT count(*) FROM gpkg_extensions":                                                                                   5,
		"SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index' AND scope = 'write-only'":                1,
		"SELECT count(*) FROM gpkg_metadata m JOIN gpkg_metadata_reference r ON r.md_file_id = m.id WHERE r.table_name = 'hard'": 2,
		"SELECT count(*) FROM gpkg_data_columns":                                                                                 8,
		"SELECT count(*) FROM rtree_hard_geom":                                                                                   24,
		"SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'hard'":                                        6,
		"SELECT count(*) FROM rtree_hard_geom r JOIN hard h ON h.fid = r.id":                                                     24,
		"SELECT count(*) FROM hard WHERE substr(geom, 1, 8) = x'47500003EE7F0000'":                                               24,
		"SELECT useAsDefault FROM layer_styles WHERE f_table_name = 'hard'":                                                      1,
	} {
		if got := ask[int64](t, db, question); got != want {
			t.Errorf("%s: %d, want %d", question, got, want)
		}
	}
	for question, want := range map[string]string{
		"PRAGMA integrity_check":               "ok",
		"SELECT rtreecheck('rtree_hard_geom')": "ok",
		"SELECT CAST(last_change AS TEXT) FROM gpkg_contents WHERE table_name = 'hard'": "2026-11-24T03:00:00.000Z",
		"SELECT typeof(score) FROM hard WHERE code = 'k-001'":                           "real",
	} {
		if got := ask[string](t, db, question); got != want {
			t.Errorf("%s: %s, want %s", question, got, want)
		}
	}
}

func TestStylesAndNotesAreWellFormed(t *testing.T) {
	db := open(t, exporttest.Hard(), export.CRS84())
	for _, question := range []string{
		"SELECT styleQML FROM layer_styles", "SELECT styleSLD FROM layer_styles",
		"SELECT metadata FROM gpkg_metadata WHERE id = 1", "SELECT metadata FROM gpkg_metadata WHERE id = 2",
	} {
		text := ask[string](t, db, question)
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v in %s", question, err, text)
			}
		}
	}
	if qml := ask[string](t, db, "SELECT styleQML FROM layer_styles"); strings.Count(qml, "<category ") != 3 || !strings.Contains(qml, "242,176,94,180") {
		t.Errorf("style %s", qml)
	}
	if told := exporttest.Run(t, "", "ogrinfo", "-ro", "-al", "-so", exporttest.File(t, gpkg.Format(), exporttest.Hard(), export.CRS84())); !strings.Contains(told, "DATA SINTETIS") || !strings.Contains(told, "licence=CC BY 3.0 IGO") {
		t.Errorf("ogrinfo does not show the note:\n%s", told)
	}
}

// GDAL may change what was written: the triggers keep the index true.
func TestGDALChangesTheTable(t *testing.T) {
	path := exporttest.File(t, gpkg.Format(), exporttest.Hard(), export.CRS84())
	exporttest.Run(t, "", "ogrinfo", path, "-sql", "DELETE FROM hard WHERE persons = 3")
	exporttest.Run(t, "", "ogrinfo", path, "-sql", "UPDATE hard SET fid = 77 WHERE persons = 4")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if n := ask[int64](t, db, "SELECT count(*) FROM rtree_hard_geom"); n != 23 {
		t.Errorf("%d entries in the index after a row was deleted", n)
	}
	if n := ask[int64](t, db, "SELECT count(*) FROM rtree_hard_geom WHERE id = 77"); n != 1 {
		t.Errorf("%d entries of a row that got another number", n)
	}
}

func write(t *testing.T, l export.Layer) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := gpkg.Format().Write(&out, l, export.Options{Temp: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTheSameLayerGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(write(t, exporttest.Cells(5000)), write(t, exporttest.Cells(5000))) {
		t.Error("two files of one layer differ")
	}
	if body := write(t, exporttest.Cells(0)); len(body) == 0 {
		t.Error("an empty layer has no file")
	}
}

func TestAFailureLeavesNothing(t *testing.T) {
	failed := errors.New("the source failed")
	l := exporttest.Cells(100)
	rows := l.Rows
	l.Rows = func(yield func(export.Row, error) bool) {
		n := 0
		for r := range rows {
			if n++; n == 50 {
				yield(r, failed)
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
	temp := t.TempDir()
	if err := gpkg.Format().Write(io.Discard, l, export.Options{Temp: temp}); !errors.Is(err, failed) {
		t.Errorf("error %v", err)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := gpkg.Format().Write(io.Discard, exporttest.Cells(1), export.Options{Temp: filepath.Join(temp, "none")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a folder: %v", err)
	}
}

func TestRowsPassThrough(t *testing.T) {
	live, process := exporttest.Peak(t, gpkg.Format(), 50000)
	t.Logf("holds %d KiB, the process %d MiB", live>>10, process>>20)
	if live > 24<<20 || process > 80<<20 {
		t.Errorf("holds %d MiB, the process %d MiB", live>>20, process>>20)
	}
}

func BenchmarkRows(b *testing.B) { exporttest.Benchmark(b, gpkg.Format()) }

func ExampleFormat() {
	f := gpkg.Format()
	_ = f.Write(io.Discard, exporttest.Hard(), export.Options{}) // an *os.File in earnest
}
