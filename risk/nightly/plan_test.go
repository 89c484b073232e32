package nightly_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"timpora/data/sets"
	"timpora/risk"
	"timpora/risk/nightly"
	"timpora/risk/score"
)

func TestMain(m *testing.M) {
	flag.Bool("update", false, "write the golden file")
	flag.Parse()
	os.Exit(m.Run())
}

// demoPlanned is a run of the demo with the built-in register; fewer draws,
// since the plan needs none.
func demoPlanned(t *testing.T, frame risk.Frame) risk.Run {
	t.Helper()
	records, _ := demo(t, 1)
	job := demoJob(frame)
	job.Policy = bytes.Replace(sets.Policy(), []byte("draws = 1000"), []byte("draws = 20"), 1)
	members, err := sets.Members()
	if err != nil {
		t.Fatal(err)
	}
	job.Members = members.On(job.At)
	return compute(t, records, job)
}

// lines is a plan as text, figures rounded.
func lines(p risk.Plan) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s to %s: %.1f hours, alone %.1f, of %.0f; %.0f km; Rp%.0f; %d desa, pool %d, floor %.5f\n",
		p.From, p.Until, p.Hours, p.Charged, p.HoursMost, p.Km, p.Rupiah, p.Desa, p.Pool, p.Floor)
	for _, one := range p.Proposals {
		fmt.Fprintf(&b, "%d %s prob %.5f, %.2f hours, %.1f km, Rp%.0f, %s\n", one.Stop, one.ID, one.Prob, one.Hours, one.Km, one.Rupiah, strings.Join(one.Agencies, " "))
		for _, side := range []struct {
			sign string
			list []risk.Ground
		}{{"+", one.Reasons}, {"-", one.Counter}} {
			for _, g := range side.list {
				fmt.Fprintf(&b, "  %s %s %.3f\n", side.sign, g.Code, g.Raw)
			}
		}
	}
	return b.String()
}

func TestPlanOfTheDemo(t *testing.T) {
	frame := officeFrame(t)
	run := demoPlanned(t, frame)
	plan := run.Result.Plan
	const path = "testdata/plan.txt"
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(path, []byte(lines(plan)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(plan); got != string(want) {
		t.Errorf("the plan differs from %s; look at it and run with -args -update\n%s", path, got)
	}
	if len(plan.Proposals) == 0 || plan.Desa != 277 {
		t.Fatalf("%d proposals, %d desa", len(plan.Proposals), plan.Desa)
	}
	for _, d := range frame.Desa {
		if pi := plan.Probability(d.Code); !(pi > 0 && pi <= 1) {
			t.Errorf("%s may never be visited: probability %v", d.Code, pi)
		}
	}
	verifyAndPropose(t, run, frame)
}

// verifyAndPropose: the plan is part of what Verify repeats, Propose repeats it
// from the stored parts, and other limits give another plan within them.
func verifyAndPropose(t *testing.T, run risk.Run, frame risk.Frame) {
	t.Helper()
	if err := nightly.Verify(run, frame); err != nil {
		t.Error(err)
	}
	policy, err := score.ParsePolicy(run.Policy)
	if err != nil {
		t.Fatal(err)
	}
	in, err := score.ParseInputs(run.Inputs)
	if err != nil {
		t.Fatal(err)
	}
	if again := nightly.Propose(frame, in, policy, run.Result, run.Seed, nightly.Period{}); !reflect.DeepEqual(again, run.Result.Plan) {
		t.Error("the stored parts give another plan")
	}
	day := time.Date(2027, 1, 5, 0, 0, 0, 0, time.FixedZone("WITA", 8*3600))
	other := nightly.Propose(frame, in, policy, run.Result, run.Seed, nightly.Period{From: day, Days: 7, Hours: 40})
	if other.From != "2027-01-05" || other.Until != "2027-01-11" || other.Charged > 40 || len(other.Proposals) == 0 {
		t.Errorf("%+v", other)
	}
	run.Result.Plan.Proposals[0].Prob /= 2
	if nightly.Verify(run, frame) == nil {
		t.Error("a changed probability is not noticed")
	}
}

func TestThePeriodBeginsOnAMonday(t *testing.T) {
	job := smallJob(t)
	for day, want := range map[int]string{22: "2026-11-23", 23: "2026-11-23", 24: "2026-11-30", 29: "2026-11-30"} {
		job.At = time.Date(2026, 11, day, 1, 0, 0, 0, time.UTC)
		if got := compute(t, risk.Records{}, job).Result.Plan.From; got != want {
			t.Errorf("a run of 2026-11-%d plans from %s, want %s", day, got, want)
		}
	}
	job.At = time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC) // Monday 01:00 in WITA
	if got := compute(t, risk.Records{}, job).Result.Plan.From; got != "2026-11-23" {
		t.Errorf("from %s", got)
	}
}
