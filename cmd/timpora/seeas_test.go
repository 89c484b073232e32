package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"timpora/api"
	"timpora/geo"
	"timpora/risk/access"
	"timpora/risk/audit"
)

const (
	seenPassword = "kuda laut biru menari"
	seenStays    = "/api/v1/stays?area=51.07.04&purpose=uji+peta+tim"
)

// bureau is the whole service over a scored demo, with the real sign-in and the
// pages of administrators.
type bureau struct {
	t   *testing.T
	s   *session
	srv *httptest.Server
	own geo.AreaCode
}

func newBureau(t *testing.T) *bureau {
	t.Helper()
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	must(t, dir, "score", "-q")
	a := &app{dir: dir, now: time.Now, quiet: true, err: os.Stderr, out: io.Discard}
	s, err := a.open(t.Context())
	fine(t, err)
	t.Cleanup(func() { s.Close() })
	flags := serveFlags{gateFlags: gateFlags{noSecond: true}}
	log := slog.New(slog.DiscardHandler)
	gate, err := a.gate(s.Store, log, flags)
	fine(t, err)
	flags.signIn, flags.network = gate, gate.Network
	flags.pages, err = a.pagesOf(s, gate, flags.gateFlags)
	fine(t, err)
	actor := func(w http.ResponseWriter, r *http.Request) { _ = json.NewEncoder(w).Encode(audit.From(r.Context())) }
	flags.pages = append(flags.pages, api.Page{Method: "GET", Pattern: "/pelaku", Need: access.Open, Handler: http.HandlerFunc(actor)})
	server, err := a.newServer(t.Context(), s, log, flags, gate)
	fine(t, err)
	o := &bureau{t: t, s: s, srv: httptest.NewServer(server), own: "51.07"}
	t.Cleanup(o.srv.Close)
	hash, err := gate.Hash(t.Context(), seenPassword)
	fine(t, err)
	o.user("kepala", hash, nil, access.Administrator)
	o.user("made", hash, []geo.AreaCode{o.own}, access.Officer, access.Planner)
	o.user("rai", hash, []geo.AreaCode{o.own}, access.Member)
	return o
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (o *bureau) user(name, hash string, scope []geo.AreaCode, roles ...access.Role) {
	o.t.Helper()
	u := access.User{ID: uuid.Must(uuid.NewV7()).String(), Name: name, Hash: hash, Roles: roles, Scope: scope, CreatedAt: time.Now()}
	fine(o.t, o.s.AddUser(o.t.Context(), u, did("user_create", "user:"+u.ID, nil)))
}

func (o *bureau) id(name string) string {
	u, err := o.s.UserByName(o.t.Context(), name)
	fine(o.t, err)
	return u.ID
}

// visitor is a browser that has signed in.
type visitor struct {
	o *bureau
	*http.Client
}

func (o *bureau) visitor(name string) *visitor {
	jar, err := cookiejar.New(nil)
	fine(o.t, err)
	v := &visitor{o, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if status, _ := v.fill("/masuk", "/masuk", url.Values{"nama": {name}, "sandi": {seenPassword}}); status != http.StatusSeeOther {
		o.t.Fatalf("%s does not sign in: %d", name, status)
	}
	return v
}

func (v *visitor) ask(method, path, media string, body io.Reader) (int, []byte) {
	v.o.t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, v.o.srv.URL+path, body)
	fine(v.o.t, err)
	r.Header.Set("Content-Type", media)
	res, err := v.Do(r)
	fine(v.o.t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	fine(v.o.t, err)
	return res.StatusCode, text
}

func (v *visitor) get(path string) (int, []byte) { return v.ask("GET", path, "", nil) }

// fill sends a form that a page shows.
func (v *visitor) fill(page, path string, form url.Values) (int, []byte) {
	v.o.t.Helper()
	_, body := v.get(page)
	m := regexp.MustCompile(`name="formulir" value="([^"]*)"`).FindSubmatch(body)
	if m == nil {
		v.o.t.Fatalf("no form at %s: %s", page, body)
	}
	form.Set("formulir", string(m[1]))
	return v.ask("POST", path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// timeless is an answer without the time and without who looks over the shoulder.
func timeless(t *testing.T, path string, body []byte) []byte {
	if path != "/api/v1/status" {
		return body
	}
	var doc map[string]any
	fine(t, json.Unmarshal(body, &doc))
	delete(doc, "now")
	delete(doc, "as")
	body, err := json.Marshal(doc)
	fine(t, err)
	return body
}

func TestSeeingAs(t *testing.T) {
	o := newBureau(t)
	t.Run("equals that user's API", func(t *testing.T) { testSeenAsOwn(t, o) })
	t.Run("decides nothing", func(t *testing.T) { testSeenDecidesNothing(t, o) })
}

// What an administrator sees as another is what that user's own session gets, byte
// for byte: figures, tiles, plans, exports and refusals.
func testSeenAsOwn(t *testing.T, o *bureau) {
	paths := []string{
		"/api/v1/status", "/api/v1/cells?limit=10000", "/api/v1/clusters", "/api/v1/plan", "/api/v1/runs", "/api/v1/nights", "/api/v1/areas?level=desa", "/tiles/cells/9/419/267.mvt",
		"/tiles/cells/10/840/534.mvt", "/tiles/cells/11/1678/1067.mvt", "/tiles/desa/9/419/267.mvt", "/export/cells.csv", "/export/clusters.geojson", "/ogc/collections", seenStays,
	}
	admin := o.visitor("kepala")
	own := map[string]string{}
	for _, path := range paths {
		_, body := admin.get(path)
		own[path] = string(timeless(t, path, body))
	}
	for _, name := range []string{"made", "rai"} {
		user := o.visitor(name)
		page := "/kelola/pengguna/" + o.id(name)
		if status, body := admin.fill(page, page+"/lihat", url.Values{"alasan": {"uji"}}); status != http.StatusSeeOther {
			t.Fatalf("as %s: %d %s", name, status, body)
		}
		differs := 0
		for _, path := range paths {
			wantStatus, want := user.get(path)
			status, got := admin.get(path)
			if status != wantStatus || !bytes.Equal(timeless(t, path, got), timeless(t, path, want)) {
				t.Errorf("%s as %s: %d and %d bytes, the user's own: %d and %d bytes", path, name, status, len(got), wantStatus, len(want))
			}
			if own[path] != string(timeless(t, path, want)) {
				differs++
			}
		}
		if differs < 4 {
			t.Errorf("%s sees what an administrator sees in all but %d answers: the comparison proves nothing", name, differs)
		}
		o.seenIn(admin, name)
		if status, _ := admin.fill("/kelola/kembali", "/kelola/kembali", url.Values{}); status != http.StatusSeeOther {
			t.Fatalf("back: %d", status)
		}
	}
	o.seenIn(admin, "")
	for _, path := range paths {
		if _, body := admin.get(path); own[path] != string(timeless(t, path, body)) {
			t.Errorf("%s is another after going back", path)
		}
	}
}

// seenIn checks what the status and the audit trail say of an administrator who sees
// as somebody, "" for nobody.
func (o *bureau) seenIn(v *visitor, name string) {
	o.t.Helper()
	var status struct {
		User string
		As   *string
	}
	_, body := v.get("/api/v1/status")
	fine(o.t, json.Unmarshal(body, &status))
	if name == "" {
		if status.As != nil || status.User != "kepala" || !strings.Contains(string(body), `"as":null`) {
			o.t.Errorf("as nobody: %s", body)
		}
		return
	}
	if status.As == nil || *status.As != name || status.User != name {
		o.t.Errorf("as %s: %s", name, body)
	}
	var actor audit.Actor
	_, body = v.get("/pelaku")
	fine(o.t, json.Unmarshal(body, &actor))
	if actor != (audit.Actor{ID: o.id("kepala"), Name: "kepala", As: name, Via: "session", Network: "127.0.0.0/24"}) {
		o.t.Errorf("the trail has %+v", actor)
	}
}

// Whoever sees as a planner decides nothing, though the planner may.
func testSeenDecidesNothing(t *testing.T, o *bureau) {
	admin, made := o.visitor("kepala"), o.visitor("made")
	page := "/kelola/pengguna/" + o.id("made")
	if status, _ := admin.fill(page, page+"/lihat", url.Values{"alasan": {"uji"}}); status != http.StatusSeeOther {
		t.Fatalf("%d", status)
	}
	var plan struct {
		Plan struct{ Proposals []struct{ ID string } }
	}
	_, body := admin.get("/api/v1/plan")
	fine(t, json.Unmarshal(body, &plan))
	if len(plan.Plan.Proposals) == 0 {
		t.Fatalf("no proposals: %s", body)
	}
	at := fmt.Sprintf("/api/v1/plan/%s/decision", plan.Plan.Proposals[0].ID)
	for _, c := range []struct {
		v    *visitor
		want int
	}{{admin, http.StatusForbidden}, {made, http.StatusOK}} {
		if status, body := c.v.ask("POST", at, "application/json", strings.NewReader(`{"accept": true, "reason": "uji"}`)); status != c.want {
			t.Errorf("%d, want %d: %s", status, c.want, body)
		}
	}
	for _, path := range []string{"/kelola", "/kelola/token", page} {
		if status, body := admin.get(path); status != http.StatusForbidden || !bytes.Contains(body, []byte(`action="/kelola/kembali"`)) {
			t.Errorf("%s: %d %.300s", path, status, body)
		}
	}
	if status, body := admin.get(seenStays); status != http.StatusOK || !bytes.Contains(body, []byte(`"masked":false`)) {
		t.Errorf("stays: %d %.300s", status, body)
	}
	entries, err := o.s.Audit(t.Context(), audit.Filter{})
	fine(t, err)
	if !slices.ContainsFunc(entries, func(e audit.Entry) bool {
		return e.Event.Action == "see_as" && e.Actor.Name == "kepala" && e.Event.Detail["name"] == "made" && e.Event.Detail["reason"] == "uji"
	}) {
		t.Errorf("%+v", entries)
	}
	if !slices.ContainsFunc(entries, func(e audit.Entry) bool {
		return e.Actor.Name == "kepala" && e.Actor.As == "made" && e.Actor.Purpose == "uji peta tim"
	}) {
		t.Errorf("reading stays as another is not in the trail with both names: %+v", entries)
	}
}
