package simulate_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/simulate"
	"timpora/risk/stat"
)

// shore is a disk of cells with the sea west of its middle column: the cells
// within 3 km of the western edge are coastal.
func shore(t testing.TB) (risk.Frame, []float64) {
	t.Helper()
	cells := bucket.Disk(bucket.Cell(geo.Point{Lon: 115.2, Lat: -8.2}, 8), 6)
	slices.Sort(cells)
	f := risk.Frame{BoundarySet: "shore", Resolution: 8}
	at := map[geo.Cell]int32{}
	for i, c := range cells {
		at[c] = int32(i)
	}
	exposure, total := make([]float64, len(cells)), 0.0
	for i, c := range cells {
		where := bucket.Center(c)
		fc := risk.FrameCell{Cell: c, Desa: "51.08.01.2001", LandKm2: 0.7, CoastM: geo.Meters(math.Max(0, (where.Lon-115.14)*110_000))}
		for _, n := range bucket.Neighbours(c) {
			if j, ok := at[n]; ok {
				fc.Neighbours = append(fc.Neighbours, j)
			}
		}
		slices.Sort(fc.Neighbours)
		f.Cells = append(f.Cells, fc)
		exposure[i] = 1 + float64(i%7)
		total += exposure[i]
	}
	for i := range exposure {
		exposure[i] /= total
	}
	return f, exposure
}

func land(t testing.TB, faded func(i int, plain float64) float64) (simulate.Land, []float64, []float64) {
	t.Helper()
	f, plain := shore(t)
	later, total := make([]float64, len(plain)), 0.0
	for i, v := range plain {
		later[i] = faded(i, v)
		total += later[i]
	}
	for i := range later {
		later[i] /= total
	}
	l, err := simulate.NewLand(f, plain, later, 730, 180, 3000)
	if err != nil {
		t.Fatal(err)
	}
	return l, plain, later
}

func even(_ int, v float64) float64 { return v }

// Counts follow the exposure over the window, and their decayed sums follow
// the exposure weighed by age, also where the two differ.
func TestEventsFollowBothExposures(t *testing.T) {
	l, plain, faded := land(t, func(i int, v float64) float64 { return v * (1 + 0.5*float64(i%3)) })
	const total = 200_000
	w := l.Draw(simulate.Kind{}, total, 0, stat.NewRand(1, 1))
	n, decayed, all := make([]float64, len(plain)), make([]float64, len(plain)), 0.0
	for _, e := range w.Incidents {
		if e.Age < 0 || e.Age > 730 {
			t.Fatalf("an incident is %v days old", e.Age)
		}
		d := math.Exp2(-e.Age / 180)
		n[e.Cell]++
		decayed[e.Cell] += d
		all += d
	}
	for i := range plain {
		if want := total * plain[i]; math.Abs(n[i]-want) > 5*math.Sqrt(want) {
			t.Errorf("cell %d: %v incidents, want about %.0f", i, n[i], want)
		}
		if want := all * faded[i]; math.Abs(decayed[i]-want) > 0.15*want {
			t.Errorf("cell %d: decayed sum %.1f, want about %.1f", i, decayed[i], want)
		}
	}
}

func TestRatiosAreToTheRateOfTheArea(t *testing.T) {
	l, _, faded := land(t, even)
	for _, k := range []simulate.Kind{{}, {Shape: 2}, {Shape: 2, Rate: 5}} {
		w := l.Draw(k, 100, 400, stat.NewRand(2, 1))
		var ratios, told float64
		for i := range faded {
			ratios += faded[i] * w.Ratios[i]
			told += faded[i] * w.Told[i]
		}
		if math.Abs(ratios-1) > 1e-9 || math.Abs(told-1) > 1e-9 {
			t.Errorf("%+v: mean ratios %v and %v, want 1", k, ratios, told)
		}
		if spread := stat.Variance(w.Ratios) > 0; spread != (k.Shape > 0) {
			t.Errorf("%+v: ratios vary: %v", k, spread)
		}
	}
}

// The zone is seven connected cells near the sea, and holds what was planted.
func TestPlantedZone(t *testing.T) {
	f, _ := shore(t)
	l, plain, _ := land(t, even)
	places := map[string]bool{}
	for n := range uint64(20) {
		w := l.Draw(simulate.Kind{Rate: 5}, 50_000, 0, stat.NewRand(3, n))
		exposure, inside := 0.0, 0.0
		for _, i := range w.Planted {
			exposure += plain[i]
			if f.Cells[i].CoastM > 3000 {
				t.Errorf("cell %d is %v m from the sea", i, f.Cells[i].CoastM)
			}
			if !slices.ContainsFunc(f.Cells[i].Neighbours, func(j int32) bool { return slices.Contains(w.Planted, j) }) {
				t.Errorf("cell %d touches no other of the zone", i)
			}
		}
		for _, e := range w.Incidents {
			if slices.Contains(w.Planted, e.Cell) {
				inside++
			}
		}
		if len(w.Planted) != 7 || !slices.IsSorted(w.Planted) || math.Abs(w.Expected-50_000*exposure) > 1e-6 {
			t.Errorf("zone %v, expected %v", w.Planted, w.Expected)
		}
		if want := 5 * w.Expected; math.Abs(inside-want) > 5*math.Sqrt(want) {
			t.Errorf("%v incidents in the zone, want about %.0f", inside, want)
		}
		places[fmt.Sprint(w.Planted)] = true
	}
	if len(places) < 2 {
		t.Error("every world has its zone at the same place")
	}
}

// oracle knows the truth; liar raises an alarm in every world.
func oracle(w simulate.World, intervals bool, _ uint64) (simulate.Outcome, error) {
	o := simulate.Outcome{}
	if len(w.Planted) > 0 {
		o.Clusters = [][]int32{w.Planted}
	}
	for i, r := range w.Ratios {
		if intervals {
			o.Ratios = append(o.Ratios, simulate.Interval{Truth: r, Low: r, High: r})
			o.Scores = append(o.Scores, simulate.Interval{Truth: r, Low: r + 1, High: r + float64(1+i%2)})
		}
	}
	return o, nil
}

func liar(simulate.World, bool, uint64) (simulate.Outcome, error) {
	return simulate.Outcome{Clusters: [][]int32{{0}}}, nil
}

func TestPipelinesAreJudgedByTheTruth(t *testing.T) {
	l, _, _ := land(t, even)
	plan := simulate.Plan{Worlds: 20, Shape: 2, Plant: []float64{3, 5}, Incidents: 60, Unproven: 100, Seed: 1}
	last := 0
	good, err := simulate.Run(l, plan, oracle, func(done, of int) {
		if done != last+1 || of != 2*20+4*20 {
			t.Errorf("progress %d of %d after %d", done, of, last)
		}
		last = done
	})
	if err != nil || len(good.Null) != 2 || len(good.Power) != 4 {
		t.Fatalf("%+v, %v", good, err)
	}
	for _, a := range good.Null {
		if a.False != 0 || !a.Met || a.Low != 0 || !(a.High > 0.1) {
			t.Errorf("%+v", a)
		}
	}
	for _, p := range good.Power {
		if p.Found != 20 || p.Recall != 1 || p.Purity != 1 || p.Apart != 0 || p.By[0].Worlds+p.By[1].Worlds+p.By[2].Worlds+p.By[3].Worlds+p.By[4].Worlds != 20 {
			t.Errorf("%+v", p)
		}
	}
	if c := good.Coverage; c.Ratio.Share != 1 || c.Score.Share != 0 || c.Met || c.Ratio.Cells != 20*127 {
		t.Errorf("%+v", c)
	}
	bad, err := simulate.Run(l, plan, liar, nil)
	if err != nil || bad.Null[0].False != 20 || bad.Null[1].Met || bad.Power[0].Apart == 0 {
		t.Errorf("%+v, %v", bad, err)
	}
}

func TestSameResultOnEveryRun(t *testing.T) {
	l, _, _ := land(t, even)
	plan := simulate.Plan{Worlds: 30, Shape: 2, Plant: []float64{5}, Incidents: 60, Seed: 9}
	// a pipeline whose answer hangs on all that it is given
	chance := func(w simulate.World, _ bool, seed uint64) (simulate.Outcome, error) {
		if (seed+uint64(len(w.Incidents)))%3 == 0 {
			return simulate.Outcome{Clusters: [][]int32{{int32(seed % 100)}}}, nil
		}
		return simulate.Outcome{}, nil
	}
	one, err := simulate.Run(l, plan, chance, nil)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := simulate.Run(l, plan, chance, nil)
	if !reflect.DeepEqual(one, two) || one.Null[0].False == 0 {
		t.Errorf("%+v, %+v", one, two)
	}
}

func TestPlansAndLandAreChecked(t *testing.T) {
	l, _, _ := land(t, even)
	good := simulate.Plan{Worlds: 1, Shape: 2, Incidents: 10}
	for _, change := range []func(*simulate.Plan){
		func(p *simulate.Plan) { p.Worlds = 0 }, func(p *simulate.Plan) { p.Shape = 0 }, func(p *simulate.Plan) { p.Shape = math.NaN() },
		func(p *simulate.Plan) { p.Incidents = -1 }, func(p *simulate.Plan) { p.Unproven = math.Inf(1) }, func(p *simulate.Plan) { p.Plant = []float64{1} },
	} {
		p := good
		change(&p)
		if _, err := simulate.Run(l, p, liar, nil); !errors.Is(err, simulate.ErrPlan) {
			t.Errorf("%+v: %v", p, err)
		}
	}
	failing := func(simulate.World, bool, uint64) (simulate.Outcome, error) {
		return simulate.Outcome{}, errors.New("broken")
	}
	if _, err := simulate.Run(l, good, failing, nil); err == nil || err.Error() != "world 0: broken" {
		t.Errorf("error %v", err)
	}
	f, plain := shore(t)
	if _, err := simulate.NewLand(f, plain[1:], plain, 730, 180, 2000); !errors.Is(err, simulate.ErrLand) {
		t.Errorf("short exposure: %v", err)
	}
	plain[3] = 0
	if _, err := simulate.NewLand(f, plain, plain, 730, 180, 2000); !errors.Is(err, simulate.ErrLand) {
		t.Errorf("a cell without exposure: %v", err)
	}
}

func ExampleRun() {
	plan := simulate.Plan{Worlds: 100, Shape: 2, Incidents: 50, Seed: 1}
	l, _, _ := land(&testing.T{}, even)
	r, err := simulate.Run(l, plan, liar, nil)
	fmt.Printf("%.0f %% of %d worlds with a false cluster, at least %.0f %% %v\n", 100*r.Null[0].Share.Share, r.Null[0].Worlds, 100*r.Null[0].Low, err)
	// Output: 100 % of 100 worlds with a false cluster, at least 96 % <nil>
}
