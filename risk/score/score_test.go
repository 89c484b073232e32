package score_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/risk"
	"timpora/risk/score"
)

func quick(t testing.TB) score.Policy {
	p := policy(t)
	p.Ranking.Draws = 200
	return p
}

// busy draws inputs of all kinds.
func busy(t *rapid.T, f risk.Frame) score.Inputs {
	in := empty(f)
	in.Grades = []score.GradeTally{{Grade: "B2", Checked: 12, Verified: 7}, {Grade: "F6"}}
	amount := rapid.Float64Range(0, 50)
	for i := range in.Cells {
		c := &in.Cells[i]
		c.Staying, c.Days, c.DaysDecayed = amount.Draw(t, "staying"), amount.Draw(t, "days"), amount.Draw(t, "decayed")
		c.Expiring, c.Lodging, c.Hours = amount.Draw(t, "expiring"), amount.Draw(t, "lodging"), amount.Draw(t, "hours")
		c.Unregistered = c.Lodging * rapid.Float64Range(0, 1).Draw(t, "share")
		c.Verified = rapid.IntRange(0, 6).Draw(t, "verified")
		c.Incidents, c.Decayed = float64(c.Verified), float64(c.Verified)/2
		c.Told, c.ToldVerified = c.Verified+1, float64(c.Verified)/2
		c.Unproven = []score.GradeSum{{Grade: "F6", Sum: rapid.Float64Range(0, 3).Draw(t, "sum")}}
	}
	return in
}

func TestReasonsSumToTheScoreBitForBit(t *testing.T) {
	p := quick(t)
	p.Ranking.Draws = 20
	f := frame(12)
	rapid.Check(t, func(t *rapid.T) {
		scores, summary := score.Cells(f, busy(t, f), p, 3)
		for _, s := range scores {
			sum := 0.0
			for _, r := range s.Reasons {
				sum += r.Points
				if !(r.Value >= 0 && r.Value <= 1) || r.Points < 0 {
					t.Fatalf("reason %+v", r)
				}
			}
			if sum != s.Score {
				t.Fatalf("reasons sum to %v, the score is %v", sum, s.Score)
			}
			parts := 100 * (p.Weights.P*s.P + p.Weights.H*s.H + p.Weights.O*s.O)
			if math.Abs(parts-s.Score) > 1e-9 || s.Low > s.Score || s.High < s.Score || s.Score < 0 || s.Score > 100.0000001 {
				t.Fatalf("score %+v", s)
			}
			if s.RankLow > s.Rank || s.RankHigh < s.Rank || s.Rank < 1 || s.Rank > len(f.Cells) {
				t.Fatalf("ranks %d %d %d", s.RankLow, s.Rank, s.RankHigh)
			}
		}
		if _, err := json.Marshal(struct {
			A any
			B any
		}{scores, summary}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestEmptyLandAndIslandsAreDefined(t *testing.T) {
	f := frame(6)
	for i := range f.Cells {
		f.Cells[i].Neighbours = nil // islands
	}
	scores, summary := score.Cells(f, empty(f), quick(t), 1)
	for _, s := range scores {
		if s.UpperP != 1 || s.Observed != 0 || s.GiZ != 0 || s.Level != 0 || math.IsNaN(s.Score) {
			t.Errorf("empty cell %+v", s)
		}
	}
	if summary.Incidents != 0 || summary.Alpha != 0.05 {
		t.Errorf("summary %+v", summary)
	}
	none, _ := score.Cells(risk.Frame{}, score.Inputs{}, quick(t), 1)
	if len(none) != 0 {
		t.Errorf("%d scores of no land", len(none))
	}
}

func value(s risk.Score, code string) risk.Reason {
	i := slices.IndexFunc(s.Reasons, func(r risk.Reason) bool { return r.Factor == code })
	return s.Reasons[i]
}

func TestFactors(t *testing.T) {
	p := quick(t)
	tests := []struct {
		factor     string
		change     func(c *score.Cell, f *risk.FrameCell, in *score.Inputs)
		raw, value float64
	}{
		{"stays_density", func(c *score.Cell, f *risk.FrameCell, _ *score.Inputs) { c.Staying, f.LandKm2 = 12, 0.5 }, 24, 24.0 / 60},
		{"stays_density", func(c *score.Cell, f *risk.FrameCell, _ *score.Inputs) { c.Staying, f.LandKm2 = 100, 0.5 }, 200, 1},
		{"stays_density", func(c *score.Cell, f *risk.FrameCell, _ *score.Inputs) { c.Staying, f.LandKm2 = 3, 0 }, 0, 0},
		{"lodging_density", func(c *score.Cell, f *risk.FrameCell, _ *score.Inputs) { c.Lodging, f.LandKm2 = 3, 0.5 }, 6, 0.5},
		{"unregistered_share", func(c *score.Cell, _ *risk.FrameCell, _ *score.Inputs) { c.Lodging, c.Unregistered = 1, 1 }, 0.25, 0.25 / 0.6},
		{"unregistered_share", func(c *score.Cell, _ *risk.FrameCell, _ *score.Inputs) { c.Lodging, c.Unregistered = 97, 97 }, 0.97, 1},
		{"coast_access", func(_ *score.Cell, f *risk.FrameCell, _ *score.Inputs) { f.CoastM = 500 }, 0.75, 0.75},
		{"coast_access", func(_ *score.Cell, f *risk.FrameCell, _ *score.Inputs) { f.CoastM = 9000 }, 0, 0},
		{"coast_access", func(c *score.Cell, f *risk.FrameCell, _ *score.Inputs) { f.CoastM, c.Harbours = 1900, 1 }, 1, 1},
		{"permit_expiry", func(c *score.Cell, f *risk.FrameCell, _ *score.Inputs) { c.Expiring, f.LandKm2 = 2, 0.5 }, 4, 0.4},
		{"blind", func(c *score.Cell, _ *risk.FrameCell, _ *score.Inputs) { c.Hours = 1 }, 0.75, 0.75},
		{"blind", func(c *score.Cell, _ *risk.FrameCell, _ *score.Inputs) { c.Hours = 40 }, 0, 0},
		// Chapman (19+1)(14+1)/(9+1)-1 = 29; seen 24
		{"unseen", func(_ *score.Cell, _ *risk.FrameCell, in *score.Inputs) {
			in.Strata = []score.Stratum{{Area: "51.08", Community: 19, Random: 14, Both: 9}}
		}, 1 - 24.0/29, 1 - 24.0/29},
		{"unseen", func(_ *score.Cell, _ *risk.FrameCell, in *score.Inputs) {
			in.Strata = []score.Stratum{{Area: "51.08", Community: 19, Random: 14, Both: 4}}
		}, 0, 0},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.factor, " ", tt.raw), func(t *testing.T) {
			f := frame(3)
			in := empty(f)
			tt.change(&in.Cells[1], &f.Cells[1], &in)
			scores, _ := score.Cells(f, in, p, 1)
			r := value(scores[1], tt.factor)
			if math.Abs(r.Raw-tt.raw) > 1e-12 || math.Abs(r.Value-tt.value) > 1e-12 {
				t.Errorf("raw %v, value %v, want %v and %v", r.Raw, r.Value, tt.raw, tt.value)
			}
		})
	}
}

func TestIncidentsRaiseOAndReportsLowerTheGap(t *testing.T) {
	f, p := frame(40), quick(t)
	in := empty(f)
	for i := range in.Cells {
		c := &in.Cells[i]
		c.Days, c.DaysDecayed, c.Lodging = 100, 20, 1
		c.Told, c.ToldVerified = 1, 0.5
	}
	in.Cells[20].Verified, in.Cells[20].Incidents, in.Cells[20].Decayed = 8, 8, 6
	in.Cells[10].Told, in.Cells[10].ToldVerified = 0, 0
	scores, summary := score.Cells(f, in, p, 1)
	if o := scores[20].O; !(o > scores[5].O && o > 0.5) {
		t.Errorf("O is %v with eight incidents and %v without", o, scores[5].O)
	}
	if scores[20].UpperQ > 0.01 || scores[19].UpperQ > 0.01 || scores[5].UpperQ < 0.5 {
		t.Errorf("q %v %v %v", scores[20].UpperQ, scores[19].UpperQ, scores[5].UpperQ)
	}
	if value(scores[10], "reporting_gap").Value <= value(scores[5], "reporting_gap").Value {
		t.Error("silence makes no gap")
	}
	if summary.Incidents != 8 || scores[20].Observed != 8 || math.Abs(scores[20].Expected-8*3.0/40) > 0.02 {
		t.Errorf("observed %v, expected %v", scores[20].Observed, scores[20].Expected)
	}
	if scores[20].Rank != 1 || scores[20].TopShare < 0.9 {
		t.Errorf("rank %d, top share %v", scores[20].Rank, scores[20].TopShare)
	}
}

// Learned weights of the statistics of reference: (verified + 10 m)/(checked + 10).
func TestLearnedGradeWeights(t *testing.T) {
	f := frame(2)
	in := empty(f)
	in.Grades = []score.GradeTally{{Grade: "A1"}, {Grade: "B2", Checked: 10, Verified: 9}, {Grade: "C1", Checked: 10}, {Grade: "E1", Checked: 5, Verified: 5}, {Grade: "F6"}}
	_, summary := score.Cells(f, in, quick(t), 1)
	want := []float64{1, (9 + 7.5) / 20, 5.0 / 20, 0, 0.5}
	for i, g := range summary.Grades {
		if math.Abs(g.Mean-want[i]) > 1e-12 {
			t.Errorf("%s weighs %v, want %v", g.Grade, g.Mean, want[i])
		}
	}
}

func TestLevelsAndTheNeedForEvidence(t *testing.T) {
	f, p := frame(5), quick(t)
	p.Level.Thresholds = []float64{1, 2, 3}
	in := empty(f)
	for i := range in.Cells {
		in.Cells[i].Staying, in.Cells[i].Lodging = 50, 20
	}
	scores, _ := score.Cells(f, in, p, 1)
	if scores[2].Level != 2 {
		t.Errorf("level %d on exposure alone", scores[2].Level)
	}
	in.Cells[3].Verified, in.Cells[3].Incidents, in.Cells[3].Decayed = 1, 1, 1
	scores, _ = score.Cells(f, in, p, 1)
	if scores[2].Level != 3 || scores[0].Level != 2 {
		t.Errorf("levels %d beside an incident, %d far off", scores[2].Level, scores[0].Level)
	}
}

func TestSensitivityNamesEveryAlternative(t *testing.T) {
	f, p := frame(30), quick(t)
	in := empty(f)
	for i := range in.Cells {
		in.Cells[i].Staying, in.Cells[i].Lodging = float64(i), float64((i*7)%30)
	}
	_, s := score.Cells(f, in, p, 1)
	var names []string
	for _, a := range s.Alternatives {
		names = append(names, a.Name)
		if !(a.Kendall >= -1 && a.Kendall <= 1) || !(a.Overlap >= 0 && a.Overlap <= 1) {
			t.Errorf("%+v", a)
		}
	}
	if len(names) != 16 || !slices.Contains(names, "P+") || !slices.Contains(names, "without_incident_ratio") || names[15] != "geometric" {
		t.Errorf("alternatives %v", names)
	}
	if s.Robust != (s.Overlap >= p.Ranking.RobustOverlap) {
		t.Errorf("robust %v at overlap %v", s.Robust, s.Overlap)
	}
}

func ExampleCells() {
	p, err := score.ParsePolicy(sets.Policy())
	if err != nil {
		fmt.Println(err)
		return
	}
	f := risk.Frame{BoundarySet: "demo", Resolution: 8, Cells: []risk.FrameCell{
		{Cell: 0x888db4b653fffff, Desa: "51.07.05.2009", LandKm2: 0.7, CoastM: 400, Neighbours: []int32{1}},
		{Cell: 0x888db4b655fffff, Desa: "51.07.05.2009", LandKm2: 0.7, CoastM: 1900, Neighbours: []int32{0}},
	}}
	in := score.Inputs{BoundarySet: "demo", Resolution: 8, Cells: []score.Cell{
		{Cell: geo.Cell(0x888db4b653fffff), Staying: 21, Days: 6000, DaysDecayed: 2000, Lodging: 4, Unregistered: 3},
		{Cell: geo.Cell(0x888db4b655fffff), Hours: 4},
	}}
	scores, _ := score.Cells(f, in, p, 1)
	for _, s := range scores {
		fmt.Printf("%s rank %d P %.2f\n", s.Cell, s.Rank, s.P)
	}
	// Output:
	// 888db4b653fffff rank 1 P 0.50
	// 888db4b655fffff rank 2 P 0.01
}

func BenchmarkCells(b *testing.B) {
	p := policy(b)
	for _, n := range []int{500, 5000} {
		f := frame(n)
		in := empty(f)
		for i := range in.Cells {
			in.Cells[i].Days, in.Cells[i].DaysDecayed, in.Cells[i].Lodging = float64(i%97), float64(i%89), float64(i%5)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				score.Cells(f, in, p, 1)
			}
		})
	}
}
