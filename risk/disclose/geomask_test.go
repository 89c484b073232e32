package disclose_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk/disclose"
)

// Five thousand places of the office's land, in both donuts: always in the same
// kecamatan, on land, inside the donut, and the same again.
func TestMaskedPointsStayInTheirKecamatan(t *testing.T) {
	cells, table, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	kecamatan := func(p geo.Point) (geo.AreaCode, bool) {
		desa, land := table.Locate(p)
		return desa.Kecamatan(), land
	}
	m := disclose.Masker{Secret: []byte("test"), Locate: kecamatan}
	r := rand.New(rand.NewPCG(7, 1))
	nowhere := 0
	for i := range 5000 {
		at := bucket.Center(cells[r.IntN(len(cells))])
		id := fmt.Sprint("villa ", i)
		for _, kind := range []string{"kelurahan", "desa"} {
			d := disclose.DonutOf(kind)
			p, ok := m.Mask(at, id, d)
			if !ok {
				nowhere++
				continue
			}
			if again, _ := m.Mask(at, id, d); again != p {
				t.Fatalf("%s moves to %v and to %v", id, p, again)
			}
			from, _ := kecamatan(at)
			if to, land := kecamatan(p); from != to || !land {
				t.Fatalf("%v in %s moves to %v in %q", at, from, p, to)
			}
			if away := geo.Geodesic(at, p); away < d.Min-1 || away > d.Max+1 {
				t.Fatalf("%v moves %v m, want %v to %v", at, away, d.Min, d.Max)
			}
		}
	}
	if nowhere > 0 {
		t.Errorf("%d of 10000 points find no place", nowhere)
	}
}

// Where nothing is in the way, directions and rings of equal area come equally
// often: chi-square below the 99.9 % points 37.70 of 15 and 27.88 of 9 degrees of
// freedom (NIST/SEMATECH e-Handbook, 1.3.6.7.4).
func TestMaskedPointsAreSpreadEvenly(t *testing.T) {
	m := disclose.Masker{Secret: []byte("test"), Locate: func(geo.Point) (geo.AreaCode, bool) { return "51.08.01", true }}
	at, d := geo.Point{Lon: 115.1, Lat: -8.2}, disclose.DonutOf("desa")
	var directions [16]int
	var rings [10]int
	const n = 8000
	perLon, perLat := geo.Scale(at.Lat)
	for i := range n {
		p, ok := m.Mask(at, fmt.Sprint(i), d)
		if !ok {
			t.Fatalf("point %d finds no place", i)
		}
		x, y := (p.Lon-at.Lon)*perLon, (p.Lat-at.Lat)*perLat
		directions[int((math.Atan2(y, x)/(2*math.Pi)+1)*16)%16]++
		inner, outer := float64(d.Min*d.Min), float64(d.Max*d.Max)
		rings[min(9, int((x*x+y*y-inner)/(outer-inner)*10))]++
	}
	chi2 := func(counts []int) (sum float64) {
		expected := float64(n) / float64(len(counts))
		for _, c := range counts {
			sum += (float64(c) - expected) * (float64(c) - expected) / expected
		}
		return sum
	}
	if got := chi2(directions[:]); got > 37.70 {
		t.Errorf("directions %v: chi-square %.1f", directions, got)
	}
	if got := chi2(rings[:]); got > 27.88 {
		t.Errorf("rings %v: chi-square %.1f", rings, got)
	}
}

// An islet smaller than the hole of the donut has no other place: no point is
// better than the true one, or one in the sea.
func TestNoPlaceToMoveTo(t *testing.T) {
	islet := geo.Point{Lon: 115.1, Lat: -8.0}
	m := disclose.Masker{Locate: func(p geo.Point) (geo.AreaCode, bool) {
		return "51.08.01", geo.Distance(p, islet) < 400
	}}
	if p, ok := m.Mask(islet, "1", disclose.DonutOf("kelurahan")); ok || p != (geo.Point{}) {
		t.Errorf("moved to %v", p)
	}
	m.Locate = func(geo.Point) (geo.AreaCode, bool) { return "", true }
	if p, ok := m.Mask(islet, "1", disclose.DonutOf("kelurahan")); ok || p != (geo.Point{}) {
		t.Errorf("a point of no kecamatan moved to %v", p)
	}
}

// Another secret moves a point elsewhere.
func TestMaskNeedsItsSecret(t *testing.T) {
	everywhere := func(geo.Point) (geo.AreaCode, bool) { return "51.08.01", true }
	at := geo.Point{Lon: 115.1, Lat: -8.2}
	a, _ := disclose.Masker{Secret: []byte("a"), Locate: everywhere}.Mask(at, "1", disclose.DonutOf("desa"))
	b, _ := disclose.Masker{Secret: []byte("b"), Locate: everywhere}.Mask(at, "1", disclose.DonutOf("desa"))
	if a == b {
		t.Errorf("both secrets move to %v", a)
	}
}
