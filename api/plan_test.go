package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"timpora/api"
	"timpora/geo"
	"timpora/risk"
	"timpora/risk/access"
)

func (f fakeStore) Decisions(_ context.Context, from string) ([]risk.Decision, error) {
	if f.fail {
		return nil, errSecret
	}
	if from != "2026-11-30" {
		return nil, nil
	}
	return []risk.Decision{{Proposal: "r-2", State: risk.ProposalRejected, By: "Kepala Seksi", Reason: "jalan terputus", At: now()}}, nil
}

func proposals() risk.Plan {
	one := func(stop int, id, kind string, prob float64) risk.Proposal {
		return risk.Proposal{
			ID: id, Kind: kind, Stop: stop, Random: prob < 1, Prob: prob, Desa: []geo.AreaCode{"51.08.06.1010"},
			Point: geo.Point{Lon: 115.09, Lat: -8.11}, Agencies: []string{"IMI"}, Hours: 4, Km: 20, Rupiah: 300000,
			Reasons: []risk.Ground{{Code: "plan.by_lot", Raw: prob}}, Counter: []risk.Ground{{Code: "plan.by_chance", Raw: 41.5}},
		}
	}
	p := risk.Plan{
		From: "2026-11-30", Until: "2026-12-13", HoursMost: 120, Charged: 8, Hours: 7, Km: 30, Rupiah: 500000,
		Office: geo.Point{Lon: 115.06, Lat: -8.13}, Desa: 277, Pool: 276, Floor: 0.25,
		Proposals: []risk.Proposal{one(1, "o-1", risk.ProposalOperation, 1), one(2, "r-2", risk.ProposalVisit, 0.25)},
	}
	p.Proposals[0].Cluster = "c-1"
	return p
}

func TestPlanShowsWhatWasDecided(t *testing.T) {
	w := get(t, server(false), "GET", "/api/v1/plan", "")
	var got struct {
		Plan struct {
			From      string
			Floor     float64
			Proposals []struct {
				ID, State, By, Why string
				Cluster            *string
				Center             [2]float64
				Desa               []struct{ Name string }
				Agencies           []struct{ Code string }
				DecidedAt          *string `json:"decided_at"`
			}
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	if got.Plan.From != "2026-11-30" || got.Plan.Floor != 0.25 || len(got.Plan.Proposals) != 2 {
		t.Fatalf("%+v", got.Plan)
	}
	open, rejected := got.Plan.Proposals[0], got.Plan.Proposals[1]
	if open.State != "usulan" || open.By != "" || open.DecidedAt != nil || open.Cluster == nil || *open.Cluster != "c-1" || open.Desa[0].Name != "Kampung Singaraja" {
		t.Errorf("%+v", open)
	}
	if rejected.State != "batal" || rejected.By != "Kepala Seksi" || rejected.Why != "jalan terputus" || rejected.DecidedAt == nil || rejected.Cluster != nil {
		t.Errorf("%+v", rejected)
	}
}

// Decide has r-2 decided already, and r-3 belongs to no plan.
func (f fakeStore) Decide(_ context.Context, run *risk.Run, d risk.Decision) error {
	if d.Proposal == "r-2" {
		return api.ErrDecided
	}
	if d.By != "Ayu" || d.Reason == "" || run.ID == "" {
		return errSecret
	}
	return nil
}

func TestDecisionsOfAPerson(t *testing.T) {
	for _, c := range []struct {
		id, body    string
		status      int
		code, param string
	}{
		{"o-1", `{"accept":true,"reason":"tiga laporan terbukti"}`, 200, "", ""},
		{"r-2", `{"accept":true,"reason":"x"}`, 409, "decided", ""},
		{"r-3", `{"accept":true,"reason":"x"}`, 404, "not_found", ""},
		{"o-1", `{"accept":true,"reason":"  "}`, 400, "param_invalid", "reason"},
		{"o-1", `{"accept":true,"reason":"` + strings.Repeat("x", 2001) + `"}`, 400, "param_invalid", "reason"},
		{"o-1", `{"reason":"x"}`, 400, "param_invalid", "accept"},
		{"o-1", `{"accept":true,"reason":"x","by":"Budi"}`, 400, "body_invalid", ""},
		{"o-1", `{"accept":true,"reason":"x"}{}`, 400, "body_invalid", ""},
		{"o-1", strings.Repeat(" ", 9<<10), 413, "too_large", ""},
	} {
		w := get(t, server(false), "POST", "/api/v1/plan/"+c.id+"/decision", c.body)
		var p api.Problem
		_ = json.Unmarshal(w.Body.Bytes(), &p)
		if w.Code != c.status || p.Code != c.code || p.Param != c.param {
			t.Errorf("%s %.60s: %d %s", c.id, c.body, w.Code, w.Body)
		}
	}
	for role, want := range map[access.Role]int{access.Officer: 403, access.Administrator: 403, access.Planner: 200} {
		who := planner()
		who.Roles = []access.Role{role}
		s := serve(api.Options{Gate: who, Decisions: fakeStore{}}, view())
		if w := get(t, s, "POST", "/api/v1/plan/o-1/decision", `{"accept":false,"reason":"x"}`); w.Code != want {
			t.Errorf("%s: %d %s", role, w.Code, w.Body)
		}
	}
}

func TestPlanIsForOfficers(t *testing.T) {
	for _, tier := range []string{"partner", "public"} {
		if w := get(t, server(false), "GET", "/api/v1/plan?tier="+tier, ""); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d %s", tier, w.Code, w.Body)
		}
	}
	w := get(t, server(true), "GET", "/api/v1/plan", "")
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "hunter2") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
