package boundary_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"timpora/geo"
	"timpora/geo/boundary"
)

// steps is a raster of a number of steps a degree, rows from the north.
type steps float64

func (s steps) Steps(p orb.Point) (x, y float64) { return p[0] * float64(s), -p[1] * float64(s) }

func (s steps) Point(x, y float64) orb.Point { return orb.Point{x / float64(s), -y / float64(s)} }

func areaOf(code geo.AreaCode, rings ...orb.Ring) geo.Area {
	return geo.Area{Code: code, Name: string(code), Geometry: orb.MultiPolygon{rings}}
}

// zigzag is a border from south to north at 115 degrees that sways by a wave.
func zigzag(n int, wave func(i int) float64) []orb.Point {
	var out []orb.Point
	for i := range n + 1 {
		out = append(out, orb.Point{115 + wave(i), -8.5 + 0.2*float64(i)/float64(n)})
	}
	return out
}

// halves are two areas on both sides of a border.
func halves(border []orb.Point) []geo.Area {
	first, last := border[0], border[len(border)-1]
	west := append(orb.Ring{{114.9, last[1]}, {114.9, first[1]}}, border...)
	back := slices.Clone(border)
	slices.Reverse(back)
	east := append(orb.Ring{{115.1, first[1]}, {115.1, last[1]}}, back...)
	return []geo.Area{areaOf("51.01.01.2001", append(west, west[0])), areaOf("51.01.01.2002", append(east, east[0]))}
}

func edges(areas []geo.Area) map[[2]orb.Point]int {
	out := map[[2]orb.Point]int{}
	for _, a := range areas {
		for _, p := range a.Geometry {
			for _, r := range p {
				for i := 1; i < len(r); i++ {
					out[[2]orb.Point{r[i-1], r[i]}]++
				}
			}
		}
	}
	return out
}

func TestASharedBorderIsOneArc(t *testing.T) {
	areas := halves(zigzag(400, func(i int) float64 { return 0.01 * math.Sin(float64(i)*1.7) }))
	top := boundary.NewTopology(nil, areas)
	if shared, all := top.Shared(); shared != 1 || all != 3 {
		t.Fatalf("%d of %d arcs are shared, want 1 of 3", shared, all)
	}
	s := top.Simplify(steps(2000), 8, 0)
	borders := s.Borders(0)
	if len(borders) != 3 || borders[1].Left != areas[0].Code || borders[1].Right != areas[1].Code || borders[0].Left != areas[0].Code || borders[0].Right != "" {
		t.Fatalf("%+v", borders)
	}
	d := s.Deviation()
	if d.Kept > 100 || d.Max == 0 || d.P95 > d.Max || d.Max > geo.Meters((8+0.71)/2000*111400) {
		t.Errorf("%+v", d)
	}
	all := edges(s.Areas(0))
	line := borders[1].Lines[0]
	for i := 1; i < len(line); i++ {
		if all[[2]orb.Point{line[i-1], line[i]}] != 1 || all[[2]orb.Point{line[i], line[i-1]}] != 1 {
			t.Errorf("side %v of the border is not of both", line[i])
		}
	}
}

func TestEnclavesAndIslandsStayClosed(t *testing.T) {
	box := func(w, s, size float64) orb.Ring {
		return orb.Ring{{w, s}, {w + size, s}, {w + size, s + size}, {w, s + size}, {w, s}}
	}
	hole := box(115.02, -8.28, 0.02)
	inner := slices.Clone(hole)
	inner.Reverse()
	around := areaOf("51.01.01.2001", box(115, -8.3, 0.1), inner)
	around.Geometry = append(around.Geometry, orb.Polygon{box(115.2, -8.3, 0.01)})
	areas := []geo.Area{around, areaOf("51.01.01.2002", hole)}
	top := boundary.NewTopology(nil, areas)
	if shared, all := top.Shared(); shared != 1 || all != 3 {
		t.Fatalf("%d of %d arcs are shared, want the enclave's of three", shared, all)
	}
	got := top.Simplify(steps(1000), 2, 0).Areas(0)
	if len(got) != 2 || len(got[0].Geometry) != 2 || len(got[0].Geometry[0]) != 2 || len(got[1].Geometry[0][0]) != 5 {
		t.Fatalf("%v", got)
	}
	if a, b := boundary.AreaKm2(got[0].Geometry), boundary.AreaKm2(areas[0].Geometry); math.Abs(a-b) > 0.01*b {
		t.Errorf("%v km2, want %v", a, b)
	}
}

// A bay's mouth closes when simplified alone, which would run over the islet
// in it: the bay comes back.
func TestNothingIsRunOver(t *testing.T) {
	bay := zigzag(100, func(i int) float64 { return 0.004 * math.Exp(-math.Pow(float64(i-50)/6, 2)) })
	areas := halves(bay)
	islet := orb.Ring{{115.001, -8.401}, {115.0025, -8.401}, {115.0025, -8.399}, {115.001, -8.399}, {115.001, -8.401}}
	hole := slices.Clone(islet)
	hole.Reverse()
	areas[0].Geometry[0] = append(areas[0].Geometry[0], hole)
	areas = append(areas, areaOf("51.01.01.2003", islet))
	for _, tolerance := range []float64{1, 4, 12, 40} {
		s := boundary.NewTopology(nil, areas).Simplify(steps(4000), tolerance, 0)
		got := s.Areas(0)
		r, err := boundary.Check(boundary.Set{Desa: got}, boundary.Expect{})
		if err != nil || len(got) != 3 || len(r.Invalid) > 0 || r.Overlaps > 0 || r.Gaps > 0 || s.Deviation().Touching > 0 {
			t.Errorf("tolerance %v: %d areas, %+v, %v", tolerance, len(got), r, err)
		}
	}
}

// A strip narrower than the tolerance and larger than a pixel keeps its land.
func TestANarrowAreaIsNotLost(t *testing.T) {
	wave := func(off float64) []orb.Point {
		return zigzag(60, func(i int) float64 { return off + 0.003*float64(i%2) })
	}
	left, right := wave(0), wave(0.002)
	slices.Reverse(left)
	strip := append(slices.Clone(orb.Ring(right)), left...)
	area := areaOf("51.01.01.2001", append(strip, strip[0]))
	top := boundary.NewTopology(nil, []geo.Area{area})
	full := boundary.AreaKm2(area.Geometry)
	got := top.Simplify(steps(4000), 30, 100).Areas(0)
	if len(got) != 1 || boundary.AreaKm2(got[0].Geometry) < full/2 {
		t.Fatalf("%v of %v km2", got, full)
	}
	if small := top.Simplify(steps(20), 30, 100).Areas(0); len(small) > 1 {
		t.Errorf("%v", small)
	}
}

func TestUpperLevelsRunAlongTheSamePoints(t *testing.T) {
	for _, file := range []string{"desa-bps2020.geojson.gz", "desa-kemendagri2025.geojson.gz"} {
		set := realSet(t, file)
		s := boundary.NewTopology(nil, set.Desa, set.Kecamatan, set.Kabupaten).Simplify(steps(4096*256/360.), 2, 256)
		desa := edges(s.Areas(0))
		for level := 1; level < 3; level++ {
			own := 0
			for e := range edges(s.Areas(level)) {
				if desa[e] == 0 {
					own++
				}
			}
			if exact := file == "desa-bps2020.geojson.gz"; exact && own > 0 {
				t.Errorf("%s, level %d: %d sides are no desa's", file, level, own)
			}
		}
	}
}

// Without tolerance, on a fine raster, the areas come back.
func TestATopologyHoldsTheWholeSet(t *testing.T) {
	for _, file := range []string{"desa-bps2020.geojson.gz", "desa-kemendagri2025.geojson.gz"} {
		set := realSet(t, file)
		got := boundary.NewTopology(nil, set.Desa).Simplify(steps(1e6), 0, 0).Areas(0)
		if len(got) != len(set.Desa) {
			t.Fatalf("%s: %d areas", file, len(got))
		}
		for i, a := range got {
			want := boundary.AreaKm2(set.Desa[i].Geometry)
			if off := math.Abs(boundary.AreaKm2(a.Geometry) - want); a.Code != set.Desa[i].Code || off > 1e-3*want {
				t.Errorf("%s: %s is off by %v of %v km2", file, a.Code, off, want)
			}
		}
	}
}

// Three areas around a node, with borders that wander: nothing overlaps, and
// the whole keeps the outline's land.
func TestRandomBordersNeverCross(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tolerance := rapid.Float64Range(0, 20).Draw(t, "tolerance")
		spokes := make([][]orb.Point, 3)
		for k := range spokes {
			at := math.Pi * 2 / 3 * float64(k)
			n := rapid.IntRange(1, 25).Draw(t, fmt.Sprint("n", k))
			for i := range n + 1 {
				r := 0.02 * float64(i) / float64(n)
				turn := at
				if 0 < i && i < n {
					turn += rapid.Float64Range(-0.9, 0.9).Draw(t, fmt.Sprint(k, i))
				}
				spokes[k] = append(spokes[k], orb.Point{115 + r*math.Cos(turn), -8.3 + r*math.Sin(turn)})
			}
		}
		var areas []geo.Area
		for k := range spokes {
			back := slices.Clone(spokes[(k+1)%3])
			slices.Reverse(back)
			ring := orb.Ring(append(slices.Clone(spokes[k]), back...))
			ring = slices.Compact(ring)
			areas = append(areas, areaOf(geo.AreaCode(fmt.Sprint("51.01.01.200", k)), ring))
		}
		source, err := boundary.Check(boundary.Set{Desa: areas}, boundary.Expect{})
		if err != nil || source.Broken() || source.Overlaps > 0 {
			t.Skip("the source crosses itself")
		}
		top := boundary.NewTopology(nil, areas)
		s := top.Simplify(steps(20000), tolerance, 0)
		if s.Deviation().Touching > 0 { // only what the raster itself cannot tell apart
			if top.Simplify(steps(20000), 0, 0).Deviation().Touching == 0 {
				t.Fatal("borders touch that need not")
			}
			return
		}
		got := s.Areas(0)
		r, err := boundary.Check(boundary.Set{Desa: got}, boundary.Expect{})
		if err != nil || len(r.Invalid) > 0 || r.Overlaps > 0 {
			t.Fatalf("%+v, %v", r, err)
		}
	})
}

func BenchmarkTopology(b *testing.B) {
	set := realSet(b, "desa-bps2020.geojson.gz")
	top := boundary.NewTopology(nil, set.Desa)
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			boundary.NewTopology(nil, set.Desa, set.Kecamatan, set.Kabupaten)
		}
	})
	for _, zoom := range []int{8, 12} {
		b.Run(fmt.Sprint("simplify/z", zoom), func(b *testing.B) {
			for b.Loop() {
				top.Simplify(steps(math.Ldexp(4096./360, zoom)), 2, 256)
			}
		})
	}
}
