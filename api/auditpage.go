package api

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/api/answer"
	"timpora/risk/audit"
)

//go:embed audit.html
var auditFiles embed.FS

// auditPage is what the page shows.
type auditPage struct {
	Lang, OtherLang, OtherHref, NextHref string
	W                                    map[string]string // words
	Asked                                map[string]string // the filter's fields
	Outcomes                             [][2]string       // code and word
	Broken                               bool
	State                                string
	Notes                                []string
	Rows                                 []auditRow
}

type auditRow struct {
	Seq, At, Who, Action, Object, Area, Purpose, Outcome, Detail string
}

// Page is GET /audit: the state of the chain, a form for the filter and a table.
// It runs no script.
func (t *AuditTrail) Page(c echo.Context) error {
	q := newQuery(c.QueryParams(), append(auditParams(), "lang", "check")...)
	lang := q.oneOf("lang", answer.Language(c.Request().Header.Get("Accept-Language"), "id", "en"), "id", "en")
	now, _ := q.boolean("check")
	f := auditFilter(q, 200, 50)
	if err := q.done(); err != nil {
		return err
	}
	most := freshCheck
	if now {
		most = shortCheck
	}
	report, checked, err := t.check(c.Request().Context(), most)
	if err != nil {
		return err
	}
	entries, next, err := t.some(c.Request().Context(), f)
	if err != nil {
		return err
	}
	p := newAuditPage(lang, c.QueryParams(), next)
	p.state(report, checked)
	for _, e := range entries {
		p.Rows = append(p.Rows, rowOf(e, p.W))
	}
	return p.send(c)
}

func newAuditPage(lang string, asked url.Values, next int64) *auditPage {
	p := &auditPage{Lang: lang, OtherLang: "en", W: auditWords(lang), Asked: map[string]string{}}
	if lang == "en" {
		p.OtherLang = "id"
	}
	for _, name := range auditParams() {
		p.Asked[name] = asked.Get(name)
	}
	for _, code := range []string{audit.Done, audit.Refused, audit.Failed} {
		p.Outcomes = append(p.Outcomes, [2]string{code, p.W[code]})
	}
	p.OtherHref = again(asked, "lang", p.OtherLang)
	if next > 0 {
		p.NextHref = again(asked, "after", strconv.FormatInt(next, 10))
	}
	return p
}

// again is the page's address with one parameter changed.
func again(asked url.Values, name, value string) string {
	v := maps.Clone(asked)
	v.Del("check")
	v.Set(name, value)
	return "/audit?" + v.Encode()
}

// state says whether the chain is sound, and what people should know of it.
func (p *auditPage) state(r audit.Report, checked time.Time) {
	at := auditTime(checked)
	switch {
	case r.Broken != nil:
		p.Broken, p.State = true, fmt.Sprintf(p.W["broken"], r.Broken.Text(p.Lang), at)
	case r.Entries == 0:
		p.State = fmt.Sprintf(p.W["empty"], at)
	default:
		p.State = fmt.Sprintf(p.W["sound"], r.Last, auditTime(r.LastAt), at, r.Heads)
	}
	if r.Removed > 0 {
		p.Notes = append(p.Notes, fmt.Sprintf(p.W["removed"], r.Removed))
	}
	if r.Backwards > 0 {
		p.Notes = append(p.Notes, fmt.Sprintf(p.W["backwards"], r.Backwards, r.BackFirst))
	}
}

// rowOf is an entry for people: what does not print is escaped.
func rowOf(e audit.Entry, words map[string]string) auditRow {
	outcome, ok := words[e.Event.Outcome]
	if !ok {
		outcome = audit.Plain(e.Event.Outcome)
	}
	who := e.Actor.Name
	if e.Actor.As != "" {
		who += " (" + words["as"] + " " + e.Actor.As + ")"
	}
	return auditRow{
		Seq: strconv.FormatInt(e.Seq, 10), At: auditTime(e.At), Who: audit.Plain(who), Action: audit.Plain(e.Event.Action),
		Object: audit.Plain(e.Event.Object), Area: audit.Plain(string(e.Event.Area)), Purpose: audit.Plain(e.Actor.Purpose), Outcome: outcome,
		Detail: audit.Plain(e.Event.Facts()),
	}
}

func auditTime(t time.Time) string { return t.In(audit.Zone()).Format("2006-01-02 15:04:05 MST") }

func (p *auditPage) send(c echo.Context) error {
	t, err := template.ParseFS(auditFiles, "audit.html")
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, p); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Language", p.Lang)
	return c.Blob(http.StatusOK, "text/html; charset=utf-8", out.Bytes())
}

// auditWords are the words of the page.
func auditWords(lang string) map[string]string {
	out := map[string]string{}
	for key, both := range map[string][2]string{
		"title": {"Jejak audit", "Audit trail"}, "home": {"Peta", "Map"}, "other": {"English", "Bahasa Indonesia"},
		"about":     {"Siapa melakukan apa terhadap apa, untuk apa, dan hasilnya. Yang terbaru lebih dahulu.", "Who did what to what, what for, and with what outcome. Newest first."},
		"sound":     {"Rantai utuh sampai entri %d (%s), diperiksa %s; %d kepala bertanda tangan cocok.", "The chain is sound up to entry %d (%s), checked %s; %d signed heads fit."},
		"broken":    {"RANTAI RUSAK: %s; diperiksa %s.", "THE CHAIN IS BROKEN: %s; checked %s."},
		"empty":     {"Jejak masih kosong, diperiksa %s.", "The trail is empty, checked %s."},
		"removed":   {"%d entri awal dihapus setelah masa simpan.", "The first %d entries were removed after their time of keeping."},
		"backwards": {"Jam mundur pada %d entri, pertama pada nomor %d.", "The clock ran backwards at %d entries, first at number %d."},
		"check":     {"Periksa sekarang", "Check now"}, "filter": {"Saring", "Filter"}, "next": {"Entri sebelumnya", "Earlier entries"},
		"none": {"Tidak ada entri untuk saringan ini.", "No entries for this filter."}, "seq": {"No.", "No."}, "at": {"Waktu", "Time"}, "as": {"sebagai", "as"},
		"who": {"Siapa", "Who"}, "action": {"Tindakan", "Action"}, "object": {"Objek", "Object"}, "area": {"Wilayah", "Area"}, "purpose": {"Tujuan", "Purpose"},
		"outcome": {"Hasil", "Outcome"}, "detail": {"Rincian", "Detail"}, "from": {"Dari", "From"}, "until": {"Sampai", "Until"}, "any": {"semua", "any"},
		"begins": {"Objek (awalan)", "Object (beginning)"}, audit.Done: {"berhasil", "done"}, audit.Refused: {"ditolak", "refused"}, audit.Failed: {"gagal", "failed"},
	} {
		out[key] = both[0]
		if lang == "en" {
			out[key] = both[1]
		}
	}
	return out
}
