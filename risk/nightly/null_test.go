package nightly_test

import (
	"context"
	"math"
	"os"
	"reflect"
	"runtime"
	"strconv"
	"testing"

	"timpora/risk/nightly"
	"timpora/risk/simulate"
)

// worlds is how many null worlds a test draws; the slow figure of the manual
// is made with TIMPORA_WORLDS=1000.
func worlds() int {
	if n, err := strconv.Atoi(os.Getenv("TIMPORA_WORLDS")); err == nil {
		return n
	}
	if testing.Short() {
		return 6
	}
	return 12
}

func simulated(t *testing.T, plan simulate.Plan) simulate.Result {
	t.Helper()
	records, _ := demo(t, 1)
	r, err := nightly.Simulate(context.Background(), records, demoJob(officeFrame(t)), plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The limits are those of the design: 5 % and 7 % of maps with any false
// cluster, plus three standard errors of the worlds drawn, and 86 to 94 % of
// truths in intervals of 90 %.
func TestNullWorldsHaveFewClustersAndTruthsAreCovered(t *testing.T) {
	r := simulated(t, simulate.Plan{Worlds: worlds(), Shape: 2, Seed: 11})
	for _, a := range r.Null {
		n := float64(a.Worlds)
		t.Logf("shape %v: %d of %d worlds with a false cluster", a.Shape, a.False, a.Worlds)
		if most := a.Goal*n + 3*math.Sqrt(a.Goal*(1-a.Goal)*n); float64(a.False) > most {
			t.Errorf("shape %v: %d of %d worlds have a false cluster, want at most %.0f", a.Shape, a.False, a.Worlds, most)
		}
	}
	t.Logf("coverage %+v", r.Coverage)
	for name, c := range map[string]simulate.Covered{"ratio": r.Coverage.Ratio, "score": r.Coverage.Score} {
		slack := 3 * c.Error
		if c.Cells < worlds()*4000 || c.Share < simulate.GoalCoverLow-slack || c.Share > simulate.GoalCoverHigh+slack {
			t.Errorf("%s: %.1f %% of %d truths lie in their interval, want 86 to 94 %%", name, 100*c.Share, c.Cells)
		}
	}
}

// A zone with many times its incidents is found, and the result is the same on
// one core and on two.
func TestPlantedZonesAreFoundOnAnyNumberOfCores(t *testing.T) {
	plan := simulate.Plan{Worlds: 2, Shape: 2, Plant: []float64{200}, Incidents: 60, Unproven: 100, Seed: 3}
	before := runtime.GOMAXPROCS(1)
	one := simulated(t, plan)
	runtime.GOMAXPROCS(max(2, before))
	two := simulated(t, plan)
	runtime.GOMAXPROCS(before)
	if !reflect.DeepEqual(one, two) {
		t.Errorf("one core %+v, two cores %+v", one, two)
	}
	for _, p := range one.Power {
		if p.Worlds != 2 || p.Found < 1 || !(p.Recall > 0.3 && p.Purity > 0.3) {
			t.Errorf("rate 200: %+v", p)
		}
	}
	plan.Seed, plan.Worlds = plan.Seed+1, 1
	if other := simulated(t, plan); one.Power[0].Expected == other.Power[0].Expected {
		t.Error("the seed changes nothing")
	}
}
