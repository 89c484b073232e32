package plan_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"timpora/geo"
	"timpora/risk"
	"timpora/risk/plan"
)

func params() plan.Params {
	return plan.Params{
		Days: 14, Hours: 120, MaxOperations: 2, MaxVisits: 20, OperationHours: 6, VisitHours: 2, RandomShare: 0.2, BlindH: 0.4, FalseShare: 0.05,
		RevisitDays: 90, Detour: 1.4, KmPerHour: 35, RupiahPerKm: 3000, RupiahPerHour: 60000, Office: geo.Point{Lon: 115.06, Lat: -8.13},
	}
}

func members() []risk.Member {
	return []risk.Member{
		{Level: "kabupaten", Agency: "IMI"}, {Level: "kabupaten", Agency: "POLRES"}, {Level: "kabupaten", Area: "51.01", Agency: "LANAL"},
		{Level: "kecamatan", Agency: "POLSEK"}, {Level: "kecamatan", Area: "51.08.02", Agency: "KORAMIL"},
		{Level: "desa", Agency: "IMI"}, {Level: "desa", Agency: "PERBEKEL"}, {Level: "kelurahan", Agency: "LURAH"},
	}
}

// world is a row of desa from west to east with one cell each.
func world(desa int) plan.Input {
	monday := time.Date(2026, 11, 30, 0, 0, 0, 0, time.FixedZone("WITA", 8*3600))
	in := plan.Input{At: monday.AddDate(0, 0, -3), From: monday, Seed: 1, Visited: map[geo.AreaCode]time.Time{}, Members: members()}
	for i := range desa {
		code := geo.AreaCode(fmt.Sprintf("51.08.%02d.%04d", 1+i/20, 2001+i%20))
		in.Frame.Cells = append(in.Frame.Cells, risk.FrameCell{Cell: geo.Cell(100 + i), Desa: code})
		in.Frame.Desa = append(in.Frame.Desa, risk.FrameDesa{Code: code, Center: at(i), Cells: []int32{int32(i)}})
		in.Scores = append(in.Scores, risk.Score{Cell: geo.Cell(100 + i), Desa: code, H: 0.1, LowerP: 0.5, Reasons: []risk.Reason{
			{Factor: "stays_density", Sub: risk.SubPotential, Points: 1}, {Factor: "blind", Sub: risk.SubHidden, Raw: 0.9, Points: 2},
			{Factor: "incident_ratio", Sub: risk.SubOccurred, Points: 30},
		}})
	}
	in.Center = func(c geo.Cell) geo.Point { return at(int(c) - 100) }
	return in
}

func at(i int) geo.Point {
	return geo.Point{Lon: 114.6 + 0.01*float64(i%60), Lat: -8.2 - 0.03*float64(i/60) - 0.005*float64(i*7%5)}
}

func blind(in plan.Input, i int, points float64) {
	in.Scores[i].H, in.Scores[i].Reasons[1].Points = 0.8, points
}

func candidate(in *plan.Input, cells ...int) {
	c := risk.Cluster{ID: fmt.Sprintf("k-%x", 100+cells[0]), Observed: 5, RR: 8, Origins: 2, Q: 0.01, Reasons: []risk.Reason{{Factor: "incident_ratio", Points: 30, Raw: 0.7}},
		Counter: []risk.Counter{{Code: "desa_placed", Raw: 0.6}}}
	for _, i := range cells {
		c.Cells = append(c.Cells, in.Frame.Cells[i].Cell)
		c.Desa = append(c.Desa, in.Frame.Cells[i].Desa)
	}
	in.Candidates = append(in.Candidates, c)
}

func find(t *testing.T, p risk.Plan, id string) risk.Proposal {
	t.Helper()
	for _, one := range p.Proposals {
		if one.ID == id {
			return one
		}
	}
	t.Fatalf("no proposal %s among %d", id, len(p.Proposals))
	return risk.Proposal{}
}

func TestCandidateBecomesOperation(t *testing.T) {
	in := world(100)
	candidate(&in, 20, 21, 22)
	one := find(t, plan.Make(in, params()), "o-20261130-k-78")
	if one.Kind != risk.ProposalOperation || one.Random || one.Prob != 1 || one.Cluster != "k-78" || one.Point != at(21) {
		t.Errorf("%+v", one)
	}
	if want := []string{"IMI", "POLRES", "POLSEK", "KORAMIL", "PERBEKEL"}; !slices.Equal(one.Agencies, want) {
		t.Errorf("agencies %v, want %v", one.Agencies, want)
	}
	km := 2 * float64(geo.Distance(params().Office, at(21))) / 1000 * 1.4
	if math.Abs(one.Km-km) > 1e-9 || math.Abs(one.Hours-6-km/35) > 1e-9 || math.Abs(one.Rupiah-3000*km-60000*(6+km/35)) > 1e-6 {
		t.Errorf("km %v, hours %v, rupiah %v for %v km", one.Km, one.Hours, one.Rupiah, km)
	}
	codes := func(g []risk.Ground) string {
		var s []string
		for _, x := range g {
			s = append(s, fmt.Sprintf("%s=%g", x.Code, x.Raw))
		}
		return strings.Join(s, " ")
	}
	if got := codes(one.Reasons); got != "plan.incidents=5 plan.ratio=8 plan.origins=2 factor.incident_ratio=0.7" {
		t.Errorf("reasons %s", got)
	}
	if got := codes(one.Counter); got != "counter.desa_placed=0.6 plan.false_flag=0.05" {
		t.Errorf("counter %s", got)
	}
}

func TestBlindSpotsBecomeVisits(t *testing.T) {
	in := world(100)
	for i, points := range map[int]float64{3: 20, 50: 15, 60: 18} {
		blind(in, i, points)
	}
	in.Visited[in.Frame.Desa[60].Code] = in.At.AddDate(0, 0, -89) // too lately
	in.Visited[in.Frame.Desa[50].Code] = in.At.AddDate(0, 0, -91)
	p := plan.Make(in, params())
	west := find(t, p, "v-20261130-51.08.01.2004")
	if west.Reasons[0] != (risk.Ground{Code: "plan.never_visited"}) || west.Reasons[1] != (risk.Ground{Code: "factor.blind", Raw: 0.9}) ||
		west.Counter[0] != (risk.Ground{Code: "plan.truly_quiet", Raw: 0.5}) || west.Prob != 1 || !slices.Equal(west.Agencies, []string{"IMI", "PERBEKEL"}) {
		t.Errorf("%+v", west)
	}
	if mid := find(t, p, "v-20261130-51.08.03.2011"); mid.Reasons[0] != (risk.Ground{Code: "plan.last_visit", Raw: 91}) {
		t.Errorf("%+v", mid)
	}
	for _, one := range p.Proposals {
		if !one.Random && one.Desa[0] == in.Frame.Desa[60].Code {
			t.Error("a desa visited 89 days ago is ranked")
		}
		for _, g := range one.Reasons {
			if g.Code == "factor.incident_ratio" {
				t.Error("a visit for what is hidden rests on incidents")
			}
		}
	}
}

func TestTheMostUnseenComesFirst(t *testing.T) {
	in, p := world(40), params()
	p.MaxVisits = 2 // one ranked, one drawn
	blind(in, 30, 10)
	blind(in, 31, 12)
	got := plan.Make(in, p)
	find(t, got, "v-20261130-51.08.02.2012")
	if len(got.Proposals) != 2 || !slices.ContainsFunc(got.Proposals, func(one risk.Proposal) bool { return one.Random }) {
		t.Errorf("%d proposals", len(got.Proposals))
	}
}

func TestTooFewHours(t *testing.T) {
	p := params()
	p.Hours = 3
	got := plan.Make(world(100), p)
	if !got.Short || len(got.Proposals) != 0 || got.Proposals == nil || got.Floor != 0 {
		t.Errorf("%+v", got)
	}
	if got := plan.Make(plan.Input{From: time.Unix(0, 0)}, params()); got.Short || len(got.Proposals) != 0 {
		t.Errorf("an empty area: %+v", got)
	}
}

func TestOneDesa(t *testing.T) {
	in := world(1)
	blind(in, 0, 20)
	got := plan.Make(in, params())
	if len(got.Proposals) != 1 || !got.Proposals[0].Random || got.Floor != 1 {
		t.Errorf("%+v", got)
	}
}

// anyWorld draws an area, what is known of it and a policy.
func anyWorld(t *rapid.T) (plan.Input, plan.Params) {
	in, p := world(rapid.IntRange(1, 150).Draw(t, "desa")), params()
	p.Hours = rapid.Float64Range(0, 400).Draw(t, "hours")
	p.MaxOperations = rapid.IntRange(0, 4).Draw(t, "operations")
	p.MaxVisits = rapid.IntRange(1, 30).Draw(t, "visits")
	p.RandomShare = rapid.Float64Range(0.15, 0.9).Draw(t, "share")
	in.Seed = rapid.Uint64().Draw(t, "seed")
	for i := range in.Scores {
		if rapid.Bool().Draw(t, "blind") {
			blind(in, i, rapid.Float64Range(0, 40).Draw(t, "points"))
		}
	}
	for range rapid.IntRange(0, 4).Draw(t, "candidates") {
		from := rapid.IntRange(0, len(in.Scores)-1).Draw(t, "from")
		candidate(&in, from)
	}
	return in, p
}

func TestEveryPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, p := anyWorld(t)
		got := plan.Make(in, p)
		if got.Charged > p.Hours+1e-9 || got.Hours > got.Charged+1e-6 {
			t.Fatalf("hours %v in the round, %v alone, of %v", got.Hours, got.Charged, p.Hours)
		}
		drawn, operations, seen := 0, 0, map[geo.AreaCode]bool{}
		for i, one := range got.Proposals {
			if one.Random {
				drawn++
			}
			if one.Kind == risk.ProposalOperation {
				operations++
			}
			if len(one.Reasons) == 0 || len(one.Counter) == 0 || len(one.Agencies) == 0 || one.Stop != i+1 || one.Hours <= 0 || one.Rupiah <= 0 {
				t.Fatalf("stop %d: %+v", i+1, one)
			}
			for _, d := range one.Desa {
				if seen[d] {
					t.Fatalf("%s is a stop twice", d)
				}
				seen[d] = true
			}
		}
		n := len(got.Proposals)
		if float64(drawn) < p.RandomShare*float64(n)-1e-9 || operations > p.MaxOperations || n-operations > p.MaxVisits {
			t.Fatalf("%d drawn of %d stops, share %v; %d operations", drawn, n, p.RandomShare, operations)
		}
		for _, d := range in.Frame.Desa {
			if pi := got.Probability(d.Code); !got.Short && n > 0 && !(pi > 0 && pi <= 1) {
				t.Fatalf("%s has the probability %v", d.Code, pi)
			}
		}
		if again := plan.Make(in, p); !reflect.DeepEqual(got, again) {
			t.Fatal("the same input gives another plan")
		}
	})
}
