package bucket_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/uber/h3-go/v4"
	"pgregory.net/rapid"

	"timpora/geo"
	"timpora/geo/bucket"
)

func singaraja() geo.Point { return geo.Point{Lon: 115.0882, Lat: -8.1120} }

func ExampleCell() {
	c := bucket.Cell(geo.Point{Lon: 115.0882, Lat: -8.1120}, 10)
	fmt.Println(c.Resolution(), c.Parent(8).Resolution(), len(bucket.Children(c.Parent(8), 10)))
	// Output: 10 8 49
}

func ExampleGrid() {
	g, err := bucket.NewGrid(10)
	if err != nil {
		panic(err)
	}
	points := []geo.Point{{Lon: 115.0882, Lat: -8.1120}, {Lon: 114.6160, Lat: -8.3606}}
	for i, c := range g.Cells(nil, points) {
		fmt.Println(c == bucket.Cell(points[i], 10), g.Cell(points[i]) == c)
	}
	// Output:
	// true true
	// true true
}

func TestParentEqualsTheLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := geo.Point{Lon: rapid.Float64Range(-180, 180).Draw(t, "lon"), Lat: rapid.Float64Range(-90, 90).Draw(t, "lat")}
		c := bucket.Cell(p, rapid.IntRange(0, 15).Draw(t, "res"))
		if !c.Valid() {
			t.Fatalf("%v: %v is no valid cell", p, c)
		}
		for res := 0; res <= c.Resolution(); res++ {
			want, err := h3.Cell(c).Parent(res)
			if err != nil || c.Parent(res) != geo.Cell(want) {
				t.Fatalf("parent of %v at %d: %v, the library says %v (%v)", c, res, c.Parent(res), want, err)
			}
		}
	})
}

func TestCellOfNoPlace(t *testing.T) {
	for _, p := range []geo.Point{{Lon: math.NaN()}, {Lat: math.Inf(1)}, {Lon: 181}, {Lat: -91}} {
		if c := bucket.Cell(p, 8); c != 0 {
			t.Errorf("%v lies in cell %v", p, c)
		}
	}
	if c := bucket.Cell(singaraja(), 16); c != 0 {
		t.Errorf("resolution 16 gives %v", c)
	}
}

func TestNeighbours(t *testing.T) {
	c := bucket.Cell(singaraja(), 8)
	near := bucket.Neighbours(c)
	if len(near) != 6 || slices.Contains(near, c) {
		t.Fatalf("neighbours of %v: %v", c, near)
	}
	for _, n := range near {
		if !slices.Contains(bucket.Neighbours(n), c) {
			t.Errorf("%v does not know its neighbour %v", n, c)
		}
	}
	if five := bucket.Neighbours(0x08009fffffffffff); len(five) != 5 { // pentagon of base cell 4
		t.Errorf("a pentagon has %d neighbours", len(five))
	}
}

func area(mp orb.MultiPolygon) float64 { return planar.Area(mp) }

func TestOutlineKeepsAreaAndHoles(t *testing.T) {
	c := bucket.Cell(singaraja(), 8)
	disk := bucket.Disk(c, 3)
	ring := slices.DeleteFunc(slices.Clone(disk), func(x geo.Cell) bool { return x == c })
	whole, holed := bucket.Outline(disk), bucket.Outline(ring)
	if len(whole) != 1 || len(whole[0]) != 1 {
		t.Fatalf("a disk has %d polygons with %d rings", len(whole), len(whole[0]))
	}
	if len(holed) != 1 || len(holed[0]) != 2 || holed[0][1].Orientation() != orb.CW {
		t.Fatalf("a ring of cells gives %v", holed)
	}
	var sum float64
	for _, x := range disk {
		sum += planar.Area(bucket.Boundary(x))
	}
	if got := area(whole); math.Abs(got-sum) > 1e-9*sum {
		t.Errorf("outline has area %v, its cells %v", got, sum)
	}
	one := area(bucket.Outline([]geo.Cell{c}))
	if got := area(holed) + one; math.Abs(got-sum) > 1e-9*sum {
		t.Errorf("with a hole: %v, want %v", got, sum)
	}
}

// Parts apart, an island in a lake, and a cell that touches nothing: the cells
// whose centre lies inside are those of the outline.
func TestOutlineOfManyParts(t *testing.T) {
	c := bucket.Cell(singaraja(), 9)
	lake := bucket.Disk(c, 2)
	land := slices.DeleteFunc(bucket.Disk(c, 5), func(x geo.Cell) bool { return slices.Contains(lake, x) && x != c })
	far := bucket.Cell(geo.Point{Lon: 115.3, Lat: -8.3}, 9)
	parts := bucket.Outline(append(bucket.Disk(far, 1), land...))
	if len(parts) != 3 {
		t.Fatalf("%d polygons, want land with a lake, its island and the part far off", len(parts))
	}
	rings := 0
	for _, p := range parts {
		rings += len(p)
	}
	if rings != 4 {
		t.Errorf("%d rings, want 4", rings)
	}
	for _, x := range slices.Concat(bucket.Disk(c, 8), bucket.Disk(far, 3)) {
		at := bucket.Center(x)
		want := slices.Contains(land, x) || slices.Contains(bucket.Disk(far, 1), x)
		if got := planar.MultiPolygonContains(parts, orb.Point{at.Lon, at.Lat}); got != want {
			t.Errorf("%v in the outline: %v, want %v", x, got, want)
		}
	}
}

// The pentagon of base cell 4 and the cells around it.
func TestOutlineAroundAPentagon(t *testing.T) {
	five := bucket.Children(0x08009fffffffffff, 6)[0]
	if got := bucket.Outline(bucket.Disk(five, 2)); len(got) != 1 || len(got[0]) != 1 {
		t.Errorf("%v", got)
	}
}

func TestOutlineOfCompactedCells(t *testing.T) {
	parent := bucket.Cell(singaraja(), 7)
	fine := bucket.Outline(bucket.Children(parent, 9))
	mixed := append(bucket.Children(parent, 8)[1:], bucket.Children(bucket.Children(parent, 8)[0], 9)...)
	if fmt.Sprint(bucket.Outline(mixed)) != fmt.Sprint(fine) {
		t.Error("the outline depends on how the cells are compacted")
	}
}

func BenchmarkCell(b *testing.B) {
	p := singaraja()
	for b.Loop() {
		bucket.Cell(p, 10)
	}
}

func BenchmarkOutline(b *testing.B) {
	for _, k := range []int{3, 30} {
		cells := bucket.Disk(bucket.Cell(singaraja(), 10), k)
		b.Run(fmt.Sprint(len(cells)), func(b *testing.B) {
			for b.Loop() {
				bucket.Outline(cells)
			}
		})
	}
}
