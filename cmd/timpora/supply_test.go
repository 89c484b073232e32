package main

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"io"
	"os"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// The bill names every module that is linked, with the checksum of go.sum.
func TestBillOfMaterials(t *testing.T) {
	var b bom
	if err := json.Unmarshal([]byte(must(t, t.TempDir(), "version", "--sbom")), &b); err != nil {
		t.Fatal(err)
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		t.Skip("MISSING: the list of modules of this test's binary")
	}
	if b.Format != "CycloneDX" || b.Spec != "1.6" || len(b.Parts) != len(info.Deps)+1 {
		t.Errorf("%s %s, %d parts, want those of %d modules and Go's own", b.Format, b.Spec, len(b.Parts), len(info.Deps))
	}
	sums, err := os.ReadFile(root + "/go.sum")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range b.Parts[1:] {
		if p.URL != "pkg:golang/"+p.Name+"@"+p.Version || len(p.More) != 1 || !strings.Contains(string(sums), p.Name+" "+p.Version+" "+p.More[0].Value) {
			t.Errorf("%+v is not what go.sum says", p)
		}
	}
}

// Every package of the page has a pinned version and an integrity hash, and none
// runs a script when it is installed.
func TestPackagesOfThePageAreLocked(t *testing.T) {
	var lock struct {
		Packages map[string]struct{ Version, Integrity string }
	}
	var direct struct{ Dependencies, DevDependencies map[string]string }
	for file, into := range map[string]any{"package-lock.json": &lock, "package.json": &direct} {
		body, err := os.ReadFile(root + "/web/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(body, into); err != nil {
			t.Fatal(err)
		}
	}
	exact := regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	for _, list := range []map[string]string{direct.Dependencies, direct.DevDependencies} {
		for name, version := range list {
			if !exact.MatchString(version) {
				t.Errorf("%s %s is no exact version", name, version)
			}
		}
	}
	if len(lock.Packages) < 50 {
		t.Fatalf("%d packages are locked", len(lock.Packages))
	}
	for name, p := range lock.Packages {
		if name != "" && !strings.HasPrefix(p.Integrity, "sha512-") {
			t.Errorf("%s has no hash", name)
		}
	}
	for _, file := range []string{"Makefile", ".ci/security"} {
		body, err := os.ReadFile(root + "/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range regexp.MustCompile(`npm (ci|install|i)\b.*`).FindAllString(string(body), -1) {
			if !strings.Contains(line, "--ignore-scripts") {
				t.Errorf("%s: %s", file, line)
			}
		}
	}
}

// A secret on a command line stands in the list of processes and in histories:
// flags name files and never hold what is secret.
func TestNoFlagHoldsASecret(t *testing.T) {
	a := &app{now: time.Now, out: io.Discard, err: io.Discard}
	secret := regexp.MustCompile(`(?i)pass|sandi|secret|rahasia|token|pin|otp|credential|private`)
	seen := 0
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		for _, line := range strings.Split(c.LocalFlags().FlagUsages(), "\n") {
			name := regexp.MustCompile(`--([a-z-]+)`).FindStringSubmatch(line)
			if name == nil {
				continue
			}
			seen++
			if secret.MatchString(name[1]) && !strings.HasSuffix(name[1], "-file") {
				f := c.LocalFlags().Lookup(name[1])
				if f.Value.Type() != "bool" {
					t.Errorf("%s --%s may hold a secret", c.CommandPath(), name[1])
				}
			}
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(a.root())
	if seen < 40 {
		t.Errorf("only %d flags found: the walk is broken", seen)
	}
}

// outgoing are the files that may open a connection to elsewhere, and why.
func outgoing() map[string]string {
	return map[string]string{
		"data/sets/fetch.go":    "boundaries fetch: the host of the lock file or of a named mirror, no redirect elsewhere, address checked",
		"api/cert/authority.go": "the ACME directory that --acme-directory names",
		"api/signin/oidc.go":    "the issuer that the administrator configured",
	}
}

// The server asks nobody anything that a request could name (SSRF): whatever
// dials or requests is listed.
func TestOutgoingRequestsAreListed(t *testing.T) {
	found := 0
	eachSelector(t, func(file string, at token.Position, name string) {
		if !slices.Contains(dialling(), name) {
			return
		}
		found++
		if outgoing()[file] == "" {
			t.Errorf("%s: %s reaches out and is not listed", at, name)
		}
	})
	if found < 3 {
		t.Errorf("%d places found: the walk is broken", found)
	}
}

// eachSelector calls with every selector, such as http.Get, of the code that is
// no test.
func eachSelector(t *testing.T, do func(file string, at token.Position, name string)) {
	t.Helper()
	all, set := sources(t)
	for _, files := range all {
		for _, s := range files {
			if isTest(s.path) {
				continue
			}
			ast.Inspect(s.file, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok {
					if pkg, ok := sel.X.(*ast.Ident); ok {
						do(s.path, set.Position(n.Pos()), pkg.Name+"."+sel.Sel.Name)
					}
				}
				return true
			})
		}
	}
}

func dialling() []string {
	return []string{
		"http.Get", "http.Head", "http.Post", "http.PostForm", "http.DefaultClient", "http.DefaultTransport", "http.Client", "http.Transport",
		"net.Dial", "net.DialTimeout", "net.Dialer", "tls.Dial", "tls.Dialer", "smtp.SendMail", "smtp.Dial", "oidc.NewProvider", "httputil.ReverseProxy",
	}
}

// unescaped are the files that may turn a text into markup, and why.
func unescaped() map[string]string {
	return map[string]string{
		"api/ogc/map.go":          "an SVG of numbers, colours and escaped names",
		"risk/backtest/canvas.go": "an SVG of numbers, colours and escaped names",
		"risk/backtest/plot.go":   "holds that SVG",
		"risk/backtest/html.go":   "holds that SVG",
		"api/frame/page.go":       "a hidden field whose value is escaped in the same line",
		"api/signin/qr.go":        "an SVG of the squares of a QR code",
		"api/ogc/page.go":         "holds that SVG",
		"api/privacy/privacy.go":  "our own documents, from Markdown whose HTML is left out",
	}
}

// Markup is escaped by html/template and by textContent: text/template writes no
// page, and whatever goes around the escaping is listed.
func TestMarkupIsEscaped(t *testing.T) {
	all, _ := sources(t)
	for _, files := range all {
		for _, s := range files {
			for _, imp := range s.file.Imports {
				if imp.Path.Value == `"text/template"` && !isTest(s.path) {
					t.Errorf("%s writes templates that escape nothing", s.path)
				}
			}
		}
	}
	around := regexp.MustCompile(`^template\.(HTML|JS|CSS|URL|HTMLAttr|JSStr|Srcset)$`)
	eachSelector(t, func(file string, at token.Position, name string) {
		if around.MatchString(name) && unescaped()[file] == "" {
			t.Errorf("%s: %s goes around the escaping", at, name)
		}
	})
	unsafe := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|\beval\(|new Function\(|srcdoc`)
	read := 0
	for _, path := range webSources(t) {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		read++
		if found := unsafe.Find(body); found != nil {
			t.Errorf("%s: %s", path, found)
		}
	}
	if read < 30 {
		t.Errorf("only %d files of the page read", read)
	}
}

// The page keeps its state in its address and nothing in the browser.
func TestPageStoresNothing(t *testing.T) {
	keeps := regexp.MustCompile(`localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open|serviceWorker`)
	for _, path := range webSources(t) {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if found := keeps.Find(body); found != nil {
			t.Errorf("%s: %s", path, found)
		}
	}
}
