package locate_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"timpora/geo"
	"timpora/geo/locate"
)

// east moves lattices to where longitude and latitude cannot be mistaken for
// one another.
const east = 115

// Random polygons that cross themselves and one another, on a coarse lattice so
// that points fall on vertices and edges often.
func TestRandomPolygons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{east + float64(rapid.IntRange(0, 12).Draw(t, "x"))/4, float64(rapid.IntRange(0, 12).Draw(t, "y")) / 4}
		})
		var areas []geo.Area
		for i := range rapid.IntRange(1, 4).Draw(t, "areas") {
			a := geo.Area{Code: geo.AreaCode(fmt.Sprintf("51.01.01.%04d", i))}
			for range rapid.IntRange(1, 2).Draw(t, "rings") {
				r := orb.Ring(rapid.SliceOfN(at, 3, 9).Draw(t, "ring"))
				a.Geometry = append(a.Geometry, orb.Polygon{append(r, r[0])})
			}
			areas = append(areas, a)
		}
		x, err := locate.NewIndex(areas)
		if errors.Is(err, locate.ErrArea) { // a ring that is one point
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for range 40 {
			q := at.Draw(t, "point")
			p := geo.Point{Lon: q[0] + float64(rapid.IntRange(-1, 1).Draw(t, "dx"))/8, Lat: q[1] + float64(rapid.IntRange(-1, 1).Draw(t, "dy"))/8}
			agree(t, x, p)
		}
	})
}

// agree compares every way to ask with rational arithmetic.
func agree(t interface{ Fatalf(string, ...any) }, x *locate.Index, p geo.Point) {
	want, dst := oracle(x.Areas(), p), []int32{0}
	if got := x.LocateIndex(p); got != want {
		t.Fatalf("%v in %v: %d, want %d", p, x.Areas(), got, want)
	}
	if err := x.LocateAll(dst, []geo.Point{p}, 1); err != nil || dst[0] != want {
		t.Fatalf("%v in %v: %d in a batch (%v), want %d", p, x.Areas(), dst[0], err, want)
	}
	around, err := x.Around(p, 0)
	if held := len(around) > 0; err != nil || held != (want >= 0) || (held && around[0].Code != x.Areas()[want].Code) {
		t.Fatalf("%v in %v: around are %v (%v), want %d", p, x.Areas(), around, err, want)
	}
	within, err := x.Within(geo.Bound{West: p.Lon, South: p.Lat, East: p.Lon, North: p.Lat})
	if err != nil || len(within) != len(around) {
		t.Fatalf("%v in %v: within are %v (%v), around %v", p, x.Areas(), within, err, around)
	}
}

func TestOrientIsAntisymmetricAndExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.Float64Range(-180, 180)
		a := square("51.01.01.0001", c.Draw(t, "west")/4, c.Draw(t, "south")/4, rapid.Float64Range(1e-6, 20).Draw(t, "side"))
		r := a.Geometry[0][0]
		k := rapid.Float64Range(0, 1).Draw(t, "along")
		p := geo.Point{Lon: r[0][0] + k*(r[1][0]-r[0][0]), Lat: r[0][1]} // on the southern edge by construction
		x, err := locate.NewIndex([]geo.Area{a})
		if err != nil {
			t.Fatal(err)
		}
		if p.Lon <= r[1][0] && x.LocateIndex(p) != 0 {
			t.Fatalf("%v on the border of %v is outside", p, r)
		}
	})
}

// FuzzLocate makes rings of two areas and points of the bytes: steps of an
// eighth of a degree, so that much coincides.
func FuzzLocate(f *testing.F) {
	f.Add([]byte("\x00\x00\x08\x00\x08\x08\x00\x08\x04\x04\x0c\x04\x0c\x0c\x04\x0c"), uint16(0x0404))
	f.Add([]byte("\x00\x00\x08\x08\x08\x00\x00\x08\x04\x00\x04\x08\x05\x08\x05\x00"), uint16(0x0804))
	f.Add(make([]byte, 16), uint16(0)) // rings that are one point
	f.Fuzz(func(t *testing.T, b []byte, at uint16) {
		if len(b) < 16 || len(b) > 256 {
			return
		}
		ring := func(b []byte) orb.Ring {
			var r orb.Ring
			for i := 0; i+1 < len(b); i += 2 {
				r = append(r, orb.Point{east + float64(int8(b[i]))/8, float64(int8(b[i+1])) / 8})
			}
			return append(r, r[0])
		}
		half := len(b) / 4 * 2
		x, err := locate.NewIndex([]geo.Area{
			{Code: "51.01.01.0001", Geometry: orb.MultiPolygon{{ring(b[:half])}}}, {Code: "51.01.01.0002", Geometry: orb.MultiPolygon{{ring(b[half:])}}}})
		if errors.Is(err, locate.ErrArea) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		var two [2]byte
		binary.BigEndian.PutUint16(two[:], at)
		agree(t, x, geo.Point{Lon: east + float64(int8(two[0]))/16, Lat: float64(int8(two[1])) / 16})
		for _, a := range x.Areas() {
			for _, v := range a.Geometry[0][0] {
				agree(t, x, geo.Point{Lon: v[0], Lat: v[1]})
			}
		}
	})
}
