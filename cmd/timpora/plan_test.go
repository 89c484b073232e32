package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"timpora/data"
	"timpora/geo"
	"timpora/risk"
)

// planned is what timpora plan --json says.
type planned struct {
	Run       string
	Plan      risk.Plan
	Decisions []risk.Decision
}

func planOf(t *testing.T, dir string, args ...string) planned {
	t.Helper()
	var doc planned
	parse(t, must(t, dir, append([]string{"plan", "--json"}, args...)...), &doc)
	return doc
}

func first(t *testing.T, p risk.Plan, ok func(risk.Proposal) bool) risk.Proposal {
	t.Helper()
	i := slices.IndexFunc(p.Proposals, ok)
	if i < 0 {
		t.Fatalf("no such proposal among %d", len(p.Proposals))
	}
	return p.Proposals[i]
}

func isDrawn(one risk.Proposal) bool     { return one.Random }
func isOperation(one risk.Proposal) bool { return one.Kind == risk.ProposalOperation }

// From the run to the weight of a find: proposals, decisions by named persons,
// and the probability of the draw at the import of what was found.
func TestAProposalIsDecidedAndItsProbabilityReachesTheFind(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "demo")
	run := scored(t, dir)
	got := planOf(t, dir)
	if got.Run != run.ID || len(got.Plan.Proposals) == 0 || got.Plan.Charged > got.Plan.HoursMost || got.Decisions == nil {
		t.Fatalf("run %s, %d proposals", got.Run, len(got.Plan.Proposals))
	}
	drawn, joint := first(t, got.Plan, isDrawn), first(t, got.Plan, isOperation)
	decideBoth(t, dir, got, drawn, joint)

	file := filepath.Join(dir, "temuan.csv")
	head, row := "usulan,kode_desa,tanggal,kategori,status,nilai\n", func(id string, desa geo.AreaCode) string {
		return fmt.Sprintf("%s,%s,%s,LAIN,TERBUKTI,A1\n", id, desa, time.Now().In(wita()).Format(time.DateOnly))
	}
	writeFile(t, file, head+row(drawn.ID, drawn.Desa[0]))
	must(t, dir, "import", "reports", file)
	records := recordsIn(t, dir)
	i := slices.IndexFunc(records.Reports, func(r risk.Report) bool { return r.RecordedBy == "import" })
	if i < 0 || records.Reports[i].Origin != risk.OriginOurVisit || records.Reports[i].VisitProb != drawn.Prob {
		t.Errorf("find %d: %+v, want the probability %v", i, records.Reports[max(0, i)], drawn.Prob)
	}
	writeFile(t, file, head+row(joint.ID, joint.Desa[0])+row("r-1", joint.Desa[0])+row(drawn.ID, joint.Desa[0]))
	code, _, errs := command(t, dir, "import", "reports", file)
	for line, want := range []string{"usulan ini ditolak", "belum diputuskan", "untuk desa lain"} {
		if code != exitFailed || !strings.Contains(errs, fmt.Sprintf("temuan.csv:%d:1", line+2)) || !strings.Contains(errs, want) {
			t.Errorf("%s: exit %d, %s", want, code, errs)
		}
	}
}

// decideBoth accepts a drawn visit and rejects an operation.
func decideBoth(t *testing.T, dir string, p planned, drawn, joint risk.Proposal) {
	t.Helper()
	for _, args := range [][]string{{"--by", "Ayu"}, {"--reason", "x"}, {"--by", " ", "--reason", "x"}} {
		if code, _, errs := command(t, dir, append([]string{"plan", "accept", drawn.ID}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
	}
	must(t, dir, "plan", "accept", drawn.ID, "--by", "Ayu Contoh", "--reason", "jadwal cukup")
	must(t, dir, "plan", "reject", joint.ID, "--by", "Budi Contoh", "--reason", "menunggu hasil pemeriksaan")
	if code, _, errs := command(t, dir, "plan", "reject", drawn.ID, "--by", "Budi", "--reason", "x"); code != exitFailed || !strings.Contains(errs, "disetujui oleh Ayu Contoh") {
		t.Errorf("decided twice: exit %d, %s", code, errs)
	}
	got := planOf(t, dir)
	if len(got.Decisions) != 2 {
		t.Fatalf("decisions %+v", got.Decisions)
	}
	i := slices.IndexFunc(got.Decisions, func(d risk.Decision) bool { return d.Proposal == drawn.ID })
	if d := got.Decisions[i]; d.State != risk.ProposalAccepted || d.By != "Ayu Contoh" || d.Reason != "jadwal cukup" || d.Run != p.Run || !d.Random || d.Prob != drawn.Prob {
		t.Errorf("%+v", d)
	}
	made := recordsIn(t, dir).Operations
	i = slices.IndexFunc(made, func(o risk.Operation) bool { return o.Key == "proposal:"+joint.ID })
	if i < 0 || made[i].State != risk.ProposalRejected || made[i].Approver != "Budi Contoh" || made[i].Cluster != joint.Cluster || len(made[i].Agencies) < 5 {
		t.Errorf("operation %d: %+v", i, made)
	}
}

func TestAnotherPeriodFromTheSameRun(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "members.csv"), "level,area,agency,valid_from,valid_to\ndesa,,DINSOS,2020-01-01,\nkelurahan,,DINKES,2020-01-01,\n")
	run := scored(t, dir)
	got := planOf(t, dir, "--from", "2031-05-05", "--days", "7", "--hours", "30")
	if got.Run != run.ID || got.Plan.From != "2031-05-05" || got.Plan.Until != "2031-05-11" || got.Plan.Charged > 30 {
		t.Errorf("%+v", got.Plan)
	}
	for _, one := range got.Plan.Proposals {
		if !slices.Equal(one.Agencies, []string{"DINSOS"}) && !slices.Equal(one.Agencies, []string{"DINKES"}) {
			t.Errorf("agencies %v are not of the office's register", one.Agencies)
		}
	}
	must(t, dir, "plan", "accept", got.Plan.Proposals[0].ID, "--from", "2031-05-05", "--days", "7", "--hours", "30", "--by", "Ayu", "--reason", "baik")
	if out := must(t, dir, "plan", "--lang", "en", "--from", "2031-05-05", "--days", "7", "--hours", "30"); !strings.Contains(out, "accepted (Ayu)") || !strings.Contains(out, "a named person decides") {
		t.Error(out)
	}
	for _, args := range [][]string{{"--from", "5/5/2031"}, {"--days", "-1"}, {"--hours", "-2"}, {"--hours", "NaN"}} {
		if code, _, _ := command(t, dir, append([]string{"plan"}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
	writeFile(t, filepath.Join(dir, "members.csv"), "level\n")
	if code, _, errs := command(t, dir, "plan"); code != exitFailed || !strings.Contains(errs, "members.csv: register of members: line 1") {
		t.Errorf("a broken register: exit %d, %s", code, errs)
	}
}

func writeFile(t *testing.T, path, body string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
}

func recordsIn(t *testing.T, dir string) risk.Records {
	t.Helper()
	s, err := data.Open(context.Background(), filepath.Join(dir, "timpora.db"), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := s.Records(context.Background(), time.Now().Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
