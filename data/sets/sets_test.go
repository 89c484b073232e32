package sets_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"timpora/data/sets"
	"timpora/geo"
)

func TestChecksumsOfTheSources(t *testing.T) {
	source, err := os.ReadFile("SOURCE.md")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, line := range strings.Split(string(source), "\n") {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok || len(sum) != 64 {
			continue
		}
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := sha256.Sum256(body); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s has SHA-256 %x", name, got)
		}
		checked++
	}
	if checked != 3 {
		t.Errorf("%d checksums found, want 3", checked)
	}
}

// The figures are those of the data's README: 277 desa, 51/78/148, 104 coastal,
// 348.9 km of shore, 3,003.714 km2; 63,972 rows that stand for 228,430 cells.
func TestFactsAndCells(t *testing.T) {
	facts, err := sets.Facts()
	if err != nil {
		t.Fatal(err)
	}
	count, coastal, shore, area := map[geo.AreaCode]int{}, 0, 0.0, 0.0
	for _, f := range facts {
		count[f.Code.Kabupaten()]++
		area += f.AreaKm2
		shore += f.CoastKm
		if f.Coastal {
			coastal++
		}
	}
	if len(facts) != 277 || count["51.01"] != 51 || count["51.07"] != 78 || count["51.08"] != 148 || coastal != 104 {
		t.Errorf("%d desa, %v, %d coastal", len(facts), count, coastal)
	}
	if shore < 348.8 || shore > 349 || area < 3003.70 || area > 3003.73 {
		t.Errorf("shore %.2f km, area %.3f km2", shore, area)
	}
	table, err := sets.CellTable()
	if err != nil {
		t.Fatal(err)
	}
	own := 0
	for c, code := range table {
		if code.Level() == geo.LevelDesa {
			n := 1
			for range 10 - c.Resolution() {
				n *= 7
			}
			own += n
		}
	}
	if len(table) != 63972 || own != 228430 {
		t.Errorf("%d rows for %d cells of the desa", len(table), own)
	}
}

func packed(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.Bytes()
}

func TestBrokenCellTables(t *testing.T) {
	for name, body := range map[string][]byte{
		"not gzip": []byte("cell,code"), "empty": packed(""), "no rows": packed("cell,code\n"), "header": packed("a,b\n"),
		"cell": packed("cell,code\nzz,51.02\n"), "code": packed("cell,code\n868db5827ffffff,x\n"),
		"twice": packed("cell,code\n868db5827ffffff,51.02\n868db5827ffffff,51.02\n"), "cut": packed("cell,code\n868db5827ffffff,51.02\n")[:30],
	} {
		if _, err := sets.ReadCellTable(bytes.NewReader(body)); !errors.Is(err, sets.ErrCellTable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadCellTable(f *testing.F) {
	f.Add(packed("cell,code\n868db5827ffffff,51.02\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if table, err := sets.ReadCellTable(bytes.NewReader(b)); err == nil && len(table) == 0 {
			t.Error("an empty table was taken")
		}
	})
}

func TestCodes(t *testing.T) {
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ list, value, want string }{
		{"premises", "Villa", "VILA"}, {"premises", "pondok wisata", "HOMESTAY"}, {"permit", "KITAS", "ITAS"},
		{"violation", "overstay", "OVERSTAY_S60"}, {"agency", "Satpol PP", "SATPOLPP"}, {"licence", "ya", "YA"}, {"origin", "instansi", "partner"},
		{"measure", "Deportasi", "DEPORTASI"}, {"measure", "cekal", "CEGAH_TANGKAL"}, {"measure", "izin-dibatasi", "IZIN_DIBATASI"}, {"measure", "pro justitia", "PROJUSTITIA"},
	} {
		l, err := sets.Codes(c.list)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := l.Find(c.value, day); got != c.want || !ok {
			t.Errorf("%s %q: %q", c.list, c.value, got)
		}
		if _, ok := l.Find(c.value, time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)); ok {
			t.Errorf("%s %q is known before its list was in force", c.list, c.value)
		}
	}
	if _, err := sets.Codes("../policy"); err == nil {
		t.Error("a list outside the folder was read")
	}
}

// Every word of a list means one code, and the closed lists are those of
// the regulations: measures of article 75(2) and beside it.
func TestWordsOfTheLists(t *testing.T) {
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for _, name := range sets.Lists() {
		l, err := sets.Codes(name)
		if err != nil {
			t.Fatal(err)
		}
		codes, others := l.Words(day)
		if len(codes) != len(l.Codes) || len(others) < len(codes) {
			t.Errorf("%s: %d codes and %d words of %d entries in force", name, len(codes), len(others), len(l.Codes))
		}
		for _, c := range l.Codes {
			for _, word := range append([]string{c.Code, c.ID, c.EN}, c.Synonyms...) {
				if got, ok := l.Find(word, day); word != "" && (got != c.Code || !ok) {
					t.Errorf("%s: %q of %s means %s", name, word, c.Code, got)
				}
			}
		}
		if codes, others := l.Words(time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)); len(codes)+len(others) != 0 {
			t.Errorf("%s: %v %v before the list was in force", name, codes, others)
		}
	}
	for name, want := range map[string]string{
		"measure": "CEGAH_TANGKAL IZIN_DIBATASI IZIN_DIUBAH IZIN_BATAL LARANGAN_TEMPAT WAJIB_TEMPAT BIAYA_BEBAN DEPORTASI PENDETENSIAN PROJUSTITIA PEMBINAAN NIHIL",
		"licence": "YA TIDAK TAK_DIKETAHUI",
	} {
		l, err := sets.Codes(name)
		if err != nil {
			t.Fatal(err)
		}
		if codes, _ := l.Words(day); strings.Join(codes, " ") != want {
			t.Errorf("%s: %v", name, codes)
		}
	}
}

func TestFetchStopsAtAWrongByte(t *testing.T) {
	dir := os.Getenv("TIMPORA_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	mirror := filepath.Join(dir, "data", "mirror")
	if _, err := os.Stat(mirror); err != nil {
		t.Skipf("MISSING: %s: fetching is not tested", mirror)
	}
	heard := 0
	files, err := sets.Fetch(context.Background(), mirror, func(done, total int) { heard++ })
	if err != nil || len(files) != 22 || heard != 22 {
		t.Fatalf("%d files, %d steps, %v", len(files), heard, err)
	}
	spoiled := t.TempDir()
	for path, body := range files {
		to := filepath.Join(spoiled, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(path, "tejakula.geojson") {
			body = append(bytes.Clone(body[:len(body)-1]), 'x')
		}
		if err := os.WriteFile(to, body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := sets.Fetch(context.Background(), spoiled, func(int, int) {}); !errors.Is(err, sets.ErrFetch) || !strings.Contains(err.Error(), "tejakula") {
		t.Errorf("a wrong byte: %v", err)
	}
}
