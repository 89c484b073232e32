package ingest_test

import (
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/ingest"
)

// decided knows one accepted drawn visit and one rejected operation.
func decided(id string) (risk.Decision, bool) {
	d := risk.Decision{Proposal: id, State: risk.ProposalAccepted, Random: true, Prob: 0.0625, Desa: []geo.AreaCode{"51.08.06.2001", "51.08.04.2003"}}
	switch id {
	case "r-1":
		return d, true
	case "o-2":
		d.State = risk.ProposalRejected
		return d, true
	}
	return risk.Decision{}, false
}

func one(t *testing.T, kind risk.Kind, o ingest.Options, header []string, values ...string) (ingest.Record, []risk.Rejection) {
	t.Helper()
	im, missing := ingest.New(kind, header, where(), o)
	if len(missing) > 0 {
		t.Fatal(missing)
	}
	return im.Row(risk.Raw{Row: 2, Values: values})
}

func TestTheProbabilityComesFromTheDecision(t *testing.T) {
	o := options()
	o.Decided = decided
	header := []string{"usulan", "kode_desa", "tanggal", "asal"}
	for _, tt := range []struct {
		name, id, desa, origin, wantOrigin string
		prob                               float64
		code                               string
	}{
		{"no proposal", "", "51.08.06.2001", "", risk.OriginCommunity, 0, ""},
		{"an accepted one", "r-1", "51.08.06.2001", "", risk.OriginOurVisit, 0.0625, ""},
		{"its other desa", "r-1", "51.08.04.2003", "", risk.OriginOurVisit, 0.0625, ""},
		{"told by others there", "r-1", "51.08.06.2001", "partner", "PARTNER", 0, ""},
		{"another desa", "r-1", "51.08.05.2015", "", "", 0, "proposal_elsewhere"},
		{"a rejected one", "o-2", "51.08.06.2001", "", "", 0, "proposal_rejected"},
		{"none", "r-9", "51.08.06.2001", "", "", 0, "proposal_unknown"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rec, bad := one(t, risk.KindReports, o, header, tt.id, tt.desa, "2026-11-20", tt.origin)
			if tt.code != "" {
				if len(bad) != 1 || bad[0].Code != tt.code || bad[0].Column != 1 || rec.Report != nil {
					t.Errorf("%+v", bad)
				}
				return
			}
			if len(bad) > 0 || rec.Report.Origin != tt.wantOrigin || rec.Report.VisitProb != tt.prob {
				t.Errorf("%+v, %v", rec.Report, bad)
			}
		})
	}
}

func TestAVisitTakesItsDrawFromTheDecision(t *testing.T) {
	o := options()
	o.Decided = decided
	header := []string{"usulan", "kode_desa", "tanggal", "peluang"}
	rec, bad := one(t, risk.KindVisits, o, header, "r-1", "51.08.06.2001", "2026-11-20", "0.9")
	if len(bad) > 0 || !rec.Visit.Random || rec.Visit.Prob != 0.0625 {
		t.Errorf("%+v, %v", rec.Visit, bad)
	}
	o.Decided = nil
	if _, bad := one(t, risk.KindVisits, o, header, "r-1", "51.08.06.2001", "2026-11-20", ""); len(bad) != 1 || bad[0].Code != "proposal_unknown" {
		t.Errorf("%v", bad)
	}
}
