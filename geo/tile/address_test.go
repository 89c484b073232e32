package tile_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb/maptile"

	"timpora/geo"
	"timpora/geo/tile"
)

func TestParseAddress(t *testing.T) {
	for _, c := range []struct{ name, z, x, y, part string }{
		{"world", "0", "0", "0", ""},
		{"deepest", "22", "4194303", "4194303", ""},
		{"zoom too deep", "23", "0", "0", "z"},
		{"zoom negative", "-1", "0", "0", "z"},
		{"zoom empty", "", "0", "0", "z"},
		{"column beyond", "3", "8", "0", "x"},
		{"column padded", "3", "07", "0", "x"},
		{"column signed", "3", "+7", "0", "x"},
		{"row beyond", "3", "7", "8", "y"},
		{"row not a number", "3", "7", "1e0", "y"},
		{"row huge", "3", "7", "99999999999999999999999999", "y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := tile.ParseAddress(c.z, c.x, c.y)
			switch {
			case c.part == "" && (err != nil || a.String() != c.z+"/"+c.x+"/"+c.y):
				t.Errorf("%v, %v", a, err)
			case c.part != "" && (!errors.Is(err, tile.ErrAddress) || !strings.HasPrefix(err.Error(), c.part+" is ")):
				t.Errorf("%v, want an error about %s", err, c.part)
			}
		})
	}
}

func FuzzParseAddress(f *testing.F) {
	f.Add("10", "838", "535")
	f.Add("22", "4194304", "-0")
	f.Fuzz(func(t *testing.T, z, x, y string) {
		a, err := tile.ParseAddress(z, x, y)
		if err == nil && (!a.Valid() || a.String() != z+"/"+x+"/"+y) {
			t.Fatalf("%q/%q/%q read as %v", z, x, y, a)
		}
	})
}

// orb/maptile is the independent word on boxes and addresses.
func TestBoundAndAt(t *testing.T) {
	for _, z := range []uint32{0, 7, 14, 22} {
		p := geo.Point{Lon: 115.0883, Lat: -8.1152}
		a := tile.At(p, z)
		want := maptile.At([2]float64{p.Lon, p.Lat}, maptile.Zoom(z))
		if a.X != want.X || a.Y != want.Y {
			t.Fatalf("%v, orb says %v", a, want)
		}
		got, ref := a.Bound(), want.Bound()
		for i, d := range []float64{got.West - ref.Min[0], got.South - ref.Min[1], got.East - ref.Max[0], got.North - ref.Max[1]} {
			if math.Abs(d) > 1e-9 {
				t.Errorf("%v: side %d is off by %g", a, i, d)
			}
		}
	}
}

func ExampleParseAddress() {
	a, _ := tile.ParseAddress("9", "419", "267")
	b := a.Bound()
	fmt.Printf("%v west %.4f south %.4f\n", a, b.West, b.South)
	_, err := tile.ParseAddress("9", "512", "0")
	fmt.Println(err)
	// Output:
	// 9/419/267 west 114.6094 south -8.4072
	// x is "512", want a whole number from 0 to 511: not a tile address
}
