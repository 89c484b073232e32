package tile

import (
	"errors"
	"fmt"

	"github.com/paulmach/orb"
)

// ErrFeature reports a feature that cannot be drawn into a tile.
var ErrFeature = errors.New("feature cannot be encoded")

// Feature is one thing of a layer.
type Feature struct {
	ID       uint64       // kept in every tile; 0 is no id
	Geometry orb.Geometry // degrees; points, lines, polygons, rings or bounds
	Props    []Prop       // in the order in which they are written
	MinZoom  int          // first zoom at which it is drawn
	MaxZoom  int          // last zoom; 0 is no limit
}

// Prop is a property. Value is a string, float64, int64 or bool.
type Prop struct {
	Key   string
	Value any
}

// Extent is the number of steps along a side of a tile unless Options say
// otherwise.
const Extent = 4096

// Options of a layer. The zero value is zoom 0 to 14, extent 4096, buffer 64.
type Options struct {
	MinZoom int // first zoom with tiles
	MaxZoom int // last zoom with tiles; 0 is 14
	Extent  int // steps along a side of a tile; 0 is 4096
	Buffer  int // steps beyond each side; 0 is 64, -1 is none

	// AtZoom, when set, gives the features of a zoom instead of the list passed
	// to NewLayer: borders simplified for that zoom, or cells of another
	// resolution. Borders that areas share must be simplified alike for both.
	AtZoom func(zoom int) []Feature

	Description string // for TileJSON
}

func (o Options) withDefaults() (Options, error) {
	if o.MaxZoom == 0 {
		o.MaxZoom = 14
	}
	if o.Extent == 0 {
		o.Extent = Extent
	}
	switch {
	case o.Buffer == 0:
		o.Buffer = 64
	case o.Buffer == -1:
		o.Buffer = 0
	}
	switch {
	case o.MinZoom < 0 || o.MaxZoom > MaxZoom || o.MinZoom > o.MaxZoom:
		return o, fmt.Errorf("zooms %d to %d, want 0 to %d in order", o.MinZoom, o.MaxZoom, MaxZoom)
	case o.Extent < 256 || o.Extent > 8192:
		return o, fmt.Errorf("extent %d, want 256 to 8192", o.Extent)
	case o.Buffer < 0 || o.Buffer > o.Extent:
		return o, fmt.Errorf("buffer %d, want -1 to the extent %d", o.Buffer, o.Extent)
	}
	return o, nil
}

func (f Feature) drawnAt(zoom int) bool {
	return zoom >= f.MinZoom && (f.MaxZoom == 0 || zoom <= f.MaxZoom)
}
