package signin_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"timpora/api/frame"
	"timpora/api/signin"
	"timpora/risk/access"
)

func TestCookiesAreHostOnlySecureHTTPOnly(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	b := h.browser()
	b.get("/masuk")
	p := b.post("/masuk", "nama", "made", "sandi", first)
	seen := 0
	for _, line := range p.header["Set-Cookie"] {
		c, err := http.ParseSetCookie(line)
		must(t, err)
		seen++
		if !strings.HasPrefix(c.Name, "__Host-timpora") || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("%s", line)
		}
	}
	if seen != 2 { // session and device
		t.Errorf("%d cookies: %v", seen, p.header["Set-Cookie"])
	}
}

// Over plain HTTP people sign in on the machine itself and nowhere else.
func TestPlainHTTPOnlyOnLoopback(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	plain := httptest.NewServer(h.handler())
	t.Cleanup(plain.Close)
	local := h.browser()
	h.srv.URL = plain.URL
	local.Client.Transport = http.DefaultTransport
	if p := local.signIn("made", first); p.status != 303 || local.who() != "made" {
		t.Fatalf("on the machine: %d as %q", p.status, local.who())
	}
	for _, line := range local.post("/keluar").header["Set-Cookie"] {
		if strings.Contains(line, "__Host-") || !strings.HasPrefix(line, "timpora-local") {
			t.Errorf("%s", line)
		}
	}
	for _, c := range []struct{ from, host string }{{"198.51.100.7", "127.0.0.1"}, {"127.0.0.1", "peta.example.org"}} {
		h.at(c.from)
		b := h.browser()
		b.Client.Transport = http.DefaultTransport
		host := func(r *http.Request) { r.Host = c.host }
		p := b.send("GET", "/masuk", nil, host)
		if len(p.header["Set-Cookie"]) != 0 || !strings.Contains(p.body, "tidak terenkripsi") || strings.Contains(p.body, "<input id=") {
			t.Errorf("from %s to %s: %v", c.from, c.host, p.header)
		}
		p = b.send("POST", "/masuk", url.Values{"nama": {"made"}, "sandi": {first}}, host)
		if p.status < 400 || len(p.header["Set-Cookie"]) != 0 {
			t.Errorf("from %s to %s: signed in with %d", c.from, c.host, p.status)
		}
	}
}

func TestCrossSiteRequestsAreRefused(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	b := h.browser()
	b.signIn("made", first)
	b.get("/akun")
	good := url.Values{"formulir": {form.FindString(b.last)[len(`name="formulir" value="`) : len(form.FindString(b.last))-1]}}
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	for what, c := range map[string]struct {
		form   url.Values
		change func(*http.Request)
	}{
		"another site":       {good, header("Sec-Fetch-Site", "cross-site")},
		"a neighbour":        {good, header("Sec-Fetch-Site", "same-site")},
		"another origin":     {good, header("Origin", "https://example.org")},
		"no token":           {url.Values{}, header("Sec-Fetch-Site", "same-origin")},
		"a forged token":     {url.Values{"formulir": {strings.Repeat("A", 43)}}, header("Sec-Fetch-Site", "same-origin")},
		"a token of another": {url.Values{"formulir": {otherToken(h)}}, header("Sec-Fetch-Site", "same-origin")},
	} {
		if p := b.send("POST", "/keluar", c.form, c.change); p.status != 403 || b.who() != "made" {
			t.Errorf("%s: %d", what, p.status)
		}
		p := b.send("POST", "/siapa", c.form, c.change)
		if foreign := len(c.form["formulir"]) > 0 && c.form["formulir"][0] == good["formulir"][0]; foreign != strings.Contains(p.body, `"cross_origin"`) {
			t.Errorf("%s, to another address: %d %s", what, p.status, p.body)
		}
	}
	if p := b.send("POST", "/keluar", good, header("Sec-Fetch-Site", "same-origin")); p.status != 303 {
		t.Errorf("the own page: %d", p.status)
	}
}

func otherToken(h *house) string {
	b := h.browser()
	b.get("/masuk")
	m := form.FindString(b.last)
	return m[len(`name="formulir" value="`) : len(m)-1]
}

// Every GET and HEAD leaves users, sessions, tokens and the trail as they are, with
// and without a session.
func TestGETNeverWrites(t *testing.T) {
	h := start(t)
	b, _, _ := h.staff("made", access.Officer)
	path := h.OneTimeLink("nobody")
	state := func() (s string) {
		for _, table := range []string{"users", "sessions", "tokens", "audit"} {
			var one string
			must(t, h.db.QueryRow("SELECT count(*) || ' ' || coalesce(sum(CASE WHEN '"+table+"' = 'audit' THEN 0 ELSE 1 END), 0) FROM "+table).Scan(&one))
			s += one + "\n"
		}
		var sums string
		must(t, h.db.QueryRow("SELECT (SELECT coalesce(group_concat(sum), '') FROM users) || '|' || (SELECT coalesce(group_concat(sum), '') FROM sessions)").Scan(&sums))
		return s + sums
	}
	before := state()
	for _, r := range h.Routes() {
		if r.Method != "GET" {
			continue
		}
		address := strings.Replace(r.Pattern, "{code}", strings.TrimPrefix(path, "/masuk/sekali/"), 1)
		methods := []string{"GET", "HEAD"}
		if strings.Contains(r.Pattern, "{code}") { // the link that is meant to be opened
			methods = methods[1:]
		}
		for _, m := range methods {
			for _, who := range []*browser{b, h.browser()} {
				if p := who.send(m, address, nil); p.status >= 500 {
					t.Errorf("%s %s: %d", m, address, p.status)
				}
				if got := state(); got != before {
					t.Errorf("%s %s wrote: %s, was %s", m, address, got, before)
					before = got
				}
			}
		}
	}
}

// Answers for somebody are kept by no cache, pages run no script and load nothing
// from elsewhere.
func TestPagesAreNotStoredAndRunNothing(t *testing.T) {
	h := start(t)
	b, _, _ := h.staff("made", access.Administrator)
	inline := regexp.MustCompile(`(?i)<script|\son[a-z]+=|\sstyle=|javascript:|(src|href|action)="(https?:)?//`)
	for _, path := range []string{"/akun", "/masuk/faktor", "/akun/ulang", "/akun?lang=en"} {
		p := b.get(path)
		csp := p.header.Get("Content-Security-Policy")
		if p.status != 200 || p.header.Get("Cache-Control") != "no-store" || !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: %d %v", path, p.status, p.header)
		}
		if found := inline.FindString(p.body); found != "" {
			t.Errorf("%s holds %s", path, found)
		}
	}
	if p := b.send("GET", "/siapa", nil); p.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%v", p.header)
	}
	if p := h.browser().send("GET", "/siapa", nil); p.header.Get("Cache-Control") != "" {
		t.Errorf("the public's answer: %v", p.header)
	}
}

// Password managers and people who paste are served: names of fields, no limit on
// pasting, a label for each field, the error announced and tied to the field.
func TestSignInPageServesPeople(t *testing.T) {
	h := start(t)
	b := h.browser()
	p := b.get("/masuk")
	for _, want := range []string{
		`<html lang="id">`, `autocomplete="username"`, `autocomplete="current-password"`, `<label for="nama">`, `<label for="sandi">`, `name="viewport"`,
	} {
		if !strings.Contains(p.body, want) {
			t.Errorf("no %s", want)
		}
	}
	if p := b.post("/masuk", "nama", "<b>x", "sandi", "y"); !strings.Contains(p.body, `role="alert"`) || !strings.Contains(p.body, `aria-invalid="true"`) || strings.Contains(p.body, "<b>x") {
		t.Error("the error is not announced, or what was typed is not escaped")
	}
	if p := b.send("GET", "/masuk?lang=en", nil); !strings.Contains(p.body, `<html lang="en">`) || !strings.Contains(p.body, "User name") || !strings.Contains(p.body, `action="/masuk?lang=en"`) {
		t.Error("not in English")
	}
	if p := b.send("GET", "/masuk", nil, func(r *http.Request) { r.Header.Set("Accept-Language", "en-GB,en;q=0.9") }); !strings.Contains(p.body, "User name") {
		t.Error("not in English by its header")
	}
}

// Only paths of this service are gone back to.
func TestReturnAddress(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	for back, want := range map[string]string{
		"/?x=1#y": "/?x=1#y", "/akun": "/akun", "": "/", "//example.org": "/", "https://example.org/": "/", `/\example.org`: "/", "/\texample.org": "/",
		"javascript:alert(1)": "/", "example.org": "/", "/masuk": "/", "/keluar": "/", "/%2f/example.org": "/%2f/example.org", "///example.org": "/",
	} {
		b := h.browser()
		b.get("/masuk?kembali=" + url.QueryEscape(back))
		if p := b.post("/masuk", "nama", "made", "sandi", first, "kembali", back); p.to != want {
			t.Errorf("%q leads to %q, want %q", back, p.to, want)
		}
	}
	if p := h.browser().get("/akun?lang=en"); p.status != 303 || p.to != "/masuk?kembali=%2Fakun%3Flang%3Den&lang=en" {
		t.Errorf("%d %s", p.status, p.to)
	}
}

func TestOneTimeLink(t *testing.T) {
	h := start(t)
	u := h.user("demo", nil, access.Planner)
	path := h.OneTimeLink(u.ID)
	if code := strings.TrimPrefix(path, "/masuk/sekali/"); len(code) != 22 {
		t.Errorf("a code of %d letters", len(code))
	}
	prefetch := func(r *http.Request) { r.Header.Set("Sec-Purpose", "prefetch") }
	if p := h.browser().send("GET", path, nil, prefetch); p.status != 404 {
		t.Errorf("loaded ahead: %d", p.status)
	}
	h.at("198.51.100.7")
	if p := h.browser().get(path); p.status != 404 {
		t.Errorf("from elsewhere: %d", p.status)
	}
	h.from.Store(nil)
	b := h.browser()
	if p := b.get(path); p.status != 303 || p.to != "/" || b.who() != "demo" {
		t.Errorf("%d %s as %q", p.status, p.to, b.who())
	}
	if p := h.browser().get(path); p.status != 404 {
		t.Errorf("a second time: %d", p.status)
	}
	late := h.OneTimeLink(u.ID)
	h.clock.forward(10 * 60e9)
	if p := h.browser().get(late); p.status != 404 {
		t.Errorf("after ten minutes: %d", p.status)
	}
}

func TestTokenPage(t *testing.T) {
	h := start(t)
	b, u, _ := h.staff("made", access.Officer, access.Member)
	b.get("/akun")
	fields := []string{"nama", "QGIS di kantor", "hari", "30", "peran", "member", "lapisan", "cells", "jaringan", "127.0.0.0/8, 203.0.113.7", "alamat", "1", "tujuan", "peta"}
	p := b.post("/akun/token", fields...)
	m := regexp.MustCompile(`id="token">(timpora_[0-9A-Za-z]{49})<`).FindStringSubmatch(p.body)
	if p.status != 200 || m == nil || !strings.Contains(p.body, "QGIS") || !strings.Contains(p.body, "OAPIF:") {
		t.Fatalf("%d %s", p.status, p.body)
	}
	all, err := h.store.Tokens(context.Background(), u.ID)
	must(t, err)
	if len(all) != 1 || len(all[0].Roles) != 1 || all[0].Roles[0] != access.Member || all[0].Networks[1] != netip.MustParsePrefix("203.0.113.7/32") || all[0].Hash == m[1] {
		t.Errorf("%+v", all)
	}
	if p := h.with("Authorization", "Bearer "+m[1]); p.status != 200 || !strings.Contains(p.body, `"Layers":["cells"]`) {
		t.Errorf("%d %s", p.status, p.body)
	}
	if strings.Contains(b.get("/akun").body, m[1]) || strings.Contains(strings.Join(h.texts(), ""), m[1]) {
		t.Error("the token is shown again, or stands in the trail")
	}
	for what, change := range map[string][2]string{
		"a foreign role": {"peran", "administrator"}, "no role": {"peran", ""}, "a foreign layer": {"lapisan", "persons"}, "91 days": {"hari", "91"}, "no day": {"hari", "0"},
		"no network": {"jaringan", ""}, "no name": {"nama", ""}, "a bad network": {"jaringan", "kantor"},
	} {
		form := append([]string{}, fields...)
		for i := 0; i < len(form); i += 2 {
			if form[i] == change[0] {
				form[i+1] = change[1]
			}
		}
		b.get("/akun")
		if p := b.post("/akun/token", form...); p.status != 422 {
			t.Errorf("%s: %d", what, p.status)
		}
	}
	b.get("/akun")
	if p := b.post("/akun/token/cabut", "token", all[0].ID); p.status != 303 || h.with("Authorization", "Bearer "+m[1]).status != 401 {
		t.Errorf("revoked: %d", p.status)
	}
	_, foreign := h.token(func(k *access.Token) { k.Name = "lain" })
	b.get("/akun")
	if p := b.post("/akun/token/cabut", "token", foreign.ID); p.status != 404 {
		t.Errorf("a foreign token: %d", p.status)
	}
	auditor, _, _ := h.staff("wayan", access.Auditor)
	auditor.get("/akun")
	if p := auditor.post("/akun/token", fields...); p.status != 403 {
		t.Errorf("an auditor's token: %d", p.status)
	}
}

// Other screens use the same frame: who is signed in, the form's token, the words.
func TestOthersShareTheFrame(t *testing.T) {
	h := start(t)
	h.user("made", func(u *access.User) { u.Display = "I Made" }, access.Member)
	set, err := frame.New(fstest.MapFS{"x.html": {Data: []byte(`{{define "body"}}<form method="post">{{.Hidden}}<p>{{.T "halo"}}</p></form>{{end}}`)}}, frame.Words{"halo": {"Halo", "Hello"}})
	must(t, err)
	h.srv.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/x" {
			h.handler().ServeHTTP(w, r)
			return
		}
		if r.Method == "POST" && h.CheckForm(w, r) != nil {
			h.Fail(w, r, h.CheckForm(w, r))
			return
		}
		must(t, h.Show(w, r, 200, set, "x.html", frame.Page{Title: "halo"}))
	})
	b := h.browser()
	if p := b.get("/x"); !strings.Contains(p.body, "<p>Halo</p>") || strings.Contains(p.body, "I Made") {
		t.Errorf("%s", p.body)
	}
	b.signIn("made", first)
	if p := b.post("/x"); p.status != 403 || !strings.Contains(p.body, "Muat ulang") {
		t.Errorf("a form of before: %d", p.status)
	}
	if p := b.get("/x"); !strings.Contains(p.body, "I Made") {
		t.Errorf("%s", p.body)
	}
	if p := b.post("/x"); p.status != 200 {
		t.Errorf("its form: %d", p.status)
	}
}

func TestKeyIsNeeded(t *testing.T) {
	if _, err := signin.New(signin.Options{Key: []byte("short")}); err == nil {
		t.Error("a short key was taken")
	}
}
