package geo

import (
	"errors"
	"fmt"
	"math"
)

// ErrCoordinate reports a longitude or latitude that is not a place on earth.
var ErrCoordinate = errors.New("coordinate out of range")

// Point is a place in WGS 84 degrees, longitude first.
type Point struct {
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}

// NewPoint returns the point, or ErrCoordinate when a value is not finite or
// lies outside [-180, 180] and [-90, 90].
func NewPoint(lon, lat float64) (Point, error) {
	p := Point{Lon: lon, Lat: lat}
	if !p.Valid() {
		return Point{}, fmt.Errorf("lon %v, lat %v: %w", lon, lat, ErrCoordinate)
	}
	return p, nil
}

// Valid reports whether the point is finite and on earth.
func (p Point) Valid() bool {
	return math.Abs(p.Lon) <= 180 && math.Abs(p.Lat) <= 90 // false for NaN
}

// Bound is a box in degrees, borders included. Boxes across the antimeridian
// are not used here.
type Bound struct {
	West, South, East, North float64
}

// Contains reports whether p lies in the box or on its border.
func (b Bound) Contains(p Point) bool {
	return p.Lon >= b.West && p.Lon <= b.East && p.Lat >= b.South && p.Lat <= b.North
}

// Intersects reports whether two boxes share at least a point.
func (b Bound) Intersects(o Bound) bool {
	return b.West <= o.East && o.West <= b.East && b.South <= o.North && o.South <= b.North
}

// Union is the smallest box that holds both.
func (b Bound) Union(o Bound) Bound {
	return Bound{
		West: math.Min(b.West, o.West), South: math.Min(b.South, o.South),
		East: math.Max(b.East, o.East), North: math.Max(b.North, o.North),
	}
}
