package cql2_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timpora/api/ogc/cql2"
	"timpora/geo/crs"
)

func try(t *testing.T, lang, text string) {
	for _, s := range crs.All() {
		f, err := cql2.Parse(lang, text, s, find)
		var wrong *cql2.Error
		if err != nil && (!errors.As(err, &wrong) || wrong.Pos < 0 || wrong.Pos > len(text) || wrong.Expected == "") {
			t.Fatalf("%q: %v", text, err)
		}
		if err == nil {
			for _, r := range rows(t) {
				f.Match(r)
			}
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{
		"count = 3 AND NOT (name LIKE 'K%' OR share IN (1, 2.5e-3))", "S_WITHIN(geometry, POLYGON((115 -9,116 -9,116 -8,115 -9)))",
		"T_DURING(INTERVAL(at, '..'), INTERVAL('2026-01-01','2026-12-31'))", "CASEI(ACCENTI(name)) BETWEEN 'a' AND 'z'", "-1 ^ 2 div 3 % count <> \"count\"",
		"S_INTERSECTS(geometry, BBOX(-8.9,115.1,-8.8,115.2)) or geometry is not null", "day >= '2026-11-20' and at < TIMESTAMP('2026-11-20T00:00:00Z')",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { try(t, cql2.LangText, text) })
}

func FuzzJSON(f *testing.F) {
	for _, s := range []string{
		`{"op":"and","args":[{"op":"in","args":[{"property":"count"},[1,2]]},true]}`,
		`{"op":"s_contains","args":[{"property":"geometry"},{"type":"MultiPoint","coordinates":[[1,2],[3,4,5]]}]}`,
		`{"op":"t_after","args":[{"interval":["..",{"property":"at"}]},{"date":"2026-01-01"}]}`,
		`{"op":"s_disjoint","args":[{"property":"geometry"},{"bbox":[1,2,3,4,5,6]}]}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { try(t, cql2.LangJSON, text) })
}

// expression draws a condition and writes it in both languages.
func expression(t *rapid.T, depth int) (text, doc string) {
	kind := rapid.IntRange(0, 9).Draw(t, "kind")
	if depth <= 0 {
		kind %= 6
	}
	js := func(op string, args ...string) string {
		return `{"op":"` + op + `","args":[` + strings.Join(args, ",") + `]}`
	}
	property := func(name string) string { return `{"property":"` + name + `"}` }
	number := strconv.FormatFloat(float64(rapid.IntRange(-40, 40).Draw(t, "n"))/8, 'f', -1, 64)
	sign := rapid.SampledFrom([]string{"=", "<>", "<", ">", "<=", ">="}).Draw(t, "sign")
	switch kind {
	case 0, 1:
		name := rapid.SampledFrom([]string{"count", "share"}).Draw(t, "name")
		return name + " " + sign + " " + number, js(sign, property(name), number)
	case 2:
		word := rapid.StringMatching(`[a-zK%_'"é]{0,6}`).Draw(t, "word")
		quoted, _ := json.Marshal(word)
		return "name LIKE '" + strings.ReplaceAll(word, "'", "''") + "'", js("like", property("name"), string(quoted))
	case 3:
		name := rapid.SampledFrom([]string{"count", "name", "coastal", "at", "geometry"}).Draw(t, "name")
		return name + " IS NULL", js("isNull", property(name))
	case 4:
		x, y := rapid.IntRange(114, 117).Draw(t, "x"), rapid.IntRange(-10, -8).Draw(t, "y")
		return fmt.Sprintf("S_INTERSECTS(geometry, POINT(%d.5 %d.5))", x, y),
			js("s_intersects", property("geometry"), fmt.Sprintf(`{"type":"Point","coordinates":[%d.5,%d.5]}`, x, y))
	case 5:
		day := fmt.Sprintf("2026-11-%02d", rapid.IntRange(18, 23).Draw(t, "day"))
		return "day " + sign + " DATE('" + day + "')", js(sign, property("day"), `{"date":"`+day+`"}`)
	case 6:
		a, b := expression(t, depth-1)
		return "NOT (" + a + ")", js("not", b)
	}
	op := rapid.SampledFrom([]string{"and", "or"}).Draw(t, "op")
	a, b := expression(t, depth-1)
	c, d := expression(t, depth-1)
	return "(" + a + ") " + op + " (" + c + ")", js(op, b, d)
}

// Both languages mean the same, and a condition, its negation and what is null
// part the features between them.
func TestLanguagesAgreeAndLogicHolds(t *testing.T) {
	all := rows(t)
	rapid.Check(t, func(t *rapid.T) {
		text, doc := expression(t, 4)
		one, err := cql2.Parse(cql2.LangText, text, crs.All()[0], find)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		other, err := cql2.Parse(cql2.LangJSON, doc, crs.All()[0], find)
		if err != nil {
			t.Fatalf("%s: %v", doc, err)
		}
		negated, err := cql2.Parse(cql2.LangText, "NOT ("+text+")", crs.All()[0], find)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range all {
			if one.Match(r) != other.Match(r) {
				t.Fatalf("row %d: %s is %v, %s is %v", i, text, one.Match(r), doc, other.Match(r))
			}
			if one.Match(r) && negated.Match(r) {
				t.Fatalf("row %d: %s and its negation are true", i, text)
			}
		}
	})
}
