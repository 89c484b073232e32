package signin_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"timpora/api"
	"timpora/api/signin"
	"timpora/risk/access"
	"timpora/risk/audit"
)

var (
	_ api.Gate     = (*signin.Service)(nil)
	_ api.PathGate = (*signin.Service)(nil)
	_ api.SignIn   = (*signin.Service)(nil)
)

// pictures show every audience the same: nothing.
type pictures struct{}

func (pictures) View(access.Audience) (*api.View, error) { return api.NewView(api.Config{}), nil }

// server is the whole service with sign-in at its gate.
func (h *house) server() http.Handler {
	h.t.Helper()
	var pages []api.Page
	for _, r := range h.Routes() {
		pages = append(pages, api.Page{Method: r.Method, Pattern: r.Pattern, Need: r.Need, Handler: r.Handler})
	}
	s, err := api.New(api.Options{
		Log: slog.New(slog.DiscardHandler), Now: h.clock.now, Gate: h, SignIn: h, Pages: pages, Page: fstest.MapFS{"index.html": {Data: []byte("peta")}},
	}, pictures{})
	must(h.t, err)
	return s
}

// Sign-in at the gate of the server: routes open by it, what lapsed is the public's,
// and what other sites send is refused.
func TestSignInAtTheGate(t *testing.T) {
	h := start(t)
	h.srv.Config.Handler = h.server()
	h.user("made", nil, access.Member)
	b := h.browser()
	if p := b.get("/api/v1/cells"); p.status != 401 || !strings.Contains(p.body, `"sign_in"`) {
		t.Errorf("the public: %d %s", p.status, p.body)
	}
	if p := b.get("/akun"); p.status != 303 || p.to != "/masuk?kembali=%2Fakun" {
		t.Errorf("the public's account: %d %s", p.status, p.to)
	}
	if p := b.signIn("made", first); p.status != 303 {
		t.Fatalf("%d %s", p.status, p.body)
	}
	if p := b.get("/api/v1/cells"); p.status == 401 || p.header.Get("Cache-Control") != "no-store" {
		t.Errorf("signed in: %d %v", p.status, p.header)
	}
	if p := b.get("/api/v1/plan"); p.status != 403 {
		t.Errorf("a member's plan: %d", p.status)
	}
	if p := b.get("/akun"); p.status != 200 || !strings.HasPrefix(p.header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("the own account: %d %v", p.status, p.header)
	}
	if p := b.send("POST", "/api/v1/plan/x/decision", nil, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); p.status != 403 || !strings.Contains(p.body, "cross_origin") {
		t.Errorf("another site: %d %s", p.status, p.body)
	}
	h.clock.forward(time.Hour)
	if p := b.get("/"); p.status != 200 || p.body != "peta" || b.session() != "" {
		t.Errorf("after the session: %d, cookie %q", p.status, b.session())
	}
	if p := h.with("Authorization", "Bearer x"); p.status != 401 || p.header.Get("WWW-Authenticate") == "" || !strings.Contains(p.body, `"credentials"`) {
		t.Errorf("a bad token: %d %v", p.status, p.header)
	}
	plain, _ := h.token(func(k *access.Token) { k.Path, k.Networks = true, []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
	if p := b.get("/t/" + plain + "/api/v1/cells"); p.status == 401 || p.status == 403 {
		t.Errorf("a token in the address: %d", p.status)
	}
	if p := b.get("/t/" + plain + "/api/v1/plan"); p.status != 403 {
		t.Errorf("exact figures by a token in the address: %d", p.status)
	}
}

// The trail says who did what, from which network.
func TestTrailHasTheActor(t *testing.T) {
	h := start(t)
	_, u, _ := h.staff("made", access.Officer)
	rows, err := h.db.QueryContext(context.Background(), "SELECT actor, event FROM audit WHERE action IN ('sign_in_begun', 'totp_enrolled', 'sign_in') ORDER BY seq")
	must(t, err)
	defer rows.Close()
	n := 0
	for rows.Next() {
		var text, what string
		must(t, rows.Scan(&text, &what))
		var a audit.Actor
		var e audit.Event
		must(t, json.Unmarshal([]byte(text), &a))
		must(t, json.Unmarshal([]byte(what), &e))
		if n++; a.ID != u.ID || a.Name != "made" || a.Via != "session" || a.Network != "127.0.0.0/24" || e.Object != "user:"+u.ID {
			t.Errorf("%+v %+v", a, e)
		}
	}
	must(t, rows.Err())
	if n != 3 {
		t.Errorf("%d entries: %v", n, h.events())
	}
}
