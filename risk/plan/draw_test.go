package plan_test

import (
	"math"
	"testing"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/plan"
)

// The stored probability is the frequency over seeds: of every single desa
// within five standard errors of a binomial, of all of them by chi-square. The
// number drawn is fixed, hence n of N with n/N each.
func TestProbabilityIsTheFrequency(t *testing.T) {
	in, p := world(60), params()
	p.MaxVisits = 12
	for i := range 6 {
		blind(in, i*9, 20)
	}
	candidate(&in, 13, 14)
	const seeds = 6000
	drawn := map[geo.AreaCode]int{}
	pairs := 0
	var first risk.Plan
	for seed := range uint64(seeds) {
		in.Seed = seed
		got := plan.Make(in, p)
		if seed == 0 {
			first = got
		}
		if got.Floor != first.Floor || got.Pool != first.Pool {
			t.Fatalf("the probability depends on the draw: %v of %d, then %v of %d", first.Floor, first.Pool, got.Floor, got.Pool)
		}
		both, taken := 0, 0.0
		for _, one := range got.Proposals {
			if one.Random {
				drawn[one.Desa[0]]++
				taken++
				if one.Prob != first.Floor || one.Prob != got.Probability(one.Desa[0]) {
					t.Fatalf("stored %v, floor %v", one.Prob, first.Floor)
				}
				if one.Desa[0] == "51.08.01.2002" || one.Desa[0] == "51.08.01.2003" {
					both++
				}
			}
		}
		if both == 2 {
			pairs++
		}
		if sum := got.Floor * float64(got.Pool); math.Abs(sum-taken) > 1e-9 {
			t.Fatalf("the probabilities sum to %v, %v were drawn", sum, taken)
		}
	}
	k := math.Round(first.Floor * float64(first.Pool))
	if first.Pool != 60-8 || k < 3 {
		t.Fatalf("pool %d, %v drawn", first.Pool, k)
	}
	pi, chi := first.Floor, 0.0
	sd := math.Sqrt(pi * (1 - pi) * seeds)
	for _, d := range in.Frame.Desa {
		n := drawn[d.Code]
		if first.Probability(d.Code) == 1 {
			if n > 0 {
				t.Errorf("%s is ranked and was drawn %d times", d.Code, n)
			}
			continue
		}
		z := (float64(n) - pi*seeds) / sd
		chi += z * z * float64(first.Pool-1) / float64(first.Pool) // the counts sum to a constant
		if math.Abs(z) > 5 {
			t.Errorf("%s drawn %d times, want %v", d.Code, n, pi*seeds)
		}
	}
	if df := float64(first.Pool - 1); math.Abs(chi-df) > 5*math.Sqrt(2*df) {
		t.Errorf("chi-square %v with %v degrees of freedom", chi, df)
	}
	joint := pi * (k - 1) / float64(first.Pool-1) // of any two desa, without replacement
	if got, want := float64(pairs), joint*seeds; math.Abs(got-want) > 5*math.Sqrt(want) {
		t.Errorf("two desa were drawn together %v times, want %v", got, want)
	}
}

// A new blind spot takes at most one drawn desa away, and nothing is drawn anew.
func TestTheDrawIsSteadyWithinAPeriod(t *testing.T) {
	in, p := world(80), params()
	p.MaxVisits, p.Hours = 12, 1000
	before := plan.Make(in, p)
	blind(in, 40, 20)
	after := plan.Make(in, p)
	lost := 0
	for _, one := range before.Proposals {
		kept := false
		for _, other := range after.Proposals {
			kept = kept || other.ID == one.ID
		}
		if !kept {
			lost++
		}
	}
	if lost > 1 || len(before.Proposals) != 12 {
		t.Errorf("%d of %d drawn desa changed", lost, len(before.Proposals))
	}
	in.From = in.From.AddDate(0, 0, 14)
	if next := plan.Make(in, p); next.Proposals[0].Desa[0] == after.Proposals[0].Desa[0] && next.Proposals[1].Desa[0] == after.Proposals[1].Desa[0] {
		t.Error("the next period draws the same desa")
	}
}
