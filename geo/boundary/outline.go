package boundary

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// polygons reads and checks the coordinates of a Polygon or MultiPolygon.
// Rings come out closed and turned as RFC 7946 has them.
func polygons(kind string, raw json.RawMessage) (orb.MultiPolygon, error) {
	var mp [][][][]float64
	var err error
	switch kind {
	case "Polygon":
		var p [][][]float64
		err = json.Unmarshal(raw, &p)
		mp = [][][][]float64{p}
	case "MultiPolygon":
		err = json.Unmarshal(raw, &mp)
	default:
		return nil, fmt.Errorf("%w of type %.40q, want Polygon or MultiPolygon", errGeometry, kind)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errGeometry, err)
	}
	var out orb.MultiPolygon
	for i, p := range mp {
		poly, err := polygon(p)
		if err != nil {
			return nil, fmt.Errorf("polygon %d: %w", i+1, err)
		}
		out = append(out, poly)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w without a polygon", errGeometry)
	}
	return out, nil
}

func polygon(rings [][][]float64) (orb.Polygon, error) {
	var poly orb.Polygon
	for i, r := range rings {
		ring, err := ring(r)
		if err != nil {
			return nil, fmt.Errorf("ring %d: %w", i+1, err)
		}
		if (ringArea(ring) < 0) != (i == 0) { // the integral along a counter-clockwise ring is negative
			ring.Reverse()
		}
		poly = append(poly, ring)
	}
	if len(poly) == 0 {
		return nil, fmt.Errorf("%w without a ring", errGeometry)
	}
	return poly, nil
}

// leastArea of a ring in square metres; below it the way round cannot be told
// from what adding rounds off.
const leastArea = 0.01

func ring(points [][]float64) (orb.Ring, error) {
	if len(points) < 4 {
		return nil, fmt.Errorf("%w: %d points, want at least 4", errGeometry, len(points))
	}
	r := make(orb.Ring, 0, len(points))
	for i, p := range points {
		if len(p) < 2 {
			return nil, fmt.Errorf("%w: point %d has %d numbers", errGeometry, i+1, len(p))
		}
		if err := place(p[0], p[1]); err != nil {
			return nil, fmt.Errorf("point %d: %w", i+1, err)
		}
		if at := (orb.Point{p[0], p[1]}); len(r) == 0 || at != r[len(r)-1] {
			r = append(r, at)
		}
	}
	if r[0] != r[len(r)-1] {
		return nil, fmt.Errorf("%w: not closed: begins at %v, ends at %v", errGeometry, r[0], r[len(r)-1])
	}
	if len(r) < 4 || math.Abs(ringArea(r)) < leastArea {
		return nil, fmt.Errorf("%w: no area at %v", errGeometry, r[0])
	}
	return r, nil
}

// place refuses coordinates that are not degrees of Indonesia, and says what
// they look like.
func place(lon, lat float64) error {
	switch {
	case math.Abs(lon) > 180 || math.Abs(lat) > 90:
		if math.Abs(lat) <= 180 && math.Abs(lon) <= 90 {
			return fmt.Errorf("%w: (%v, %v): longitude and latitude are swapped", errGeometry, lon, lat)
		}
		return fmt.Errorf("%w: (%v, %v) are no degrees; metres of UTM? reproject with ogr2ogr -t_srs OGC:CRS84", errGeometry, lon, lat)
	case lon < 90 || lon > 145 || lat < -15 || lat > 10:
		return fmt.Errorf("%w: (%v, %v) lies outside Indonesia", errGeometry, lon, lat)
	}
	return nil
}
