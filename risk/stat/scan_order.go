package stat

import (
	"cmp"
	"math"
	"slices"
)

// Order lists the cells around a centre by rising distance, the centre first.
// Ends holds the lengths at which a circle is complete: cells at the same
// distance enter together.
type Order struct {
	Cells  []int32
	Ends   []int32
	Radius []float64 // distance of the last cell of each circle
}

// OrdersByDistance sorts for each point the k nearest by Euclidean distance on
// the two coordinates as given, ties by the lower index; k at most 0 takes
// all. Cost n^2*log(n).
func OrdersByDistance(points [][2]float64, k int) []Order {
	n := len(points)
	if k <= 0 || k > n {
		k = n
	}
	out := make([]Order, n)
	distance := make([]float64, n)
	for i := range out {
		all := make([]int32, n)
		for j, p := range points {
			all[j] = int32(j)
			distance[j] = math.Hypot(p[0]-points[i][0], p[1]-points[i][1])
		}
		distance[i] = -1 // the centre leads even where points coincide
		slices.SortFunc(all, func(a, b int32) int {
			return cmp.Or(cmp.Compare(distance[a], distance[b]), cmp.Compare(a, b))
		})
		distance[i] = 0
		out[i] = cutTies(all, k, distance)
	}
	return out
}

// cutTies keeps k cells and marks where a distance is complete; a distance
// that the cut splits ends no circle.
func cutTies(all []int32, k int, distance []float64) Order {
	o := Order{Cells: slices.Clone(all[:k])}
	for m := 1; m <= k; m++ {
		d := distance[all[m-1]]
		if m == len(all) || distance[all[m]] > d {
			o.Ends = append(o.Ends, int32(m))
			o.Radius = append(o.Radius, d)
		}
	}
	return o
}

// OrdersByRings lists for each cell the nearest k by the number of steps
// across neighbours, ties by the lower index; cells that cannot be reached,
// such as across a strait, never enter. A ring enters whole. Cost n*k.
func OrdersByRings(neighbours [][]int32, k int) []Order {
	n := len(neighbours)
	if k <= 0 || k > n {
		k = n
	}
	out := make([]Order, n)
	seen := make([]int32, n)
	for i := range out {
		out[i] = ringsAround(neighbours, int32(i), k, seen)
	}
	return out
}

// ringsAround walks outward; seen holds centre+1 where this walk has been.
func ringsAround(neighbours [][]int32, centre int32, k int, seen []int32) Order {
	o := Order{Cells: make([]int32, 1, k+8)}
	o.Cells[0] = centre
	mark := centre + 1
	seen[centre] = mark
	for from, step := 0, 0; from < len(o.Cells) && len(o.Cells) <= k; step++ {
		o.Ends = append(o.Ends, int32(len(o.Cells)))
		o.Radius = append(o.Radius, float64(step))
		ring := len(o.Cells)
		for ; from < ring; from++ {
			for _, j := range neighbours[o.Cells[from]] {
				if seen[j] != mark {
					seen[j] = mark
					o.Cells = append(o.Cells, j)
				}
			}
		}
		slices.Sort(o.Cells[ring:])
	}
	if len(o.Cells) > k {
		o.Cells = o.Cells[:k]
	}
	return o
}
