package tile

import (
	"cmp"
	"math"
	"slices"

	"timpora/geo"
)

// ID is the number of a tile in PMTiles: zoom after zoom, along the Hilbert
// curve of each.
func (a Address) ID() uint64 {
	id := (uint64(1)<<(2*a.Z) - 1) / 3 // tiles of the zooms before
	x, y := uint64(a.X), uint64(a.Y)
	for s := uint64(1) << a.Z >> 1; s > 0; s >>= 1 {
		right, below := x&s != 0, y&s != 0
		switch {
		case right && !below:
			id += 3 * s * s
		case right:
			id += 2 * s * s
		case below:
			id += s * s
		}
		if !below {
			if right {
				x, y = s-1-x&(s-1), s-1-y&(s-1)
			}
			x, y = y, x
		}
	}
	return id
}

// Walk calls do for every tile that meets the box, zoom after zoom and in the
// order of ids, until it returns an error.
func Walk(b geo.Bound, minZoom, maxZoom int, do func(Address) error) error {
	for z := minZoom; z <= maxZoom; z++ {
		for _, a := range within(b, uint32(z)) {
			if err := do(a); err != nil {
				return err
			}
		}
	}
	return nil
}

// Count is how many tiles Walk visits.
func Count(b geo.Bound, minZoom, maxZoom int) int {
	n := 0
	for z := minZoom; z <= maxZoom; z++ {
		nw, se := ends(b, uint32(z))
		n += int(se.X-nw.X+1) * int(se.Y-nw.Y+1)
	}
	return n
}

func ends(b geo.Bound, z uint32) (northWest, southEast Address) {
	return At(geo.Point{Lon: b.West, Lat: b.North}, z), At(geo.Point{Lon: b.East, Lat: b.South}, z)
}

func within(b geo.Bound, z uint32) []Address {
	nw, se := ends(b, z)
	out := make([]Address, 0, int(se.X-nw.X+1)*int(se.Y-nw.Y+1))
	for x := nw.X; x <= se.X && x >= nw.X; x++ {
		for y := nw.Y; y <= se.Y; y++ {
			out = append(out, Address{z, x, y})
		}
	}
	slices.SortFunc(out, func(a, b Address) int { return cmp.Compare(a.ID(), b.ID()) })
	return out
}

// e7 is an angle in ten-millionths of a degree.
func e7(degrees float64) int32 { return int32(math.Round(degrees * 1e7)) }
