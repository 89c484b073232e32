package locate_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/geo/locate"
)

// baliTable is the land of all Bali in cells.
func baliTable(t testing.TB) *locate.Table {
	t.Helper()
	rows, err := sets.CellTable()
	if err != nil {
		t.Fatal(err)
	}
	return locate.NewTable(rows, func(p geo.Point) geo.Cell { return bucket.Cell(p, 10) })
}

// baliLand is the same as a question, to a cell's width.
func baliLand(t testing.TB) func(geo.Point) bool {
	t.Helper()
	table := baliTable(t)
	return func(p geo.Point) bool { _, ok := table.Code(p); return ok }
}

// The shore of set A in the working area is 348.9 km by the facts; land borders
// to the rest of Bali are no shore.
func TestCoastLengthOfTheRealSet(t *testing.T) {
	c := locate.NewCoast(newIndex(t, set(t, setA)), baliLand(t))
	var km float64
	for _, l := range c.Lines() {
		for i := 1; i < len(l); i++ {
			km += float64(geo.Distance(geo.Point{Lon: l[i-1][0], Lat: l[i-1][1]}, geo.Point{Lon: l[i][0], Lat: l[i][1]})) / 1000
		}
	}
	if math.Abs(km-348.9) > 0.02*348.9 {
		t.Errorf("shore of %.1f km, the facts say 348.9", km)
	}
	buyan := geo.Point{Lon: 115.125, Lat: -8.243} // at the lake, inland
	if d := c.Distance(buyan); d < 13000 || d > 15000 {
		t.Errorf("Danau Buyan lies %v m from the sea", d)
	}
}

// 2,000 points against a computation through the earth over every edge of the
// same shore.
func TestCoastDistance(t *testing.T) {
	c := locate.NewCoast(newIndex(t, set(t, setA)), baliLand(t))
	r := rand.New(rand.NewPCG(20, 26))
	var lines [][]orb.Point
	for _, l := range c.Lines() {
		lines = append(lines, l)
	}
	independent := newGround(lines...)
	const n = 2000
	off := make([]float64, n)
	for i := range off {
		p := geo.Point{Lon: 114.43 + r.Float64()*1.29, Lat: -8.56 + r.Float64()*0.5}
		off[i] = math.Abs(float64(c.Distance(p)) - independent.distance(p))
	}
	slices.Sort(off)
	t.Logf("off by %.2g m in the middle, %.2g m at most", off[n/2], off[n-1])
	if off[n/2] > 0.1 || off[n-1] > 1 {
		t.Errorf("off by %v m in the middle, %v m at most", off[n/2], off[n-1])
	}
}

// The shore of the whole island in set B tells what is lost
// where only the three kabupaten are known, and that the shore of the others in
// cells makes up for it.
func TestCoastOfTheWorkingAreaAgainstAllBali(t *testing.T) {
	x, table := newIndex(t, set(t, setB)), baliTable(t)
	whole := locate.NewCoast(newIndex(t, set(t, bali)), baliLand(t))
	off := func(part *locate.Coast) (share, most float64) {
		r := rand.New(rand.NewPCG(716, 277))
		n, wrong := 0, 0
		for n < 20_000 {
			p := geo.Point{Lon: 114.43 + r.Float64()*1.29, Lat: -8.56 + r.Float64()*0.5}
			if x.LocateIndex(p) < 0 {
				continue
			}
			n++
			d := math.Abs(float64(part.Distance(p) - whole.Distance(p)))
			if most = max(most, d); d > 150 {
				wrong++
			}
		}
		return float64(wrong) / float64(n), most
	}
	alone, farthest := off(locate.NewCoast(x, baliLand(t)))
	with, most := off(locate.NewCoast(x, baliLand(t), bucket.Outline(table.Beyond(bucket.Neighbours, bucket.Children))...))
	t.Logf("three kabupaten alone: %.2f %% of the land off, by %.0f m at most; with the cells beyond: %.3f %%, %.0f m", 100*alone, farthest, 100*with, most)
	if alone < 0.005 || farthest < 2000 {
		t.Errorf("without land beyond nothing is lost: %.4f, %.0f m", alone, farthest)
	}
	if with > 0.0005 || most > 150 {
		t.Errorf("with land beyond %.4f of the land is off, by up to %.0f m", with, most)
	}
}

func TestCoastOfNothing(t *testing.T) {
	x := newIndex(t, []geo.Area{square("51.08.01.2001", 115, -8.2, 0.1)})
	all := locate.NewCoast(x, func(geo.Point) bool { return true })
	if d := all.Distance(geo.Point{Lon: 115, Lat: -8}); !math.IsInf(float64(d), 1) || len(all.Lines()) != 0 {
		t.Errorf("without a sea the shore is %v m away", d)
	}
	island := locate.NewCoast(x, nil)
	for _, p := range []geo.Point{{Lon: math.NaN(), Lat: -8}, {Lon: 115, Lat: math.Inf(1)}, {Lon: 200, Lat: 0}} {
		if d := island.Distance(p); !math.IsNaN(float64(d)) {
			t.Errorf("%v lies %v m from the shore", p, d)
		}
	}
	if d := island.Distance(geo.Point{Lon: 115, Lat: -8.15}); d > 0.01 {
		t.Errorf("the shore lies %v m from itself", d)
	}
}

// A ring of land around a lagoon has two shores, whichever way its rings turn;
// a lake that counts as land has none.
func TestCoastOfALagoon(t *testing.T) {
	outer, hole := square("", 115, -8.2, 0.4).Geometry[0][0], square("", 115.1, -8.1, 0.2).Geometry[0][0]
	for range 2 {
		for range 2 {
			x := newIndex(t, []geo.Area{{Code: "51.08.01.2001", Geometry: orb.MultiPolygon{{outer, hole}}}})
			if n := len(locate.NewCoast(x, nil).Lines()); n != 2 {
				t.Errorf("%d shores of a lagoon", n)
			}
			lake := func(p geo.Point) bool {
				return p.Lon > 115.05 && p.Lon < 115.35 && p.Lat > -8.15 && p.Lat < -7.85 || x.LocateIndex(p) >= 0
			}
			if n := len(locate.NewCoast(x, lake).Lines()); n != 1 {
				t.Errorf("%d shores around a lake", n)
			}
			outer = slices.Clone(outer)
			outer.Reverse()
		}
		hole = slices.Clone(hole)
		hole.Reverse()
	}
}

func BenchmarkCoastDistance(b *testing.B) {
	x := newIndex(b, set(b, setA))
	c := locate.NewCoast(x, baliLand(b))
	land := benchPoints(x)["land"]
	b.Run("ours", func(b *testing.B) {
		for i := range b.N {
			c.Distance(land[i%len(land)])
		}
	})
	b.Run("naive", func(b *testing.B) {
		for i := range b.N {
			p, best := land[i%len(land)], geo.Meters(math.Inf(1))
			for _, l := range c.Lines() {
				for _, at := range l {
					best = min(best, geo.Distance(p, geo.Point{Lon: at[0], Lat: at[1]}))
				}
			}
		}
	})
}
