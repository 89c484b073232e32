package api_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"timpora/api"
	"timpora/risk/access"
)

// TestSummaryHidesWhatATierMayNotSee: lower tiers get whole scores and only the
// figures that the disclosure rules leave, premises with the persons in them.
func TestSummaryHidesWhatATierMayNotSee(t *testing.T) {
	all := []string{"persons", "reports", "verified", "max_score", "mean_score", "premises"}
	tests := []struct {
		path   string
		hidden []string
		top    float64
	}{
		{"51.08.06.1010", nil, 41.5},
		{"51.08.06.1010?tier=partner", all, 0},
		{"51.08.06?tier=partner", all, 0}, // three persons, of whom five would be shown
		{"51.08?tier=public", all, 0},
	}
	for _, tt := range tests {
		var got struct{ Summary map[string]any }
		w := get(t, server(false), "GET", "/api/v1/areas/"+tt.path, "")
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatalf("%s: %v in %s", tt.path, err, w.Body)
		}
		for _, name := range all {
			if hidden := got.Summary[name] == nil; hidden != slices.Contains(tt.hidden, name) {
				t.Errorf("%s: %s is %v", tt.path, name, got.Summary[name])
			}
		}
		if named, _ := got.Summary["suppressed"].([]any); len(named) != len(tt.hidden) {
			t.Errorf("%s names %v as hidden, want %v", tt.path, named, tt.hidden)
		}
		if want := map[bool]string{true: "count", false: "few"}[tt.hidden == nil]; got.Summary["kind"] != want {
			t.Errorf("%s is of the kind %v, want %s", tt.path, got.Summary["kind"], want)
		}
		if top, _ := got.Summary["max_score"].(float64); top != tt.top {
			t.Errorf("%s: highest score %v, want %v", tt.path, top, tt.top)
		}
	}
}

// TestListedFiguresAreThoseOfEachArea: a list hides what the area alone hides, and
// is without figures unless they were asked for.
func TestListedFiguresAreThoseOfEachArea(t *testing.T) {
	for _, tt := range []struct{ level, tier string }{
		{"desa", "officer"}, {"desa", "partner"}, {"kecamatan", "officer"}, {"kecamatan", "partner"}, {"kecamatan", "public"}, {"kabupaten", "public"},
	} {
		var list struct{ Areas []map[string]any }
		path := "/api/v1/areas?level=" + tt.level + "&tier=" + tt.tier
		if err := json.Unmarshal(get(t, server(false), "GET", path+"&figures=true", "").Body.Bytes(), &list); err != nil || len(list.Areas) != 1 {
			t.Fatalf("%s: %v, %d areas", path, err, len(list.Areas))
		}
		var alone map[string]any
		w := get(t, server(false), "GET", "/api/v1/areas/"+list.Areas[0]["code"].(string)+"?tier="+tt.tier, "")
		if err := json.Unmarshal(w.Body.Bytes(), &alone); err != nil || alone["summary"] == nil {
			t.Fatalf("%s: %v in %s", path, err, w.Body)
		}
		if !reflect.DeepEqual(list.Areas[0]["summary"], alone["summary"]) {
			t.Errorf("%s lists %v, alone %v", path, list.Areas[0]["summary"], alone["summary"])
		}
		if w := get(t, server(false), "GET", path, ""); strings.Contains(w.Body.String(), "summary") {
			t.Errorf("%s has figures that nobody asked for", path)
		}
	}
}

// TestWithoutAGateEverybodyIsThePublic: a server that cannot tell who asks shows no
// cells, whatever is asked for.
func TestWithoutAGateEverybodyIsThePublic(t *testing.T) {
	s := serve(api.Options{}, view())
	for _, tier := range []string{"", "?tier=officer"} {
		w := get(t, s, "GET", "/api/v1/cells"+tier, "")
		if w.Code != http.StatusUnauthorized || len(w.Header().Values("WWW-Authenticate")) != 2 {
			t.Errorf("cells%s: %d %v", tier, w.Code, w.Header())
		}
	}
	if w := get(t, s, "GET", "/api/v1/cells", "", "Sec-Fetch-Site", "same-origin"); len(w.Header().Values("WWW-Authenticate")) != 1 {
		t.Errorf("a page is asked by the browser's own dialogue: %v", w.Header())
	}
}

// TestRunsTellPartnersNoExactSums: the head of a run has its incidents for officers
// alone, in the list and by itself.
func TestRunsTellPartnersNoExactSums(t *testing.T) {
	for role, shown := range map[access.Role]bool{access.Officer: true, access.Member: false, access.Auditor: false} {
		who := planner()
		who.Roles = []access.Role{role}
		s := serve(api.Options{Gate: who, Runs: fakeStore{}}, view())
		for _, path := range []string{"/api/v1/runs", "/api/v1/runs/0193"} {
			w := get(t, s, "GET", path, "")
			if w.Code != http.StatusOK || strings.Contains(w.Body.String(), `"clusters":1`) != shown || strings.Contains(w.Body.String(), `"incidents":12`) != shown {
				t.Errorf("%s reads %s: %d %s", role, path, w.Code, w.Body)
			}
		}
	}
}
