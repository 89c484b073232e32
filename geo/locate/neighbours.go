package locate

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"

	"timpora/geo"
)

// Neighbours lists the areas that share a border of some length with an area,
// ascending; touching at a corner is not enough. It is symmetric.
//
// With tolerance 0 a border is shared where two areas have an edge in common,
// as in a set that was drawn as one coverage. Areas that were drawn or
// simplified apart have no edge in common: with a tolerance a border is shared
// where it runs within so many metres of the other area's border, on a length
// of more than four times the tolerance. Shorter borders are then missed, and
// areas that pass one another that near are taken for neighbours.
//
// ErrUnknown is returned for a code that is not in the index. The cost grows
// with the edges of the area and of those around it, some 10,000 a millisecond.
func (x *Index) Neighbours(code geo.AreaCode, tolerance geo.Meters) ([]geo.AreaCode, error) {
	if !(tolerance > 0) {
		tolerance = 0
	}
	self, ok := slices.BinarySearchFunc(x.areas, code, func(a geo.Area, c geo.AreaCode) int { return strings.Compare(string(a.Code), string(c)) })
	if !ok {
		return nil, fmt.Errorf("%s: %w", code, ErrUnknown)
	}
	own := edgesOf(x.areas[self].Geometry)
	box := x.areas[self].Geometry.Bound()
	low, high := newMetric(geo.Point{Lon: box.Min[0], Lat: box.Min[1]}).box(float64(tolerance))
	pad := orb.Point{(high[0] - low[0]) / 2, (high[1] - low[1]) / 2}
	shared := func(other int) bool { return shareEdge(own, edgesOf(x.areas[other].Geometry)) }
	if tolerance > 0 {
		shared = func(other int) bool {
			one, two := x.areas[min(self, other)].Geometry, x.areas[max(self, other)].Geometry
			return runsAlong(edgesOf(one), edgesOf(two), float64(tolerance)) > 4*float64(tolerance)
		}
	}
	var out []geo.AreaCode
	x.tree.Search([2]float64{box.Min[0] - pad[0], box.Min[1] - pad[1]}, [2]float64{box.Max[0] + pad[0], box.Max[1] + pad[1]},
		func(_, _ [2]float64, i int32) bool {
			if int(i) != self && shared(int(i)) {
				out = append(out, x.areas[i].Code)
			}
			return true
		})
	slices.Sort(out)
	return out, nil
}

func shareEdge(a, b []edge) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	has := make(map[edge]struct{}, len(a))
	for _, e := range a {
		has[e] = struct{}{}
	}
	return slices.ContainsFunc(b, func(e edge) bool { _, ok := has[e]; return ok })
}

// runsAlong is the length in metres of those parts of the edges a that lie
// within most metres of an edge of b.
func runsAlong(a, b []edge, most float64) (sum float64) {
	var tree rtree.RTreeG[edge]
	for _, e := range b {
		low, high := e.box()
		tree.Insert(low, high, e)
	}
	for _, e := range a {
		m := newMetric(geo.Point{Lon: e.low[0], Lat: e.low[1]})
		low, high := e.box()
		wide, _ := m.box(most)
		dx, dy := e.low[0]-wide[0], e.low[1]-wide[1]
		var parts [][2]float64
		tree.Search([2]float64{low[0] - dx, low[1] - dy}, [2]float64{high[0] + dx, high[1] + dy}, func(_, _ [2]float64, other edge) bool {
			if from, to := m.along(e, other, most); from < to {
				parts = append(parts, [2]float64{from, to})
			}
			return true
		})
		x, y := m.plane(e.high)
		sum += covered(parts) * math.Hypot(x, y)
	}
	return sum
}

func (e edge) box() (low, high [2]float64) {
	return [2]float64{min(e.low[0], e.high[0]), e.low[1]}, [2]float64{max(e.low[0], e.high[0]), e.high[1]}
}

// along is the part of e, as shares of its length, that lies within most metres
// of another edge. The places within that distance are convex (a rectangle with
// two half discs), so the part is in one piece: the hull of what each of the
// three gives.
func (m metric) along(e, other edge, most float64) (from, to float64) {
	ax, ay := m.plane(e.low)
	bx, by := m.plane(e.high)
	px, py := m.plane(other.low)
	qx, qy := m.plane(other.high)
	dx, dy := bx-ax, by-ay
	from, to = math.Inf(1), math.Inf(-1)
	add := func(f, t float64) {
		if f, t = max(f, 0), min(t, 1); f <= t {
			from, to = min(from, f), max(to, t)
		}
	}
	square := float64(dx*dx) + float64(dy*dy)
	for _, c := range [2][2]float64{{px - ax, py - ay}, {qx - ax, qy - ay}} { // a + s d at distance most from c
		half := (float64(c[0]*dx) + float64(c[1]*dy)) / square
		if root := half*half - (float64(c[0]*c[0])+float64(c[1]*c[1])-most*most)/square; root >= 0 {
			add(half-math.Sqrt(root), half+math.Sqrt(root))
		}
	}
	ux, uy := qx-px, qy-py
	l := math.Hypot(ux, uy)
	ux, uy = ux/l, uy/l
	f, t := clip(float64((ax-px)*ux)+float64((ay-py)*uy), float64(dx*ux)+float64(dy*uy), 0, l)
	g, h := clip(float64((ay-py)*ux)-float64((ax-px)*uy), float64(dy*ux)-float64(dx*uy), -most, most)
	add(max(f, g), min(t, h))
	return from, to
}

// clip is where at + s step lies from low to high.
func clip(at, step, low, high float64) (from, to float64) {
	if step == 0 {
		if at < low || at > high {
			return math.Inf(1), math.Inf(-1)
		}
		return math.Inf(-1), math.Inf(1)
	}
	from, to = (low-at)/step, (high-at)/step
	return min(from, to), max(from, to)
}

// covered is the length of the union of intervals.
func covered(parts [][2]float64) (sum float64) {
	slices.SortFunc(parts, func(a, b [2]float64) int { return slices.Compare(a[:], b[:]) })
	end := math.Inf(-1)
	for _, p := range parts {
		if p[1] > end {
			sum += p[1] - max(p[0], end)
			end = p[1]
		}
	}
	return sum
}
