package bucket_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/uber/h3-go/v4"

	"timpora/geo"
	"timpora/geo/bucket"
)

// sorted is the library's list as cells, ascending, without blanks.
func sorted(t testing.TB, found []h3.Cell, err error) []geo.Cell {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var out []geo.Cell
	for _, c := range found {
		if c != 0 {
			out = append(out, geo.Cell(c))
		}
	}
	slices.Sort(out)
	return out
}

// someCells are cells of every resolution up to most: anywhere, in the working
// area, the pentagons, and around them.
func someCells(t testing.TB, most, each int) []geo.Cell {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	var out []geo.Cell
	for res := 0; res <= most; res++ {
		five, err := h3.Pentagons(res)
		for _, c := range sorted(t, five, err) {
			near, err := h3.GridDisk(h3.Cell(c), 3)
			around := sorted(t, near, err)
			out = append(out, c, around[r.IntN(len(around))], around[r.IntN(len(around))])
		}
		for range each {
			out = append(out, bucket.Cell(world(r), res), bucket.Cell(land(r), res))
		}
	}
	return out
}

func TestChildrenEqualTheLibrary(t *testing.T) {
	for _, c := range someCells(t, 12, 20) {
		for res := c.Resolution(); res <= min(15, c.Resolution()+3); res++ {
			found, err := h3.Cell(c).Children(res)
			if want := sorted(t, found, err); !slices.Equal(bucket.Children(c, res), want) {
				t.Fatalf("children of %v at %d: %v, the library says %v", c, res, bucket.Children(c, res), want)
			}
		}
	}
	if got := bucket.Children(bucket.Cell(singaraja(), 8), 16); got != nil {
		t.Errorf("children of resolution 16: %v", got)
	}
}

func TestDisksEqualTheLibrary(t *testing.T) {
	for _, c := range someCells(t, 15, 60) {
		for _, k := range []int{0, 1, 2, 7} {
			found, err := h3.GridDisk(h3.Cell(c), k)
			if want := sorted(t, found, err); !slices.Equal(bucket.Disk(c, k), want) {
				t.Fatalf("%d steps around %v: %v, the library says %v", k, c, bucket.Disk(c, k), want)
			}
		}
	}
	if got := bucket.Disk(bucket.Cell(singaraja(), 8), -1); got != nil {
		t.Errorf("a disk of radius -1: %v", got)
	}
}

// Disks with holes are compacted and brought back.
func TestCompactEqualsTheLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, c := range someCells(t, 12, 3) {
		cells := bucket.Disk(c, 4)
		cells = slices.DeleteFunc(bucket.Uncompact(cells, min(15, c.Resolution()+2)), func(geo.Cell) bool { return r.IntN(150) == 0 })
		in := make([]h3.Cell, len(cells))
		for i, x := range cells {
			in[i] = h3.Cell(x)
		}
		found, err := h3.CompactCells(in)
		want := sorted(t, found, err)
		r.Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
		got := bucket.Compact(cells)
		if !slices.Equal(got, want) {
			t.Fatalf("around %v: %d cells, the library says %d", c, len(got), len(want))
		}
		slices.Sort(cells)
		if back := bucket.Uncompact(got, cells[0].Resolution()); !slices.Equal(back, cells) {
			t.Fatalf("around %v: %d cells come back as %d", c, len(cells), len(back))
		}
	}
}

func TestCompactDropsWhatLiesInside(t *testing.T) {
	c := bucket.Cell(singaraja(), 8)
	inner := bucket.Children(c, 10)
	got := bucket.Compact(append(inner[3:9:9], c, inner[20], c))
	if !slices.Equal(got, []geo.Cell{c}) {
		t.Errorf("%v", got)
	}
	if got := bucket.Compact(nil); got != nil {
		t.Errorf("nothing gives %v", got)
	}
}

func BenchmarkTree(b *testing.B) {
	c := bucket.Cell(singaraja(), 8)
	disk := bucket.Disk(c, 12)
	raw := make([]h3.Cell, len(disk))
	for i, x := range disk {
		raw[i] = h3.Cell(x)
	}
	for name, run := range map[string][2]func(){
		"children": {func() { bucket.Children(c, 10) }, func() { found, err := h3.Cell(c).Children(10); sorted(b, found, err) }},
		"ring":     {func() { bucket.Neighbours(c) }, func() { found, err := h3.GridDisk(h3.Cell(c), 1); sorted(b, found, err) }},
		"disk":     {func() { bucket.Disk(c, 12) }, func() { found, err := h3.GridDisk(h3.Cell(c), 12); sorted(b, found, err) }},
		"compact":  {func() { bucket.Compact(disk) }, func() { found, err := h3.CompactCells(raw); sorted(b, found, err) }},
	} {
		for i, who := range []string{"ours", "single"} {
			b.Run(fmt.Sprintf("%s/%s", name, who), func(b *testing.B) {
				for b.Loop() {
					run[i]()
				}
			})
		}
	}
}
