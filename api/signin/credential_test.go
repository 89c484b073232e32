package signin_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"timpora/api/answer"
	"timpora/api/password"
	"timpora/api/signin"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// token stores a token and gives its text.
func (h *house) token(change func(*access.Token)) (string, access.Token) {
	h.t.Helper()
	plain, hash, err := password.NewToken()
	must(h.t, err)
	now := h.clock.now()
	tok := access.Token{ID: uuid.Must(uuid.NewV7()).String(), Name: "qgis", Hash: hash, Roles: []access.Role{access.Officer}, CreatedAt: now, Until: now.Add(30 * 24 * time.Hour)}
	if change != nil {
		change(&tok)
	}
	must(h.t, h.store.AddToken(context.Background(), tok, audit.Event{Action: "token_create", Outcome: audit.Done}))
	return plain, tok
}

func basic(user, pass string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+pass))
}

func TestTokenByBearerAndBasic(t *testing.T) {
	h := start(t)
	plain, tok := h.token(nil)
	for _, line := range []string{"Bearer " + plain, "bearer " + plain, basic("anything", plain), basic("", plain), "BASIC " + basic("x", plain)[6:]} {
		p := h.with("Authorization", line)
		if p.status != 200 || !strings.Contains(p.body, `"token:qgis"`) || p.header.Get("Cache-Control") != "no-store" || !strings.Contains(p.header.Get("Vary"), "Authorization") {
			t.Errorf("%.12s: %d %s %v", line, p.status, p.body, p.header)
		}
	}
	all, err := h.store.Tokens(context.Background(), "")
	must(t, err)
	if all[0].ID != tok.ID || !all[0].UsedAt.Equal(h.clock.now().Truncate(time.Hour)) {
		t.Errorf("used at %s", all[0].UsedAt)
	}
}

// A token that was revoked by another process holds for less than a second, by this
// one not at all.
func TestRevokedTokenIsRefusedWithinASecond(t *testing.T) {
	h := start(t)
	plain, tok := h.token(nil)
	if p := h.with("Authorization", "Bearer "+plain); p.status != 200 {
		t.Fatal(p.status)
	}
	must(t, h.store.RevokeToken(context.Background(), tok.ID, audit.Event{Action: "token_revoke", Outcome: audit.Done}))
	h.clock.forward(999 * time.Millisecond)
	if p := h.with("Authorization", "Bearer "+plain); p.status != 200 {
		t.Errorf("what is known is not kept: %d", p.status)
	}
	h.clock.forward(time.Millisecond)
	if p := h.with("Authorization", "Bearer "+plain); p.status != 401 {
		t.Errorf("after a second: %d", p.status)
	}
	plain, tok = h.token(nil)
	h.with("Authorization", "Bearer "+plain)
	must(t, h.store.RevokeToken(context.Background(), tok.ID, audit.Event{Action: "token_revoke", Outcome: audit.Done}))
	h.Forget()
	if p := h.with("Authorization", "Bearer "+plain); p.status != 401 {
		t.Errorf("forgotten: %d", p.status)
	}
}

// What a reader found before a revocation is not kept after it.
func TestNothingStaleIsKept(t *testing.T) {
	h := start(t)
	plain, tok := h.token(nil)
	h.after = func() {
		must(t, h.store.RevokeToken(context.Background(), tok.ID, audit.Event{Action: "token_revoke", Outcome: audit.Done}))
		h.Forget()
	}
	h.with("Authorization", "Bearer "+plain)
	h.after = nil
	if p := h.with("Authorization", "Bearer "+plain); p.status != 401 {
		t.Errorf("%d", p.status)
	}
}

func TestTokenEnds(t *testing.T) {
	h := start(t)
	plain, _ := h.token(func(k *access.Token) { k.Until = k.CreatedAt.Add(access.LongestToken) })
	h.clock.forward(access.LongestToken - time.Second)
	if p := h.with("Authorization", "Bearer "+plain); p.status != 200 {
		t.Errorf("before its end: %d", p.status)
	}
	h.clock.forward(time.Second)
	if p := h.with("Authorization", "Bearer "+plain); p.status != 401 {
		t.Errorf("at its end: %d", p.status)
	}
}

// A token loses what its owner loses.
func TestTokenHasNoMoreThanItsOwner(t *testing.T) {
	h := start(t)
	u := h.user("made", nil, access.Officer, access.Member)
	plain, _ := h.token(func(k *access.Token) { k.Owner = u.ID })
	_, err := h.store.ChangeUser(context.Background(), u.ID, audit.Event{Action: "user_change", Outcome: audit.Done}, func(u *access.User) error {
		u.Roles = []access.Role{access.Member}
		return nil
	}, "")
	must(t, err)
	if p := h.with("Authorization", "Bearer "+plain); p.status != 401 {
		t.Errorf("an officer's token of somebody who is none: %d %s", p.status, p.body)
	}
}

func TestPathTokenIsBoundToNetworks(t *testing.T) {
	h := start(t)
	plain, _ := h.token(func(k *access.Token) {
		k.Path, k.Networks = true, []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}
	})
	header, _ := h.token(func(k *access.Token) {
		k.Name, k.Networks = "x", []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}
	})
	anywhere, _ := h.token(func(k *access.Token) { k.Name, k.Path = "y", true })
	b := h.browser()
	for _, c := range []struct {
		what, from, token string
		ok                bool
	}{
		{"within", "203.0.113.9", plain, true}, {"elsewhere", "198.51.100.9", plain, false},
		{"not for addresses", "203.0.113.9", header, false}, {"without a network", "203.0.113.9", anywhere, false},
		{"cut", "203.0.113.9", plain[:30], false}, {"empty", "203.0.113.9", "", false},
	} {
		h.at(c.from)
		p := b.send("GET", "/t/"+c.token+"/tiles/cells/9/1/2.mvt", nil)
		if (p.status == 200) != c.ok || c.ok && !strings.Contains(p.body, `"path_token"`) {
			t.Errorf("%s: %d %s", c.what, p.status, p.body)
		}
	}
	h.at("203.0.113.9")
	if p := h.with("Authorization", "Bearer "+header); p.status != 200 {
		t.Errorf("within its network: %d", p.status)
	}
	r := httptest.NewRequest("GET", "/t/"+plain+"/ogc/collections", nil)
	r.RemoteAddr = "203.0.113.9:1"
	prefix, s, err := h.PathToken(r)
	if err != nil || prefix != "/t/"+plain || s.Via != access.ByPath || access.Decide(s, access.SeeExact, access.Object{}) == access.Allow {
		t.Errorf("%q %v %v", prefix, s, err)
	}
	if got := signin.Redact(r.URL.Path); got != "/t/-/ogc/collections" {
		t.Errorf("logged as %s", got)
	}
}

// Whatever is wrong with a credential, the answer and the work are the same.
func TestRefusalsAreOneAnswer(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	b := h.browser()
	b.signIn("made", first)
	session := b.session()
	plain, _ := h.token(nil)
	ended, _ := h.token(func(k *access.Token) { k.Name, k.Until = "old", k.CreatedAt.Add(time.Second) })
	h.clock.forward(time.Minute)
	cookie := func(values ...string) []string {
		return []string{"Cookie", "__Host-timpora=" + strings.Join(values, "; __Host-timpora=")}
	}
	cases := map[string][]string{
		"unknown session":   cookie(strings.Repeat("A", 43)),
		"cut session":       cookie(session[:42]),
		"long session":      cookie(session + "A"),
		"doubled session":   cookie(session, session),
		"two sessions":      cookie(session, strings.Repeat("A", 43)),
		"other alphabet":    cookie(session[:42] + "+"),
		"empty session":     cookie(""),
		"quoted session":    cookie(`"` + session + `"`),
		"session as token":  {"Authorization", "Bearer " + session},
		"token as session":  cookie(plain),
		"unknown token":     {"Authorization", "Bearer timpora_" + strings.Repeat("0", 49)},
		"cut token":         {"Authorization", "Bearer " + plain[:len(plain)-1]},
		"long token":        {"Authorization", "Bearer " + plain + "x"},
		"changed token":     {"Authorization", "Bearer " + plain[:20] + "-" + plain[21:]},
		"ended token":       {"Authorization", "Bearer " + ended},
		"doubled header":    {"Authorization", "Bearer " + plain, "Bearer " + plain},
		"empty header":      {"Authorization", ""},
		"other scheme":      {"Authorization", "Digest " + plain},
		"no scheme":         {"Authorization", plain},
		"basic not base64":  {"Authorization", "Basic " + plain},
		"basic as the user": {"Authorization", basic(plain, "")},
		"a huge token":      {"Authorization", "Bearer " + strings.Repeat(plain, 100)},
	}
	var want string
	for what, c := range cases {
		h.lookups.Store(0)
		p := h.with(c[0], c[1], c[2:]...)
		if want == "" {
			want = p.body
		}
		if n := h.lookups.Load(); p.status != http.StatusUnauthorized || p.body != want || n != 1 || p.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s, %d look-ups", what, p.status, p.body, n)
		}
	}
	if !strings.Contains(want, `"code":"credentials"`) {
		t.Errorf("%s", want)
	}
	if b.who() != "made" {
		t.Error("the session itself no longer holds")
	}
}

// A store that cannot be read lets nobody in, and is not called a bad credential.
func TestStoreFailureLetsNobodyIn(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	b := h.browser()
	b.signIn("made", first)
	plain, _ := h.token(nil)
	must(t, h.store.Close())
	h.Forget()
	for header, value := range map[string]string{"Cookie": "__Host-timpora=" + b.session(), "Authorization": "Bearer " + plain} {
		r := httptest.NewRequest("GET", h.srv.URL+"/", nil)
		r.Header.Set(header, value)
		s, err := h.Authenticate(r)
		var p *answer.Problem
		if err == nil || errors.As(err, &p) || s.Via != access.Anonymous || h.Lapsed(httptest.NewRecorder(), r, err) {
			t.Errorf("%s: %v %v", header, s, err)
		}
	}
	if p := b.get("/akun"); p.status != 500 || strings.Contains(p.body, "closed") {
		t.Errorf("%d %s", p.status, p.body)
	}
}

// A flood of refusals leaves one entry a minute and network, and its count.
func TestRefusalsDoNotFloodTheTrail(t *testing.T) {
	h := start(t)
	for range 50 {
		h.with("Authorization", "Bearer x")
	}
	h.at("198.51.100.9")
	h.with("Authorization", "Bearer x")
	if n := h.counts("credentials_refused refused"); n != 2 {
		t.Fatalf("%d entries, want one of each network", n)
	}
	h.clock.forward(time.Minute)
	h.with("Authorization", "Bearer x")
	all := h.texts()
	if n := h.counts("credentials_refused refused"); n != 4 || !strings.Contains(strings.Join(all, "\n"), `"repeated":"49"`) {
		t.Errorf("%d entries: %v", n, all)
	}
}

// A session that only ran out is told from other refusals, for pages.
func TestLapsed(t *testing.T) {
	h := start(t)
	h.user("made", nil, access.Member)
	b := h.browser()
	b.signIn("made", first)
	ask := func(header, value string) (refused, lapsed, cleared bool) {
		r, w := httptest.NewRequest("GET", h.srv.URL+"/", nil), httptest.NewRecorder()
		r.Header.Set(header, value)
		_, err := h.Authenticate(r)
		return err != nil, h.Lapsed(w, r, err), strings.Contains(w.Header().Get("Set-Cookie"), "__Host-timpora=; Path=/; Max-Age=0")
	}
	if refused, lapsed, _ := ask("Cookie", "__Host-timpora="+b.session()); refused || lapsed {
		t.Fatal("the session does not hold")
	}
	before := len(h.events())
	h.clock.forward(time.Hour)
	if refused, lapsed, cleared := ask("Cookie", "__Host-timpora="+b.session()); !refused || !lapsed || !cleared {
		t.Errorf("ended: refused %v, lapsed %v, cleared %v", refused, lapsed, cleared)
	}
	if len(h.events()) != before {
		t.Error("that a session ran out is in the trail")
	}
	for header, value := range map[string]string{"Cookie": "__Host-timpora=" + b.session()[1:], "Authorization": "Bearer x"} {
		if refused, lapsed, cleared := ask(header, value); !refused || lapsed || cleared {
			t.Errorf("%s: refused %v, lapsed %v, cleared %v", header, refused, lapsed, cleared)
		}
	}
}

// Seeing as another gives that user's rights, and only to who may manage accounts.
func TestSeeingAsAnother(t *testing.T) {
	h := start(t)
	other := h.user("ketut", nil, access.Member)
	for _, role := range []access.Role{access.Administrator, access.Officer} {
		b, u, _ := h.staff("s"+string(role), role)
		must(t, h.store.ChangeSession(context.Background(), sessionID(b), audit.Event{Action: "see_as", Outcome: audit.Done}, func(s *access.Session) error { s.As = other.ID; return nil }))
		h.Forget()
		p := b.send("GET", "/siapa", nil)
		if as := strings.Contains(p.body, `"ketut"`) && strings.Contains(p.body, `"Actor":"`+u.ID+`"`); as != (role == access.Administrator) {
			t.Errorf("%s: %s", role, p.body)
		}
		b.get("/akun")
		if p := b.post("/akun/faktor/pemulihan"); p.status != 403 {
			t.Errorf("%s changed something while seeing as another: %d", role, p.status)
		}
	}
}

// Whatever comes as cookie or header: one of two answers, and somebody only for who
// shows the very secret.
func FuzzAuthenticate(f *testing.F) {
	h := start(f)
	h.user("made", nil, access.Member)
	b := h.browser()
	b.signIn("made", first)
	session := b.session()
	plain, _ := h.token(nil)
	for _, seed := range [][2]string{
		{"__Host-timpora=" + session, ""}, {"__Host-timpora=" + session + "; __Host-timpora=" + session, ""}, {"", "Bearer " + plain}, {"", basic("a", plain)},
		{"a=b;;__Host-timpora=" + session[:20], "Bearer"}, {"__Host-timpora = " + session, "Basic "}, {"__Host-timpora=\x00", "Bearer \xff"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, cookie, header string) {
		r := httptest.NewRequest("GET", "https://127.0.0.1/", nil)
		if cookie != "" {
			r.Header["Cookie"] = []string{cookie}
		}
		if header != "" {
			r.Header["Authorization"] = []string{header}
		}
		s, err := h.Authenticate(r)
		if err != nil && s.Via != access.Anonymous {
			t.Fatal("a subject beside an error")
		}
		if s.Via == access.BySession && !strings.Contains(cookie, session) || s.Via == access.ByToken && header != "" && !strings.Contains(header, plain) && !decodes(header, plain) {
			t.Fatalf("%q %q is %v", cookie, header, s)
		}
		if strings.Contains(cookie, "__Host-timpora=") && header == "" && err == nil && s.Via == access.Anonymous && !strings.Contains(cookie, "\n") && named(cookie) {
			t.Fatalf("%q is taken for no credential", cookie)
		}
	})
}

// named reports whether the cookie's name stands by itself in a header.
func named(cookie string) bool {
	for _, part := range strings.Split(cookie, ";") {
		if strings.HasPrefix(strings.TrimSpace(part), "__Host-timpora=") {
			return true
		}
	}
	return false
}

func decodes(header, plain string) bool {
	_, rest, _ := strings.Cut(header, " ")
	b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(rest))
	return err == nil && strings.HasSuffix(string(b), ":"+plain)
}

func BenchmarkAuthenticate(b *testing.B) {
	h := start(b)
	h.user("made", nil, access.Member)
	who := h.browser()
	who.signIn("made", first)
	plain, _ := h.token(nil)
	token := httptest.NewRequest("GET", "https://127.0.0.1/", nil)
	token.Header.Set("Authorization", "Bearer "+plain)
	session := httptest.NewRequest("GET", "https://127.0.0.1/", nil)
	session.Header.Set("Cookie", "__Host-timpora="+who.session())
	for _, c := range []struct {
		name  string
		r     *http.Request
		known bool
	}{{"token/known", token, true}, {"session/known", session, true}, {"token/store", token, false}, {"session/store", session, false}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !c.known {
					h.Forget()
				}
				if s, err := h.Authenticate(c.r); err != nil || s.Via == access.Anonymous {
					b.Fatal(s, err)
				}
			}
		})
	}
}
