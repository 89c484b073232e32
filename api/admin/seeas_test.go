package admin_test

import (
	"strings"
	"testing"

	"timpora/risk/access"
)

func TestSeeAs(t *testing.T) {
	o := open(t)
	b, me := o.administrator("admin")
	u := o.user("made", func(u *access.User) { u.Display = "Made Rai" }, access.Planner)
	at := "/kelola/pengguna/" + u.ID
	b.get(at)
	for what, reason := range map[string]string{"no reason": " ", "a long reason": strings.Repeat("a", 201)} {
		if p := b.post(at+"/lihat", "alasan", reason); p.status != 422 || !strings.Contains(p.body, `id="galat-alasan"`) || b.who() != "admin" {
			t.Errorf("%s: %d", what, p.status)
		}
	}
	if p := b.post(at+"/lihat", "alasan", "uji peta"); p.status != 303 || p.to != "/" {
		t.Fatalf("%d %s", p.status, p.to)
	}
	s := b.subject()
	if s.ID != u.ID || s.Name != "made" || s.Actor != me.ID || s.ByName != "admin" || access.Decide(s, access.SeeExact, access.Object{}) != access.Allow ||
		access.Decide(s, access.DecidePlan, access.Object{}) != access.Forbidden {
		t.Errorf("%+v", s)
	}
	for _, path := range []string{"/akun", "/kelola/kembali", "/peran"} {
		if p := b.get(path); p.status != 200 || !strings.Contains(p.body, "<bdi>Made Rai</bdi>") || !strings.Contains(p.body, `action="/kelola/kembali"`) {
			t.Errorf("%s has no banner: %d", path, p.status)
		}
	}
	if p := b.get("/kelola"); p.status != 403 || !strings.Contains(p.body, `action="/kelola/kembali"`) {
		t.Errorf("administering meanwhile: %d", p.status)
	}
	if p := b.post("/akun/sandi", "lama", first, "baru", "burung hantu di atap"); p.status != 403 {
		t.Errorf("changing the own password meanwhile: %d", p.status)
	}
	b.get("/kelola/kembali")
	if p := b.post("/kelola/kembali"); p.status != 303 || p.to != at || b.who() != "admin" || b.subject().Actor != "" {
		t.Errorf("back: %d %s as %q", p.status, p.to, b.who())
	}
	if p := b.post("/kelola/kembali"); p.status != 303 || p.to != "/" {
		t.Errorf("back again: %d %s", p.status, p.to)
	}
	began, ended := o.trail("see_as"), o.trail("see_as_ended")
	if len(began) != 1 || !strings.Contains(began[0], `"name":"admin"`) || !strings.Contains(began[0], "user:"+u.ID) || !strings.Contains(began[0], `"reason":"uji peta"`) || !strings.Contains(began[0], `"name":"made"`) {
		t.Errorf("%v", began)
	}
	if len(ended) != 1 || !strings.Contains(ended[0], `"name":"admin","as":"made"`) {
		t.Errorf("%v", ended)
	}
}

// Who is disabled meanwhile sees what the public sees, and the way back stays open.
func TestSeeingAsSomebodyWhoIsDisabled(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	second, _ := o.administrator("dua")
	u := o.user("made", nil, access.Planner)
	at := "/kelola/pengguna/" + u.ID
	b.get(at)
	b.post(at+"/lihat", "alasan", "uji")
	second.get(at)
	second.post(at+"/keadaan", "nonaktif", "1", "yakin", "1")
	if s := b.subject(); access.Decide(s, access.SeeCells, access.Object{}) == access.Allow || s.Actor == "" {
		t.Errorf("%+v", s)
	}
	b.get("/kelola/kembali")
	if p := b.post("/kelola/kembali"); p.status != 303 || b.who() != "admin" {
		t.Errorf("back: %d as %q", p.status, b.who())
	}
	b.get(at)
	if p := b.post(at+"/lihat", "alasan", "uji"); p.status != 409 || b.who() != "admin" {
		t.Errorf("seeing as who is disabled: %d", p.status)
	}
}
