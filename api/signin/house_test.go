package signin_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"

	"timpora/api/answer"
	"timpora/api/password"
	"timpora/api/signin"
	"timpora/data"
	"timpora/risk/access"
	"timpora/risk/audit"
)

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// counted counts the hashes that are made.
type counted struct {
	*password.Hasher
	n atomic.Int64
}

func (c *counted) Verify(ctx context.Context, plain, hash string) (bool, error) {
	c.n.Add(1)
	return c.Hasher.Verify(ctx, plain, hash)
}

// askedSessions and askedTokens count the look-ups of credentials.
type askedSessions struct {
	*data.Store
	n *atomic.Int64
}

func (a askedSessions) Session(ctx context.Context, id string) (access.Session, access.User, error) {
	a.n.Add(1)
	return a.Store.Session(ctx, id)
}

type askedTokens struct {
	*data.Store
	n     *atomic.Int64
	after *func() // called before what was found is given, nil for nothing
}

func (a askedTokens) TokenByHash(ctx context.Context, hash string) (access.Token, access.User, error) {
	a.n.Add(1)
	t, u, err := a.Store.TokenByHash(ctx, hash)
	if f := *a.after; f != nil {
		f()
	}
	return t, u, err
}

// house is a service over a real store, with a server before it.
type house struct {
	t       testing.TB
	store   *data.Store
	db      *sql.DB
	hashes  *counted
	lookups atomic.Int64
	after   func()
	clock   *clock
	*signin.Service
	srv  *httptest.Server
	from atomic.Pointer[netip.Addr] // where requests come from, nil: loopback
}

// start makes a house; change may alter its options.
func start(t testing.TB, change ...func(*signin.Options)) *house {
	t.Helper()
	path := filepath.Join(t.TempDir(), "timpora.db")
	store, err := data.Open(context.Background(), path, data.Options{})
	must(t, err)
	t.Cleanup(func() { store.Close() })
	db, err := sql.Open("sqlite", path)
	must(t, err)
	t.Cleanup(func() { db.Close() })
	cheap, err := password.New(password.Cost{Memory: 64, Passes: 1, Lanes: 1}, 4)
	must(t, err)
	h := &house{t: t, store: store, db: db, hashes: &counted{Hasher: cheap}, clock: &clock{at: time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)}}
	o := h.options()
	for _, f := range change {
		f(&o)
	}
	h.Service, err = signin.New(o)
	must(t, err)
	h.srv = httptest.NewTLSServer(h.handler())
	t.Cleanup(h.srv.Close)
	return h
}

func (h *house) options() signin.Options {
	s := h.store
	return signin.Options{
		Store:     signin.Store{Users: s, Identities: s, Sessions: askedSessions{s, &h.lookups}, Browsers: s, Tokens: askedTokens{s, &h.lookups, &h.after}, Uses: s, Trail: s},
		Passwords: h.hashes, Key: []byte("0123456789abcdef0123456789abcdef"), Now: h.clock.now, Layers: []string{"desa", "cells"},
		Address: func(r *http.Request) netip.Addr {
			if a := h.from.Load(); a != nil {
				return *a
			}
			return netip.MustParseAddrPort(r.RemoteAddr).Addr()
		},
	}
}

// handler serves the pages, and at /siapa who asks.
func (h *house) handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range h.Routes() {
		mux.HandleFunc(r.Method+" "+r.Pattern, r.Handler)
	}
	who := func(w http.ResponseWriter, r *http.Request) {
		_, s, err := h.PathToken(r)
		if err == nil && s.Via == access.Anonymous {
			s, err = h.Authenticate(r)
		}
		signin.Private(w.Header(), s)
		if p, ok := err.(interface{ Unwrap() error }); ok {
			p.Unwrap().(*answer.Problem).Write(w, r)
			return
		}
		_ = json.NewEncoder(w).Encode(s)
	}
	mux.HandleFunc("GET /siapa", who)
	mux.Handle("POST /siapa", h.Protect(http.HandlerFunc(who)))
	mux.HandleFunc("GET /t/", who)
	mux.HandleFunc("GET /{$}", who)
	return mux
}

func (h *house) at(address string) {
	a := netip.MustParseAddr(address)
	h.from.Store(&a)
}

const first = "kuda laut biru menari"

// user makes a user with the password above.
func (h *house) user(name string, change func(*access.User), roles ...access.Role) access.User {
	h.t.Helper()
	hash, err := h.hashes.Hash(context.Background(), first)
	must(h.t, err)
	u := access.User{ID: uuid.Must(uuid.NewV7()).String(), Name: name, Roles: roles, Hash: hash, CreatedAt: h.clock.now()}
	if change != nil {
		change(&u)
	}
	must(h.t, h.store.AddUser(context.Background(), u, audit.Event{Action: "user_create", Outcome: audit.Done}))
	return u
}

// events are the actions of the trail with their outcomes, oldest first.
func (h *house) events() (all []string) {
	h.t.Helper()
	rows, err := h.db.Query("SELECT action, outcome FROM audit ORDER BY seq")
	must(h.t, err)
	defer rows.Close()
	for rows.Next() {
		var a, o string
		must(h.t, rows.Scan(&a, &o))
		all = append(all, a+" "+o)
	}
	must(h.t, rows.Err())
	return all
}

func (h *house) counts(event string) (n int) {
	for _, e := range h.events() {
		if e == event {
			n++
		}
	}
	return n
}

// browser is a client with cookies that follows nothing by itself.
type browser struct {
	h *house
	*http.Client
	last string // page
}

func (h *house) browser() *browser {
	jar, err := cookiejar.New(nil)
	must(h.t, err)
	c := *h.srv.Client()
	c.Jar = jar
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &browser{h: h, Client: &c}
}

// page is an answer that was read.
type page struct {
	status   int
	body, to string
	header   http.Header
}

func (b *browser) send(method, path string, form url.Values, change ...func(*http.Request)) page {
	b.h.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequest(method, b.h.srv.URL+path, body)
	must(b.h.t, err)
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, f := range change {
		f(r)
	}
	res, err := b.Do(r)
	must(b.h.t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	must(b.h.t, err)
	return page{res.StatusCode, string(text), res.Header.Get("Location"), res.Header}
}

func (b *browser) get(path string) page {
	b.h.t.Helper()
	p := b.send("GET", path, nil)
	b.last = p.body
	return p
}

// post fills the form of the page that was got last.
func (b *browser) post(path string, fields ...string) page {
	b.h.t.Helper()
	form := url.Values{}
	for _, name := range []string{"formulir", "kunci"} {
		if m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(b.last); m != nil {
			form.Set(name, m[1])
		}
	}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	p := b.send("POST", path, form)
	if p.status != http.StatusSeeOther {
		b.last = p.body
	}
	return p
}

// signIn shows name and password.
func (b *browser) signIn(name, password string) page {
	b.h.t.Helper()
	b.get("/masuk")
	return b.post("/masuk", "nama", name, "sandi", password)
}

// who is the name that the service knows the browser by, "" for the public.
func (b *browser) who() string {
	b.h.t.Helper()
	p := b.send("GET", "/siapa", nil)
	var s access.Subject
	if p.status != http.StatusOK || json.Unmarshal([]byte(p.body), &s) != nil {
		return "refused"
	}
	return s.Name
}

// session is the value of the session's cookie.
func (b *browser) session() string { return b.cookieValue("__Host-timpora") }

// enrol sets a second factor up on the page that is next, and gives the secret and
// the recovery codes.
func (b *browser) enrol() (secret string, recovery []string) {
	b.h.t.Helper()
	p := b.get("/masuk/faktor")
	m := regexp.MustCompile(`<code class="secret" id="kunci">([A-Z2-7 ]+)</code>`).FindStringSubmatch(p.body)
	if m == nil {
		b.h.t.Fatalf("no key to enrol: %d %s", p.status, p.to)
	}
	secret = strings.ReplaceAll(m[1], " ", "")
	p = b.post("/masuk/faktor", "kode", b.h.code(secret))
	for _, m := range regexp.MustCompile(`<li>([A-Z2-7-]{19})</li>`).FindAllStringSubmatch(p.body, -1) {
		recovery = append(recovery, m[1])
	}
	if len(recovery) != 10 {
		b.h.t.Fatalf("%d recovery codes: %d %s", len(recovery), p.status, p.body)
	}
	return secret, recovery
}

// code is what the app shows now.
func (h *house) code(secret string) string {
	h.t.Helper()
	code, err := totp.GenerateCode(secret, h.clock.now())
	must(h.t, err)
	return code
}

// staff is a browser of an officer who has gone through all stages.
func (h *house) staff(name string, roles ...access.Role) (*browser, access.User, string) {
	h.t.Helper()
	u := h.user(name, nil, roles...)
	b := h.browser()
	b.signIn(name, first)
	secret, _ := b.enrol()
	if got := b.who(); got != name {
		h.t.Fatalf("signed in as %q", got)
	}
	h.clock.forward(time.Minute) // for another code
	return b, u, secret
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *house) hash(t testing.TB, plain string) string {
	hash, err := h.hashes.Hash(context.Background(), plain)
	must(t, err)
	return hash
}

// with asks who somebody with one header is.
func (h *house) with(name, value string, more ...string) page {
	return h.browser().send("GET", "/siapa", nil, func(r *http.Request) {
		r.Header[name] = append([]string{value}, more...)
	})
}

func (b *browser) setSession(value string) { b.setCookie("__Host-timpora", value) }

// sessionID is the stored id of a browser's session.
func sessionID(b *browser) string {
	sum := sha256.Sum256([]byte(b.session()))
	return hex.EncodeToString(sum[:])
}

func (b *browser) setCookie(name, value string) {
	u, err := url.Parse(b.h.srv.URL)
	must(b.h.t, err)
	b.Jar.SetCookies(u, []*http.Cookie{{Name: name, Value: value, Path: "/", Secure: true}})
}

// form is what differs between two pages for different browsers.
var form = regexp.MustCompile(`name="formulir" value="[^"]*"`)

// texts are the events and actors of the trail as they are stored.
func (h *house) texts() (all []string) {
	h.t.Helper()
	rows, err := h.db.Query("SELECT event, actor FROM audit ORDER BY seq")
	must(h.t, err)
	defer rows.Close()
	for rows.Next() {
		var e, a string
		must(h.t, rows.Scan(&e, &a))
		all = append(all, e+" "+a)
	}
	must(h.t, rows.Err())
	return all
}

func (b *browser) cookieValue(name string) string {
	u, err := url.Parse(b.h.srv.URL)
	must(b.h.t, err)
	for _, c := range b.Jar.Cookies(u) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}
