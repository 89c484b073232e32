package export_test

import (
	"encoding/json"
	"io"
	"math"
	"os"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"timpora/geo/crs"
	"timpora/geo/export"
	"timpora/geo/exporttest"
)

// geoColumn is what GeoParquet 1.1 asks for of a geometry column
// (https://geoparquet.org/releases/v1.1.0/schema.json).
type geoColumn struct {
	Encoding      string
	GeometryTypes []string `json:"geometry_types"`
	CRS           *struct {
		ID struct {
			Authority string
			Code      int
		}
	}
	Orientation, Edges string
	BBox               [4]float64
	Covering           struct{ BBox map[string][]string }
}

func openParquet(t *testing.T, path string) *parquet.File {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	stat, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(f, stat.Size())
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestGeoParquetDescribesItself(t *testing.T) {
	for _, s := range crs.All() {
		f := format(t, "parquet")
		if !f.Carries(s) {
			continue
		}
		file := openParquet(t, exporttest.File(t, f, exporttest.Hard(), s))
		text, ok := file.Lookup("geo")
		var geo struct {
			Version       string
			PrimaryColumn string `json:"primary_column"`
			Columns       map[string]geoColumn
		}
		if err := json.Unmarshal([]byte(text), &geo); err != nil || !ok {
			t.Fatalf("geo is %.100q: %v", text, err)
		}
		c := geo.Columns[geo.PrimaryColumn]
		if geo.Version != "1.1.0" || c.Encoding != "WKB" || len(c.GeometryTypes) != 1 || c.GeometryTypes[0] != "MultiPolygon" ||
			c.Orientation != "counterclockwise" || c.Edges != "planar" || len(c.Covering.BBox) != 4 {
			t.Errorf("%s: %+v", s.URI, geo)
		}
		if s.Metric == (c.CRS == nil) || (c.CRS != nil && (c.CRS.ID.Code != s.EPSG() || c.CRS.ID.Authority != "EPSG")) {
			t.Errorf("%s: crs is %+v", s.URI, c.CRS)
		}
		if x, y := s.Forward(114.4, -8.5); math.Abs(c.BBox[0]-x) > 1000 || math.Abs(c.BBox[1]-y) > 1000 || c.BBox[2] <= c.BBox[0] || c.BBox[3] <= c.BBox[1] {
			t.Errorf("%s: bbox %v, corner at %v %v", s.URI, c.BBox, x, y)
		}
		var note map[string]string
		if text, _ := file.Lookup("timpora"); json.Unmarshal([]byte(text), &note) != nil || note["synthetic"] != export.Mark || note["licence"] == "" {
			t.Errorf("note is %s", text)
		}
	}
}

// parquetWant is a field of a row as the file's column holds it.
func parquetWant(f export.Field, v any) any {
	switch x := v.(type) {
	case time.Time:
		if f.Type == export.Day {
			return int32(x.Unix() / 86400)
		}
		return x.UnixMilli()
	case float64:
		if math.IsInf(x, 0) {
			return nil
		}
	}
	return v
}

func parquetValue(v parquet.Value) any {
	switch {
	case v.IsNull():
		return nil
	case v.Kind() == parquet.Boolean:
		return v.Boolean()
	case v.Kind() == parquet.Int32:
		return v.Int32()
	case v.Kind() == parquet.Int64:
		return v.Int64()
	case v.Kind() == parquet.Double:
		return v.Double()
	}
	return string(v.ByteArray())
}

func TestGeoParquetHoldsEveryValueAndVertex(t *testing.T) {
	l := exporttest.Hard()
	file := openParquet(t, exporttest.File(t, format(t, "parquet"), l, export.CRS84()))
	columns := file.Schema().Columns()
	if len(columns) != len(l.Fields)+5 || columns[0][0] != "code" || columns[len(columns)-1][0] != "geometry" || columns[len(l.Fields)+2][1] != "xmax" {
		t.Fatalf("columns %v", columns)
	}
	for name, want := range map[string]string{"code": "STRING", "last_visit": "DATE", "scored_at": "TIMESTAMP(isAdjustedToUTC=true,unit=MILLIS)", "persons": "INT(64,true)"} {
		leaf, _ := file.Schema().Lookup(name)
		if got := leaf.Node.Type().LogicalType(); got == nil || got.String() != want {
			t.Errorf("%s is %v, want %s", name, got, want)
		}
	}
	reader := parquet.NewReader(file)
	defer reader.Close()
	rows := make([]parquet.Row, 1)
	for want := range l.Rows {
		if n, err := reader.ReadRows(rows); n != 1 || (err != nil && err != io.EOF) {
			t.Fatalf("%d rows: %v", n, err)
		}
		for i, f := range l.Fields {
			if have := parquetValue(rows[0][i]); have != parquetWant(f, want.Values[i]) {
				t.Errorf("%s of %v: %#v, want %#v", f.Name, want.Values[0], have, want.Values[i])
			}
		}
		shape, err := wkb.Unmarshal(rows[0][len(columns)-1].ByteArray())
		if err != nil {
			t.Fatal(err)
		}
		checkRings(t, shape.(orb.MultiPolygon), want.Shape)
		if b := want.Shape.Bound(); rows[0][len(l.Fields)].Double() != b.Min[0] || rows[0][len(l.Fields)+3].Double() != b.Max[1] {
			t.Errorf("bbox of %v: %v", want.Values[0], rows[0][len(l.Fields):])
		}
	}
	if n, _ := reader.ReadRows(rows); n != 0 {
		t.Error("there are more rows than were written")
	}
}

// checkRings compares all bits; rings may have been turned.
func checkRings(t *testing.T, got, want orb.MultiPolygon) {
	t.Helper()
	want = orb.Clone(want).(orb.MultiPolygon)
	for _, p := range want {
		for j, r := range p {
			if (r.Orientation() == orb.CCW) != (j == 0) {
				r.Reverse()
			}
		}
	}
	if !orb.Equal(got, want) {
		t.Errorf("shape %v, want %v", got, want)
	}
}
