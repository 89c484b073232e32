package cql2_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"timpora/api/ogc/cql2"
	"timpora/geo/crs"
	"timpora/geo/relate"
)

// row is a feature with name, count, share, coastal, day, at and a place.
type row struct {
	values [6]any
	shape  *relate.Shape
}

func (r row) Value(i int) any { return r.values[i] }

func (r row) Shape() *relate.Shape { return r.shape }

func find(name string) (cql2.Property, bool) {
	p, ok := map[string]cql2.Property{
		"name": {Index: 0, Kind: cql2.Text}, "count": {Index: 1, Kind: cql2.Number}, "share": {Index: 2, Kind: cql2.Number},
		"coastal": {Index: 3, Kind: cql2.Bool}, "day": {Index: 4, Kind: cql2.Date}, "at": {Index: 5, Kind: cql2.Timestamp},
		"geometry": {Kind: cql2.Geometry}, "date": {Index: 4, Kind: cql2.Date},
	}[name]
	return p, ok
}

func square(t testing.TB, x, y float64) *relate.Shape {
	t.Helper()
	s, err := relate.NewShape(orb.Bound{Min: orb.Point{x, y}, Max: orb.Point{x + 1, y + 1}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func instant(s string) cql2.Span {
	v, _, _ := cql2.ParseInstant(s)
	return v
}

func rows(t testing.TB) []row {
	return []row{
		{[6]any{"Kubutambahan", int64(3), 0.5, true, instant("2026-11-20"), instant("2026-11-20T08:00:00+08:00")}, square(t, 115, -9)},
		{[6]any{"Désa \"It's\" 100%", int64(-2), 2.25, false, instant("2026-11-21"), instant("2026-11-21T00:00:00Z")}, square(t, 116, -9)},
		{[6]any{"gerokgak", nil, nil, nil, nil, nil}, nil},
	}
}

// matched tells which rows a filter takes, like "01".
func matched(t *testing.T, lang, text string) string {
	t.Helper()
	f, err := cql2.Parse(lang, text, crs.All()[0], find)
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return "error"
	}
	out := ""
	for i, r := range rows(t) {
		if f.Match(r) {
			out += fmt.Sprint(i)
		}
	}
	return out
}

func TestText(t *testing.T) {
	for text, want := range map[string]string{
		"name = 'gerokgak'": "2", "name <> 'gerokgak'": "01", "count > 2": "0", "count <= -2": "1", "not count > 2": "1",
		"count IS NULL": "2", "count is Not null": "01", "coastal = TRUE": "0", "coastal": "0", "coastal < true": "1",
		"TRUE": "012", "false": "", "count = 3 OR count IS NULL": "02", "count = 3 AND name LIKE 'K%'": "0",
		"NOT count = 3 OR share = 0.5 AND coastal = true": "01", "(count = 3 or count = -2) and share > 1": "1",
		"name LIKE '%it%'": "", "CASEI(name) LIKE casei('%IT''S%')": "1", "name LIKE '%100\\%'": "1", "name LIKE '%\"It\\'s\"%'": "1",
		"name LIKE '_erok%k'": "2", "name NOT LIKE 'K%'": "12", "ACCENTI(name) LIKE 'Desa%'": "1", "CASEI(ACCENTI(name)) LIKE casei('DESA%')": "1",
		"count BETWEEN -2 AND 2.5": "1", "count not between -2 and 2": "0", "count IN (3, 4)": "0", "name IN ('gerokgak','x')": "2", "count NOT IN (3)": "1",
		"count + 1 = 2 * 2": "0", "count * (share - 1) < 0": "01", "count / 0 = 1": "", "count % 2 = 1": "0", "count div 2 = 1": "0", "-2 = count": "1",
		"count ^ 2 = 9": "0", "share = count - 2.5": "0", "1 + 2 * 3 = 7": "012", "\"count\" = 3": "0",
		"day = DATE('2026-11-20')": "0", "day > DATE('2026-11-20')": "1", "day >= '2026-11-20'": "01", "date = date('2026-11-21')": "1",
		"at = TIMESTAMP('2026-11-20T00:00:00Z')": "0", "T_AFTER(at, TIMESTAMP('2026-11-20T12:00:00Z'))": "1", "t_before(at, DATE('2026-11-21'))": "0",
		"T_DURING(at, INTERVAL('2026-11-19', '2026-11-20'))": "0", "T_DURING(at, INTERVAL('..', '2026-11-20T00:00:00.000001Z'))": "0",
		"T_INTERSECTS(at, DATE('2026-11-20'))": "0", "T_EQUALS(day, DATE('2026-11-21'))": "1", "T_DISJOINT(day, INTERVAL('2026-11-21','..'))": "0",
		"T_MEETS(INTERVAL('2026-01-01T00:00:00Z', at), TIMESTAMP('2026-11-21T00:00:00Z'))": "1", "T_STARTS(at, day)": "01",
		"S_INTERSECTS(geometry, POINT(115.5 -8.5))": "0", "S_INTERSECTS(geometry, POINT(116 -8.5))": "01", "S_DISJOINT(geometry, POINT(115.5 -8.5))": "1",
		"S_WITHIN(geometry, BBOX(114,-10,117,-7))": "01", "S_WITHIN(geometry, BBOX(114,-10,0,116.5,-7,9))": "0",
		"S_CONTAINS(geometry, LINESTRING(115.2 -8.8, 115.8 -8.2))": "0", "S_TOUCHES(geometry, POLYGON((116 -9, 117 -9, 117 -8, 116 -8, 116 -9)))": "0",
		"S_EQUALS(geometry, POLYGON((116 -9, 117 -9, 117 -8, 116 -8, 116 -9)))": "1", "S_CROSSES(geometry, LINESTRING(114.5 -8.5, 115.5 -8.5))": "0",
		"S_OVERLAPS(geometry, BBOX(115.5,-8.5,117.5,-7.5))": "01", "S_INTERSECTS(geometry, MULTIPOINT((115.5 -8.5),(120 0)))": "0",
		"S_INTERSECTS(geometry, MULTIPOINT(115.5 -8.5, 116.5 -8.5))": "01", "S_INTERSECTS(geometry, MULTILINESTRING((100 0, 101 0),(115.1 -8.9, 115.2 -8.9)))": "0",
		"S_INTERSECTS(geometry, MULTIPOLYGON(((100 0, 101 0, 101 1, 100 0)),((116.4 -8.6, 116.6 -8.6, 116.5 -8.4, 116.4 -8.6))))":                 "1",
		"S_INTERSECTS(geometry, POLYGON((114 -10, 118 -10, 118 -7, 114 -7, 114 -10),(114.5 -9.5, 116 -9.5, 116.1 -7.5, 114.5 -7.5, 114.5 -9.5)))": "1",
		"S_INTERSECTS(geometry, BBOX(170,-10,115.5,-7))": "0", "geometry IS NULL": "2",
	} {
		if got := matched(t, cql2.LangText, text); got != want {
			t.Errorf("%s: rows %q, want %q", text, got, want)
		}
	}
}

func TestJSON(t *testing.T) {
	for text, want := range map[string]string{
		`true`: "012", `{"op":"=","args":[{"property":"name"},"gerokgak"]}`: "2",
		`{"op":"and","args":[{"op":">","args":[{"property":"count"},1]},{"op":"not","args":[{"op":"isNull","args":[{"property":"share"}]}]}]}`: "0",
		`{"op":"in","args":[{"property":"count"},[3,-2]]}`: "01", `{"op":"between","args":[{"property":"count"},-2.5,0]}`: "1",
		`{"op":"like","args":[{"op":"casei","args":[{"property":"name"}]},{"op":"casei","args":["GER%"]}]}`:                                       "2",
		`{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[115.1,-8.9,115.2,-8.8]}]}`:                                                 "0",
		`{"op":"s_within","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[114,-10],[117,-10],[117,-7],[114,-7],[114,-10]]]}]}`: "01",
		`{"op":"s_intersects","args":[{"type":"Point","coordinates":[115.5,-8.5,10]},{"property":"geometry"}]}`:                                   "0",
		`{"op":"t_during","args":[{"property":"at"},{"interval":["2026-11-20T12:00:00Z",".."]}]}`:                                                 "1",
		`{"op":"=","args":[{"property":"day"},{"date":"2026-11-20"}]}`:                                                                            "0",
		`{"op":"<","args":[{"op":"+","args":[{"property":"count"},1]},{"timestamp":"2026-11-20T00:00:00Z"}]}`:                                     "error",
		`{"op":">","args":[{"property":"at"},{"timestamp":"2026-11-20T00:00:00Z"}]}`:                                                              "1",
	} {
		if want == "error" {
			if _, err := cql2.Parse(cql2.LangJSON, text, crs.All()[0], find); err == nil {
				t.Errorf("%s is taken", text)
			}
			continue
		}
		if got := matched(t, cql2.LangJSON, text); got != want {
			t.Errorf("%s: rows %q, want %q", text, got, want)
		}
	}
}

func TestErrorsSayWhereAndWhat(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		pos        int
		expected   string
	}{
		{cql2.LangText, "", 0, "a property, a literal"}, {cql2.LangText, "(", 1, "a property"}, {cql2.LangText, "name =", 6, "a property"},
		{cql2.LangText, "= 1", 0, "a property"}, {cql2.LangText, "THIS IS NOT A FILTER", 12, "NULL"}, {cql2.LangText, "count = 1 AND", 13, "a property"},
		{cql2.LangText, "'", 1, "a closing '"}, {cql2.LangText, "\"a", 2, "a closing \""}, {cql2.LangText, "nope = 1", 0, "a queryable"},
		{cql2.LangText, "count = 'x'", 8, "a number"}, {cql2.LangText, "count", 0, "a condition"}, {cql2.LangText, "name LIKE 3", 10, "a text"},
		{cql2.LangText, "count IN (1", 11, `","`}, {cql2.LangText, "count BETWEEN 1 OR 2", 16, "AND"}, {cql2.LangText, "count = 1 count = 2", 10, "the end"},
		{cql2.LangText, "S_NEAR(geometry, POINT(1 1))", 0, "CASEI"}, {cql2.LangText, "S_INTERSECTS(geometry)", 0, "2 arguments"},
		{cql2.LangText, "S_INTERSECTS(geometry, POINT(90 180))", 23, "coordinates"}, {cql2.LangText, "S_INTERSECTS(geometry, BBOX(1,2,3))", 23, "4 or 6"},
		{cql2.LangText, "S_INTERSECTS(geometry, POLYGON((0 0,1 1,0 0)))", 23, "rings"}, {cql2.LangText, "S_INTERSECTS(name, POINT(1 1))", 13, "a geometry"},
		{cql2.LangText, "day = DATE('2026-13-01')", 11, "a date"}, {cql2.LangText, "T_AFTER(count, DATE('2026-01-01'))", 8, "a date"}, {cql2.LangText, "count = 1e999", 8, "a number"},
		{cql2.LangText, "geometry = 1", 0, "a value that compares"}, {cql2.LangText, strings.Repeat("(", 200) + "TRUE", 100, "100 levels"},
		{cql2.LangText, strings.Repeat("casei(", 300), 600, "100 levels"},
		{cql2.LangJSON, "{", 1, "JSON"}, {cql2.LangJSON, "[]", 0, "an operator"}, {cql2.LangJSON, `{"op":"no-such-op","args":[]}`, 6, "an operator of CQL2"},
		{cql2.LangJSON, `{"op":"=","args":[1]}`, 17, "2 arguments"}, {cql2.LangJSON, "name = 1", 1, "JSON"}, {cql2.LangJSON, `"x"`, 0, "a condition"},
		{cql2.LangJSON, `{"op":"=","args":[{"property":"nope"},1]}`, 18, "a queryable"}, {cql2.LangJSON, `true false`, 5, "the end"},
		{cql2.LangJSON, `{"op":"=","op":"=","args":[1,1]}`, 10, "every member once"}, {cql2.LangJSON, strings.Repeat("[", 200), 100, "100 levels"},
	} {
		_, err := cql2.Parse(c.lang, c.text, crs.All()[0], find)
		var wrong *cql2.Error
		if !errors.As(err, &wrong) {
			t.Errorf("%.60s: %v", c.text, err)
			continue
		}
		if wrong.Pos != c.pos || !strings.Contains(wrong.Expected, c.expected) {
			t.Errorf("%.60s: at %d expected %q, want at %d %q", c.text, wrong.Pos, wrong.Expected, c.pos, c.expected)
		}
	}
}

// A box in metres means the same place as in degrees, in either axis order.
func TestSystemsOfCoordinates(t *testing.T) {
	for uri, text := range map[string]string{
		crs.URI84: "BBOX(115.1,-8.9,115.2,-8.8)", crs.URI4326: "BBOX(-8.9,115.1,-8.8,115.2)",
		crs.URI3857: "BBOX(12812873,-995000,12824005,-984000)", crs.URI32750: "BBOX(291000,9016000,301000,9027000)",
	} {
		s, _ := crs.Find(uri)
		f, err := cql2.Parse(cql2.LangText, "S_INTERSECTS(geometry, "+text+")", s, find)
		if err != nil {
			t.Errorf("%s: %v", uri, err)
			continue
		}
		for i, r := range rows(t) {
			if f.Match(r) != (i == 0) {
				t.Errorf("%s: row %d: %v", uri, i, f.Match(r))
			}
		}
	}
}

func TestParseSpan(t *testing.T) {
	for text, ok := range map[string]bool{
		"2026-11-24": true, "2026-11-24T03:00:00Z": true, "2026-01-01/..": true, "../2026-01-01T00:00:00Z": true, "/2026-01-01": true, "../..": true,
		"": false, "/": false, "yesterday": false, "2020-13-45T00:00:00Z": false, "2020-01-01T00:00:00Z/../..": false, "2026-02-01/2026-01-01": false,
	} {
		if _, got := cql2.ParseSpan(text); got != ok {
			t.Errorf("%q: %v", text, got)
		}
	}
	if s := cql2.Day(time.Date(2026, 11, 24, 23, 0, 0, 0, time.FixedZone("WITA", 8*3600))); s != instant("2026-11-24") {
		t.Errorf("the day is that of the zone: %v", s)
	}
}

func ExampleParse() {
	f, _ := cql2.Parse(cql2.LangText, "CASEI(name) LIKE casei('KUBU%') AND count > 1", crs.All()[0], find)
	fmt.Println(f.Match(row{values: [6]any{"Kubutambahan", int64(3)}}))
	// Output: true
}
