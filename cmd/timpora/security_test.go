package main

import (
	"encoding/csv"
	"go/ast"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Every numbered check of the list of security items stands once in the table:
// with tests that exist, or with the reason why it does not apply.
func TestSecurityTable(t *testing.T) {
	tests := goTests(t)
	seen := map[int]bool{}
	for _, c := range securityTable(t) {
		if c.number < 1 || c.number > 62 || seen[c.number] {
			t.Errorf("%d stands twice, or is no item", c.number)
		}
		seen[c.number] = true
		for _, name := range c.tests {
			if !tests[name] && !hasTitle(t, name) {
				t.Errorf("item %d, %s: there is no test %q", c.number, c.item, name)
			}
		}
		if c.item == "" || len(c.tests) == 0 && len(c.why) < 20 {
			t.Errorf("item %d has neither test nor reason", c.number)
		}
	}
	for n := 1; n <= 62; n++ {
		if !seen[n] {
			t.Errorf("item %d is missing", n)
		}
	}
}

// check is one line of the table.
type check struct {
	number int
	item   string
	tests  []string
	why    string
}

func securityTable(t *testing.T) (all []check) {
	t.Helper()
	f, err := os.Open(root + "/.ci/security.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = 4
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[0])
		if err != nil {
			t.Fatalf("%q is no number", row[0])
		}
		c := check{number: n, item: row[1], why: strings.TrimSpace(row[3])}
		for _, name := range strings.Split(row[2], "; ") {
			if name = strings.TrimSpace(name); name != "" {
				c.tests = append(c.tests, name)
			}
		}
		all = append(all, c)
	}
	return all
}

// goTests are the names of all Go tests, such as api/edge.TestTraceIsOff.
func goTests(t *testing.T) map[string]bool {
	t.Helper()
	all, _ := sources(t)
	found := map[string]bool{}
	for dir, files := range all {
		for _, s := range files {
			if !isTest(s.path) && !strings.HasPrefix(dir, "data/storetest") {
				continue
			}
			for _, d := range s.file.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && regexp.MustCompile(`^(Test|Fuzz)[A-Z]`).MatchString(f.Name.Name) {
					found[dir+"."+f.Name.Name] = true
				}
			}
		}
	}
	return found
}

// hasTitle looks for a test of the page, named FILE: TITLE.
func hasTitle(t *testing.T, name string) bool {
	t.Helper()
	file, title, ok := strings.Cut(name, ": ")
	if !ok || !strings.HasSuffix(file, ".test.ts") {
		return false
	}
	body, err := os.ReadFile(root + "/" + file)
	return err == nil && regexp.MustCompile(`(test|it)(\.each\([^;]*?\))?\(\s*["'`+"`"+`]`+regexp.QuoteMeta(title)).Match(body)
}

// webSources are the files that the page is made of, without its tests.
func webSources(t *testing.T) (out []string) {
	t.Helper()
	err := filepath.WalkDir(root+"/web/src", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && regexp.MustCompile(`\.tsx?$`).MatchString(path) && !strings.HasSuffix(path, ".test.ts") {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
