package boundary

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

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
		return nil, fault("geometry", kind)
	}
	if err != nil {
		return nil, fault("coordinates", err.Error())
	}
	var out orb.MultiPolygon
	for i, p := range mp {
		poly, err := polygon(p)
		if err != nil {
			return nil, placed(err, func(e *Error) { e.Polygon = i + 1 })
		}
		out = append(out, poly)
	}
	if len(out) == 0 {
		return nil, fault("geometry", kind+" []")
	}
	return out, nil
}

func polygon(rings [][][]float64) (orb.Polygon, error) {
	var poly orb.Polygon
	for i, r := range rings {
		ring, err := ring(r)
		if err != nil {
			return nil, placed(err, func(e *Error) { e.Ring = i + 1 })
		}
		if (ringArea(ring) < 0) != (i == 0) { // the integral along a counter-clockwise ring is negative
			ring.Reverse()
		}
		poly = append(poly, ring)
	}
	if len(poly) == 0 {
		return nil, fault("points", "[]")
	}
	return poly, nil
}

// leastArea of a ring in square metres; below it the way round cannot be told
// from what adding rounds off.
const leastArea = 0.01

func ring(points [][]float64) (orb.Ring, error) {
	if len(points) < 4 {
		return nil, fault("points", strconv.Itoa(len(points)))
	}
	if len(points) > MostRing {
		e := beyond("ring", MostRing)
		e.Value = strconv.Itoa(len(points))
		return nil, e
	}
	r := make(orb.Ring, 0, len(points))
	for i, p := range points {
		if len(p) < 2 {
			return nil, placed(fault("coordinates", fmt.Sprint(p)), func(e *Error) { e.Point = i + 1 })
		}
		if err := place(p[0], p[1]); err != nil {
			return nil, placed(err, func(e *Error) { e.Point = i + 1 })
		}
		if at := (orb.Point{p[0], p[1]}); len(r) == 0 || at != r[len(r)-1] {
			r = append(r, at)
		}
	}
	if r[0] != r[len(r)-1] {
		return nil, fault("open", fmt.Sprintf("%v ... %v", r[0], r[len(r)-1]))
	}
	if len(r) < 4 || math.Abs(ringArea(r)) < leastArea {
		return nil, fault("area", fmt.Sprint(r[0]))
	}
	return r, nil
}

// place refuses coordinates that are not degrees of Indonesia, and says what
// they look like.
func place(lon, lat float64) error {
	code := ""
	switch {
	case math.Abs(lon) <= 90 && math.Abs(lat) > 90 && math.Abs(lat) <= 180:
		code = "swapped"
	case math.Abs(lon) > 180 || math.Abs(lat) > 90:
		code = "metres"
	case lon < 90 || lon > 145 || lat < -15 || lat > 10:
		code = "outside"
	default:
		return nil
	}
	return fault(code, fmt.Sprintf("(%v, %v)", lon, lat))
}
