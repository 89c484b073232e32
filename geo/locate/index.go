package locate

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/tidwall/rtree"

	"timpora/geo"
)

// Errors of NewIndex.
var (
	ErrEmpty = errors.New("no areas to locate in")
	ErrArea  = errors.New("area cannot be indexed")
)

// Index finds areas of one set.
type Index struct {
	areas []geo.Area
	tree  rtree.RTreeG[int32]
	grid  *grid
	bound geo.Bound
}

// Place is an area found near a point.
type Place struct {
	Code geo.AreaCode
	Off  geo.Meters // 0 inside
	// Overlap is set for a point inside more than one area.
	Overlap bool
}

// NewIndex prepares the areas. An empty list, an area without a ring, a
// coordinate off the earth and a doubled code are refused by name.
func NewIndex(areas []geo.Area) (*Index, error) {
	if len(areas) == 0 {
		return nil, ErrEmpty
	}
	x := &Index{areas: slices.Clone(areas)}
	slices.SortFunc(x.areas, func(a, b geo.Area) int { return strings.Compare(string(a.Code), string(b.Code)) })
	for i, a := range x.areas {
		if err := check(a); err != nil {
			return nil, err
		}
		if i > 0 && x.areas[i-1].Code == a.Code {
			return nil, fmt.Errorf("area %s stands twice: %w", a.Code, ErrArea)
		}
		b := a.Geometry.Bound()
		x.tree.Insert([2]float64(b.Min), [2]float64(b.Max), int32(i))
		box := geo.Bound{West: b.Min[0], South: b.Min[1], East: b.Max[0], North: b.Max[1]}
		if i == 0 {
			x.bound = box
		}
		x.bound = x.bound.Union(box)
	}
	x.grid = newGrid(x.areas, x.bound, runtime.GOMAXPROCS(0))
	return x, nil
}

func check(a geo.Area) error {
	if len(a.Geometry) == 0 {
		return fmt.Errorf("area %s has no polygon: %w", a.Code, ErrArea)
	}
	for _, p := range a.Geometry {
		for _, r := range p {
			if len(r) < 4 {
				return fmt.Errorf("area %s has a ring of %d points: %w", a.Code, len(r), ErrArea)
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

// LocateIndex is the position in Areas of the area that holds p, -1 for none.
func (x *Index) LocateIndex(p geo.Point) int32 {
	if !x.bound.Contains(p) {
		return -1
	}
	return x.grid.locate(p)
}

// Locate is the code of the area that holds p.
func (x *Index) Locate(p geo.Point) (geo.AreaCode, bool) {
	i := x.LocateIndex(p)
	if i < 0 {
		return "", false
	}
	return x.areas[i].Code, true
}

// LocateAll writes LocateIndex of every point to dst, which must be as long,
// with so many goroutines. The result does not depend on their number.
func (x *Index) LocateAll(dst []int32, points []geo.Point, workers int) {
	workers = max(1, min(workers, len(points)))
	var wg sync.WaitGroup
	for w := range workers {
		from, to := len(points)*w/workers, len(points)*(w+1)/workers
		wg.Go(func() {
			b := batch{g: x.grid, bound: x.bound}
			b.locate(dst[from:to], points[from:to])
		})
	}
	wg.Wait()
}

// Nearest is the area nearest to p within most metres, the lower code on a
// tie; Off is 0 inside.
func (x *Index) Nearest(p geo.Point, most geo.Meters) (Place, bool) {
	if code, ok := x.Locate(p); ok {
		return Place{Code: code, Overlap: x.grid.doubled(p)}, true
	}
	if !p.Valid() || most <= 0 {
		return Place{}, false
	}
	m := newMetric(p)
	best, found := most, int32(-1)
	low, high := m.box(float64(most))
	x.tree.Search(low, high, func(_, _ [2]float64, i int32) bool {
		d := m.toArea(x.areas[i].Geometry)
		if d < best || (d == best && (found < 0 || i < found)) {
			best, found = d, i
		}
		return true
	})
	if found < 0 {
		return Place{}, false
	}
	return Place{Code: x.areas[found].Code, Off: best}, true
}

// Within lists the areas whose box meets b, ascending.
func (x *Index) Within(b geo.Bound) []geo.AreaCode {
	var out []geo.AreaCode
	x.tree.Search([2]float64{b.West, b.South}, [2]float64{b.East, b.North}, func(_, _ [2]float64, i int32) bool {
		out = append(out, x.areas[i].Code)
		return true
	})
	slices.Sort(out)
	return out
}

// Swapped reports whether p lies outside the set's box, and inside it with
// longitude and latitude exchanged.
func (x *Index) Swapped(p geo.Point) bool {
	return !x.bound.Contains(p) && x.bound.Contains(geo.Point{Lon: p.Lat, Lat: p.Lon})
}
