package signin_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"timpora/risk/access"
	"timpora/risk/audit"
)

func TestNewSessionIDAtSignIn(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Officer)
	b := h.browser()
	seen := map[string]bool{}
	step := func(what string) {
		t.Helper()
		id := b.session()
		if id == "" || seen[id] {
			t.Fatalf("%s: session %q is none or an old one", what, id)
		}
		seen[id] = true
	}
	b.signIn("made", first)
	step("password")
	b.enrol()
	step("second factor")
	h.clock.forward(time.Minute)
	b.get("/akun/ulang")
	b.post("/akun/ulang", "sandi", first)
	step("another proof")
	b.get("/akun")
	b.post("/akun/sandi", "lama", first, "baru", "ombak utara tenang sekali")
	step("another password")
	if b.who() != "made" {
		t.Error("the last session does not hold")
	}
	delete(seen, b.session())
	for id := range seen {
		if got := h.with("Cookie", "__Host-timpora="+id); got.status != 401 {
			t.Errorf("an earlier session still holds: %d", got.status)
		}
	}
}

// An id that somebody else puts into the browser is never taken up.
func TestNoSessionFixation(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	b := h.browser()
	planted := strings.Repeat("A", 43)
	b.get("/masuk")
	b.setSession(planted)
	b.get("/masuk")
	b.post("/masuk", "nama", "made", "sandi", first)
	if b.session() == planted || b.who() != "made" {
		t.Fatal("the planted id was taken up")
	}
	if got := h.with("Cookie", "__Host-timpora="+planted); got.status != 401 {
		t.Errorf("the planted id holds: %d", got.status)
	}
}

// Of a session only the hash is stored, and the cookie holds 256 bits.
func TestSessionSecretIsNotStored(t *testing.T) {
	h := start(t)
	u := h.user("made", nil, access.Member)
	b := h.browser()
	b.signIn("made", first)
	all, err := h.store.Sessions(context.Background(), u.ID)
	must(t, err)
	if len(b.session()) != 43 || len(all) != 1 || strings.Contains(all[0].ID, b.session()) || len(all[0].ID) != 64 {
		t.Errorf("cookie %q, stored %+v", b.session(), all)
	}
	if all[0].Network != "127.0.0.0/24" || all[0].Agent != "Firefox Linux" {
		t.Errorf("kept of the client: %q %q", all[0].Network, all[0].Agent)
	}
}

func TestSessionIdleAndAbsolute(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	b := h.browser()
	b.signIn("made", first)
	for at := time.Duration(0); at < 12*time.Hour; at += 20 * time.Minute {
		if b.who() != "made" {
			t.Fatalf("the session ended after %s", at)
		}
		h.clock.forward(20 * time.Minute)
	}
	if got := b.who(); got != "refused" {
		t.Errorf("12 hours after signing in, 20 minutes after it was seen: %q", got)
	}
	b.signIn("made", first)
	h.clock.forward(31 * time.Minute)
	if got := b.who(); got != "refused" {
		t.Errorf("after 31 idle minutes: %q", got)
	}
}

// That a session was seen is written once a minute at most.
func TestSeenIsWrittenOnceAMinute(t *testing.T) {
	h := start(t)
	u := h.user("made", nil, access.Member)
	b := h.browser()
	b.signIn("made", first)
	seen := func() time.Time {
		all, err := h.store.Sessions(context.Background(), u.ID)
		must(t, err)
		return all[0].SeenAt
	}
	began := seen()
	for range 29 {
		h.clock.forward(2 * time.Second)
		b.who()
	}
	if !seen().Equal(began) {
		t.Errorf("written after %s", seen().Sub(began))
	}
	h.clock.forward(2 * time.Second)
	b.who()
	if got := seen().Sub(began); got != time.Minute {
		t.Errorf("seen after %s, want a minute", got)
	}
}

func TestSignOutKillsTheSession(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	b, other := h.browser(), h.browser()
	b.signIn("made", first)
	other.signIn("made", first)
	id := b.session()
	b.get("/akun")
	p := b.post("/keluar")
	if p.status != 303 || p.header.Get("Clear-Site-Data") == "" || b.session() != "" || b.who() != "" {
		t.Errorf("%d, cookie %q, %q", p.status, b.session(), b.who())
	}
	if got := h.with("Cookie", "__Host-timpora="+id); got.status != 401 {
		t.Error("the old cookie holds")
	}
	if other.who() != "made" {
		t.Error("another browser was signed out as well")
	}
	b.signIn("made", first)
	b.get("/akun")
	b.post("/keluar", "semua", "1")
	if other.who() != "refused" {
		t.Error("signing out everywhere left a session")
	}
	if h.counts("sign_out done") != 2 {
		t.Errorf("%v", h.events())
	}
}

// Other rights, a new first password and disabling end all sessions within a
// second; what this process ends, it ends at once.
func TestAdministratorsEndSessions(t *testing.T) {
	h := start(t)
	u := h.user("made", nil, access.Member)
	ctx, e := context.Background(), audit.Event{Action: "user_change", Outcome: audit.Done}
	change := func(f func(*access.User)) func() error {
		return func() error {
			_, err := h.store.ChangeUser(ctx, u.ID, e, func(u *access.User) error { f(u); return nil }, "")
			h.clock.forward(time.Second)
			return err
		}
	}
	for _, c := range []struct {
		what string
		do   func() error
	}{
		{"one session", func() error {
			all, err := h.store.Sessions(ctx, u.ID)
			must(t, err)
			return h.EndSession(ctx, all[0].ID, e)
		}},
		{"all sessions", func() error { _, err := h.EndSessions(ctx, u.ID, "", e); return err }},
		{"roles", change(func(u *access.User) { u.Roles = []access.Role{access.Reporter} })},
		{"reset", change(func(u *access.User) { u.Hash = h.hash(t, first) })},
		{"disable", change(func(u *access.User) { u.Disabled = true })},
	} {
		b := h.browser()
		b.signIn("made", first)
		if b.who() != "made" {
			t.Fatalf("%s: not signed in", c.what)
		}
		must(t, c.do())
		if got := b.who(); got != "refused" {
			t.Errorf("%s: the session is still %q", c.what, got)
		}
	}
}

func TestOwnerEndsSessions(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	h.user("ketut", nil, access.Member)
	mine, other, foreign := h.browser(), h.browser(), h.browser()
	mine.signIn("made", first)
	other.signIn("made", first)
	foreign.signIn("ketut", first)
	page := mine.get("/akun")
	if n := strings.Count(page.body, `name="sesi"`); n != 2 {
		t.Fatalf("%d sessions listed, want 2", n)
	}
	if p := mine.post("/akun/sesi", "sesi", sessionID(foreign)); p.status != 404 || foreign.who() != "ketut" {
		t.Errorf("a foreign session: %d, %q", p.status, foreign.who())
	}
	mine.get("/akun")
	if p := mine.post("/akun/sesi", "sesi", sessionID(other)); p.status != 303 || other.who() != "refused" || mine.who() != "made" {
		t.Errorf("%d, other %q, mine %q", p.status, other.who(), mine.who())
	}
	other.signIn("made", first)
	mine.get("/akun")
	mine.post("/akun/sesi", "lain", "1")
	if other.who() != "refused" || mine.who() != "made" || foreign.who() != "ketut" {
		t.Error("ending the others ended too little or too much")
	}
}
