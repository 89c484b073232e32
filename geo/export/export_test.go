package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"timpora/geo/crs"
	"timpora/geo/export"
	"timpora/geo/exporttest"
)

func write(t testing.TB, name string, l export.Layer, o export.Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if o.Temp == "" {
		o.Temp = t.TempDir()
	}
	if err := format(t, name).Write(&out, l, o); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out.Bytes()
}

func TestTheSameLayerGivesTheSameBytes(t *testing.T) {
	for _, f := range export.Formats() {
		one := write(t, f.Name, exporttest.Cells(3000), export.Options{})
		before := runtime.GOMAXPROCS(1)
		two := write(t, f.Name, exporttest.Cells(3000), export.Options{})
		runtime.GOMAXPROCS(before)
		if !bytes.Equal(one, two) {
			t.Errorf("%s: %d and %d bytes differ", f.Name, len(one), len(two))
		}
	}
}

func TestEveryFileTellsItsStory(t *testing.T) {
	for _, f := range export.Formats() {
		body := write(t, f.Name, exporttest.Hard(), export.Options{})
		if f.Name == "xlsx" {
			body = unzipped(t, body)
		}
		for _, want := range []string{"DATA SINTETIS", "CC BY 3.0 IGO", "0193-run", "TERBATAS", "test-set"} {
			if !bytes.Contains(body, []byte(want)) {
				t.Errorf("%s does not say %q", f.Name, want)
			}
		}
		plain := exporttest.Hard()
		plain.Note.Synthetic = false
		if bytes.Contains(write(t, f.Name, plain, export.Options{}), []byte("SINTETIS")) {
			t.Errorf("%s calls real records synthetic", f.Name)
		}
	}
}

func TestWhatCannotBeWrittenIsAnError(t *testing.T) {
	source := errors.New("the source failed")
	for name, c := range map[string]struct {
		change func(*export.Layer, *export.Row)
		want   error
	}{
		"too few values": {func(_ *export.Layer, r *export.Row) { r.Values = r.Values[:2] }, export.ErrLayer},
		"another type":   {func(_ *export.Layer, r *export.Row) { r.Values[2] = "7" }, export.ErrLayer},
		"no key":         {func(_ *export.Layer, r *export.Row) { r.Values[0] = nil }, export.ErrLayer},
		"no shape":       {func(_ *export.Layer, r *export.Row) { r.Shape = nil }, export.ErrLayer},
		"two polygons":   {func(l *export.Layer, r *export.Row) { l.Single = true; r.Shape = append(r.Shape, r.Shape...) }, export.ErrLayer},
		"same id again":  {func(_ *export.Layer, r *export.Row) { r.ID = 1 }, export.ErrLayer},
		"fewer rows":     {func(l *export.Layer, _ *export.Row) { l.Count++ }, export.ErrLayer},
		"source":         {nil, source},
	} {
		for _, f := range export.Formats() {
			l := exporttest.Cells(40)
			var probe export.Row
			if c.change != nil { // what concerns the layer
				probe = export.Row{Shape: orb.MultiPolygon{{}}, Values: make([]any, 9)}
				c.change(&l, &probe)
			}
			rows := l.Rows
			l.Rows = func(yield func(export.Row, error) bool) {
				n := 0
				for r := range rows {
					var err error
					if n++; n == 30 && c.change == nil {
						err = source
					} else if n == 30 {
						other := l
						c.change(&other, &r)
					}
					if !yield(r, err) {
						return
					}
				}
			}
			temp := t.TempDir()
			if err := f.Write(io.Discard, l, export.Options{Temp: temp}); !errors.Is(err, c.want) {
				t.Errorf("%s as %s: %v", name, f.Name, err)
			}
			if left, _ := os.ReadDir(temp); len(left) > 0 {
				t.Errorf("%s as %s leaves %v", name, f.Name, left)
			}
		}
	}
}

// full is a disk without space.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

var errFull = errors.New("no space left")

func TestAFullDiskIsAnError(t *testing.T) {
	for _, f := range export.Formats() {
		for _, room := range []int{0, 100, 20000} {
			if err := f.Write(&full{room}, exporttest.Cells(2000), export.Options{Temp: t.TempDir()}); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d: %v", f.Name, room, err)
			}
		}
	}
}

func TestEmptyLayers(t *testing.T) {
	for _, f := range export.Formats() {
		body := write(t, f.Name, exporttest.Cells(0), export.Options{})
		if len(body) == 0 != strings.HasPrefix(f.Name, "geojson") && f.Name != "geojson" {
			t.Errorf("%s: %d bytes", f.Name, len(body))
		}
	}
}

func TestSystems(t *testing.T) {
	for name, want := range map[string]int{"4326": 4326, "EPSG:4326": 4326, "CRS84": 4326, "OGC:CRS84": 4326, "3857": 3857, "EPSG:32750": 32750, crs.URI32750: 32750} {
		if s, err := export.System(name); err != nil || s.EPSG() != want || s.LatFirst {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
	for _, name := range []string{"", "4327", "EPSG:EPSG:4326", "x"} {
		if _, err := export.System(name); !errors.Is(err, export.ErrSystem) {
			t.Errorf("%q: %v", name, err)
		}
	}
	utm, _ := export.System("32750")
	if err := format(t, "geojson").Write(io.Discard, exporttest.Hard(), export.Options{CRS: utm}); !errors.Is(err, export.ErrSystem) {
		t.Errorf("GeoJSON in UTM: %v", err)
	}
}

func TestTextFormatsAreWellFormed(t *testing.T) {
	var all struct {
		BBox     []float64
		Metadata map[string]string
		Features []json.RawMessage
	}
	if err := json.Unmarshal(write(t, "geojson", exporttest.Hard(), export.Options{}), &all); err != nil || len(all.BBox) != 4 || all.Metadata["run"] != "0193-run" {
		t.Errorf("%v %v %v", err, all.BBox, all.Metadata)
	}
	lines := strings.Split(strings.TrimSuffix(string(write(t, "geojsons", exporttest.Hard(), export.Options{})), "\n"), "\n")
	for i, line := range lines {
		if text, ok := strings.CutPrefix(line, "\x1e"); !ok || !json.Valid([]byte(text)) || text != string(all.Features[i]) && i > 0 {
			t.Errorf("line %d: %.200q", i, line)
		}
	}
	records, err := csv.NewReader(bytes.NewReader(write(t, "csv", exporttest.Hard(), export.Options{}))).ReadAll()
	if err != nil || len(records) != exporttest.Hard().Count+1 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	for _, r := range records[1:] {
		for _, c := range r {
			if c != "" && strings.ContainsAny(c[:1], "=+-@\t") {
				t.Errorf("a spreadsheet would run %q", c)
			}
		}
	}
	d := xml.NewDecoder(bytes.NewReader(write(t, "kml", exporttest.Hard(), export.Options{})))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestFormatNamesAreUnique(t *testing.T) {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	if len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("%v", names)
	}
}
