package locate_test

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/geo/locate"
)

func shared(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("TIMPORA_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	path := filepath.Join(dir, "data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("MISSING: %s (set TIMPORA_SHARED): not compared with the real boundaries", path)
	}
	return path
}

// The real sets.
const (
	setA = "desa-bps2020.geojson.gz"
	setB = "desa-kemendagri2025.geojson.gz"
	bali = "bali-kemendagri2025.geojson.gz" // set B, all of Bali
)

func newIndex(t testing.TB, areas []geo.Area) *locate.Index {
	t.Helper()
	x, err := locate.NewIndex(areas)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// set reads one of the real sets by a decoder of its own.
func set(t testing.TB, name string) []geo.Area {
	t.Helper()
	key := "code"
	if name == setA {
		key = "kemendagri_code"
	}
	f, err := os.Open(shared(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Features []struct {
			Properties map[string]string
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.NewDecoder(z).Decode(&file); err != nil {
		t.Fatal(err)
	}
	var areas []geo.Area
	for _, f := range file.Features {
		a := geo.Area{Code: geo.AreaCode(f.Properties[key]), Name: f.Properties["name"]}
		if f.Geometry.Type == "Polygon" {
			var p orb.Polygon
			err = json.Unmarshal(f.Geometry.Coordinates, &p)
			a.Geometry = orb.MultiPolygon{p}
		} else {
			err = json.Unmarshal(f.Geometry.Coordinates, &a.Geometry)
		}
		if err != nil {
			t.Fatal(err)
		}
		areas = append(areas, a)
	}
	return areas
}

// brute is the even-odd rule in its plainest form; it knows no borders.
func brute(mp orb.MultiPolygon, p geo.Point) bool {
	inside := false
	for _, poly := range mp {
		for _, r := range poly {
			for i := 1; i < len(r); i++ {
				a, b := r[i-1], r[i]
				if (a[1] > p.Lat) != (b[1] > p.Lat) && p.Lon < (b[0]-a[0])*(p.Lat-a[1])/(b[1]-a[1])+a[0] {
					inside = !inside
				}
			}
		}
	}
	return inside
}

func TestAgreesWithBruteForceOnBothRealSets(t *testing.T) {
	for _, name := range []string{setA, setB} {
		t.Run(name, func(t *testing.T) {
			areas := set(t, name)
			x, err := locate.NewIndex(areas)
			if err != nil {
				t.Fatal(err)
			}
			r := rand.New(rand.NewPCG(7, 7))
			found := 0
			for range 4000 {
				p := geo.Point{Lon: 114.43 + r.Float64()*1.29, Lat: -8.56 + r.Float64()*0.5}
				want := geo.AreaCode("")
				for _, a := range x.Areas() {
					if a.Geometry.Bound().Contains(orb.Point{p.Lon, p.Lat}) && brute(a.Geometry, p) {
						want = a.Code
						break
					}
				}
				got, ok := x.Locate(p)
				if got != want || ok != (want != "") {
					t.Fatalf("%v: %q, brute force says %q", p, got, want)
				}
				if ok {
					found++
				}
			}
			if found < 1000 {
				t.Errorf("only %d points on land", found)
			}
		})
	}
}

func TestEveryVertexHasOneDesaTheLowest(t *testing.T) {
	areas := set(t, setA)
	x, err := locate.NewIndex(areas)
	if err != nil {
		t.Fatal(err)
	}
	lowest := map[orb.Point]geo.AreaCode{}
	for _, a := range x.Areas() {
		for _, p := range a.Geometry {
			for _, r := range p {
				for _, at := range r {
					if _, ok := lowest[at]; !ok {
						lowest[at] = a.Code
					}
				}
			}
		}
	}
	for at, want := range lowest {
		if got, _ := x.Locate(geo.Point{Lon: at[0], Lat: at[1]}); got != want {
			t.Fatalf("vertex %v: %s, the lowest desa there is %s", at, got, want)
		}
	}
}

// The facts name ten desa whose centroid lies outside; the other 267 are inside.
func TestCentroidsOfTheFacts(t *testing.T) {
	x, err := locate.NewIndex(set(t, setA))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(shared(t, "desa-facts.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	own := 0
	for _, row := range rows[1:] {
		lon, _ := strconv.ParseFloat(row[9], 64)
		lat, _ := strconv.ParseFloat(row[10], 64)
		if code, _ := x.Locate(geo.Point{Lon: lon, Lat: lat}); string(code) == row[0] {
			own++
		}
	}
	if own != 267 || len(rows) != 278 {
		t.Errorf("%d of %d centroids in their own desa, want 267 of 277", own, len(rows)-1)
	}
}

func square(code geo.AreaCode, west, south, side float64) geo.Area {
	return geo.Area{Code: code, Geometry: orb.MultiPolygon{{orb.Ring{
		{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}, {west, south}}}}}
}

func TestBordersOverlapsAndHoles(t *testing.T) {
	holed := square("51.01.01.0001", 0, 0, 4)
	holed.Geometry[0] = append(holed.Geometry[0], orb.Ring{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}})
	x, err := locate.NewIndex([]geo.Area{square("51.01.01.0003", 4, 0, 4), holed, square("51.01.01.0002", 3, 3, 4)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		lon, lat float64
		want     geo.AreaCode
	}{
		{"inside", 0.5, 0.5, "51.01.01.0001"}, {"in the hole", 1.5, 1.5, ""}, {"on the hole's border", 1, 1.5, "51.01.01.0001"},
		{"shared edge", 4, 2, "51.01.01.0001"}, {"shared vertex", 4, 0, "51.01.01.0001"}, {"overlap", 5, 3.5, "51.01.01.0002"},
		{"outer corner", 8, 4, "51.01.01.0003"}, {"beyond", 8.5, 8, ""}, {"NaN", math.NaN(), 1, ""}, {"infinite", math.Inf(1), 1, ""},
	} {
		if got, ok := x.Locate(geo.Point{Lon: c.lon, Lat: c.lat}); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q", c.name, got)
		}
	}
	if !x.Swapped(geo.Point{Lon: 0.5, Lat: 7.5}) == x.Swapped(geo.Point{Lon: 9, Lat: 9}) && x.Swapped(geo.Point{Lon: 1, Lat: 1}) {
		t.Error("a point inside is not swapped")
	}
}

func TestRefusedAreas(t *testing.T) {
	bad := square("51.01.01.0001", 0, 0, 1)
	bad.Geometry[0][0][2][0] = math.NaN()
	short := geo.Area{Code: "51.01.01.0002", Geometry: orb.MultiPolygon{{orb.Ring{{0, 0}, {1, 1}, {0, 0}}}}}
	for name, areas := range map[string][]geo.Area{
		"none": nil, "NaN": {bad}, "short ring": {short}, "no polygon": {{Code: "51.01.01.0003"}},
		"doubled": {square("51.01.01.0001", 0, 0, 1), square("51.01.01.0001", 2, 0, 1)},
	} {
		if _, err := locate.NewIndex(areas); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestNearest(t *testing.T) {
	x, err := locate.NewIndex([]geo.Area{square("51.01.01.0001", 115, -8.2, 0.01), square("51.01.01.0002", 115.02, -8.2, 0.01)})
	if err != nil {
		t.Fatal(err)
	}
	perLon, _ := geo.Scale(-8.195)
	p := geo.Point{Lon: 115.01 + 200/perLon, Lat: -8.195}
	near, ok := x.Nearest(p, 250)
	if !ok || near.Code != "51.01.01.0001" || math.Abs(float64(near.Off)-200) > 0.01 {
		t.Errorf("%v %v", near, ok)
	}
	if _, ok := x.Nearest(p, 199); ok {
		t.Error("found beyond the limit")
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
		if p.Lon <= r[1][0] {
			if _, ok := x.Locate(p); !ok {
				t.Fatalf("%v on the border of %v is outside", p, r)
			}
		}
	})
}

// The shore of set A in the working area is 348.9 km by the facts; land borders
// to the rest of Bali are no shore.
func TestCoastLengthOfTheRealSet(t *testing.T) {
	rows, err := sets.CellTable()
	if err != nil {
		t.Fatal(err)
	}
	table := locate.NewTable(rows, func(p geo.Point) geo.Cell { return bucket.Cell(p, 10) })
	inland := func(p geo.Point) bool { _, ok := table.Code(p); return ok }
	c := locate.NewCoast(newIndex(t, set(t, setA)), inland)
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

func TestTable(t *testing.T) {
	parent := geo.Cell(0x888db5ac41fffff)
	rows := map[geo.Cell]geo.AreaCode{parent: "51.08.01.2001", 0x888db5ac43fffff: "51.02"}
	child := parent&^(0xf<<52) | 9<<52
	child &^= 7 << 18 // first child
	tb := locate.NewTable(rows, func(geo.Point) geo.Cell { return child })
	if code, ok := tb.Locate(geo.Point{}); !ok || code != "51.08.01.2001" {
		t.Errorf("%q %v", code, ok)
	}
	beyond := locate.NewTable(rows, func(geo.Point) geo.Cell { return 0x888db5ac43fffff })
	if code, ok := beyond.Locate(geo.Point{}); ok {
		t.Errorf("land beyond the area is %s", code)
	}
	if code, ok := beyond.Code(geo.Point{}); !ok || code != "51.02" {
		t.Errorf("%q %v", code, ok)
	}
}
