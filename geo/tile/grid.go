package tile

import (
	"math"

	"github.com/paulmach/orb"
)

// point is a place on the grid of a zoom, or of a tile.
type point struct{ x, y int64 }

// box is a range of grid points, borders included.
type box struct{ min, max point }

func (b box) meets(o box) bool {
	return b.min.x <= o.max.x && o.min.x <= b.max.x && b.min.y <= o.max.y && o.min.y <= b.max.y
}

func (b box) within(o box) bool {
	return b.min.x >= o.min.x && b.max.x <= o.max.x && b.min.y >= o.min.y && b.max.y <= o.max.y
}

func (b box) extend(p point) box {
	return box{
		min: point{min(b.min.x, p.x), min(b.min.y, p.y)},
		max: point{max(b.max.x, p.x), max(b.max.y, p.y)},
	}
}

func emptyBox() box {
	return box{min: point{math.MaxInt64, math.MaxInt64}, max: point{math.MinInt64, math.MinInt64}}
}

// path is a run of grid points with its box.
type path struct {
	points []point
	box    box
	hole   bool
}

// snap moves a path of the unit square to the grid, dropping repeated points.
// Which points stay depends on their places only, so borders that two rings
// share stay shared.
func snap(pts []orb.Point, steps float64, k kind) path {
	out := path{points: make([]point, 0, len(pts)), box: emptyBox()}
	for _, p := range pts {
		q := point{int64(math.Round(p[0] * steps)), int64(math.Round(p[1] * steps))}
		if n := len(out.points); k != kindPoint && n > 0 && out.points[n-1] == q {
			continue
		}
		out.points = append(out.points, q)
		out.box = out.box.extend(q)
	}
	if n := len(out.points); k == kindPolygon && n > 1 && out.points[0] == out.points[n-1] {
		out.points = out.points[:n-1]
	}
	return out
}

// least is the number of distinct points that a path of the kind must have.
func (k kind) least() int { return int(k) }

// tidy removes from an open ring repeated points, points on a straight line
// and spikes, in place.
func tidy(ring []point) []point {
	out := ring[:0]
	for _, p := range ring {
		out = push(out, p)
	}
	for len(out) > 2 {
		switch last := len(out) - 1; {
		case straight(out[last-1], out[last], out[0]):
			out = out[:last]
		case straight(out[last], out[0], out[1]):
			out = out[1:]
		default:
			return out
		}
	}
	return out
}

func push(out []point, p point) []point {
	for len(out) > 1 && straight(out[len(out)-2], out[len(out)-1], p) {
		out = out[:len(out)-1]
	}
	if len(out) > 0 && out[len(out)-1] == p {
		return out
	}
	return append(out, p)
}

// straight reports whether b may be dropped between a and c.
func straight(a, b, c point) bool {
	return (b.x-a.x)*(c.y-b.y) == (c.x-b.x)*(b.y-a.y)
}

// gridArea is twice the signed area of an open ring.
func gridArea(ring []point) int64 {
	var sum int64
	for i := 2; i < len(ring); i++ {
		a, b, o := ring[i-1], ring[i], ring[0]
		sum += (a.x-o.x)*(b.y-o.y) - (b.x-o.x)*(a.y-o.y)
	}
	return sum
}
