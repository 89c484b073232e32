package boundary

import (
	"math"
	"slices"
)

// generalise lists the steps of a track that stay: its ends, and those farther
// than the tolerance from the line between two that stay. A closed track keeps
// the two that span the widest triangle with its end, so that a ring stays one.
func (k *track) generalise(tolerance float64) []int32 {
	last := int32(len(k.spots) - 1)
	if last < 2 {
		return k.all()
	}
	keep := []int32{0, last}
	if k.spots[0] == k.spots[last] {
		far, _ := k.farthest(0, last)
		side, off := k.farthest(0, far)
		if other, more := k.farthest(far, last); more > off {
			side = other
		}
		keep = []int32{0, min(side, far), max(side, far), last}
	}
	return k.refine(slices.Compact(keep), tolerance)
}

func (k *track) all() []int32 {
	out := make([]int32, len(k.spots))
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

// refine adds to the steps that stay those farther than the tolerance.
func (k *track) refine(keep []int32, tolerance float64) []int32 {
	out := keep[:1:1]
	for i := 1; i < len(keep); i++ {
		stack := []int32{keep[i]}
		for len(stack) > 0 {
			from, to := out[len(out)-1], stack[len(stack)-1]
			if mid, off := k.farthest(from, to); mid > from && off > tolerance {
				stack = append(stack, mid)
				continue
			}
			out, stack = append(out, to), stack[:len(stack)-1]
		}
	}
	return out
}

// farthest is the step between two others that lies farthest from the line
// between them, and how far; from itself when there is none.
func (k *track) farthest(from, to int32) (at int32, off float64) {
	at, off = from, -1
	a, b := k.spots[from], k.spots[to]
	for i := from + 1; i < to; i++ {
		if d := offLine(float64(k.spots[i].x), float64(k.spots[i].y), a, b); d > off {
			at, off = i, d
		}
	}
	return at, off
}

// offLine is the distance of a place from the line between two spots.
func offLine(x, y float64, a, b spot) float64 {
	nx, ny := nearest(x, y, a, b)
	return math.Hypot(x-nx, y-ny)
}

// nearest is the place on the line between two spots nearest to another.
func nearest(x, y float64, a, b spot) (float64, float64) {
	dx, dy := float64(b.x-a.x), float64(b.y-a.y)
	px, py := x-float64(a.x), y-float64(a.y)
	length := float64(dx*dx) + float64(dy*dy)
	if length == 0 {
		return float64(a.x), float64(a.y)
	}
	t := min(1, max(0, (float64(px*dx)+float64(py*dy))/length))
	return float64(a.x) + float64(t*dx), float64(a.y) + float64(t*dy)
}
