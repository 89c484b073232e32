package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"timpora/api"
	"timpora/geo"
	"timpora/risk/access"
)

// headerGate believes what a header says, so that tests of authorization need no
// sign-in: roles, a slash, and the codes of a scope.
type headerGate struct{}

func (headerGate) Authenticate(r *http.Request) (access.Subject, error) {
	roles, scope, _ := strings.Cut(r.Header.Get("X-Test-Subject"), "/")
	if roles == "" || roles == string(access.Public) {
		return access.Subject{}, nil
	}
	s := access.Subject{ID: "u-" + roles, Name: roles, Via: access.BySession}
	var err error
	if s.Roles, err = access.ParseRoles(roles); err != nil {
		return s, err
	}
	for _, code := range strings.FieldsFunc(scope, func(r rune) bool { return r == ',' }) {
		s.Scope = append(s.Scope, geo.AreaCode(code))
	}
	return s, nil
}

// guarded is the whole service over a scored demo.
type guarded struct {
	t      *testing.T
	server *api.Server
	s      *session
	own    geo.AreaCode // a kabupaten with clusters and proposals
}

func newGuarded(t *testing.T) *guarded {
	t.Helper()
	dir := t.TempDir()
	must(t, dir, "demo", "-q")
	must(t, dir, "report", "-q", "--date", "2026-11-20")
	must(t, dir, "score", "-q")
	a := &app{dir: dir, now: time.Now, quiet: true, err: os.Stderr, out: io.Discard}
	s, err := a.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	g := &guarded{t: t, s: s, own: "51.07"}
	if g.server, err = a.newServer(t.Context(), s, slog.New(slog.DiscardHandler), serveFlags{}, headerGate{}); err != nil {
		t.Fatal(err)
	}
	return g
}

// ask sends a request as a subject.
func (g *guarded) ask(subject, method, path, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://timpora.test"+path, strings.NewReader(body))
	r.Header.Set("X-Test-Subject", subject)
	w := httptest.NewRecorder()
	g.server.ServeHTTP(w, r)
	return w
}

// read is ask for a JSON document that must come.
func (g *guarded) read(subject, path string, into any) {
	g.t.Helper()
	w := g.ask(subject, "GET", path, "")
	if w.Code != http.StatusOK {
		g.t.Fatalf("%s reads %s: %d %.300s", subject, path, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		g.t.Fatalf("%s reads %s: %v", subject, path, err)
	}
}

// objects are one thing of the own area and one of another, as a planner sees them.
type objects struct {
	cell, cluster, proposal, run string
	foreignCell, foreignCluster  string
	foreignProposal              string
}

func (g *guarded) objects() objects {
	g.t.Helper()
	var o objects
	var cells struct {
		Cells []struct {
			Cell string
			Desa struct{ Code geo.AreaCode }
		}
	}
	var clusters struct {
		Clusters []struct {
			ID   string
			Desa []struct{ Code geo.AreaCode }
		}
	}
	var plan struct {
		Run  struct{ ID string }
		Plan struct {
			Proposals []struct {
				ID   string
				Desa []struct{ Code geo.AreaCode }
			}
		}
	}
	g.read("planner", "/api/v1/cells?limit=10000", &cells)
	g.read("planner", "/api/v1/clusters", &clusters)
	g.read("planner", "/api/v1/plan", &plan)
	o.run = plan.Run.ID
	for _, c := range cells.Cells {
		put(c.Desa.Code.Within(g.own), c.Cell, &o.cell, &o.foreignCell)
	}
	for _, c := range clusters.Clusters {
		own := slices.ContainsFunc(c.Desa, func(d struct{ Code geo.AreaCode }) bool { return d.Code.Within(g.own) })
		put(own, c.ID, &o.cluster, &o.foreignCluster)
	}
	for _, p := range plan.Plan.Proposals {
		put(p.Desa[0].Code.Within(g.own), p.ID, &o.proposal, &o.foreignProposal)
	}
	if o.cell == "" || o.cluster == "" || o.proposal == "" || o.foreignCell == "" || o.foreignCluster == "" || o.foreignProposal == "" {
		g.t.Fatalf("the demo does not show both sides: %+v", o)
	}
	return o
}

func put(own bool, id string, mine, other *string) {
	if own {
		*mine = id
	} else {
		*other = id
	}
}
