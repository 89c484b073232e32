package main

import (
	"net/http"
	"strings"
	"testing"
)

// probe is one route asked for one thing. may names the roles that get it, by the
// letters of letterOf, within their scope; may of another area's thing is empty.
type probe struct {
	route, path, body string
	may               string // letters; * for all
	foreign           bool   // the thing lies outside the scope of scoped subjects
	whole             bool   // it concerns the whole working area
	status            int    // for those who may; 0 is 200
}

func letterOf(role string) string {
	return map[string]string{"public": "p", "reporter": "r", "desa": "d", "member": "m", "officer": "o", "planner": "l", "administrator": "a", "auditor": "u"}[role]
}

// Who may do what, written down apart from the program: role, route, own and
// foreign area. A route that is not here fails the test.
func probes(o objects, own string) []probe {
	const cells, exact, files = "dmolau", "ol", "ola"
	return []probe{
		{"GET /api/v1/status", "/api/v1/status", "", "*", false, false, 0},
		{"GET /api/v1/policy", "/api/v1/policy", "", "*", false, false, 0},
		{"GET /api/v1/areas", "/api/v1/areas?q=singaraja", "", "*", false, false, 0},
		{"GET /api/v1/areas/:code", "/api/v1/areas/51.01", "", "*", true, false, 0}, // boundaries are public; figures are looked at elsewhere
		{"GET /api/v1/locate", "/api/v1/locate?lon=115.09&lat=-8.11", "", "*", false, false, 0},
		{"POST /api/v1/locate", "/api/v1/locate", `{"points":[[115.09,-8.11]]}`, "*", false, false, 0},
		{"GET /api/v1/cells", "/api/v1/cells", "", cells, false, false, 0},
		{"GET /api/v1/cells/:cell", "/api/v1/cells/" + o.cell, "", exact, false, false, 0},
		{"GET /api/v1/cells/:cell", "/api/v1/cells/" + o.foreignCell, "", exact, true, false, 0},
		{"GET /api/v1/clusters", "/api/v1/clusters", "", cells, false, false, 0},
		{"GET /api/v1/clusters/:id", "/api/v1/clusters/" + o.cluster, "", exact, false, false, 0},
		{"GET /api/v1/clusters/:id", "/api/v1/clusters/" + o.foreignCluster, "", exact, true, false, 0},
		{"GET /api/v1/plan", "/api/v1/plan", "", exact, false, false, 0},
		{"POST /api/v1/plan/:id/decision", "/api/v1/plan/" + o.proposal + "/decision", `{"accept":true}`, "l", false, false, 400},
		{"POST /api/v1/plan/:id/decision", "/api/v1/plan/" + o.foreignProposal + "/decision", `{"accept":true,"reason":""}`, "l", false, false, 400},
		{"GET /api/v1/stays", "/api/v1/stays?limit=5&purpose=pemeriksaan+lapangan&area=" + own, "", cells, false, false, 0},
		{"GET /api/v1/stays", "/api/v1/stays?limit=5&purpose=pemeriksaan+lapangan&area=51.01", "", cells, true, false, 0},
		{"GET /api/v1/runs", "/api/v1/runs", "", cells, false, false, 0},
		{"GET /api/v1/runs/:id", "/api/v1/runs/" + o.run, "", cells, false, false, 0},
		{"GET /api/v1/nights", "/api/v1/nights", "", exact, false, true, 0},
		{"GET /api/v1/nights/:file", "/api/v1/nights/2026-11-20.html", "", exact, false, true, 0},
		{"GET /api/v1/imports", "/api/v1/imports", "", files, false, true, 0},
		{"POST /api/v1/imports/:kind", "/api/v1/imports/visits?filename=a.csv&dry_run=true", "desa;tanggal\n", files, false, true, 0},
		{"GET /api/v1/audit", "/api/v1/audit?limit=5", "", "au", false, true, 0},
		{"GET /audit", "/audit", "", "au", false, true, 0},
		{"GET /export/:file", "/export/desa.csv", "", "*", false, false, 0},
		{"GET /export/:file", "/export/cells.csv", "", cells, false, false, 0},
		{"GET /export/:file", "/export/clusters.kml", "", cells, false, false, 0},
		{"GET /export/:file", "/export/coverage.geojson", "", cells, false, false, 0},
		{"GET /tiles/:file", "/tiles/desa.json", "", "*", false, false, 0},
		{"GET /tiles/:file", "/tiles/operations.json", "", exact, false, false, 0},
		{"GET /tiles/:layer/metadata.json", "/tiles/cells/metadata.json", "", cells, false, false, 0},
		{"GET /tiles/:layer/:z/:x/:y", "/tiles/kecamatan/9/419/267.mvt", "", "*", false, false, 0},
		{"GET /tiles/:layer/:z/:x/:y", "/tiles/cells/9/419/267.mvt", "", cells, false, false, 0},
		{"GET /tiles/:layer/:z/:x/:y", "/tiles/coverage/9/419/267.mvt", "", cells, false, false, 0},
		{"GET /styles/:styleId", "/styles/desa.json", "", "*", false, false, 0},
		{"GET /styles/:styleId", "/styles/clusters.json", "", cells, false, false, 0},
		{"GET /fonts/:fontstack/:range", "/fonts/Go%20Bold/0-255.pbf", "", "*", false, false, 0},
		{"GET /gis", "/gis", "", "*", false, false, 0},
		{"GET /api/openapi.json", "/api/openapi.json", "", "*", false, false, 0},
		{"GET /api/docs", "/api/docs", "", "*", false, false, 0},
		{"GET /healthz", "/healthz", "", "*", false, false, 0},
		{"GET /readyz", "/readyz", "", "*", false, false, 0},
		{"GET /", "/", "", "*", false, false, 0},
		{"GET /*", "/no-such-asset.js", "", "*", false, false, 404},
		{"ogc", "/ogc", "", "*", false, false, 0},
		{"ogc", "/ogc/collections/desa/items?limit=1", "", "*", false, false, 0},
		{"ogc", "/ogc/collections/cells/items?limit=1", "", cells, false, false, 0},
		{"ogc", "/ogc/collections/clusters", "", cells, false, false, 0},
		{"ogc", "/ogc/collections/coverage/queryables", "", cells, false, false, 0},
		{"ogc", "/ogc/collections/operations/items", "", exact, false, false, 0},
		{"ogc", "/ogc/collections/cells/items/" + o.cell, "", exact, false, false, 0},
		{"ogc", "/ogc/collections/cells/items/" + o.foreignCell, "", exact, true, false, 0},
	}
}

// want is the status that a subject is to get.
func (p probe) want(role string, scoped bool) int {
	may := p.may == "*" || strings.Contains(p.may, letterOf(role))
	switch {
	case !may && role == "public":
		return http.StatusUnauthorized
	case !may && p.hides(role):
		return http.StatusNotFound
	case !may || scoped && p.whole:
		return http.StatusForbidden
	case scoped && p.foreign && p.may != "*":
		return http.StatusNotFound
	case p.status != 0:
		return p.status
	}
	return http.StatusOK
}

// hides reports whether a role may use the route, but sees coarser things than the
// one that is asked for: it does not exist for the role.
func (p probe) hides(role string) bool {
	one := strings.HasPrefix(p.path, "/api/v1/cells/") || strings.HasPrefix(p.path, "/api/v1/clusters/") || strings.Contains(p.path, "/items/")
	return one && strings.Contains("dmau", letterOf(role))
}

// TestAuthorizationMatrix asks every route as every role, for the whole area and
// with a scope, for things of the own area and of another.
func TestAuthorizationMatrix(t *testing.T) {
	g := newGuarded(t)
	o := g.objects()
	all, listed := probes(o, string(g.own)), map[string]bool{}
	for _, p := range all {
		listed[p.route] = true
	}
	for _, r := range g.server.Routes() {
		if !listed[r.Method+" "+r.Path] {
			t.Errorf("%s %s is in no line of the matrix", r.Method, r.Path)
		}
	}
	asked := 0
	for _, role := range []string{"public", "reporter", "desa", "member", "officer", "planner", "administrator", "auditor"} {
		for _, scoped := range []bool{false, true} {
			subject := role
			if scoped {
				subject += "/" + string(g.own)
			}
			for _, p := range all {
				if role == "desa" && !scoped && p.may != "*" {
					continue // a desa official without a desa is looked at below
				}
				method := "GET"
				if p.body != "" {
					method = "POST"
				}
				w := g.ask(subject, method, p.path, p.body)
				asked++
				if want := p.want(role, scoped); w.Code != want && (want != 200 || w.Code != 204) {
					t.Errorf("%s: %s %s: %d, want %d: %.150s", subject, method, p.path, w.Code, want, w.Body)
				}
				if w.Code == http.StatusUnauthorized && w.Header().Get("WWW-Authenticate") == "" {
					t.Errorf("%s: %s: no challenge", subject, p.path)
				}
			}
		}
	}
	if asked < 600 {
		t.Errorf("only %d requests", asked)
	}
	if w := g.ask("desa", "GET", "/api/v1/cells", ""); w.Code != http.StatusForbidden {
		t.Errorf("a desa official without a desa reads cells: %d", w.Code)
	}
	t.Run("stays", func(t *testing.T) { staysByTier(t, g) })
	t.Run("foreign decision", func(t *testing.T) { foreignDecision(t, g, o) })
	t.Run("scope", func(t *testing.T) { sameScopeEverywhere(t, g) })
	t.Run("figures", func(t *testing.T) { figuresOfOtherAreas(t, g) })
}

// foreignDecision: a proposal outside the scope does not exist, and stays open.
func foreignDecision(t *testing.T, g *guarded, o objects) {
	w := g.ask("planner/"+string(g.own), "POST", "/api/v1/plan/"+o.foreignProposal+"/decision", `{"accept":true,"reason":"x"}`)
	if w.Code != http.StatusNotFound {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	w = g.ask("planner/"+string(g.own), "POST", "/api/v1/plan/"+o.proposal+"/decision", `{"accept":false,"reason":"jalan terputus"}`)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"by":"planner"`) {
		t.Errorf("own: %d %s", w.Code, w.Body)
	}
	decided, err := g.s.Decisions(t.Context(), "")
	if err != nil || len(decided) != 1 || decided[0].Proposal != o.proposal {
		t.Errorf("%d decisions, %v", len(decided), err)
	}
	if w := g.ask("planner", "POST", "/api/v1/plan/"+o.proposal+"/decision", `{"accept":true,"reason":"x"}`); w.Code != http.StatusConflict {
		t.Errorf("again: %d %s", w.Code, w.Body)
	}
}
