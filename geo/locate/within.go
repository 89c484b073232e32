package locate

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// Within lists the areas that share at least a point with a box, ascending. A
// box that is not on earth or is inside out is geo.ErrCoordinate.
func (x *Index) Within(b geo.Bound) ([]geo.AreaCode, error) {
	corner, far := geo.Point{Lon: b.West, Lat: b.South}, geo.Point{Lon: b.East, Lat: b.North}
	if !corner.Valid() || !far.Valid() || b.West > b.East || b.South > b.North {
		return nil, fmt.Errorf("box %v: %w", b, geo.ErrCoordinate)
	}
	var out []geo.AreaCode
	x.tree.Search([2]float64{b.West, b.South}, [2]float64{b.East, b.North}, func(_, _ [2]float64, i int32) bool {
		mp := x.areas[i].Geometry
		if slices.ContainsFunc(edgesOf(mp), func(e edge) bool { return e.meets(b) }) || holds(mp, corner) {
			out = append(out, x.areas[i].Code)
		}
		return true
	})
	slices.Sort(out)
	return out, nil
}

// meets reports whether an edge and a box share a point: their boxes do, and
// the corners of the box do not all lie on one side of the edge.
func (e edge) meets(b geo.Bound) bool {
	if !b.Intersects(geo.Bound{West: min(e.low[0], e.high[0]), South: e.low[1], East: max(e.low[0], e.high[0]), North: e.high[1]}) {
		return false
	}
	left, right := false, false
	for _, corner := range [4]orb.Point{{b.West, b.South}, {b.East, b.South}, {b.East, b.North}, {b.West, b.North}} {
		side := orient(e.low, e.high, corner)
		left, right = left || side >= 0, right || side <= 0
	}
	return left && right
}
