package admin_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"timpora/api/admin"
	"timpora/api/password"
	"timpora/api/signin"
	"timpora/geo"
	"timpora/risk/access"
	"timpora/risk/audit"
)

var secret = regexp.MustCompile(`id="sandi">([a-z0-9-]+)<`)

func TestNewUserSignsInWithTheFirstPassword(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	p := b.post("/kelola", "nama", " Wayan.S ", "tampilan", "Wayan Sudarma", "peran", "member", "peran", "desa", "wilayah", "51.08.08 Kubutambahan; kecamatan buleleng, Tamblang")
	m := secret.FindStringSubmatch(p.body)
	if p.status != 200 || m == nil {
		t.Fatalf("%d %s", p.status, p.body)
	}
	u, err := o.store.UserByName(context.Background(), "wayan.s")
	must(t, err)
	if u.Display != "Wayan Sudarma" || !u.MustChange || !slices.Equal(u.Roles, []access.Role{access.Member, access.Desa}) ||
		!slices.Equal(u.Scope, []geo.AreaCode{"51.08.06", "51.08.08", "51.08.08.2003"}) || strings.Contains(u.Hash, m[1]) {
		t.Errorf("%+v", u)
	}
	if list := b.get("/kelola"); !strings.Contains(list.body, "wayan.s") || strings.Contains(list.body, m[1]) {
		t.Error("the user is not listed, or the password is shown again")
	}
	other := o.browser()
	if p := other.signIn("wayan.s", m[1]); p.to != "/masuk/sandi" {
		t.Errorf("signing in leads to %d %s", p.status, p.to)
	}
	other.get("/masuk/sandi")
	if other.post("/masuk/sandi", "baru", first); other.who() != "wayan.s" {
		t.Errorf("signed in as %q", other.who())
	}
	if trail := o.trail("user_create"); len(trail) != 2 || !strings.Contains(trail[1], `"name":"admin"`) || !strings.Contains(trail[1], `"roles":"member,desa"`) {
		t.Errorf("%v", trail)
	}
}

// What cannot be is named at its field, and what was typed stays.
func TestFaultsOfANewUser(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	for what, c := range map[string]struct{ field, value, says string }{
		"a name that is none":    {"nama", "I", `id="galat-nama"`},
		"a name that is taken":   {"nama", "admin", "sudah dimiliki"},
		"a long name":            {"tampilan", strings.Repeat("é", 101), "101 karakter, paling banyak 100"},
		"a name that turns text": {"tampilan", "a\u202eb", "tidak dapat dicetak"},
		"no role":                {"peran", "", `id="galat-peran"`},
		"a foreign role":         {"peran", "public", "Peran tidak dikenal"},
		"an unknown area":        {"wilayah", "Kubutambahn", "51.08.08 Kubutambahan"},
		"an unknown code":        {"wilayah", "51.09", "51.08 Buleleng"},
		"a name of two areas":    {"wilayah", "buleleng", "51.08 Buleleng, 51.08.06 Buleleng"},
		"a long scope":           {"wilayah", strings.Repeat("51.08,", 200), "1200 karakter, paling banyak 1000"},
		"no area for a desa":     {"peran", "desa", "memerlukan wilayah"},
	} {
		fields := map[string]string{"nama": "ketut", "tampilan": "Ketut", "peran": "member", "wilayah": ""}
		fields[c.field] = c.value
		var list []string
		for name, value := range fields {
			if name != "peran" || value != "" {
				list = append(list, name, value)
			}
		}
		b.get("/kelola")
		p := b.post("/kelola", list...)
		if p.status != 422 && p.status != 409 || !strings.Contains(p.body, c.says) || !strings.Contains(p.body, `role="alert"`) {
			t.Errorf("%s: %d, no %q", what, p.status, c.says)
		}
		if c.field != "tampilan" && !strings.Contains(p.body, `value="Ketut"`) {
			t.Errorf("%s: what was typed is gone", what)
		}
	}
	b.get("/kelola")
	if p := b.post("/kelola", "nama", "ketut", "peran", "auditor", "wilayah", "51.08"); p.status != 422 || !strings.Contains(p.body, "kosongkan") {
		t.Errorf("an auditor of an area: %d", p.status)
	}
	if all, err := o.store.Users(context.Background()); err != nil || len(all) != 1 {
		t.Errorf("%d users: %v", len(all), err)
	}
}

func TestChangedRightsEndSessions(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	u := o.user("made", nil, access.Member)
	other := o.browser()
	other.signIn("made", first)
	at := "/kelola/pengguna/" + u.ID
	version := func() string {
		return regexp.MustCompile(`name="versi" value="([^"]*)"`).FindStringSubmatch(b.get(at).body)[1]
	}
	if p := b.post(at, "tampilan", "Made Rai", "peran", "member", "versi", version()); p.status != 303 || other.who() != "made" {
		t.Errorf("another name to show: %d, signed in as %q", p.status, other.who())
	}
	stale := version()
	if p := b.post(at, "tampilan", "Made Rai", "peran", "reporter", "wilayah", "51.07", "versi", stale); p.status != 303 || other.who() != "" {
		t.Errorf("other rights: %d, signed in as %q", p.status, other.who())
	}
	u = o.reread(u)
	if u.Display != "Made Rai" || !slices.Equal(u.Roles, []access.Role{access.Reporter}) || !slices.Equal(u.Scope, []geo.AreaCode{"51.07"}) {
		t.Errorf("%+v", u)
	}
	b.get(at)
	if p := b.post(at, "tampilan", "M", "peran", "planner", "versi", stale); p.status != 409 || !strings.Contains(p.body, "diubah orang lain") || !strings.Contains(p.body, `value="M"`) {
		t.Errorf("changed by two: %d", p.status)
	}
	if p := b.get(at + "?sudah=user-changed"); !strings.Contains(p.body, "Perubahan disimpan") {
		t.Error("it is not said that it was saved")
	}
	if p := b.get(at + "?sudah=secret-about"); strings.Contains(p.body, "Sampaikan") {
		t.Error("an address lets a page say anything")
	}
}

func TestDisabledAtOnce(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	u := o.user("made", nil, access.Member)
	other := o.browser()
	other.signIn("made", first)
	plain, hash, err := password.NewToken()
	must(t, err)
	must(t, o.store.AddToken(context.Background(), access.Token{
		ID: "018f0000-0000-7000-8000-000000000001", Name: "QGIS", Owner: u.ID, Hash: hash, Roles: u.Roles, CreatedAt: o.now(), Until: o.now().Add(time.Hour),
	}, audit.Event{Action: "token_create", Outcome: audit.Done}))
	if other.who() != "made" || o.bearer(plain) != 200 {
		t.Fatal("neither session nor token holds")
	}
	at := "/kelola/pengguna/" + u.ID
	b.get(at)
	p := b.post(at+"/keadaan", "nonaktif", "1")
	if p.status != 200 || !strings.Contains(p.body, "Yakin?") || o.reread(u).Disabled {
		t.Fatalf("not asked once more: %d", p.status)
	}
	if p := b.post(at+"/keadaan", "nonaktif", "1", "yakin", "1"); p.status != 303 || other.who() != "" || o.bearer(plain) != 401 {
		t.Errorf("disabled: %d, session of %q, token %d", p.status, other.who(), o.bearer(plain))
	}
	b.get(at)
	if p := b.post(at + "/keadaan"); p.status != 303 || o.reread(u).Disabled || o.bearer(plain) != 401 {
		t.Errorf("enabled again: %d, token %d", p.status, o.bearer(plain))
	}
	if len(o.trail("user_disable")) != 1 || len(o.trail("user_enable")) != 1 {
		t.Error("not in the trail")
	}
}

// bearer is the status that a token gets.
func (o *office) bearer(plain string) int {
	return o.browser().send("GET", "/siapa", nil, header("Authorization", "Bearer "+plain)).status
}

func TestLastAdministratorStays(t *testing.T) {
	o := open(t)
	b, u := o.administrator("admin")
	second := o.user("dua", nil, access.Administrator)
	at := "/kelola/pengguna/" + second.ID
	b.get(at)
	b.post(at+"/keadaan", "nonaktif", "1", "yakin", "1")
	if !o.reread(second).Disabled {
		t.Fatal("the second administrator stays")
	}
	at = "/kelola/pengguna/" + u.ID
	form := b.get(at).body
	version := regexp.MustCompile(`name="versi" value="([^"]*)"`).FindStringSubmatch(form)[1]
	if p := b.post(at, "peran", "member", "versi", version); p.status != 409 || !strings.Contains(p.body, "administrator aktif yang terakhir") || b.who() != "admin" {
		t.Errorf("%d", p.status)
	}
	if strings.Contains(form, "/keadaan") || strings.Contains(form, "/lihat") {
		t.Error("the own page offers to disable or to see as oneself")
	}
	for _, what := range []string{"/keadaan", "/sandi", "/faktor", "/lihat"} {
		if p := b.post(at+what, "nonaktif", "1", "yakin", "1", "alasan", "uji"); p.status != 403 {
			t.Errorf("%s of oneself: %d", what, p.status)
		}
	}
	if p := b.post(at, "tampilan", "A", "peran", "administrator", "peran", "planner", "versi", version); p.status != 303 || b.who() != "admin" {
		t.Errorf("own roles: %d, signed in as %q", p.status, b.who())
	}
}

func TestPasswordAndFactorOfAnother(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	u := o.user("made", nil, access.Officer)
	other := o.browser()
	other.signIn("made", first)
	if other.who() != "made" || len(o.reread(u).TOTP) == 0 {
		t.Fatal("not enrolled")
	}
	at := "/kelola/pengguna/" + u.ID
	b.get(at)
	if p := b.post(at + "/faktor"); !strings.Contains(p.body, "Yakin?") || len(o.reread(u).TOTP) == 0 {
		t.Error("not asked once more")
	}
	if p := b.post(at+"/faktor", "yakin", "1"); p.status != 303 || len(o.reread(u).TOTP) != 0 || other.who() != "" {
		t.Errorf("second factor: %d", p.status)
	}
	b.get(at)
	if p := b.post(at + "/sandi"); !strings.Contains(p.body, "Yakin?") || o.reread(u).MustChange {
		t.Error("not asked once more")
	}
	m := secret.FindStringSubmatch(b.post(at+"/sandi", "yakin", "1").body)
	if m == nil {
		t.Fatal("no password is shown")
	}
	if p := o.browser().signIn("made", first); p.status != 422 && p.status != 401 && p.status != 403 {
		t.Errorf("the former password: %d %s", p.status, p.to)
	}
	if p := o.browser().signIn("made", m[1]); p.to != "/masuk/sandi" {
		t.Errorf("the new password: %d %s", p.status, p.to)
	}
}

func TestSessionsOfAnother(t *testing.T) {
	o := open(t)
	b, me := o.administrator("admin")
	u := o.user("made", nil, access.Member)
	one, two := o.browser(), o.browser()
	one.signIn("made", first)
	two.signIn("made", first)
	at := "/kelola/pengguna/" + u.ID
	b.get(at)
	id := one.subject().Session
	if p := b.post(at+"/sesi", "sesi", id); p.status != 303 || one.who() != "" || two.who() != "made" {
		t.Errorf("%d: %q and %q", p.status, one.who(), two.who())
	}
	if p := b.post("/kelola/pengguna/"+me.ID+"/sesi", "sesi", two.subject().Session); p.status != 404 || two.who() != "made" {
		t.Errorf("a session of another user: %d", p.status)
	}
	if p := b.post(at+"/sesi", "semua", "1"); p.status != 303 || two.who() != "" {
		t.Errorf("all: %d, %q", p.status, two.who())
	}
	if p := b.post("/kelola/pengguna/"+me.ID+"/sesi", "semua", "1"); p.status != 303 || b.who() != "admin" {
		t.Errorf("all of one's own: %d, %q", p.status, b.who())
	}
}

func TestFilter(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	o.user("made", func(u *access.User) { u.Display, u.Scope = "Made Rai", []geo.AreaCode{"51.08.08"} }, access.Member)
	o.user("putu", func(u *access.User) { u.Disabled = true }, access.Officer)
	for words, want := range map[string]string{
		"": "admin made putu", "rai": "made", "KUBUTAMBAHAN member": "made", "nonaktif": "putu", "immigration": "putu", "made putu": "",
	} {
		var got []string
		body := b.send("GET", "/kelola?cari="+strings.ReplaceAll(words, " ", "+"), nil).body
		for _, name := range []string{"admin", "made", "putu"} {
			if strings.Contains(body, ">"+name+"</a>") {
				got = append(got, name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q finds %v, want %s", words, got, want)
		}
	}
}

func TestIdentityIsLinkedLater(t *testing.T) {
	o := open(t, func(_ *signin.Options, o *admin.Options) { o.Issuer = "https://sso.example.org" })
	b, _ := o.administrator("admin")
	if p := b.post("/kelola", "nama", "made", "peran", "member", "identitas", "made.rai"); p.status != 200 {
		t.Fatalf("%d %s", p.status, p.body)
	}
	u, err := o.store.UserByName(context.Background(), "made")
	must(t, err)
	if u.Issuer != "https://sso.example.org" || u.Subject != signin.PendingSubject("made.rai") {
		t.Errorf("%q %q", u.Issuer, u.Subject)
	}
	b.get("/kelola")
	if p := b.post("/kelola", "nama", "rai", "peran", "member", "identitas", "made.rai"); p.status != 409 {
		t.Errorf("a second user of the identity: %d", p.status)
	}
	at := "/kelola/pengguna/" + u.ID
	version := regexp.MustCompile(`name="versi" value="([^"]*)"`).FindStringSubmatch(b.get(at).body)[1]
	if p := b.post(at, "peran", "member", "identitas", "", "versi", version); p.status != 303 || o.reread(u).Issuer != "" || o.reread(u).Subject != "" {
		t.Errorf("unlinked: %d %+v", p.status, o.reread(u))
	}
}
