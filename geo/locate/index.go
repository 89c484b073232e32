package locate

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"

	"timpora/geo"
)

// Errors of this package.
var (
	ErrEmpty   = errors.New("no areas to locate in")
	ErrArea    = errors.New("area cannot be indexed")
	ErrSwapped = errors.New("longitude and latitude seem to be swapped")
	ErrUnknown = errors.New("no such area in the index")
)

// Index finds areas of one set.
type Index struct {
	areas []geo.Area
	tree  rtree.RTreeG[int32]
	grid  *grid
	bound geo.Bound
}

// NewIndex prepares the areas, on all cores: some 80 ms for set A of Bali, 6 s
// for the nation. An empty list, an area without a ring, a coordinate off the
// earth and a doubled code are refused by name.
func NewIndex(areas []geo.Area) (*Index, error) {
	if len(areas) == 0 {
		return nil, ErrEmpty
	}
	x := &Index{areas: slices.Clone(areas)}
	slices.SortFunc(x.areas, func(a, b geo.Area) int { return strings.Compare(string(a.Code), string(b.Code)) })
	if err := x.plant(); err != nil {
		return nil, err
	}
	x.grid = newGrid(x.areas, x.bound, runtime.GOMAXPROCS(0))
	return x, nil
}

// plant checks the areas, which must ascend by code, and makes the tree of
// their boxes and the box of all.
func (x *Index) plant() error {
	for i, a := range x.areas {
		if err := check(a); err != nil {
			return err
		}
		if i > 0 && x.areas[i-1].Code >= a.Code {
			return fmt.Errorf("area %s stands twice: %w", a.Code, ErrArea)
		}
		b := a.Geometry.Bound()
		x.tree.Insert([2]float64(b.Min), [2]float64(b.Max), int32(i))
		box := geo.Bound{West: b.Min[0], South: b.Min[1], East: b.Max[0], North: b.Max[1]}
		if i == 0 {
			x.bound = box
		}
		x.bound = x.bound.Union(box)
	}
	return nil
}

func check(a geo.Area) error {
	if len(a.Geometry) == 0 {
		return fmt.Errorf("area %s has no polygon: %w", a.Code, ErrArea)
	}
	for _, p := range a.Geometry {
		if len(p) == 0 {
			return fmt.Errorf("area %s has a polygon without a ring: %w", a.Code, ErrArea)
		}
		for _, r := range p {
			if len(r) < 4 {
				return fmt.Errorf("area %s has a ring of %d points: %w", a.Code, len(r), ErrArea)
			}
			if !slices.ContainsFunc(r, func(at orb.Point) bool { return at != r[0] }) {
				return fmt.Errorf("area %s has a ring that is one point %v: %w", a.Code, r[0], ErrArea)
			}
			for _, at := range r {
				if !(geo.Point{Lon: at[0], Lat: at[1]}).Valid() {
					return fmt.Errorf("area %s at %v: %w", a.Code, at, geo.ErrCoordinate)
				}
			}
		}
	}
	return nil
}

// Areas are the indexed areas, ascending by code; callers must not change them.
func (x *Index) Areas() []geo.Area { return x.areas }

// Check is an error for a point that cannot be meant: geo.ErrCoordinate for one
// that is not on earth, ErrSwapped for one that is far from the set and in it
// with longitude and latitude exchanged. A point at sea is none.
func (x *Index) Check(p geo.Point) error {
	switch {
	case x.bound.Contains(p):
		return nil
	case x.Swapped(p):
		return fmt.Errorf("lon %v, lat %v: %w", p.Lon, p.Lat, ErrSwapped)
	case !p.Valid():
		return fmt.Errorf("lon %v, lat %v: %w", p.Lon, p.Lat, geo.ErrCoordinate)
	}
	return nil
}

// Swapped reports whether p lies outside the set's box, and inside it with
// longitude and latitude exchanged.
func (x *Index) Swapped(p geo.Point) bool {
	return !x.bound.Contains(p) && x.bound.Contains(geo.Point{Lon: p.Lat, Lat: p.Lon})
}

// LocateIndex is the position in Areas of the area that holds p, -1 for none
// and for what is no point. It allocates nothing.
func (x *Index) LocateIndex(p geo.Point) int32 {
	if !x.bound.Contains(p) {
		return outside
	}
	return x.grid.locate(p)
}

// Locate is the area that holds p, with Overlap set when another one does too;
// without a code when none does. The errors are those of Check.
func (x *Index) Locate(p geo.Point) (Place, error) {
	i := x.LocateIndex(p)
	if i < 0 {
		return Place{}, x.Check(p)
	}
	return Place{Code: x.areas[i].Code, Overlap: x.Overlaps(p)}, nil
}

// Overlaps reports whether p lies inside more than one area.
func (x *Index) Overlaps(p geo.Point) bool { return x.bound.Contains(p) && x.grid.doubled(p) }

// LocateAll writes LocateIndex of every point to dst, which must be as long,
// with so many goroutines, 0 for one a core. The result does not depend on
// their number. The error is that of Check for the first point that has one;
// all others are located all the same, and its own dst is -1. Nothing is
// allocated for a point.
func (x *Index) LocateAll(dst []int32, points []geo.Point, workers int) error {
	if len(dst) != len(points) {
		return fmt.Errorf("%d places for the answers to %d points", len(dst), len(points))
	}
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next, beyond atomic.Int64
	work := func() {
		b := batch{g: x.grid, bound: x.bound}
		for {
			to := int(next.Add(share))
			from := to - share
			if from >= len(points) {
				return
			}
			to = min(to, len(points))
			beyond.Add(int64(b.locate(dst[from:to], points[from:to])))
		}
	}
	var wg sync.WaitGroup
	for range min(workers, len(points)/share+1) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
	if beyond.Load() == 0 {
		return nil
	}
	for i, p := range points {
		if err := x.Check(p); err != nil {
			return fmt.Errorf("point %d: %w", i, err)
		}
	}
	return nil
}

// share is how many points a goroutine of LocateAll takes at once.
const share = 16 * strip
