package export_test

import (
	"encoding/binary"
	"fmt"
	"os"
	"testing"

	"timpora/geo/crs"
	"timpora/geo/export"
	"timpora/geo/exporttest"
)

// GDAL asks the index of FlatGeobuf for a box and gets the cells that a look at
// each of them gives; sizes around the powers of the 16 branches.
func TestTheIndexFindsWhatIsInABox(t *testing.T) {
	exporttest.Tool(t, "ogr2ogr")
	for _, n := range []int{1, 2, 15, 16, 17, 256, 257, 3000} {
		l := exporttest.Cells(n)
		for _, s := range []crs.System{export.CRS84(), crs.All()[3]} {
			path := exporttest.File(t, format(t, "fgb"), l, s)
			want := map[string]bool{}
			i, box := 0, [4]float64{}
			for r := range l.Rows {
				b := r.Shape.Bound()
				x0, y0 := s.Forward(b.Min[0], b.Min[1])
				x1, y1 := s.Forward(b.Max[0], b.Max[1])
				if i == 0 {
					side := (x1 - x0) * 6
					box = [4]float64{x0 - side, y0 - side, x1 + side, y1 + side}
				}
				i++
				if x0 > box[0] && y0 > box[1] && x1 < box[2] && y1 < box[3] {
					want[r.Values[0].(string)] = true
				}
			}
			spat := []string{"-spat"}
			for _, v := range box {
				spat = append(spat, fmt.Sprint(v))
			}
			found := map[string]bool{}
			for _, f := range exporttest.Read(t, path, spat...) {
				found[f.Properties["code"].(string)] = true
			}
			for code := range want {
				if !found[code] {
					t.Errorf("%d cells in %s: the index misses %s", n, s.URI, code)
				}
			}
			if len(found) == 0 || (n == 3000 && len(found) > 400) {
				t.Errorf("%d cells in %s: %d in the box, surely there are %d", n, s.URI, len(found), len(want))
			}
		}
	}
}

// The nodes of the packed tree hold the boxes of their children, and leaves
// name features one after the other.
func TestTheIndexIsATree(t *testing.T) {
	for _, n := range []int{1, 16, 17, 300} {
		body, err := os.ReadFile(exporttest.File(t, format(t, "fgb"), exporttest.Cells(n), export.CRS84()))
		if err != nil {
			t.Fatal(err)
		}
		sizes, nodes := []int{n}, n
		for len(sizes) == 1 || sizes[len(sizes)-1] > 1 {
			sizes = append(sizes, (sizes[len(sizes)-1]+15)/16)
			nodes += sizes[len(sizes)-1]
		}
		tree := 12 + int(binary.LittleEndian.Uint32(body[8:]))
		features := tree + 40*nodes
		at := 0
		for leaf := nodes - n; leaf < nodes; leaf++ {
			if offset := binary.LittleEndian.Uint64(body[tree+40*leaf+32:]); offset != uint64(at) {
				t.Fatalf("%d cells: leaf %d names byte %d, the feature is at %d", n, leaf, offset, at)
			}
			at += 4 + int(binary.LittleEndian.Uint32(body[features+at:]))
		}
		if features+at != len(body) {
			t.Errorf("%d cells: %d bytes, features end at %d", n, len(body), features+at)
		}
	}
}
