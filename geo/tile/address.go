package tile

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"timpora/geo"
)

// MaxZoom is the deepest zoom of an address.
const MaxZoom = 22

// ErrAddress reports a zoom, column or row that names no tile.
var ErrAddress = errors.New("not a tile address")

// Address names a tile: zoom, column from the west, row from the north.
type Address struct {
	Z, X, Y uint32
}

// ParseAddress reads the three parts of a tile's path. The error names the part
// that is wrong: z, x or y.
func ParseAddress(z, x, y string) (Address, error) {
	zoom, err := parsePart("z", z, MaxZoom)
	if err != nil {
		return Address{}, err
	}
	last := uint32(1)<<zoom - 1
	column, err := parsePart("x", x, last)
	if err != nil {
		return Address{}, err
	}
	row, err := parsePart("y", y, last)
	if err != nil {
		return Address{}, err
	}
	return Address{Z: zoom, X: column, Y: row}, nil
}

func parsePart(name, s string, last uint32) (uint32, error) {
	v, err := strconv.ParseUint(s, 10, 32)
	if err != nil || v > uint64(last) || strconv.FormatUint(v, 10) != s {
		if len(s) > 20 {
			s = s[:20]
		}
		return 0, fmt.Errorf("%s is %q, want a whole number from 0 to %d: %w", name, s, last, ErrAddress)
	}
	return uint32(v), nil
}

// Valid reports whether the address names a tile.
func (a Address) Valid() bool {
	return a.Z <= MaxZoom && a.X < 1<<a.Z && a.Y < 1<<a.Z
}

// String is the address as in a path, "z/x/y".
func (a Address) String() string { return fmt.Sprintf("%d/%d/%d", a.Z, a.X, a.Y) }

// Bound is the box of the tile without its buffer, in degrees.
func (a Address) Bound() geo.Bound {
	n := math.Ldexp(1, int(a.Z))
	return geo.Bound{
		West: longitude(float64(a.X) / n), East: longitude(float64(a.X+1) / n),
		North: latitude(float64(a.Y) / n), South: latitude(float64(a.Y+1) / n),
	}
}

// At is the address of the tile that holds a point at a zoom. Points beyond the
// scheme's latitudes (85.0511 degrees) fall into the outermost row.
func At(p geo.Point, zoom uint32) Address {
	u, v := project(p.Lon, p.Lat)
	n := math.Ldexp(1, int(zoom))
	return Address{Z: zoom, X: uint32(min(u*n, n-1)), Y: uint32(min(v*n, n-1))}
}
