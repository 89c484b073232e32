package main

import (
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// steps is into how many straight pieces a curve is cut; a curve of a letter spans
// a few pixels, so the pieces stray from it by less than a hundredth of one.
const steps = 8

// point is a place in pixels, y down.
type point struct{ x, y float64 }

// edge is a straight piece of an outline.
type edge struct{ a, b point }

// flatten cuts the curves of an outline into edges; a contour that its font leaves
// open is closed.
func flatten(segments sfnt.Segments, scale float64) []edge {
	var out []edge
	var start, pen point
	line := func(to point) {
		if to != pen {
			out = append(out, edge{pen, to})
		}
		pen = to
	}
	for _, s := range segments {
		p := [3]point{at(s.Args[0], scale), at(s.Args[1], scale), at(s.Args[2], scale)}
		from := pen
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			line(start)
			start, pen = p[0], p[0]
		case sfnt.SegmentOpLineTo:
			line(p[0])
		case sfnt.SegmentOpQuadTo:
			for i := 1; i <= steps; i++ {
				t := float64(i) / steps
				line(mix(mix(from, p[0], t), mix(p[0], p[1], t), t))
			}
		case sfnt.SegmentOpCubeTo:
			for i := 1; i <= steps; i++ {
				t := float64(i) / steps
				middle := mix(p[0], p[1], t)
				line(mix(mix(mix(from, p[0], t), middle, t), mix(middle, mix(p[1], p[2], t), t), t))
			}
		}
	}
	line(start)
	return out
}

func at(p fixed.Point26_6, scale float64) point {
	return point{float64(float64(p.X) * scale), float64(float64(p.Y) * scale)}
}

// mix is the point between two, t of the way. The conversions keep processors that
// fuse multiplication and addition to the same bits.
func mix(a, b point, t float64) point {
	return point{a.x + float64((b.x-a.x)*t), a.y + float64((b.y-a.y)*t)}
}

func bounds(edges []edge) (west, north, east, south float64) {
	west, north, east, south = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, e := range edges {
		west, east = min(west, e.a.x), max(east, e.a.x)
		north, south = min(north, e.a.y), max(south, e.a.y)
	}
	return west, north, east, south
}

// signedDistance is how far a point lies from the outline, in pixels; below 0 where
// the outline winds around it, as TrueType fills.
func signedDistance(edges []edge, p point) float64 {
	nearest, winding := math.Inf(1), 0
	for _, e := range edges {
		nearest = min(nearest, e.squared(p))
		if (e.a.y <= p.y) == (e.b.y <= p.y) {
			continue
		}
		right := e.a.x + float64((p.y-e.a.y)/(e.b.y-e.a.y)*(e.b.x-e.a.x))
		switch {
		case right <= p.x:
		case e.b.y > e.a.y:
			winding++
		default:
			winding--
		}
	}
	if winding != 0 {
		return -math.Sqrt(nearest)
	}
	return math.Sqrt(nearest)
}

// squared is the square of the distance between a point and the edge.
func (e edge) squared(p point) float64 {
	dx, dy := e.b.x-e.a.x, e.b.y-e.a.y
	t := (float64((p.x-e.a.x)*dx) + float64((p.y-e.a.y)*dy)) / (float64(dx*dx) + float64(dy*dy))
	near := mix(e.a, e.b, min(max(t, 0), 1))
	x, y := p.x-near.x, p.y-near.y
	return float64(x*x) + float64(y*y)
}
