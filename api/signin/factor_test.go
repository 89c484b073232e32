package signin_test

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"timpora/api/signin"
	"timpora/risk/access"
	"timpora/risk/audit"
)

func TestStaffNeedSecondFactor(t *testing.T) {
	for _, c := range []struct {
		role access.Role
		off  bool
		to   string
	}{
		{access.Officer, false, "/masuk/faktor"}, {access.Planner, false, "/masuk/faktor"}, {access.Administrator, false, "/masuk/faktor"},
		{access.Auditor, false, "/masuk/faktor"}, {access.Member, false, "/"}, {access.Reporter, false, "/"}, {access.Officer, true, "/"},
	} {
		h := start(t, func(o *signin.Options) { o.NoSecondFactor = c.off })
		h.user("made", nil, c.role)
		b := h.browser()
		p := b.signIn("made", first)
		if p.to != c.to || (b.who() == "made") != (c.to == "/") {
			t.Errorf("%s, off %v: to %s as %q", c.role, c.off, p.to, b.who())
		}
		if c.to != "/" {
			if b.cookieValue("__Host-timpora-kenal") != "" {
				t.Errorf("%s: a browser is known by the password alone", c.role)
			}
			if p := b.get("/akun"); !strings.HasPrefix(p.to, c.to) {
				t.Errorf("%s sees the account without a second factor: %d %s", c.role, p.status, p.to)
			}
		}
	}
}

// A code counts once, also where two show it at the same time.
func TestTOTPCountsOnce(t *testing.T) {
	h := start(t)
	_, _, secret := h.staff("made", access.Officer)
	code := h.code(secret)
	var browsers [4]*browser
	for i := range browsers {
		browsers[i] = h.browser()
		if p := browsers[i].signIn("made", first); p.to != "/masuk/kode" {
			t.Fatalf("to %s", p.to)
		}
		browsers[i].get("/masuk/kode")
	}
	var all sync.WaitGroup
	for _, b := range browsers {
		all.Go(func() { b.post("/masuk/kode", "kode", code) })
	}
	all.Wait()
	in := 0
	for _, b := range browsers {
		if b.who() == "made" {
			in++
		}
	}
	if in != 1 {
		t.Errorf("one code let %d browsers in", in)
	}
	late := h.browser()
	late.signIn("made", first)
	late.get("/masuk/kode")
	if p := late.post("/masuk/kode", "kode", code); p.status != 422 {
		t.Errorf("a used code: %d", p.status)
	}
	h.clock.forward(90 * time.Second)
	old := h.code(secret)
	h.clock.forward(61 * time.Second) // three steps later: out of the window
	if p := late.post("/masuk/kode", "kode", old); p.status != 422 {
		t.Errorf("an old code: %d", p.status)
	}
	if p := late.post("/masuk/kode", "kode", h.code(secret)[:3]+" "+h.code(secret)[3:]); p.status != 303 || late.who() != "made" {
		t.Errorf("the code of now: %d %s", p.status, p.body)
	}
}

// The window is one step to either side.
func TestTOTPWindow(t *testing.T) {
	h := start(t)
	_, _, secret := h.staff("made", access.Officer)
	h.clock.forward(10 * time.Minute)
	for _, c := range []struct {
		off time.Duration
		ok  bool
	}{{-60 * time.Second, false}, {60 * time.Second, false}, {-30 * time.Second, true}, {30 * time.Second, true}} {
		b := h.browser()
		b.signIn("made", first)
		b.get("/masuk/kode")
		h.clock.forward(c.off)
		code := h.code(secret)
		h.clock.forward(-c.off)
		if p := b.post("/masuk/kode", "kode", code); (p.status == 303) != c.ok {
			t.Errorf("a code of %s: %d", c.off, p.status)
		}
	}
}

func TestRecoveryCodesCountOnce(t *testing.T) {
	h := start(t)
	u := h.user("made", nil, access.Officer)
	b := h.browser()
	b.signIn("made", first)
	_, recovery := b.enrol()
	stored, err := h.store.UserByID(context.Background(), u.ID)
	must(t, err)
	for i, hash := range stored.Recovery {
		if len(hash) != 64 || strings.Contains(hash, recovery[i]) {
			t.Fatalf("stored %q", hash)
		}
	}
	if p := b.get("/akun"); strings.Contains(p.body, recovery[0]) || !strings.Contains(p.body, "belum dipakai: 10") {
		t.Error("codes are shown again, or not counted")
	}
	try := func(code string) page {
		other := h.browser()
		other.signIn("made", first)
		other.get("/masuk/kode")
		return other.post("/masuk/kode", "kode", code)
	}
	if p := try(strings.ToLower(recovery[3])); p.status != 303 {
		t.Errorf("a recovery code: %d", p.status)
	}
	if p := try(recovery[3]); p.status != 422 {
		t.Errorf("a used recovery code: %d", p.status)
	}
	if p := try(strings.ReplaceAll(recovery[4], "-", " ")); p.status != 303 {
		t.Errorf("another one: %d", p.status)
	}
	if h.counts("recovery_used done") != 2 || h.counts("second_factor refused") != 1 {
		t.Errorf("%v", h.events())
	}
}

// A new first password does not get around the second factor, which is asked for
// before the password may be changed.
func TestPasswordResetKeepsSecondFactor(t *testing.T) {
	h := start(t)
	_, u, secret := h.staff("made", access.Officer)
	_, err := h.store.ChangeUser(context.Background(), u.ID, audit.Event{Action: "user_password", Outcome: audit.Done}, func(u *access.User) error {
		u.Hash, u.MustChange = h.hash(t, "kata sandi pertama lagi"), true
		return nil
	}, "")
	must(t, err)
	b := h.browser()
	if p := b.signIn("made", "kata sandi pertama lagi"); p.to != "/masuk/kode" {
		t.Fatalf("to %s", p.to)
	}
	for _, path := range []string{"/masuk/sandi", "/masuk/faktor", "/akun"} {
		if p := b.get(path); p.status != 303 || !strings.HasPrefix(p.to, "/masuk/kode") {
			t.Errorf("%s before the second factor: %d %s", path, p.status, p.to)
		}
	}
	b.get("/masuk/kode")
	if p := b.post("/masuk/sandi", "baru", "ombak utara tenang sekali"); p.to != "/masuk/kode" {
		t.Errorf("a password was changed before: %d %s", p.status, p.to)
	}
	if p := b.post("/masuk/kode", "kode", h.code(secret)); p.to != "/masuk/sandi" || b.who() != "" {
		t.Errorf("after it: %s as %q", p.to, b.who())
	}
}

// What protects the account changes only within five minutes of a proof.
func TestFreshProofBeforeFactorAndTokens(t *testing.T) {
	h := start(t)
	b, u, _ := h.staff("made", access.Officer)
	h.clock.forward(5 * time.Minute)
	page := b.get("/akun")
	if strings.Contains(page.body, `action="/akun/token"`) || !strings.Contains(page.body, "/akun/ulang") {
		t.Error("forms are shown that need a proof")
	}
	token := url.Values{"nama": {"qgis"}, "hari": {"30"}, "peran": {"officer"}}
	for _, path := range []string{"/akun/token", "/akun/faktor/pemulihan", "/masuk/faktor"} {
		if p := b.post(path, "nama", "qgis", "hari", "30", "peran", "officer"); p.status != 303 || !strings.HasPrefix(p.to, "/akun/ulang") {
			t.Errorf("%s with %v: %d %s", path, token, p.status, p.to)
		}
	}
	if p := b.get("/masuk/faktor"); !strings.HasPrefix(p.to, "/akun/ulang") {
		t.Errorf("enrolment: %d %s", p.status, p.to)
	}
	b.get("/akun/ulang?kembali=/masuk/faktor")
	if p := b.post("/akun/ulang", "kembali", "/masuk/faktor", "sandi", "salah"); p.status != 422 {
		t.Errorf("a wrong proof: %d", p.status)
	}
	if p := b.post("/akun/ulang", "kembali", "/masuk/faktor", "sandi", first); p.to != "/masuk/faktor" {
		t.Errorf("a proof leads to %d %s", p.status, p.to)
	}
	before, err := h.store.UserByID(context.Background(), u.ID)
	must(t, err)
	b.enrol()
	after, err := h.store.UserByID(context.Background(), u.ID)
	must(t, err)
	if string(before.TOTP) == string(after.TOTP) || b.who() != "made" {
		t.Error("the second factor was not replaced")
	}
	b.get("/akun")
	if p := b.post("/akun/faktor/lepas"); p.status != 403 {
		t.Errorf("staff removed the second factor: %d", p.status)
	}
}

// The secret that is enrolled is the one that was shown in this session.
func TestEnrolmentIsBoundToItsSession(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Officer)
	h.user("ketut", nil, access.Officer)
	b, other := h.browser(), h.browser()
	b.signIn("made", first)
	other.signIn("ketut", first)
	other.get("/masuk/faktor")
	foreign := regexp.MustCompile(`name="kunci" value="([^"]*)"`).FindStringSubmatch(other.last)[1]
	shown := regexp.MustCompile(`id="kunci">([A-Z2-7 ]+)<`).FindStringSubmatch(other.last)[1]
	page := b.get("/masuk/faktor")
	b.last = regexp.MustCompile(`name="kunci" value="[^"]*"`).ReplaceAllString(page.body, `name="kunci" value="`+foreign+`"`)
	if p := b.post("/masuk/faktor", "kode", h.code(strings.ReplaceAll(shown, " ", ""))); strings.Contains(p.body, "class=\"codes") || b.who() != "" {
		t.Errorf("a foreign secret was enrolled: %d", p.status)
	}
}

// The secret is stored sealed for its user, and is shown at enrolment alone.
func TestTOTPSecretIsSealed(t *testing.T) {
	h := start(t)
	b, u, secret := h.staff("made", access.Officer)
	stored, err := h.store.UserByID(context.Background(), u.ID)
	must(t, err)
	if len(stored.TOTP) == 0 || strings.Contains(string(stored.TOTP), secret) || strings.Contains(b.get("/akun").body, secret) {
		t.Error("the secret is not sealed")
	}
	seal, err := signin.NewSealer([]byte("0123456789abcdef0123456789abcdef"))
	must(t, err)
	if plain, err := seal.Open(stored.TOTP, "totp "+u.ID); err != nil || string(plain) != secret {
		t.Errorf("%q %v", plain, err)
	}
	if _, err := seal.Open(stored.TOTP, "totp other"); err == nil {
		t.Error("it opens for another user")
	}
	for _, e := range h.texts() {
		if strings.Contains(e, secret) || strings.Contains(e, first) || strings.Contains(e, b.session()) {
			t.Errorf("a secret in the trail: %s", e)
		}
	}
}
