package boundary

import "slices"

// islands finds the arcs that hang together by their ends, and one arc to stand
// for each group: an island, an enclave, the mainland. A border that is moved
// over a whole group crosses none of its sides.
func (n *network) islands() (group []int32, first []int32) {
	parent := make([]int32, len(n.arcs))
	root := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	at := map[int32]int32{} // arc by vertex at an end
	for i, chain := range n.chains {
		parent[i] = int32(i)
		for _, v := range []int32{chain[0], chain[len(chain)-1]} {
			if other, ok := at[v]; ok {
				a, b := root(other), root(int32(i))
				parent[max(a, b)] = min(a, b)
			} else {
				at[v] = int32(i)
			}
		}
	}
	group = make([]int32, len(n.arcs))
	for i := range group {
		group[i] = root(int32(i))
		if group[i] == int32(i) {
			first = append(first, int32(i))
		}
	}
	return group, first
}

// overrun brings back places where a group of arcs lies between a border and
// the side that stands for it, and returns how many.
func (s *Simplified) overrun(back [][]int32) int {
	split := 0
	for arc, keep := range s.kept {
		spots := s.tracks[arc].spots
		for i := 1; i < len(keep); i++ {
			if keep[i]-keep[i-1] < 2 {
				continue
			}
			between := spots[keep[i-1] : keep[i]+1]
			a := &segment{between[0], between[len(between)-1], int32(arc), int32(i - 1)}
			low, high := corners(between)
			if slices.ContainsFunc(s.t.first, func(other int32) bool {
				at := s.tracks[other].spots[0]
				return low.x <= at.x && at.x <= high.x && low.y <= at.y && at.y <= high.y &&
					s.t.group[arc] != other && s.compared(a, &segment{arc: other}) && encloses(between, at)
			}) {
				split += s.split(a, back)
			}
		}
	}
	return split
}

// corners are those of the box around a path.
func corners(path []spot) (low, high spot) {
	low, high = path[0], path[0]
	for _, p := range path {
		low = spot{min(low.x, p.x), min(low.y, p.y)}
		high = spot{max(high.x, p.x), max(high.y, p.y)}
	}
	return low, high
}

// encloses reports whether a spot lies inside the ring that the path makes with
// the line between its ends, by the even-odd rule.
func encloses(path []spot, p spot) bool {
	inside := false
	last := path[len(path)-1]
	for _, q := range path {
		a, b := last, q
		last = q
		if (a.y > p.y) == (b.y > p.y) {
			continue
		}
		if a.y > b.y {
			a, b = b, a
		}
		if turn(a, b, p) > 0 {
			inside = !inside
		}
	}
	return inside
}
