package locate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"timpora/geo"
)

func TestNearest(t *testing.T) {
	x := newIndex(t, []geo.Area{square("51.01.01.0001", 115, -8.2, 0.01), square("51.01.01.0002", 115.02, -8.2, 0.01)})
	perLon, _ := geo.Scale(-8.195)
	p := geo.Point{Lon: 115.01 + 200/perLon, Lat: -8.195}
	near, err := x.Nearest(p, 250)
	if err != nil || near.Code != "51.01.01.0001" || math.Abs(float64(near.Off)-200) > 0.001 {
		t.Errorf("%v %v", near, err)
	}
	if near, err := x.Nearest(p, 199); err != nil || near.Code != "" {
		t.Errorf("%v found beyond the limit (%v)", near, err)
	}
	if near, _ := x.Nearest(geo.Point{Lon: 115.015, Lat: -8.195}, 2000); near.Code != "51.01.01.0001" {
		t.Errorf("halfway between two: %v, want the lower code", near)
	}
}

// The nearest desa and those around a point against all desa measured one by
// one, on sea points of set A.
func TestNearestAgainstAllDesa(t *testing.T) {
	x := newIndex(t, set(t, setA))
	borders := make([]*ground, len(x.Areas()))
	for i, a := range x.Areas() {
		var rings [][]orb.Point
		for _, p := range a.Geometry {
			for _, r := range p {
				rings = append(rings, r)
			}
		}
		borders[i] = newGround(rings...)
	}
	r := rand.New(rand.NewPCG(11, 4))
	for n := 0; n < 60; {
		p := geo.Point{Lon: 114.43 + r.Float64()*1.29, Lat: -8.56 + r.Float64()*0.5}
		if x.LocateIndex(p) >= 0 {
			continue
		}
		n++
		best, code := math.Inf(1), geo.AreaCode("")
		within := 0
		const most = 3000
		for i, a := range x.Areas() {
			d := borders[i].distance(p)
			if d < best {
				best, code = d, a.Code
			}
			if d < most {
				within++
			}
		}
		got, err := x.Nearest(p, 100_000)
		if err != nil || got.Code != code || math.Abs(float64(got.Off)-best) > 0.05 {
			t.Fatalf("%v: %+v (%v), want %s at %.3f m", p, got, err, code, best)
		}
		around, err := x.Around(p, most)
		if err != nil || len(around) != within || (within > 0 && around[0] != got) {
			t.Fatalf("%v: %d around (%v), want %d", p, len(around), err, within)
		}
	}
}

func TestWithin(t *testing.T) {
	holed := square("51.01.01.0001", 0, 0, 4)
	holed.Geometry[0] = append(holed.Geometry[0], square("", 1, 1, 2).Geometry[0][0])
	x := newIndex(t, []geo.Area{holed, square("51.01.01.0002", 4, 0, 4)})
	for _, c := range []struct {
		name string
		box  geo.Bound
		want int
	}{
		{"in the hole", geo.Bound{West: 1.5, South: 1.5, East: 2.5, North: 2.5}, 0}, {"across the hole's border", geo.Bound{West: 1.5, South: 1.5, East: 3.5, North: 2.5}, 1},
		{"around all", geo.Bound{West: -1, South: -1, East: 9, North: 9}, 2}, {"inside one", geo.Bound{West: 5, South: 1, East: 6, North: 2}, 1},
		{"touching the shared border", geo.Bound{West: 4, South: 1, East: 4, North: 2}, 2}, {"beyond", geo.Bound{West: 8.1, South: 0, East: 9, North: 1}, 0},
		{"touching a corner", geo.Bound{West: 8, South: 4, East: 9, North: 9}, 1},
	} {
		if got, err := x.Within(c.box); err != nil || len(got) != c.want {
			t.Errorf("%s: %v (%v), want %d", c.name, got, err, c.want)
		}
	}
	for _, bad := range []geo.Bound{{West: 2, East: 1}, {South: 2, North: 1}, {West: math.NaN()}, {North: 91}} {
		if _, err := x.Within(bad); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
}
