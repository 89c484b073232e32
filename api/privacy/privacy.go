// Package privacy is the public page that says what the service knows about
// people, how long, and who sees what: the record of processing, the template of
// the impact assessment, the retention policy in force and the tiers. The page
// is made once; it needs no script and no sign-in.
package privacy

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the template travels inside the program
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"timpora/geo"
	"timpora/risk/disclose"
	"timpora/risk/retention"
)

//go:embed page.html
var layout string

// Content is what the page shows.
type Content struct {
	Processing []byte // Markdown, in Indonesian
	DPIA       []byte // Markdown, in Indonesian
	Policy     retention.Policy
}

// tier is a row of the table of tiers.
type tier struct {
	Name, Areas, Cells string
	K                  int
	HideZero           bool
}

// page is what the template shows.
type page struct {
	Rules            []rule
	Version          string
	Automatic        bool
	Tiers            []tier
	Processing, DPIA template.HTML
}

type rule struct {
	Text, Code string
	Days       int
}

// Page makes the handler of /privasi. It answers GET and HEAD; its style sheet is
// /ogc/style.css.
func Page(c Content) (http.Handler, error) {
	body, err := render(c)
	if err != nil {
		return nil, fmt.Errorf("privacy page: %w", err)
	}
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:8]) + `"`
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("ETag", tag)
		h.Set("Cache-Control", "no-cache")
		if strings.Contains(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write(body) // the reader may have gone
	}), nil
}

func render(c Content) ([]byte, error) {
	processing, err := markdown(c.Processing)
	if err != nil {
		return nil, err
	}
	dpia, err := markdown(c.DPIA)
	if err != nil {
		return nil, err
	}
	t, err := template.New("page").Parse(layout)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, page{
		Rules: rules(c.Policy), Version: c.Policy.Version, Automatic: c.Policy.Automatic, Tiers: tiers(), Processing: processing, DPIA: dpia,
	})
	return b.Bytes(), err
}

// markdown renders our own documents; HTML within them is left out.
func markdown(text []byte) (template.HTML, error) {
	var b bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	if err := md.Convert(text, &b); err != nil {
		return "", err
	}
	lower := strings.NewReplacer("<h3", "<h4", "</h3>", "</h4>", "<h2", "<h3", "</h2>", "</h3>", "<h1", "<h2", "</h1>", "</h2>")
	return template.HTML(lower.Replace(b.String())), nil //nolint:gosec // rendered from the program's own documents
}

func rules(p retention.Policy) []rule {
	text := map[string]string{
		retention.Unverified: "Laporan yang tetap dugaan: teks, pelapor dan titik, sejak dicatat",
		retention.Reporter:   "Identitas pelapor, sejak laporan ditutup",
		retention.Closed:     "Laporan tertutup: teks dan titik, sejak ditutup",
		retention.Residences: "Keberadaan: hash orang, kewarganegaraan dan titik, sejak berakhir",
		retention.Audit:      "Jejak audit, sejak ditulis",
	}
	var out []rule
	for _, r := range p.Rules() {
		out = append(out, rule{Text: text[r.Name], Code: r.Name, Days: r.Days})
	}
	return out
}

func tiers() []tier {
	names := map[disclose.Tier]string{disclose.Public: "publik", disclose.Partner: "mitra", disclose.Officer: "petugas Imigrasi"}
	finest := map[geo.Level]string{geo.LevelKabupaten: "kabupaten", geo.LevelKecamatan: "kecamatan", geo.LevelDesa: "desa"}
	var out []tier
	for _, t := range []disclose.Tier{disclose.Public, disclose.Partner, disclose.Officer} {
		r := disclose.View(t)
		cells := "tidak ada"
		switch {
		case r.CellRes >= 15:
			cells = "semua"
		case r.CellRes >= 0:
			cells = fmt.Sprintf("H3 resolusi %d ke atas", r.CellRes)
		}
		out = append(out, tier{Name: names[t], Areas: finest[r.Finest], Cells: cells, K: r.K, HideZero: r.HideZero})
	}
	return out
}
