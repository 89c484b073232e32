package export

import (
	"math"

	"github.com/paulmach/orb"

	"timpora/geo/crs"
)

// shaped is a copy of a shape in a system, outer rings counter-clockwise and
// holes clockwise.
func shaped(mp orb.MultiPolygon, s crs.System) orb.MultiPolygon {
	out := make(orb.MultiPolygon, len(mp))
	for i, p := range mp {
		out[i] = make(orb.Polygon, len(p))
		for j, r := range p {
			ring := make(orb.Ring, len(r))
			for k, at := range r {
				ring[k][0], ring[k][1] = s.Forward(at[0], at[1])
			}
			if (turn(ring) > 0) != (j == 0) {
				ring.Reverse()
			}
			out[i][j] = ring
		}
	}
	return out
}

// turn is twice the area of a ring, positive when it runs counter-clockwise.
// Differences to the first point keep the digits of a small ring far from 0.
func turn(r orb.Ring) float64 {
	sum := 0.0
	for i := 1; i+1 < len(r); i++ {
		ax, ay := r[i][0]-r[0][0], r[i][1]-r[0][1]
		bx, by := r[i+1][0]-r[0][0], r[i+1][1]-r[0][1]
		sum += float64(ax*by) - float64(bx*ay)
	}
	return sum
}

// box is a bounding box: min x, min y, max x, max y.
type box [4]float64

func emptyBox() box {
	return box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
}

func boxOf(mp orb.MultiPolygon) box {
	b := emptyBox()
	for _, p := range mp {
		for _, r := range p {
			for _, at := range r {
				b.add(box{at[0], at[1], at[0], at[1]})
			}
		}
	}
	return b
}

func (b *box) add(o box) {
	b[0], b[1] = min(b[0], o[0]), min(b[1], o[1])
	b[2], b[3] = max(b[2], o[2]), max(b[3], o[3])
}
