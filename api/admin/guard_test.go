package admin_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"timpora/risk/access"
	"timpora/risk/audit"
)

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// addresses are all routes, with a real id in them.
func (o *office) addresses(u access.User) (all [][2]string) {
	for _, r := range o.admin.Routes() {
		all = append(all, [2]string{r.Method, strings.Replace(r.Pattern, "{id}", u.ID, 1)})
	}
	return all
}

// state is everything that the pages could change.
func (o *office) state() (s string) {
	o.t.Helper()
	for _, table := range []string{"users", "sessions", "tokens", "audit"} {
		column := "sum"
		if table == "audit" {
			column = "seq"
		}
		var one string
		must(o.t, o.db.QueryRow("SELECT count(*) || ' ' || coalesce(group_concat("+column+"), '') FROM "+table).Scan(&one))
		s += table + " " + one + "\n"
	}
	return s
}

// Every POST without the form's token, with one of another browser, or from another
// origin is refused and changes nothing.
func TestForgedPostsAreRefused(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	u := o.user("made", nil, access.Member)
	token := regexp.MustCompile(`name="formulir" value="([^"]*)"`)
	good := token.FindStringSubmatch(b.last)[1]
	foreign := o.browser()
	foreign.get("/masuk")
	filled := func(token string) url.Values {
		return url.Values{"formulir": {token}, "nama": {"baru"}, "peran": {"member"}, "yakin": {"1"}, "nonaktif": {"1"}, "semua": {"1"}, "alasan": {"uji"}, "hari": {"1"}}
	}
	before := o.state()
	for _, a := range o.addresses(u) {
		if a[0] != "POST" {
			continue
		}
		for what, c := range map[string]struct {
			form   url.Values
			change func(*http.Request)
		}{
			"no token":               {filled(""), header("Sec-Fetch-Site", "same-origin")},
			"a forged token":         {filled(strings.Repeat("A", 43)), header("Sec-Fetch-Site", "same-origin")},
			"a token of another":     {filled(token.FindStringSubmatch(foreign.last)[1]), header("Sec-Fetch-Site", "same-origin")},
			"another site":           {filled(good), header("Sec-Fetch-Site", "cross-site")},
			"another origin":         {filled(good), header("Origin", "https://example.org")},
			"a token in the query":   {filled(""), func(r *http.Request) { r.URL.RawQuery = "formulir=" + url.QueryEscape(good) }},
			"a form that is no form": {filled(good), header("Content-Type", "text/plain")},
		} {
			if p := b.send("POST", a[1], c.form, c.change); p.status != http.StatusForbidden {
				t.Errorf("%s, %s: %d", a[1], what, p.status)
			}
			if got := o.state(); got != before {
				t.Fatalf("%s, %s: it was done", a[1], what)
			}
		}
	}
}

// GET and HEAD change nothing, whoever asks.
func TestGETNeverWrites(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	u := o.user("made", nil, access.Member)
	before := o.state()
	for _, a := range o.addresses(u) {
		for _, method := range []string{"GET", "HEAD"} {
			for _, who := range []*browser{b, o.browser()} {
				if p := who.send(method, a[1]+"?yakin=1&nonaktif=1&semua=1&alasan=uji&nama=x&peran=member", nil); p.status >= 500 {
					t.Errorf("%s %s: %d", method, a[1], p.status)
				}
				if o.state() != before {
					t.Fatalf("%s %s wrote", method, a[1])
				}
			}
		}
	}
}

// Others than administrators are refused, the public is led to sign in.
func TestOthersAreRefused(t *testing.T) {
	o := open(t)
	o.administrator("admin")
	u := o.user("made", nil, access.Member, access.Planner, access.Auditor)
	other := o.browser()
	other.signIn("made", first)
	other.get("/akun")
	for _, a := range o.addresses(u) {
		if a[1] == "/peran" || a[1] == "/kelola/kembali" {
			continue
		}
		p := other.send(a[0], a[1], url.Values{"formulir": {regexp.MustCompile(`name="formulir" value="([^"]*)"`).FindStringSubmatch(other.last)[1]}})
		if p.status != http.StatusForbidden || !strings.Contains(p.body, "Peran Anda tidak mencakup ini") {
			t.Errorf("%s %s: %d", a[0], a[1], p.status)
		}
		if a[0] == "GET" {
			if p := o.browser().get(a[1]); p.status != http.StatusSeeOther || !strings.HasPrefix(p.to, "/masuk?kembali=") {
				t.Errorf("the public at %s: %d %s", a[1], p.status, p.to)
			}
		}
	}
	if p := other.get("/peran?lang=en"); p.status != 200 || !strings.Contains(p.body, "deciding on proposals") || !strings.Contains(p.body, "below 10, zero as well") || strings.Contains(p.body, "/kelola/token") {
		t.Errorf("roles: %d", p.status)
	}
}

func TestUnknownIDs(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	u := access.User{ID: "018f0000-0000-7000-8000-00000000ffff"}
	for _, a := range o.addresses(u) {
		if !strings.Contains(a[1], u.ID) {
			continue
		}
		var p page
		if a[0] == "GET" {
			p = b.get(a[1])
		} else {
			b.get("/kelola")
			p = b.post(a[1], "yakin", "1", "alasan", "uji", "peran", "member")
		}
		if p.status != http.StatusNotFound || !strings.Contains(p.body, "tidak ada") {
			t.Errorf("%s %s: %d", a[0], a[1], p.status)
		}
	}
	b.get("/kelola/token")
	if p := b.post("/kelola/token/cabut", "token", u.ID, "yakin", "1"); p.status != http.StatusNotFound {
		t.Errorf("a token: %d", p.status)
	}
}

// After five minutes the password is asked for again; what was typed comes back, and
// is this user's alone.
func TestOldProofKeepsWhatWasTyped(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	u := o.user("made", nil, access.Member)
	o.forward(6 * time.Minute)
	before := o.state()
	b.get("/kelola")
	p := b.post("/kelola", "nama", "ketut", "tampilan", "Ketut <b>", "peran", "planner")
	if p.status != 303 || !strings.HasPrefix(p.to, "/akun/ulang?kembali=") || strings.Contains(p.to, "ketut") {
		t.Fatalf("%d %s", p.status, p.to)
	}
	for what, fields := range map[string][]string{
		"": {"peran", "planner"}, "/keadaan": {"nonaktif", "1", "yakin", "1"}, "/sandi": {"yakin", "1"}, "/faktor": {"yakin", "1"}, "/sesi": {"semua", "1"}, "/lihat": {"alasan", "uji"},
	} {
		b.get("/kelola")
		if p := b.post("/kelola/pengguna/"+u.ID+what, fields...); p.status != 303 || !strings.HasPrefix(p.to, "/akun/ulang?") {
			t.Errorf("%s: %d %s", what, p.status, p.to)
		}
	}
	b.get("/kelola/token")
	if p := b.post("/kelola/token", "nama", "x", "peran", "member", "hari", "1"); p.status != 303 || !strings.HasPrefix(p.to, "/akun/ulang?") {
		t.Errorf("token: %d %s", p.status, p.to)
	}
	if o.state() != before {
		t.Fatal("something was changed without a proof")
	}
	b.get(p.to)
	back, err := url.Parse(p.to)
	must(t, err)
	p = b.post("/akun/ulang", "sandi", first, "kembali", back.Query().Get("kembali"))
	if p.status != 303 {
		t.Fatalf("proof: %d", p.status)
	}
	got := b.get(p.to)
	for _, want := range []string{`value="ketut"`, `value="Ketut &lt;b&gt;"`, `value="planner" checked`, "Periksa isian"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %s", want)
		}
	}
	second, _ := o.administrator("dua")
	if p := second.get(p.to); p.status != 200 || strings.Contains(p.body, "ketut") {
		t.Error("another administrator gets what was typed")
	}
}

// Names that try to be markup stay text.
func TestHostileNames(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	hostile := `"><script>alert('x')</script>` + "\u202e{{.}}"
	u := o.user("made", func(u *access.User) { u.Display = hostile }, access.Member)
	must(t, o.store.AddToken(t.Context(), access.Token{
		ID: "018f0000-0000-7000-8000-000000000001", Name: `<img src=x onerror="a">`, Owner: u.ID, Hash: strings.Repeat("0", 64), Roles: u.Roles, Purpose: hostile,
		CreatedAt: o.now(), Until: o.now().Add(time.Hour),
	}, audit.Event{Action: "token_create", Outcome: audit.Done}))
	inline := regexp.MustCompile(`(?i)<script|<img|\son[a-z]+="|\sstyle=|javascript:|(src|href|action)="(https?:)?//`)
	b.get("/kelola")
	pages := map[string]page{
		"users": b.get("/kelola"), "user": b.get("/kelola/pengguna/" + u.ID), "tokens": b.get("/kelola/token"), "filter": b.get("/kelola?cari=" + url.QueryEscape(hostile)),
		"new": b.post("/kelola", "nama", hostile, "tampilan", hostile, "wilayah", hostile, "peran", hostile), "sure": b.post("/kelola/token/cabut", "token", "018f0000-0000-7000-8000-000000000001"),
	}
	for what, p := range pages {
		if found := inline.FindString(p.body); found != "" || p.status >= 500 {
			t.Errorf("%s: %d holds %s", what, p.status, found)
		}
	}
	if !strings.Contains(pages["users"].body, "<bdi>&#34;&gt;&lt;script") {
		t.Error("the name is not isolated in the table")
	}
	b.get("/kelola/pengguna/" + u.ID)
	b.post("/kelola/pengguna/"+u.ID+"/lihat", "alasan", hostile[:len(hostile)-8])
	if b.subject().Actor == "" {
		b.post("/kelola/pengguna/"+u.ID+"/lihat", "alasan", "<script>")
	}
	if p := b.get("/kelola/kembali"); b.subject().Actor == "" || inline.MatchString(p.body) || !strings.Contains(p.body, "<bdi>&#34;&gt;&lt;script") {
		t.Errorf("the banner: %s", p.body)
	}
}

// Both languages say everything; forms are kept from caches and scripts.
func TestLanguages(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	u := o.user("made", nil, access.Member)
	for _, path := range []string{"/kelola", "/kelola/token", "/kelola/pengguna/" + u.ID, "/peran"} {
		id, en := b.get(path), b.get(path+"?lang=en")
		if id.status != 200 || en.status != 200 || !strings.Contains(id.body, `<html lang="id">`) || !strings.Contains(en.body, `<html lang="en">`) {
			t.Errorf("%s: %d %d", path, id.status, en.status)
		}
		for _, m := range regexp.MustCompile(`action="([^"]*)"`).FindAllStringSubmatch(en.body, -1) {
			if m[1] != "/kelola" && !strings.HasSuffix(m[1], "?lang=en") {
				t.Errorf("%s loses the language at %s", path, m[1])
			}
		}
	}
}
