package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// arrows says which packages of the module a folder may import; the longest
// matching folder decides. "*" is everything.
func arrows() map[string][]string {
	return map[string][]string{
		"geo":            {},
		"geo/boundary":   {"geo"},
		"geo/locate":     {"geo"},
		"geo/bucket":     {"geo"},
		"geo/tile":       {"geo"},
		"geo/crs":        {"geo"},
		"geo/export":     {"geo", "geo/crs"},
		"geo/exporttest": {"geo/*"},
		"risk":           {"geo"},
		"risk/stat":      {"geo"},
		"risk/ingest":    {"geo/*", "risk", "risk/stat"},
		"risk/score":     {"geo/*", "risk", "risk/stat"},
		"risk/cluster":   {"geo/*", "risk", "risk/stat"},
		"risk/plan":      {"geo/*", "risk", "risk/stat"},
		"risk/disclose":  {"geo/*", "risk", "risk/stat"},
		"risk/report":    {"geo/*", "risk", "risk/stat"},
		"risk/backtest":  {"geo/*", "risk", "risk/stat"},
		"risk/simulate":  {"geo/*", "risk", "risk/stat"},
		"risk/nightly":   {"geo/*", "risk/*"},
		"risk/access":    {"geo", "risk/disclose"}, // no step of the way: what api and data share
		"risk/audit":     {"geo"},
		"risk/retention": {}, // limits; data applies them, api shows them
		"data":           {"geo/*", "risk/*", "data/migrations"},
		"data/sets":      {"geo", "risk"},
		"data/gpkg":      {"geo/*"},
		"data/feed":      {"geo", "risk"},
		"data/synth":     {"geo/*", "risk", "data/sets"},
		"data/storetest": {"*"},
		"api":            {"geo/*", "risk/*", "api/*"},
		"web":            {},
		"cmd/timpora":    {"*"},
	}
}

type source struct {
	path string // of the file, from the root
	file *ast.File
}

func sources(t *testing.T) (map[string][]source, *token.FileSet) {
	t.Helper()
	set, found := token.NewFileSet(), map[string][]source{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "node_modules" || name == "dist" || name == "var" || name == "testdata" || (strings.HasPrefix(name, ".") && len(name) > 2)) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		f, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		dir := filepath.ToSlash(filepath.Dir(rel))
		found[dir] = append(found[dir], source{filepath.ToSlash(rel), f})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found, set
}

func isTest(path string) bool { return strings.HasSuffix(path, "_test.go") }

func allowed(dir, imported string) bool {
	rules, known := arrows()[dir]
	for d := dir; !known && d != "."; {
		d = filepath.ToSlash(filepath.Dir(d))
		rules, known = arrows()[d]
	}
	for _, r := range rules {
		if r == "*" || r == imported || (strings.HasSuffix(r, "/*") &&
			(imported == strings.TrimSuffix(r, "/*") || strings.HasPrefix(imported, strings.TrimSuffix(r, "*")))) {
			return true
		}
	}
	return imported == dir || strings.HasPrefix(imported, dir+"/") && strings.HasPrefix(imported, "data/migrations")
}

func TestImportsFollowTheArrows(t *testing.T) {
	all, _ := sources(t)
	if len(all) < 15 {
		t.Fatalf("only %d packages found: the walk is broken", len(all))
	}
	for dir, files := range all {
		for _, s := range files {
			for _, imp := range s.file.Imports {
				path, _ := strconv.Unquote(imp.Path.Value)
				own, inside := strings.CutPrefix(path, "timpora/")
				if inside && !isTest(s.path) && !allowed(dir, own) {
					t.Errorf("%s imports %s: no arrow of the design leads there", s.path, own)
				}
				if strings.HasPrefix(path, "github.com/uber/h3-go") && dir != "geo/bucket" {
					t.Errorf("%s imports the H3 library; only geo/bucket may", s.path)
				}
			}
		}
	}
}

func TestFolderNames(t *testing.T) {
	top := []string{"api", "cmd", "data", "geo", "risk", "var", "web", "bin"}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && !slices.Contains(top, e.Name()) {
			t.Errorf("folder %s is not in the design's top level", e.Name())
		}
	}
	all, _ := sources(t)
	for dir := range all {
		for _, part := range strings.Split(dir, "/") {
			if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc", "base", "shared"}, part) {
				t.Errorf("folder %s names no idea", dir)
			}
		}
	}
}

func TestNoInitAndNoMutableVariables(t *testing.T) {
	all, set := sources(t)
	for _, files := range all {
		for _, s := range files {
			if isTest(s.path) {
				continue
			}
			for _, d := range s.file.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					if d.Name.Name == "init" && d.Recv == nil {
						t.Errorf("%s: func init", set.Position(d.Pos()))
					}
				case *ast.GenDecl:
					checkVariables(t, set, d)
				}
			}
		}
	}
}

func checkVariables(t *testing.T, set *token.FileSet, d *ast.GenDecl) {
	if d.Tok != token.VAR || (d.Doc != nil && strings.Contains(d.Doc.Text(), "go:embed")) || embedded(d) {
		return
	}
	for _, spec := range d.Specs {
		v := spec.(*ast.ValueSpec)
		for i, name := range v.Names {
			if name.Name == "_" || (i < len(v.Values) && constantCall(v.Values[i])) {
				continue
			}
			t.Errorf("%s: package variable %s can change", set.Position(name.Pos()), name.Name)
		}
	}
}

func embedded(d *ast.GenDecl) bool {
	if d.Doc == nil {
		return false
	}
	for _, c := range d.Doc.List {
		if strings.HasPrefix(c.Text, "//go:embed") {
			return true
		}
	}
	return false
}

// constantCall reports whether a variable holds what nobody changes: a
// sentinel error or a compiled expression.
func constantCall(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, _ := sel.X.(*ast.Ident)
	return pkg != nil && slices.Contains([]string{"errors.New", "fmt.Errorf", "regexp.MustCompile", "strings.NewReplacer"}, pkg.Name+"."+sel.Sel.Name)
}

func TestEveryPackageIsDocumented(t *testing.T) {
	all, _ := sources(t)
	for dir, files := range all {
		documented, code := false, false
		for _, s := range files {
			code = code || !isTest(s.path)
			documented = documented || (!isTest(s.path) && s.file.Doc != nil)
		}
		if code && !documented {
			t.Errorf("package %s has no package comment", dir)
		}
	}
}
