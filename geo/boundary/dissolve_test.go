package boundary_test

import (
	"bytes"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb/planar"

	"timpora/geo"
	"timpora/geo/boundary"
)

// The upper levels tile what their desa tile: A exactly; B but for the seams,
// whose overlaps of 0.554 km2 its desa count twice and whose gaps of 0.542 km2
// the union closes.
func TestUpperLevelsOfTheRealSets(t *testing.T) {
	for file, within := range map[string]float64{"desa-bps2020.geojson.gz": 1e-6, "desa-kemendagri2025.geojson.gz": 0.6} {
		t.Run(file, func(t *testing.T) {
			s := realSet(t, file)
			if len(s.Kecamatan) != 22 || len(s.Kabupaten) != 3 {
				t.Fatalf("%d kecamatan, %d kabupaten", len(s.Kecamatan), len(s.Kabupaten))
			}
			desa := total(s.Desa)
			for _, level := range [][]geo.Area{s.Kecamatan, s.Kabupaten} {
				if d := total(level) - desa; math.Abs(d) > within {
					t.Errorf("%s: %v km2 off the desa", level[0].Kind, d)
				}
				r, err := boundary.Check(boundary.Set{Desa: level}, boundary.Expect{})
				if err != nil || r.Broken() {
					t.Errorf("%s: %v %v", level[0].Kind, r.Invalid, err)
				}
				for _, a := range level {
					for _, p := range a.Geometry {
						if len(p) > 1 && strings.Contains(file, "bps") {
							t.Errorf("%s has %d holes; the set has none", a.Code, len(p)-1)
						}
					}
				}
			}
		})
	}
}

func total(areas []geo.Area) (sum float64) {
	for _, a := range areas {
		sum += boundary.AreaKm2(a.Geometry)
	}
	return sum
}

func TestReadIsTheSameWhateverTheOrder(t *testing.T) {
	s := realSet(t, "desa-kemendagri2025.geojson.gz")
	backwards := s
	backwards.Desa = slices.Clone(s.Desa)
	slices.Reverse(backwards.Desa)
	body, err := boundary.Encode(backwards)
	if err != nil {
		t.Fatal(err)
	}
	again, err := boundary.Read(bytes.NewReader(body), "again", boundary.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(again.Desa, s.Desa) || !reflect.DeepEqual(again.Kecamatan, s.Kecamatan) || !reflect.DeepEqual(again.Kabupaten, s.Kabupaten) {
		t.Error("the set read back differs")
	}
}

func TestAnchorsLieInside(t *testing.T) {
	for _, file := range []string{"desa-bps2020.geojson.gz", "desa-kemendagri2025.geojson.gz"} {
		s := realSet(t, file)
		for _, a := range slices.Concat(s.Desa, s.Kecamatan, s.Kabupaten) {
			if p := boundary.Anchor(a); !planar.MultiPolygonContains(a.Geometry, [2]float64{p.Lon, p.Lat}) || !boundary.Bound(a.Geometry).Contains(p) {
				t.Errorf("%s %s: %v lies outside", file, a.Code, p)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(collection(polygonOf(square))))
	f.Add([]byte(packed(collection(polygonOf(square)))))
	f.Add([]byte(collection(featureOf(`"KDEPUM":5108012001,"NAMOBJ":"a\"b"`, `{"type":"MultiPolygon","coordinates":[`+square+`]}`))))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := boundary.Read(bytes.NewReader(text), "fuzz", boundary.Options{})
		if err != nil {
			return
		}
		body, err := boundary.Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := boundary.Read(bytes.NewReader(body), "again", boundary.Options{})
		if err != nil || !reflect.DeepEqual(again.Desa, s.Desa) {
			t.Fatalf("%v: %v became %v", err, s.Desa, again.Desa)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		realSet(b, "desa-bps2020.geojson.gz")
	}
}
