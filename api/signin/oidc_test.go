package signin_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oauth2-proxy/mockoidc"

	"timpora/api/signin"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// person is somebody at the provider; change may alter what the provider signs.
type person struct {
	subject, name string
	change        func(*claims)
}

type claims struct {
	*mockoidc.IDTokenClaims
	Name     string   `json:"preferred_username,omitempty"`
	AMR      []string `json:"amr,omitempty"`
	ACR      string   `json:"acr,omitempty"`
	AZP      string   `json:"azp,omitempty"`
	AuthTime int64    `json:"auth_time,omitempty"`
}

func (p person) ID() string                        { return p.subject }
func (p person) Userinfo([]string) ([]byte, error) { return []byte("{}"), nil }
func (p person) Claims(_ []string, base *mockoidc.IDTokenClaims) (jwt.Claims, error) {
	c := &claims{IDTokenClaims: base, Name: p.name}
	if p.change != nil {
		p.change(c)
	}
	return c, nil
}

// provider is a mock of an identity provider; sign, where it is set, makes another
// token of the one that the provider signed.
type provider struct {
	*mockoidc.MockOIDC
	sign func(t *testing.T, m *mockoidc.MockOIDC, idToken string) string
}

func (p *provider) middleware(t *testing.T) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if p.sign == nil || r.URL.Path != mockoidc.TokenEndpoint {
				next.ServeHTTP(w, r)
				return
			}
			rec := httptest.NewRecorder()
			next.ServeHTTP(rec, r)
			var answer map[string]any
			must(t, json.Unmarshal(rec.Body.Bytes(), &answer))
			answer["id_token"] = p.sign(t, p.MockOIDC, answer["id_token"].(string))
			w.Header().Set("Content-Type", "application/json")
			must(t, json.NewEncoder(w).Encode(answer))
		})
	}
}

// withProvider is a house with an identity provider.
func withProvider(t *testing.T, change func(*signin.Provider)) (*house, *provider) {
	t.Helper()
	m, err := mockoidc.NewServer(nil)
	must(t, err)
	p := &provider{MockOIDC: m}
	must(t, m.AddMiddleware(p.middleware(t)))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	must(t, m.Start(l, nil))
	t.Cleanup(func() { _ = m.Shutdown() })
	file := filepath.Join(t.TempDir(), "oidc.secret")
	must(t, os.WriteFile(file, []byte(m.ClientSecret+"\n"), 0o600))
	h := start(t, func(o *signin.Options) {
		o.Provider = &signin.Provider{Issuer: m.Issuer(), ClientID: m.ClientID, SecretFile: file, Return: "https://127.0.0.1/masuk/oidc/kembali"}
		if change != nil {
			change(o.Provider)
		}
	})
	h.clock.forward(time.Since(h.clock.now())) // the provider signs by the clock
	return h, p
}

// toProvider goes to the provider as somebody and gives the address to return to.
func (b *browser) toProvider(p *provider, who person, start string) *url.URL {
	b.h.t.Helper()
	p.QueueUser(who)
	sent := b.get(start)
	if sent.status != 303 || !strings.HasPrefix(sent.to, p.AuthorizationEndpoint()) {
		b.h.t.Fatalf("%d %s %s", sent.status, sent.to, sent.body)
	}
	u, err := url.Parse(sent.to)
	must(b.h.t, err)
	if q := u.Query(); q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || len(q.Get("state")) < 22 || len(q.Get("nonce")) < 22 {
		b.h.t.Fatalf("the request is %s", u)
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Get(sent.to)
	must(b.h.t, err)
	_, _ = io.Copy(io.Discard, res.Body)
	res.Body.Close()
	back, err := url.Parse(res.Header.Get("Location"))
	must(b.h.t, err)
	return back
}

func (b *browser) byProvider(p *provider, who person) page {
	b.h.t.Helper()
	return b.get(b.toProvider(p, who, "/masuk/oidc").RequestURI())
}

func linked(p *provider, subject string) func(*access.User) {
	return func(u *access.User) { u.Issuer, u.Subject, u.Hash = p.Issuer(), subject, "" }
}

func TestOIDCFindsByIssuerAndSubject(t *testing.T) {
	h, p := withProvider(t, nil)
	h.user("made", linked(p, "s-1"), access.Member)
	h.user("ketut", func(u *access.User) { u.Issuer, u.Subject = "https://other.example", "s-2" }, access.Member)
	b := h.browser()
	if got := b.byProvider(p, person{subject: "s-1", name: "whoever"}); got.status != 303 || got.to != "/" || b.who() != "made" {
		t.Errorf("%d %s as %q", got.status, got.to, b.who())
	}
	for _, who := range []person{{subject: "s-2", name: "ketut"}, {subject: "s-3", name: "made"}, {subject: "made"}} {
		b := h.browser()
		if got := b.byProvider(p, who); got.status != 403 || b.who() != "" {
			t.Errorf("%+v: %d as %q", who, got.status, b.who())
		}
	}
	users, err := h.store.Users(context.Background())
	must(t, err)
	if len(users) != 2 {
		t.Errorf("%d users: somebody made an account", len(users))
	}
}

// An administrator names whom to expect; the first sign-in puts the subject in its
// place, and nobody else takes it.
func TestOIDCPendingLink(t *testing.T) {
	h, p := withProvider(t, nil)
	u := h.user("made", linked(p, signin.PendingSubject("made.artini")), access.Member)
	for _, who := range []person{{subject: "pending:made.artini", name: "x"}, {subject: "s-9", name: "made"}} {
		if got := h.browser().byProvider(p, who); got.status != 403 {
			t.Errorf("%+v: %d", who, got.status)
		}
	}
	b := h.browser()
	if got := b.byProvider(p, person{subject: "s-1", name: "made.artini"}); got.status != 303 || b.who() != "made" {
		t.Fatalf("%d as %q", got.status, b.who())
	}
	now, err := h.store.UserByID(context.Background(), u.ID)
	must(t, err)
	if now.Subject != "s-1" || h.counts("oidc_linked done") != 1 {
		t.Errorf("linked to %q", now.Subject)
	}
	if got := h.browser().byProvider(p, person{subject: "s-2", name: "made.artini"}); got.status != 403 {
		t.Errorf("somebody who took the name: %d", got.status)
	}
}

func TestOIDCSecondFactorOnlyWhereConfigured(t *testing.T) {
	with := person{subject: "s-1", change: func(c *claims) { c.AMR = []string{"pwd", "otp"} }}
	for _, c := range []struct {
		amr []string
		who person
		to  string
	}{{nil, with, "/masuk/faktor"}, {[]string{"otp", "hwk"}, with, "/"}, {[]string{"otp"}, person{subject: "s-1"}, "/masuk/faktor"}} {
		h, p := withProvider(t, func(o *signin.Provider) { o.AMR = c.amr })
		h.user("made", linked(p, "s-1"), access.Officer)
		b := h.browser()
		if got := b.byProvider(p, c.who); got.to != c.to || (b.who() == "made") != (c.to == "/") {
			t.Errorf("%v: to %s as %q", c.amr, got.to, b.who())
		}
	}
	h, p := withProvider(t, func(o *signin.Provider) { o.ACR = []string{"mfa"} })
	h.user("made", linked(p, "s-1"), access.Officer)
	if got := h.browser().byProvider(p, person{subject: "s-1", change: func(c *claims) { c.ACR = "mfa" }}); got.to != "/" {
		t.Errorf("by acr: %s", got.to)
	}
}

// What the provider signs is believed only with every check.
func TestOIDCRefusesForgedTokens(t *testing.T) {
	resign := func(method jwt.SigningMethod, key func(*mockoidc.MockOIDC) any) func(*testing.T, *mockoidc.MockOIDC, string) string {
		return func(t *testing.T, m *mockoidc.MockOIDC, id string) string {
			parsed, _, err := jwt.NewParser().ParseUnverified(id, jwt.MapClaims{})
			must(t, err)
			again := jwt.NewWithClaims(method, parsed.Claims)
			kid, err := m.Keypair.KeyID()
			must(t, err)
			again.Header["kid"] = kid
			text, err := again.SignedString(key(m))
			must(t, err)
			return text
		}
	}
	for what, c := range map[string]struct {
		change func(*claims)
		sign   func(*testing.T, *mockoidc.MockOIDC, string) string
		why    string
	}{
		"nonce":             {change: func(c *claims) { c.Nonce = "other" }, why: "nonce"},
		"no nonce":          {change: func(c *claims) { c.Nonce = "" }, why: "nonce"},
		"audience":          {change: func(c *claims) { c.Audience = jwt.ClaimStrings{"other"} }, why: "token"},
		"audiences":         {change: func(c *claims) { c.Audience = append(c.Audience, "other") }, why: "audience"},
		"authorised party":  {change: func(c *claims) { c.AZP = "other" }, why: "audience"},
		"issuer":            {change: func(c *claims) { c.Issuer = "https://other.example" }, why: "token"},
		"expired":           {change: func(c *claims) { c.ExpiresAt = jwt.NewNumericDate(time.Now().Add(-time.Second)) }, why: "token"},
		"not yet":           {change: func(c *claims) { c.NotBefore = jwt.NewNumericDate(time.Now().Add(time.Hour)) }, why: "token"},
		"no subject":        {change: func(c *claims) { c.Subject = "" }, why: "subject"},
		"pending subject":   {change: func(c *claims) { c.Subject = "pending:made" }, why: "subject"},
		"algorithm none":    {sign: resign(jwt.SigningMethodNone, func(*mockoidc.MockOIDC) any { return jwt.UnsafeAllowNoneSignatureType }), why: "token"},
		"algorithm HS256":   {sign: resign(jwt.SigningMethodHS256, func(m *mockoidc.MockOIDC) any { return []byte(m.ClientSecret) }), why: "token"},
		"algorithm RS384":   {sign: resign(jwt.SigningMethodRS384, func(m *mockoidc.MockOIDC) any { return m.Keypair.PrivateKey }), why: "token"},
		"changed signature": {sign: func(_ *testing.T, _ *mockoidc.MockOIDC, id string) string { return id[:len(id)-8] + "AAAAAAAA" }, why: "token"},
		"no token":          {sign: func(*testing.T, *mockoidc.MockOIDC, string) string { return "" }, why: "token"},
	} {
		t.Run(what, func(t *testing.T) {
			h, p := withProvider(t, nil)
			h.user("made", linked(p, "s-1"), access.Member)
			p.sign = c.sign
			b := h.browser()
			got := b.byProvider(p, person{subject: "s-1", change: c.change})
			if got.status != 403 || b.session() != "" || !strings.Contains(strings.Join(h.texts(), ""), `"reason":"`+c.why+`"`) {
				t.Errorf("%d, %v", got.status, h.texts())
			}
		})
	}
}

// The return is bound to the browser that asked, and counts once.
func TestOIDCStateAndReplay(t *testing.T) {
	h, p := withProvider(t, nil)
	h.user("made", linked(p, "s-1"), access.Member)
	who := person{subject: "s-1"}
	b := h.browser()
	back := b.toProvider(p, who, "/masuk/oidc")
	if got := h.browser().get(back.RequestURI()); got.status != 403 {
		t.Errorf("in another browser: %d", got.status)
	}
	q := back.Query()
	q.Set("state", strings.Repeat("A", 26))
	if got := b.get(back.Path + "?" + q.Encode()); got.status != 403 || b.session() != "" {
		t.Errorf("another state: %d", got.status)
	}
	if got := b.get(back.RequestURI()); got.status != 403 {
		t.Errorf("after a refusal the flow goes on: %d", got.status)
	}
	back = b.toProvider(p, who, "/masuk/oidc?kembali=/akun")
	q = back.Query()
	q.Set("iss", "https://other.example")
	other := h.browser()
	other.setCookie("__Host-timpora-oidc", b.cookieValue("__Host-timpora-oidc"))
	if got := other.get(back.Path + "?" + q.Encode()); got.status != 403 {
		t.Errorf("of another issuer: %d", got.status)
	}
	flow := b.cookieValue("__Host-timpora-oidc")
	if got := b.get(back.RequestURI()); got.status != 303 || got.to != "/akun" || b.who() != "made" {
		t.Fatalf("%d %s as %q", got.status, got.to, b.who())
	}
	thief := h.browser()
	thief.setCookie("__Host-timpora-oidc", flow)
	if got := thief.get(back.RequestURI()); got.status != 403 || thief.session() != "" {
		t.Errorf("the same code again, with the flow's cookie: %d", got.status)
	}
	late := h.browser()
	back = late.toProvider(p, who, "/masuk/oidc")
	h.clock.forward(11 * time.Minute)
	if got := late.get(back.RequestURI()); got.status != 403 {
		t.Errorf("after eleven minutes: %d", got.status)
	}
	if got := h.browser().get("/masuk/oidc/kembali?error=access_denied&state=x"); got.status != 403 {
		t.Errorf("refused by the provider: %d", got.status)
	}
}

// Somebody without a password proves again to be there at the provider, which must
// say that it asked.
func TestOIDCProof(t *testing.T) {
	h, p := withProvider(t, nil)
	h.user("made", linked(p, "s-1"), access.Member)
	b := h.browser()
	b.byProvider(p, person{subject: "s-1"})
	h.clock.forward(6 * time.Minute)
	old := person{subject: "s-1", change: func(c *claims) { c.AuthTime = time.Now().Add(-time.Hour).Unix() }}
	back := b.toProvider(p, old, "/masuk/oidc?kembali=/akun")
	if got := b.get(back.RequestURI()); got.status != 403 {
		t.Errorf("signed in at the provider an hour ago: %d", got.status)
	}
	now := person{subject: "s-1", change: func(c *claims) { c.AuthTime = h.clock.now().Unix() }}
	back = b.toProvider(p, now, "/masuk/oidc?kembali=/akun")
	if got := b.get(back.RequestURI()); got.to != "/akun" || !strings.Contains(b.get("/akun").body, `action="/akun/token"`) {
		t.Errorf("%d %s", got.status, got.to)
	}
}

func TestOIDCDisabledUser(t *testing.T) {
	h, p := withProvider(t, nil)
	u := h.user("made", linked(p, "s-1"), access.Member)
	_, err := h.store.ChangeUser(context.Background(), u.ID, audit.Event{Action: "user_disable", Outcome: audit.Done}, func(u *access.User) error { u.Disabled = true; return nil }, "")
	must(t, err)
	b := h.browser()
	if got := b.byProvider(p, person{subject: "s-1"}); got.status != 403 || b.session() != "" {
		t.Errorf("%d", got.status)
	}
}

func TestProviderMustBeTrustworthy(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(file, []byte("x"), 0o644))
	good := signin.Provider{Issuer: "https://sso.example", ClientID: "timpora", SecretFile: file, Return: "https://peta.example/masuk/oidc/kembali"}
	for what, change := range map[string]func(*signin.Provider){
		"a secret that others may read": func(*signin.Provider) {},
		"an issuer over plain http":     func(p *signin.Provider) { p.Issuer = "http://sso.example" },
		"a return over plain http":      func(p *signin.Provider) { p.Return = "http://peta.example/masuk/oidc/kembali" },
		"no client":                     func(p *signin.Provider) { p.ClientID = "" },
		"no secret":                     func(p *signin.Provider) { p.SecretFile += "x" },
	} {
		p := good
		change(&p)
		if _, err := signin.New(signin.Options{Key: make([]byte, 32), Provider: &p}); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	must(t, os.Chmod(file, 0o600))
	if _, err := signin.New(signin.Options{Key: make([]byte, 32), Provider: &good}); err != nil {
		t.Error(err)
	}
}
