package exporttest

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"timpora/geo/crs"
	"timpora/geo/export"
)

// Reading says how GDAL is to read a format and what the format loses.
type Reading struct {
	Args    []string          // for ogr2ogr and ogrinfo
	Types   map[string]string // what ogrinfo calls the types of fields, by name
	Slack   [2]float64        // how far coordinates may be off: degrees, metres
	Guarded bool              // text that looks like a formula has an apostrophe
	NoShape bool
	Names   map[string]string // of fields that GDAL takes from elsewhere, trimmed
	NoNull  bool              // a nil comes back as an empty text
}

// Check writes Hard in every system of a format and compares what GDAL reads
// with what was written.
func Check(t *testing.T, f export.Format, r Reading) {
	Tool(t, "ogr2ogr")
	for _, s := range crs.All() {
		if !f.Carries(s) {
			continue
		}
		t.Run(fmt.Sprint(s.EPSG()), func(t *testing.T) {
			path := File(t, f, Hard(), s)
			r.checkLayer(t, path, s)
			r.checkFeatures(t, Hard(), Read(t, path, r.Args...), s)
		})
	}
}

// checkLayer looks at what ogrinfo tells of the layer.
func (r Reading) checkLayer(t *testing.T, path string, s crs.System) {
	t.Helper()
	args := append([]string{"-ro", "-al", "-so", path}, r.openOptions()...)
	told := Run(t, "", "ogrinfo", args...)
	want := Hard().Count
	if !strings.Contains(told, fmt.Sprintf("Feature Count: %d\n", want)) {
		t.Errorf("ogrinfo counts other than %d:\n%s", want, told)
	}
	for name, kind := range r.Types {
		if !regexp.MustCompile(`(?m)^` + name + `: ` + regexp.QuoteMeta(kind) + `( \(\d+\.\d+\))?( UNIQUE)?( NOT NULL)?$`).MatchString(told) {
			t.Errorf("ogrinfo does not see %s as %s:\n%s", name, kind, told)
		}
	}
	if !r.NoShape && !strings.HasSuffix(path, ".csv") && !strings.Contains(told, fmt.Sprintf(`ID["EPSG",%d]`, s.EPSG())) {
		t.Errorf("ogrinfo sees another system than %d:\n%s", s.EPSG(), told)
	}
}

// openOptions are the arguments that ogrinfo takes as well.
func (r Reading) openOptions() []string {
	var out []string
	for i := 0; i+1 < len(r.Args); i++ {
		if r.Args[i] == "-oo" {
			out = append(out, r.Args[i], r.Args[i+1])
		}
	}
	return out
}

func (r Reading) checkFeatures(t *testing.T, l export.Layer, got []Feature, s crs.System) {
	t.Helper()
	if len(got) != l.Count {
		t.Fatalf("%d features, want %d", len(got), l.Count)
	}
	byKey := map[string]Feature{}
	for _, f := range got {
		byKey[fmt.Sprint(f.Properties["code"])] = f
	}
	shapes := Expected(t, l, s)
	i := 0
	for row := range l.Rows {
		f, ok := byKey[row.Values[0].(string)]
		if !ok {
			t.Fatalf("row %s is not there", row.Values[0])
		}
		for k, field := range l.Fields {
			name := cmp.Or(r.Names[field.Name], field.Name)
			if have, want := f.Properties[name], r.value(field, row.Values[k]); !same(have, want) && !(r.NoNull && want == nil && have == "") {
				t.Errorf("%s of %s: %#v, want %#v", field.Name, row.Values[0], have, want)
			}
		}
		if !r.NoShape {
			r.checkShape(t, row, f.Polygons(t), shapes[i], s)
		}
		i++
	}
}

// value is how GDAL shows a value that was written in full.
func (r Reading) value(f export.Field, v any) any {
	switch x := v.(type) {
	case string:
		if r.Names[f.Name] != "" {
			x = strings.Trim(x, " ")
		}
		if r.Guarded && strings.ContainsAny(x[:1], "=+-@\t") {
			x = "'" + x
		}
		return x
	case int64:
		return float64(x)
	case bool:
		if r.Types[f.Name] == "Integer" {
			return map[bool]float64{true: 1}[x]
		}
	case float64:
		if math.IsInf(x, 0) {
			return nil
		}
	case time.Time:
		return x.UTC()
	}
	return v
}

// same compares what GDAL read with what was written; times may be written in
// several ways.
func same(have, want any) bool {
	at, ok := want.(time.Time)
	text, isText := have.(string)
	if !ok || !isText {
		return have == want
	}
	for _, layout := range []string{"2006-01-02", "2006/01/02", time.RFC3339, "2006-01-02T15:04:05", "2006/01/02 15:04:05+00", "2006/01/02 15:04:05"} {
		if got, err := time.Parse(layout, text); err == nil {
			return got.Equal(at)
		}
	}
	return false
}

// checkShape compares rings vertex by vertex; a ring may have been turned, and
// must then run the right way.
func (r Reading) checkShape(t *testing.T, row export.Row, got, want orb.MultiPolygon, s crs.System) {
	t.Helper()
	slack := r.Slack[0]
	if s.Metric {
		slack = r.Slack[1]
	}
	if len(got) != len(want) {
		t.Fatalf("%v: %d polygons, want %d", row.Values[0], len(got), len(want))
	}
	for i := range want {
		for j := range want[i] {
			ring := want[i][j]
			if (ring.Orientation() == orb.CCW) != (j == 0) {
				ring.Reverse()
			}
			if len(got[i]) != len(want[i]) || len(got[i][j]) != len(ring) {
				t.Fatalf("%v: rings of polygon %d differ: %v, want %v", row.Values[0], i, got[i], want[i])
			}
			for k, at := range ring {
				if math.Abs(got[i][j][k][0]-at[0]) > slack || math.Abs(got[i][j][k][1]-at[1]) > slack {
					t.Fatalf("%v: vertex %d of ring %d of polygon %d is %v, want %v", row.Values[0], k, j, i, got[i][j][k], at)
				}
			}
		}
	}
}
