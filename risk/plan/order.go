package plan

import (
	"cmp"
	"math"
	"slices"

	"timpora/geo"
	"timpora/risk"
)

// exactStops is up to how many stops the shortest round is found for sure.
const exactStops = 9

// arrange puts proposals into the order of stops and numbers them.
func arrange(list []risk.Proposal, office geo.Point) []risk.Proposal {
	slices.SortFunc(list, func(a, b risk.Proposal) int { return cmp.Compare(a.ID, b.ID) })
	points := make([]geo.Point, len(list))
	for i, one := range list {
		points[i] = one.Point
	}
	out := make([]risk.Proposal, 0, len(list))
	for n, i := range order(office, points) {
		one := list[i]
		one.Stop = n + 1
		out = append(out, one)
	}
	return out
}

// order is a short round from the office over all points and back, as indices
// of points. Of a round and its reverse the one with the lower first index is
// given.
func order(office geo.Point, points []geo.Point) []int {
	far := distances(office, points)
	var best []int
	if len(points) <= exactStops {
		best = shortest(far)
	} else {
		given := make([]int, len(points))
		for i := range given {
			given[i] = i
		}
		best = twoOpt(far, given)
		if other := twoOpt(far, nearest(far)); length(far, other) < length(far, best) {
			best = other
		}
	}
	if n := len(best); n > 1 && best[0] > best[n-1] {
		slices.Reverse(best)
	}
	return best
}

// distances holds metres between all points; the last row and column are the
// office.
func distances(office geo.Point, points []geo.Point) [][]float64 {
	all := append(slices.Clone(points), office)
	far := make([][]float64, len(all))
	for i := range all {
		far[i] = make([]float64, len(all))
		for j := range all {
			far[i][j] = float64(geo.Distance(all[i], all[j]))
		}
	}
	return far
}

// length is that of a round.
func length(far [][]float64, tour []int) float64 {
	at, sum := len(far)-1, 0.0
	for _, i := range tour {
		sum += far[at][i]
		at = i
	}
	return sum + far[at][len(far)-1]
}

// round is the length of the round over points in their order, in metres.
func round(office geo.Point, points []geo.Point) geo.Meters {
	at, sum := office, geo.Meters(0)
	for _, p := range points {
		sum += geo.Distance(at, p)
		at = p
	}
	return sum + geo.Distance(at, office)
}

// nearest goes to the nearest point that is left, the lower index on a tie.
func nearest(far [][]float64) []int {
	n := len(far) - 1
	seen, at := make([]bool, n), n
	tour := make([]int, 0, n)
	for range n {
		next := -1
		for j := range n {
			if !seen[j] && (next < 0 || far[at][j] < far[at][next]) {
				next = j
			}
		}
		seen[next], at = true, next
		tour = append(tour, next)
	}
	return tour
}

// twoOpt turns stretches round while that shortens the round (Croes 1958,
// doi:10.1287/opre.6.6.791).
func twoOpt(far [][]float64, tour []int) []int {
	n, office := len(tour), len(far)-1
	at := func(i int) int {
		if i < 0 || i >= n {
			return office
		}
		return tour[i]
	}
	for better := true; better; {
		better = false
		for i := range n {
			for j := i + 1; j < n; j++ {
				was := far[at(i-1)][at(i)] + far[at(j)][at(j+1)]
				is := far[at(i-1)][at(j)] + far[at(i)][at(j+1)]
				if is < was-1e-6 {
					slices.Reverse(tour[i : j+1])
					better = true
				}
			}
		}
	}
	return tour
}

// shortest is the shortest round, by dynamic programming over subsets (Held &
// Karp 1962, doi:10.1137/0110015).
func shortest(far [][]float64) []int {
	n := len(far) - 1
	if n == 0 {
		return nil
	}
	cost := make([][]float64, 1<<n) // by set and last point
	from := make([][]int, 1<<n)
	for set := 1; set < 1<<n; set++ {
		cost[set], from[set] = make([]float64, n), make([]int, n)
		for last := range n {
			cost[set][last], from[set][last] = math.Inf(1), -1
			rest := set &^ (1 << last)
			switch {
			case set&(1<<last) == 0:
			case rest == 0:
				cost[set][last] = far[n][last]
			default:
				for j := range n {
					if c := cost[rest][j] + far[j][last]; rest&(1<<j) != 0 && c < cost[set][last] {
						cost[set][last], from[set][last] = c, j
					}
				}
			}
		}
	}
	return walkBack(far, cost, from)
}

func walkBack(far, cost [][]float64, from [][]int) []int {
	n := len(far) - 1
	set, last := 1<<n-1, 0
	for j := range n {
		if cost[set][j]+far[j][n] < cost[set][last]+far[last][n] {
			last = j
		}
	}
	tour := make([]int, 0, n)
	for last >= 0 {
		tour = append(tour, last)
		set, last = set&^(1<<last), from[set][last]
	}
	slices.Reverse(tour)
	return tour
}
