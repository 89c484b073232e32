package tile

import (
	"math"

	"github.com/paulmach/orb"
)

// Raster is the grid of a zoom: whole steps from the north-western corner of
// the world, Extent of them along a tile. What is drawn on it is not moved
// again by a layer of the same extent.
type Raster struct {
	Zoom   int
	Extent int
}

// Steps is a place in steps, before rounding.
func (r Raster) Steps(at orb.Point) (x, y float64) {
	u, v := project(at[0], at[1])
	return u * r.steps(), v * r.steps()
}

// Point is the place of steps.
func (r Raster) Point(x, y float64) orb.Point {
	return orb.Point{longitude(x / r.steps()), latitude(y / r.steps())}
}

func (r Raster) steps() float64 { return math.Ldexp(float64(r.Extent), r.Zoom) }

// Tolerance is how far, in steps, borders drawn on the raster are moved at
// most, for layers whose last zoom is deepest: an eighth of a pixel where a tile
// is drawn over 256, and nothing at the last zoom, whose tiles are stretched.
func (r Raster) Tolerance(deepest int) float64 {
	if r.Zoom >= deepest {
		return 0
	}
	return float64(r.Extent) / 2048
}

// Pixel is the area of a pixel in square steps where a tile is drawn over 256.
func (r Raster) Pixel() float64 {
	side := float64(r.Extent) / 256
	return side * side
}
