package locate_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/paulmach/orb"

	"timpora/geo"
	"timpora/geo/locate"
)

func ExampleIndex_Locate() {
	x, err := locate.NewIndex([]geo.Area{square("51.08.01.2001", 115.0, -8.2, 0.1), square("51.08.01.2002", 115.1, -8.2, 0.1)})
	if err != nil {
		panic(err)
	}
	for _, p := range []geo.Point{{Lon: 115.05, Lat: -8.15}, {Lon: 115.1, Lat: -8.15}, {Lon: 115.3, Lat: -8.15}, {Lon: -8.15, Lat: 115.05}} {
		place, err := x.Locate(p)
		fmt.Printf("%q %v\n", place.Code, err)
	}
	// Output:
	// "51.08.01.2001" <nil>
	// "51.08.01.2001" <nil>
	// "" <nil>
	// "" lon -8.15, lat 115.05: longitude and latitude seem to be swapped
}

func TestBordersOverlapsAndHoles(t *testing.T) {
	holed := square("51.01.01.0001", 0, 0, 4)
	holed.Geometry[0] = append(holed.Geometry[0], orb.Ring{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}})
	x := newIndex(t, []geo.Area{square("51.01.01.0003", 4, 0, 4), holed, square("51.01.01.0002", 3, 3, 4)})
	for _, c := range []struct {
		name     string
		lon, lat float64
		want     geo.AreaCode
		overlap  bool
	}{
		{"inside", 0.5, 0.5, "51.01.01.0001", false}, {"in the hole", 1.5, 1.5, "", false}, {"on the hole's border", 1, 1.5, "51.01.01.0001", false},
		{"shared edge", 4, 2, "51.01.01.0001", false}, {"shared vertex", 4, 0, "51.01.01.0001", false}, {"overlap", 5, 3.5, "51.01.01.0002", true},
		{"overlap of the first two", 3.5, 3.5, "51.01.01.0001", true}, {"outer corner", 8, 4, "51.01.01.0003", false}, {"beyond", 8.5, 8, "", false},
		{"shared edge inside a third", 4, 3.5, "51.01.01.0001", true},
	} {
		got, err := x.Locate(geo.Point{Lon: c.lon, Lat: c.lat})
		if want := (locate.Place{Code: c.want, Overlap: c.overlap}); got != want || err != nil {
			t.Errorf("%s: %+v (%v), want %+v", c.name, got, err, want)
		}
	}
}

func TestRefusedAreas(t *testing.T) {
	bad := square("51.01.01.0001", 0, 0, 1)
	bad.Geometry[0][0][2][0] = math.NaN()
	short := geo.Area{Code: "51.01.01.0002", Geometry: orb.MultiPolygon{{orb.Ring{{0, 0}, {1, 1}, {0, 0}}}}}
	for _, c := range []struct {
		name  string
		areas []geo.Area
		want  error
	}{
		{"none", nil, locate.ErrEmpty}, {"NaN", []geo.Area{bad}, geo.ErrCoordinate}, {"short ring", []geo.Area{short}, locate.ErrArea},
		{"no polygon", []geo.Area{{Code: "51.01.01.0003"}}, locate.ErrArea},
		{"ring of one point", []geo.Area{square("51.01.01.0003", 1, 1, 0)}, locate.ErrArea},
		{"no ring", []geo.Area{{Code: "51.01.01.0003", Geometry: orb.MultiPolygon{{}}}}, locate.ErrArea},
		{"doubled", []geo.Area{square("51.01.01.0001", 0, 0, 1), square("51.01.01.0001", 2, 0, 1)}, locate.ErrArea},
	} {
		if _, err := locate.NewIndex(c.areas); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// What no desa may be found for, and what is named as wrong.
func badPoints() map[geo.Point]error {
	nan, inf := math.NaN(), math.Inf(1)
	return map[geo.Point]error{
		{Lon: nan, Lat: -8.15}: geo.ErrCoordinate, {Lon: 115.05, Lat: nan}: geo.ErrCoordinate, {Lon: inf, Lat: -8.15}: geo.ErrCoordinate,
		{Lon: 115.05, Lat: -inf}: geo.ErrCoordinate, {Lon: 181, Lat: -8.15}: geo.ErrCoordinate, {Lon: 115.05, Lat: -91}: geo.ErrCoordinate,
		{Lon: 1e300, Lat: 0}: geo.ErrCoordinate, {Lon: -8.15, Lat: 115.05}: locate.ErrSwapped, {Lon: 115, Lat: 8.15}: nil, {Lon: 0, Lat: 0}: nil,
	}
}

func TestBadPoints(t *testing.T) {
	x := newIndex(t, []geo.Area{square("51.08.01.2001", 115, -8.2, 0.1)})
	for p, want := range badPoints() {
		in := func(name string, code geo.AreaCode, err error) {
			if code != "" || !errors.Is(err, want) || (want == nil) != (err == nil) {
				t.Errorf("%s %v: %q, %v; want %v", name, p, code, err, want)
			}
		}
		place, err := x.Locate(p)
		in("locate", place.Code, err)
		place, err = x.Nearest(p, 1000)
		in("nearest", place.Code, err)
		around, err := x.Around(p, 1000)
		in("around", geo.AreaCode(fmt.Sprint(around)[1:][:len(fmt.Sprint(around))-2]), err)
		dst := []int32{7, 7, 7}
		good := geo.Point{Lon: 115.05, Lat: -8.15}
		if err := x.LocateAll(dst, []geo.Point{good, p, good}, 1); !errors.Is(err, want) || !slices.Equal(dst, []int32{0, -1, 0}) {
			t.Errorf("all %v: %v, %v; want %v", p, dst, err, want)
		}
	}
	if err := x.LocateAll(nil, make([]geo.Point, 1), 1); err == nil {
		t.Error("a short list of answers is taken")
	}
}

func TestLocateIndexAllocatesNothing(t *testing.T) {
	x := newIndex(t, []geo.Area{square("51.01.01.0001", 0.1, 0.1, 0.3)})
	for _, p := range []geo.Point{{Lon: 0.2, Lat: 0.2}, {Lon: 0.2, Lat: 0.1}, {Lon: 0.1, Lat: 0.2}, {Lon: 5, Lat: 5}} {
		if n := testing.AllocsPerRun(100, func() { x.LocateIndex(p) }); n != 0 {
			t.Errorf("%v: %v allocations", p, n)
		}
	}
}

// A batch gives what single look-ups give, with any number of goroutines and
// any length, in order.
func TestLocateAll(t *testing.T) {
	x := newIndex(t, set(t, setB))
	points := benchPoints(x)["bbox"][:100_000]
	want := make([]int32, len(points))
	for i, p := range points {
		want[i] = x.LocateIndex(p)
	}
	for _, n := range []int{0, 1, 511, 512, 513, 8191, 8192, 8193, len(points)} {
		for workers := range 5 {
			dst := make([]int32, n)
			if err := x.LocateAll(dst, points[:n], workers); err != nil || !slices.Equal(dst, want[:n]) {
				t.Fatalf("%d points with %d goroutines differ (%v)", n, workers, err)
			}
		}
	}
}

// The facts name ten desa whose centroid lies outside; the other 267 are inside.
func TestCentroidsOfTheFacts(t *testing.T) {
	x := newIndex(t, set(t, setA))
	own, rows := 0, facts(t)
	for _, row := range rows {
		lon, _ := strconv.ParseFloat(row[9], 64)
		lat, _ := strconv.ParseFloat(row[10], 64)
		if place, _ := x.Locate(geo.Point{Lon: lon, Lat: lat}); string(place.Code) == row[0] {
			own++
		}
	}
	if own != 267 || len(rows) != 277 {
		t.Errorf("%d of %d centroids in their own desa, want 267 of 277", own, len(rows))
	}
}

// facts are the rows of desa-facts.csv.
func facts(t testing.TB) [][]string {
	t.Helper()
	f, err := os.Open(shared(t, "desa-facts.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}
