package data_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"timpora/data"
)

// Every column of the schema is classified in PERSONAL.md, once; whoever adds a
// column says what it tells about people.
func TestEveryColumnIsClassified(t *testing.T) {
	schema, err := open(t, t.TempDir(), data.Options{}).Columns(context.Background())
	if err != nil || len(schema) < 150 {
		t.Fatalf("%d columns: %v", len(schema), err)
	}
	classes := []string{"person", "staff", "secret", "place", "none"}
	said := map[string]bool{}
	for _, line := range strings.Split(string(readFile(t, "PERSONAL.md")), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || strings.TrimSpace(cells[1]) == "table" || strings.Contains(cells[1], "---") {
			continue
		}
		table, class, end := strings.TrimSpace(cells[1]), strings.TrimSpace(cells[3]), strings.TrimSpace(cells[4])
		if !slices.Contains(classes, class) || (end == "" && slices.Contains([]string{"person", "secret"}, class)) {
			t.Errorf("class %q, protection %q: %s", class, end, line)
		}
		for _, column := range strings.Fields(cells[2]) {
			name := table + "." + column
			if said[name] {
				t.Errorf("%s is classified twice", name)
			}
			if !slices.Contains(schema, name) {
				t.Errorf("%s is not in the schema", name)
			}
			said[name] = true
		}
	}
	for _, name := range schema {
		if !said[name] {
			t.Errorf("%s is not classified in PERSONAL.md", name)
		}
	}
}
