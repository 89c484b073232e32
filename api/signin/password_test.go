package signin_test

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"timpora/risk/access"
)

// A first password is good for nothing but its change.
func TestFirstPasswordMustChange(t *testing.T) {
	h := start(t)
	h.user("made", func(u *access.User) { u.MustChange = true }, access.Member)
	b := h.browser()
	if p := b.signIn("made", first); p.to != "/masuk/sandi" || b.who() != "" {
		t.Fatalf("to %s as %q", p.to, b.who())
	}
	if p := b.get("/akun"); p.status != 303 || !strings.HasPrefix(p.to, "/masuk/sandi") {
		t.Errorf("the account: %d %s", p.status, p.to)
	}
	b.get("/masuk/sandi")
	for plain, want := range map[string]string{
		"pendek": "terlalu pendek", first: "sama dengan yang lama", "password1234": "terlalu sering", "made made made": "kata-kata kantor", strings.Repeat("ab cd", 30): "terlalu panjang",
	} {
		if p := b.post("/masuk/sandi", "baru", plain); p.status != 422 || !strings.Contains(p.body, want) {
			t.Errorf("%q: %d, no %q", plain, p.status, want)
		}
	}
	before := b.session()
	if p := b.post("/masuk/sandi", "baru", "ombak utara tenang sekali"); p.status != 303 || b.who() != "made" || b.session() == before {
		t.Errorf("%d, %q", p.status, b.who())
	}
	if other := h.browser(); other.signIn("made", first).status != 422 || other.signIn("made", "ombak utara tenang sekali").status != 303 {
		t.Error("the old password holds, or the new one does not")
	}
	if h.counts("password_changed done") != 1 {
		t.Errorf("%v", h.events())
	}
}

// Changing a first password does not replace the second factor that staff need.
func TestFirstPasswordOfStaff(t *testing.T) {
	h := start(t)
	h.user("made", func(u *access.User) { u.MustChange = true }, access.Officer)
	b := h.browser()
	b.signIn("made", first)
	b.get("/masuk/sandi")
	if p := b.post("/masuk/sandi", "baru", "ombak utara tenang sekali"); p.to != "/masuk/faktor" || b.who() != "" {
		t.Errorf("to %s as %q", p.to, b.who())
	}
	b.enrol()
	if b.who() != "made" {
		t.Error("not signed in after all")
	}
}

// Somebody unknown, disabled, without a password or with another one get the same
// text after the same work.
func TestUnknownUserSameTextSameWork(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	h.user("nyoman", func(u *access.User) { u.Disabled = true }, access.Member)
	h.user("ketut", func(u *access.User) { u.Hash = "" }, access.Member)
	var texts []string
	for _, try := range [][2]string{{"made", "salah sekali"}, {"tidak-ada", first}, {"nyoman", first}, {"ketut", first}, {"ketut", ""}, {"", ""}, {strings.Repeat("x", 500), first}} {
		b := h.browser()
		b.get("/masuk")
		h.hashes.n.Store(0)
		p := b.post("/masuk", "nama", try[0], "sandi", try[1])
		if n := h.hashes.n.Load(); n != 1 || p.status != 422 || b.session() != "" {
			t.Errorf("%.20q: %d hashes, %d", try[0], n, p.status)
		}
		body := p.body
		if try[0] != "" {
			body = strings.ReplaceAll(body, `value="`+try[0]+`"`, `value=""`)
		}
		texts = append(texts, form.ReplaceAllString(strings.Replace(body, " autofocus", "", 2), ""))
	}
	for i, text := range texts {
		if text != texts[0] {
			t.Errorf("the answer to case %d differs:\n%s\n%s", i, text, texts[0])
		}
	}
	if n := h.counts("sign_in_failed refused"); n != len(texts) {
		t.Errorf("%d failures in the trail, want %d", n, len(texts))
	}
	var trail int
	must(t, h.db.QueryRow("SELECT count(*) FROM audit WHERE event LIKE '%tidak-ada%' OR actor LIKE '%tidak-ada%'").Scan(&trail))
	if trail != 0 {
		t.Error("what a stranger typed stands in the trail")
	}
}

func TestTenFailuresThenGrowingDelay(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	b := h.browser()
	for i := range 10 {
		if p := b.signIn("made", "salah"); p.status != 422 {
			t.Fatalf("failure %d: %d", i+1, p.status)
		}
	}
	for want := 30; want <= 240; want *= 2 {
		h.hashes.n.Store(0)
		p := b.signIn("made", first)
		if got := p.header.Get("Retry-After"); p.status != 429 || got != strconv.Itoa(want) || h.hashes.n.Load() != 0 {
			t.Fatalf("%d, Retry-After %s, want %d; %d hashes", p.status, got, want, h.hashes.n.Load())
		}
		h.clock.forward(time.Duration(want) * time.Second)
		if p := b.signIn("made", "salah"); p.status != 422 {
			t.Fatalf("after %d s: %d", want, p.status)
		}
	}
	h.at("198.51.100.7") // another network has its own count
	if p := h.browser().signIn("made", first); p.status != 303 {
		t.Errorf("from elsewhere: %d", p.status)
	}
	if h.counts("throttled refused") == 0 {
		t.Error("a delay is not in the trail")
	}
}

// However many strangers fail from however many networks, who signed in before
// from a browser signs in there.
func TestOutsidersCannotLockOut(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	owner := h.browser()
	owner.signIn("made", first)
	owner.get("/akun")
	owner.post("/keluar")
	stranger := h.browser()
	for i := range 60 {
		h.at(fmt.Sprintf("198.51.%d.7", i))
		stranger.signIn("made", "salah")
	}
	if p := stranger.signIn("made", first); p.status != 429 {
		t.Fatalf("a stranger after 60 failures: %d", p.status)
	}
	if p := owner.signIn("made", first); p.status != 303 || owner.who() != "made" {
		t.Errorf("the owner: %d, %q", p.status, owner.who())
	}
	h.at("203.0.113.7")
	h.user("ketut", nil, access.Member)
	neighbour := h.browser()
	neighbour.signIn("ketut", first)
	neighbour.get("/akun")
	neighbour.post("/keluar")
	if p := neighbour.signIn("made", first); p.status != 429 {
		t.Errorf("a browser that knows another user: %d", p.status)
	}
	forged := h.browser()
	forged.get("/masuk")
	forged.setCookie("__Host-timpora-kenal", strings.Repeat("A", 43)+"."+strings.Repeat("A", 43))
	if p := forged.post("/masuk", "nama", "made", "sandi", first); p.status != 429 {
		t.Errorf("a forged device: %d", p.status)
	}
}

// One network may try many names only so often.
func TestNetworkBudget(t *testing.T) {
	h := start(t)
	b := h.browser()
	b.get("/masuk")
	refused := 0
	for i := range 110 {
		if p := b.post("/masuk", "nama", fmt.Sprintf("nama%d", i), "sandi", "x"); p.status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused != 10 {
		t.Errorf("%d of 110 names refused, want 10", refused)
	}
}

// Changing the password ends the other sessions and needs the current one.
func TestOwnPassword(t *testing.T) {
	h := start(t)
	u := h.user("made", nil, access.Member)
	mine, other := h.browser(), h.browser()
	mine.signIn("made", first)
	other.signIn("made", first)
	mine.get("/akun")
	if p := mine.post("/akun/sandi", "lama", "salah", "baru", "ombak utara tenang sekali"); p.status != 422 || other.who() != "made" {
		t.Errorf("with a wrong password: %d", p.status)
	}
	if p := mine.post("/akun/sandi", "lama", first, "baru", "ombak utara tenang sekali"); p.status != 200 || mine.who() != "made" || other.who() != "refused" {
		t.Errorf("%d, mine %q, other %q", p.status, mine.who(), other.who())
	}
	now, err := h.store.UserByID(context.Background(), u.ID)
	must(t, err)
	if !strings.HasPrefix(now.Hash, "$argon2id$") || strings.Contains(now.Hash, "ombak") {
		t.Errorf("stored %q", now.Hash)
	}
	if h.counts("password_changed refused") != 1 || h.counts("password_changed done") != 1 {
		t.Errorf("%v", h.events())
	}
}
