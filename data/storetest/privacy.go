package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"timpora/data"
	"timpora/risk"
	"timpora/risk/audit"
)

// kantor approves erasures in tests.
func kantor() data.Approval {
	return data.Approval{Reason: "permohonan subjek data", Approved: []string{"Kepala Seksi A", "Kepala Seksi B"}}
}

func personalReads(t *testing.T, s *data.Store) {
	add(t, s, Batch(1))
	add(t, s, data.Batch{Records: risk.Records{Residences: Residences(10, 200)}})
	for _, purpose := range []string{"", "  "} {
		ctx := audit.With(context.Background(), audit.Actor{Name: "petugas", Purpose: purpose})
		_, err := s.ReportText(ctx, ID(3, 1))
		wantKind(t, err, data.ErrPurpose)
		_, err = s.Stays(ctx, "", "", 10)
		wantKind(t, err, data.ErrPurpose)
	}
	var all []risk.Residence
	for after := ""; ; {
		page := must[[]risk.Residence](t)(s.Stays(officer(), "51.08.04", after, 7))
		if len(page) == 0 {
			break
		}
		all, after = append(all, page...), page[len(page)-1].ID
	}
	var want []risk.Residence
	for _, r := range records(t, s, never()).Residences {
		if r.Desa.Within("51.08.04") {
			want = append(want, r)
		}
	}
	if len(want) < 15 {
		t.Fatalf("only %d stays in the area", len(want))
	}
	wantEqual(t, all, want)
	wantEqual(t, len(must[[]risk.Residence](t)(s.Stays(officer(), "51.08.0", "", 100))), 0) // no area, only the beginning of codes
	wantEqual(t, len(must[[]risk.Residence](t)(s.Stays(officer(), "", "", 5000))), 202)
	wantEqual(t, len(must[[]risk.Residence](t)(s.Stays(officer(), "", "", -1))), 0)
}

func erasure(t *testing.T, s *data.Store) {
	ctx := context.Background()
	first, second := Residence(1), Residence(2)
	second.PersonKey = first.PersonKey
	told := Report(1)
	told.State, told.VerifiedAt = risk.StateTerbukti, told.RecordedAt
	add(t, s, data.Batch{Records: risk.Records{Residences: []risk.Residence{first, second, Residence(3)}, Reports: []risk.Report{told, Report(2)}}, Nationality: nationalityOf(1, 3)})
	for _, bad := range []data.Approval{
		{}, {Reason: "x", Approved: []string{"A"}}, {Reason: "x", Approved: []string{"A", " a "}}, {Reason: "x", Approved: []string{"A", ""}},
		{Reason: " ", Approved: []string{"A", "B"}}, {Reason: "x", Approved: []string{"A"}, Automatic: false},
	} {
		_, err := s.Erase(ctx, []string{"report:" + told.ID}, bad)
		wantKind(t, err, data.ErrApproval)
	}
	for _, none := range []string{"report:none", "person:none", "person:", "premises:1", "", "reporter:" + ID(3, 9)} {
		_, err := s.Erase(ctx, []string{"residence:" + first.ID, none}, kantor())
		wantKind(t, err, data.ErrNotFound)
	}
	wantEqual(t, records(t, s, never()).Residences[0], first) // all or nothing
	p := must[data.Proof](t)(s.Erase(ctx, []string{"person:" + first.PersonKey, "report:" + told.ID}, kantor()))
	wantEqual(t, p.Counts, map[string]int{"residence": 2, "report": 1})
	if len(p.Digest) != 64 || p.Seq == 0 || len(p.Hash) != 64 {
		t.Fatalf("proof %+v", p)
	}
	checkErased(t, s, told)
	again := must[data.Proof](t)(s.Erase(ctx, []string{"report:" + told.ID}, kantor()))
	wantEqual(t, again.Counts, map[string]int{})
	wantEqual(t, add(t, s, data.Batch{Records: risk.Records{Residences: []risk.Residence{first}, Reports: []risk.Report{told}}}), data.Added{Known: 2})
	checkErased(t, s, told)
	noError(t, s.Check(ctx))
	noError(t, s.CheckSealed(ctx))
}

// checkErased looks at what is left of two residences and a report, and that
// their neighbours are whole.
func checkErased(t *testing.T, s *data.Store, told risk.Report) {
	t.Helper()
	r := records(t, s, never())
	for _, left := range r.Residences[:2] {
		if left.PersonKey != "" || left.Quality != risk.QualityDesa || left.RecordedBy != "" || left.Desa == "" ||
			!left.From.Equal(time.Date(2026, 2, 28, 16, 0, 0, 0, time.UTC)) { // the beginning of March in Bali
			t.Fatalf("left of a residence: %+v", left)
		}
	}
	wantEqual(t, r.Residences[2], Residence(3))
	left := r.Reports[0]
	if left.Reporter != "" || left.Point == told.Point || left.Category != told.Category || left.State != risk.StateTerbukti ||
		left.Cell.Parent(8) != told.Cell.Parent(8) || left.OccurredAt.Equal(told.OccurredAt) {
		t.Fatalf("left of a report: %+v", left)
	}
	wantEqual(t, r.Reports[1].Reporter, Report(2).Reporter)
	wantEqual(t, must[string](t)(s.ReportText(officer(), told.ID)), "")
	st := must[data.KeyStatus](t)(s.KeyStatus(context.Background()))
	wantEqual(t, st.Keys[0].Values, 3) // one residence, text and reporter of one report
}

func replay(t *testing.T, s *data.Store) {
	ctx := context.Background()
	b := data.Batch{Records: risk.Records{Residences: Residences(0, 3), Reports: []risk.Report{Report(1)}}, Nationality: nationalityOf(0, 3)}
	add(t, s, b)
	file := fmt.Sprintf(`{"object":"residence:%s","at":"2026-01-02T03:04:05Z","rule":"residences"}`+"\n"+`{"object":"report:%s","at":"2026-01-02T03:04:05Z","rule":"request"}`+
		"\n"+`{"object":"reporter:%s","at":"2026-01-02T03:04:05Z","rule":"reporter"}`+"\n"+`{"object":"report:of another time","at":"2026-01-02T03:04:05Z","rule":"closed"}`+
		"\n"+`{"object":"report:cut`, ID(1, 1), ID(3, 1), ID(3, 1))
	if n := must[int](t)(s.ReplayTombstones(ctx, strings.NewReader(file))); n != 2 { // the reporter goes with the report
		t.Fatalf("%d erased again, want 2", n)
	}
	r := records(t, s, never())
	if r.Residences[1].PersonKey != "" || r.Residences[0].PersonKey == "" || r.Reports[0].Reporter != "" {
		t.Fatalf("after the replay: %+v", r)
	}
	wantEqual(t, must[int](t)(s.ReplayTombstones(ctx, strings.NewReader(file))), 0)
	wantEqual(t, len(must[[]data.Tombstone](t)(s.Tombstones(ctx))), 4)
	_, err := s.ReplayTombstones(ctx, strings.NewReader("nothing"))
	wantKind(t, err, data.ErrNotFound)
	noError(t, s.Check(ctx))
}

func touched(t *testing.T, s *data.Store) {
	ctx := context.Background()
	b := Batch(1)
	b.Residences[1] = Residence(2)                              // of another person
	b.Reports = []risk.Report{Report(1), Report(41), Report(2)} // the first two by one reporter
	b.Import.ID, b.Import.At, b.Import.By = ID(20, 1), b.Residences[0].RecordedAt, "import"
	add(t, s, b)
	must[string](t)(s.ReportText(officer(), ID(3, 41)))
	must[[]risk.Residence](t)(s.Stays(officer(), b.Residences[0].Desa.Kecamatan(), "", 100))
	known := time.Date(2026, 11, 24, 9, 30, 0, 0, time.FixedZone("WITA", 8*3600))
	for _, c := range []struct {
		object string
		ids    string
		reads  string
	}{
		{"person:" + b.Residences[0].PersonKey, ID(1, 1), "residences:51.08.02"},
		{"residence:" + ID(1, 2), ID(1, 2), ""},
		{"report:" + ID(3, 1), ID(3, 1), ""},
		{"reporter:" + ID(3, 1), ID(3, 1) + " " + ID(3, 41), "report:" + ID(3, 41)},
		{"import:" + ID(20, 1), ID(1, 1), "residences:51.08.02"},
		{"user:petugas", "2 3", "report:" + ID(3, 41) + " residences:51.08.02"},
	} {
		got := must[data.Touched](t)(s.Touched(ctx, c.object, known))
		var ids, reads []string
		for _, r := range got.Records {
			ids = append(ids, r.ID)
		}
		for _, r := range got.Reads {
			reads = append(reads, r.Object)
			if r.Who != "petugas" || r.Purpose != "pemeriksaan laporan" {
				t.Errorf("read %+v", r)
			}
		}
		wantEqual(t, []string{c.object, strings.Join(ids, " "), strings.Join(reads, " ")}, []string{c.object, c.ids, c.reads})
		wantEqual(t, got.Deadline, time.Date(2026, 11, 27, 1, 30, 0, 0, time.UTC))
	}
	if got := must[data.Touched](t)(s.Touched(ctx, "user:import", known)); len(got.Records) < 8 {
		t.Errorf("%d records name the importer", len(got.Records))
	}
	for _, none := range []string{"person:", "person:x", "report:x", "reporter:x", "user:", "user:x", "import:x", "x", ""} {
		_, err := s.Touched(ctx, none, known)
		wantKind(t, err, data.ErrNotFound)
	}
}
