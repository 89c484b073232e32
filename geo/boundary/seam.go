package boundary

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"

	"timpora/geo"
)

// Seam is a place where neighbours do not meet exactly: land of two areas, or
// of none.
type Seam struct {
	Areas   []geo.AreaCode `json:"areas,omitempty"` // the two that overlap; none for a gap
	At      geo.Point      `json:"at"`              // its lowest corner
	AreaKm2 float64        `json:"area_km2"`
}

// Overlaps lists the pairs of areas that share land, largest first. Pairs that
// only touch are none. Borders are compared exactly, in longitude and latitude;
// the cost is an overlay for each pair whose boxes meet, some three
// milliseconds a pair at full resolution.
func Overlaps(areas []geo.Area) ([]Seam, error) {
	shapes, boxes := make([]geom.Geometry, len(areas)), make([]orb.Bound, len(areas))
	for i, a := range areas {
		shapes[i], boxes[i] = surface(a.Geometry).AsGeometry(), a.Geometry.Bound()
	}
	var found []Seam
	for i := range areas {
		for j := i + 1; j < len(areas); j++ {
			if !boxes[i].Intersects(boxes[j]) {
				continue
			}
			both, err := geom.Intersection(shapes[i], shapes[j])
			if err != nil {
				return nil, fmt.Errorf("overlap of %s and %s: %w", areas[i].Code, areas[j].Code, err)
			}
			if land := outlines(both); len(land) > 0 {
				found = append(found, newSeam(land, areas[i].Code, areas[j].Code))
			}
		}
	}
	sortSeams(found)
	return found, nil
}

// Gaps lists the holes in the union of the areas, largest first: land, or a
// lake, that belongs to none. Two gaps that touch in a point count as two.
func Gaps(areas []geo.Area) ([]Seam, error) {
	shapes := make([]geom.Geometry, len(areas))
	for i, a := range areas {
		shapes[i] = surface(a.Geometry).AsGeometry()
	}
	union, err := geom.UnionMany(shapes)
	if err != nil {
		return nil, fmt.Errorf("union of %d areas: %w", len(areas), err)
	}
	var found []Seam
	for _, p := range outlines(union) {
		for _, hole := range p[1:] {
			found = append(found, newSeam(orb.MultiPolygon{{hole}}))
		}
	}
	sortSeams(found)
	return found, nil
}

func newSeam(land orb.MultiPolygon, areas ...geo.AreaCode) Seam {
	s := Seam{Areas: areas, At: geo.Point{Lon: math.Inf(1), Lat: math.Inf(1)}, AreaKm2: AreaKm2(land)}
	for _, p := range land {
		for _, at := range p[0] {
			if at[1] < s.At.Lat || at[1] == s.At.Lat && at[0] < s.At.Lon {
				s.At = geo.Point{Lon: at[0], Lat: at[1]}
			}
		}
	}
	return s
}

func sortSeams(s []Seam) {
	slices.SortFunc(s, func(a, b Seam) int {
		return cmp.Or(cmp.Compare(b.AreaKm2, a.AreaKm2), slices.Compare(a.Areas, b.Areas),
			cmp.Compare(a.At.Lon, b.At.Lon), cmp.Compare(a.At.Lat, b.At.Lat))
	})
}

func seamKm2(s []Seam) (sum float64) {
	for _, one := range s {
		sum += one.AreaKm2
	}
	return sum
}
