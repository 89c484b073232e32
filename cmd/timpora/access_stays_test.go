package main

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/audit"
	"timpora/risk/disclose"
)

// staysByTier: officers read exact places for a purpose that the trail keeps;
// members get places that were moved, of desa whose persons they may count, and no
// trace of a single stay.
func staysByTier(t *testing.T, g *guarded) {
	path := "/api/v1/stays?limit=1000&area=" + string(g.own)
	if w := g.ask("officer", "GET", path, ""); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), `"param":"purpose"`) {
		t.Errorf("without a purpose: %d %s", w.Code, w.Body)
	}
	var exact struct {
		Masked bool
		Stays  []struct {
			Desa  struct{ Code geo.AreaCode }
			Point *[2]float64
		}
	}
	g.read("officer/"+string(g.own), path+"&purpose=pemeriksaan+izin+tinggal", &exact)
	entries, err := g.s.Audit(t.Context(), audit.Filter{Action: audit.ReadPersons, Limit: 1})
	if err != nil || len(entries) != 1 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	if e := entries[0]; e.Actor.Purpose != "pemeriksaan izin tinggal" || e.Actor.Name != "officer" || e.Event.Detail["count"] != strconv.Itoa(len(exact.Stays)) {
		t.Errorf("%+v", e)
	}
	var masked struct {
		Masked bool
		Stays  []any
		Places []struct {
			Desa  struct{ Code geo.AreaCode }
			Point [2]float64
		}
	}
	g.read("member/"+string(g.own), path, &masked)
	if exact.Masked || len(exact.Stays) < 50 || !masked.Masked || len(masked.Stays) != 0 || len(masked.Places) < 10 {
		t.Fatalf("%d exact stays, %d masked places", len(exact.Stays), len(masked.Places))
	}
	places := map[[2]float64]bool{}
	for _, s := range exact.Stays {
		if s.Point != nil {
			places[*s.Point] = true
		}
	}
	run, err := g.s.currentRun(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	hidden := map[geo.AreaCode]bool{}
	for _, u := range disclose.Areas(run.Result, disclose.Partner) {
		hidden[u.Code] = fewPersons(u.Suppressed)
	}
	for _, p := range masked.Places {
		at := geo.Point{Lon: p.Point[0], Lat: p.Point[1]}
		code, quality, _ := g.s.place.find(at, 0)
		if places[p.Point] || quality != risk.QualityPoint || code.Kecamatan() != p.Desa.Code.Kecamatan() || hidden[p.Desa.Code] || !p.Desa.Code.Within(g.own) {
			t.Errorf("%v of %s lies in %s", p.Point, p.Desa.Code, code)
		}
	}
	var again struct{ Places []any }
	g.read("auditor", path, &again)
	if len(again.Places) != len(masked.Places) {
		t.Errorf("%d places to one partner, %d to another", len(masked.Places), len(again.Places))
	}
}
