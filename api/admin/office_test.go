package admin_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"

	"timpora/api/admin"
	"timpora/api/password"
	"timpora/api/signin"
	"timpora/data"
	"timpora/geo"
	"timpora/risk/access"
	"timpora/risk/audit"
)

const first = "kuda laut biru menari"

// office is the pages over a real store and the real sign-in, with a clock that a
// test moves.
type office struct {
	t      testing.TB
	store  *data.Store
	db     *sql.DB
	signIn *signin.Service
	admin  *admin.Service
	hasher *password.Hasher
	srv    *httptest.Server

	mu sync.Mutex
	at time.Time
}

// open makes an office; change may alter the options of sign-in and of the pages.
func open(t testing.TB, change ...func(*signin.Options, *admin.Options)) *office {
	t.Helper()
	path := filepath.Join(t.TempDir(), "timpora.db")
	store, err := data.Open(context.Background(), path, data.Options{})
	must(t, err)
	t.Cleanup(func() { store.Close() })
	db, err := sql.Open("sqlite", path)
	must(t, err)
	t.Cleanup(func() { db.Close() })
	o := &office{t: t, store: store, db: db, at: time.Now().Truncate(time.Second)}
	o.hasher, err = password.New(password.Cost{Memory: 64, Passes: 1, Lanes: 1}, 4)
	must(t, err)
	in := signin.Options{
		Store:     signin.Store{Users: store, Identities: store, Sessions: store, Browsers: store, Tokens: store, Uses: store, Trail: store},
		Passwords: o.hasher, Key: []byte("0123456789abcdef0123456789abcdef"), Now: o.now,
	}
	options := admin.Options{
		Store:  admin.Store{Users: store, Changes: store, Sessions: store, Tokens: store},
		Layers: []string{"desa", "cells"}, Now: o.now,
		Names: func(context.Context) (map[geo.AreaCode]string, error) { return names(), nil },
	}
	for _, f := range change {
		f(&in, &options)
	}
	o.signIn, err = signin.New(in)
	must(t, err)
	options.SignIn = o.signIn
	o.admin, err = admin.New(options)
	must(t, err)
	o.srv = httptest.NewTLSServer(o.handler())
	t.Cleanup(o.srv.Close)
	return o
}

// names are a few areas of Buleleng, with two that are called the same.
func names() map[geo.AreaCode]string {
	return map[geo.AreaCode]string{
		"51.08": "Buleleng", "51.08.06": "Buleleng", "51.08.08": "Kubutambahan", "51.08.08.2003": "Tamblang", "51.07": "Karangasem",
	}
}

// handler serves the pages, and at /siapa who asks.
func (o *office) handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range append(o.signIn.Routes(), o.admin.Routes()...) {
		mux.HandleFunc(r.Method+" "+r.Pattern, r.Handler)
	}
	mux.HandleFunc("GET /siapa", func(w http.ResponseWriter, r *http.Request) {
		s, err := o.signIn.Authenticate(r)
		if err != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_ = json.NewEncoder(w).Encode(s)
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "peta") })
	return mux
}

func (o *office) now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.at
}

func (o *office) forward(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.at = o.at.Add(d)
}

// user makes a user with the password above.
func (o *office) user(name string, change func(*access.User), roles ...access.Role) access.User {
	o.t.Helper()
	hash, err := o.hasher.Hash(context.Background(), first)
	must(o.t, err)
	u := access.User{ID: uuid.Must(uuid.NewV7()).String(), Name: name, Roles: roles, Hash: hash, CreatedAt: o.now()}
	if change != nil {
		change(&u)
	}
	must(o.t, o.store.AddUser(context.Background(), u, audit.Event{Action: "user_create", Outcome: audit.Done}))
	return u
}

// reread is a user as stored now.
func (o *office) reread(u access.User) access.User {
	o.t.Helper()
	u, err := o.store.UserByID(context.Background(), u.ID)
	must(o.t, err)
	return u
}

// trail are the entries of an action, actor before event, as JSON.
func (o *office) trail(action string) (all []string) {
	o.t.Helper()
	rows, err := o.db.Query("SELECT actor || ' ' || event FROM audit WHERE action = $1 ORDER BY seq", action)
	must(o.t, err)
	defer rows.Close()
	for rows.Next() {
		var one string
		must(o.t, rows.Scan(&one))
		all = append(all, one)
	}
	must(o.t, rows.Err())
	return all
}

// browser is a client with cookies that follows nothing by itself.
type browser struct {
	o *office
	*http.Client
	last string // page
}

func (o *office) browser() *browser {
	jar, err := cookiejar.New(nil)
	must(o.t, err)
	c := *o.srv.Client()
	c.Jar = jar
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &browser{o: o, Client: &c}
}

// page is an answer that was read.
type page struct {
	status   int
	body, to string
}

func (b *browser) send(method, path string, form url.Values, change ...func(*http.Request)) page {
	b.o.t.Helper()
	r, err := http.NewRequest(method, b.o.srv.URL+path, strings.NewReader(form.Encode()))
	must(b.o.t, err)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, f := range change {
		f(r)
	}
	res, err := b.Do(r)
	must(b.o.t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	must(b.o.t, err)
	return page{res.StatusCode, string(text), res.Header.Get("Location")}
}

func (b *browser) get(path string) page {
	b.o.t.Helper()
	p := b.send("GET", path, nil)
	if p.status == http.StatusOK {
		b.last = p.body
	}
	return p
}

// post sends fields with the form's token of the page that was got last.
func (b *browser) post(path string, fields ...string) page {
	b.o.t.Helper()
	form := url.Values{}
	if m := regexp.MustCompile(`name="formulir" value="([^"]*)"`).FindStringSubmatch(b.last); m != nil {
		form.Set("formulir", m[1])
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

// signIn shows name and password, and enrols a second factor where one is needed.
func (b *browser) signIn(name, plain string) page {
	b.o.t.Helper()
	b.get("/masuk")
	p := b.post("/masuk", "nama", name, "sandi", plain)
	if !strings.HasPrefix(p.to, "/masuk/faktor") {
		return p
	}
	body := b.get("/masuk/faktor").body
	secret := regexp.MustCompile(`id="kunci">([A-Z2-7 ]+)<`).FindStringSubmatch(body)
	sealed := regexp.MustCompile(`name="kunci" value="([^"]*)"`).FindStringSubmatch(body)
	if secret == nil || sealed == nil {
		b.o.t.Fatalf("no key to enrol: %s", body)
	}
	code, err := totp.GenerateCode(strings.ReplaceAll(secret[1], " ", ""), b.o.now())
	must(b.o.t, err)
	return b.post("/masuk/faktor", "kode", code, "kunci", sealed[1])
}

// who is the name that the service knows the browser by, "" for the public.
func (b *browser) who() string { return b.subject().Name }

func (b *browser) subject() (s access.Subject) {
	b.o.t.Helper()
	p := b.send("GET", "/siapa", nil)
	if p.status == http.StatusUnauthorized {
		return s
	}
	must(b.o.t, json.Unmarshal([]byte(p.body), &s))
	return s
}

// administrator is a browser of one who has gone through all stages.
func (o *office) administrator(name string) (*browser, access.User) {
	o.t.Helper()
	u := o.user(name, nil, access.Administrator)
	b := o.browser()
	b.signIn(name, first)
	if got := b.who(); got != name {
		o.t.Fatalf("signed in as %q", got)
	}
	b.get("/kelola")
	return b, u
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
