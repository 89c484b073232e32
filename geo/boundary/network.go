package boundary

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// network numbers vertices and sides while arcs are made.
type network struct {
	points  []orb.Point
	vertex  map[orb.Point]int32
	side    map[[2]int32]int32 // by ends, the lower first
	along   []sides            // of each side, in the direction of the key
	meet    []junction         // of each vertex
	arcs    []arc
	arcOf   []int32 // index+1 of the arc of a side
	chains  [][]int32
	overlap bool // two areas of a level lie on one side of a border
}

// junction counts the sides at a vertex and keeps two of them.
type junction struct {
	sides [2]int32
	ends  [2]int32 // the other ends
	count int32
}

func newNetwork(levels [][]geo.Area) *network {
	n := &network{vertex: map[orb.Point]int32{}, side: map[[2]int32]int32{}}
	for l, areas := range levels {
		for i, a := range areas {
			for _, p := range a.Geometry {
				for _, r := range p {
					n.addRing(l, int32(i+1), n.ids(r))
				}
			}
		}
	}
	n.arcOf = make([]int32, len(n.along))
	return n
}

// ids numbers the vertices of a ring, open and without repetition.
func (n *network) ids(r orb.Ring) []int32 {
	out := make([]int32, 0, len(r))
	for _, p := range r {
		id, ok := n.vertex[p]
		if !ok {
			id = int32(len(n.points))
			n.vertex[p] = id
			n.points = append(n.points, p)
			n.meet = append(n.meet, junction{})
		}
		if len(out) == 0 || out[len(out)-1] != id {
			out = append(out, id)
		}
	}
	for len(out) > 1 && out[0] == out[len(out)-1] {
		out = out[:len(out)-1]
	}
	return out
}

// addRing notes that an area lies to the left of the ring's sides: rings run
// counter-clockwise, holes clockwise.
func (n *network) addRing(l int, area int32, ring []int32) {
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		id, ok := n.side[ends(a, b)]
		if !ok {
			id = int32(len(n.along))
			n.side[ends(a, b)] = id
			n.along = append(n.along, sides{})
			n.meet[a].add(id, b)
			n.meet[b].add(id, a)
		}
		here := &n.along[id].left[l]
		if a > b {
			here = &n.along[id].right[l]
		}
		n.overlap = n.overlap || *here != 0
		*here = area
	}
}

func ends(a, b int32) [2]int32 { return [2]int32{min(a, b), max(a, b)} }

func (j *junction) add(side, end int32) {
	if j.count < 2 {
		j.sides[j.count], j.ends[j.count] = side, end
	}
	j.count++
}

func (n *network) markShore(lines orb.MultiLineString) {
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			a, okA := n.vertex[l[i-1]]
			b, okB := n.vertex[l[i]]
			if id, ok := n.side[ends(a, b)]; ok && okA && okB {
				n.along[id].sea = true
			}
		}
	}
}

// node reports whether arcs end at a vertex.
func (n *network) node(v int32) bool {
	j := &n.meet[v]
	return j.count != 2 || n.seen(j.ends[0], v, j.sides[0]) != n.seen(v, j.ends[1], j.sides[1])
}

// seen is what lies along a side from a to b.
func (n *network) seen(a, b, side int32) sides {
	if a > b {
		return n.along[side].turned()
	}
	return n.along[side]
}

// refs makes the rings of a level of arcs.
func (n *network) refs(areas []geo.Area) [][][][]ref {
	out := make([][][][]ref, len(areas))
	for i, a := range areas {
		for _, p := range a.Geometry {
			var rings [][]ref
			for _, r := range p {
				rings = append(rings, n.chain(n.ids(r)))
			}
			out[i] = append(out[i], rings)
		}
	}
	return out
}

// chain cuts a ring at its nodes; one without begins at its lowest vertex.
func (n *network) chain(ring []int32) []ref {
	start := slices.IndexFunc(ring, n.node)
	closed := start < 0
	if closed {
		start = 0
		for i, v := range ring {
			if comparePoints(n.points[v], n.points[ring[start]]) < 0 {
				start = i
			}
		}
	}
	ring = append(slices.Concat(ring[start:], ring[:start]), ring[start])
	var out []ref
	for from := 0; from < len(ring)-1; {
		to := from + 1
		for to < len(ring)-1 && (closed || !n.node(ring[to])) {
			to++
		}
		out = append(out, n.arc(ring[from:to+1]))
		from = to
	}
	return out
}

// arc is the one along the vertices, made when it is first met.
func (n *network) arc(along []int32) ref {
	first := n.side[ends(along[0], along[1])]
	if id := n.arcOf[first]; id != 0 {
		have := n.chains[id-1]
		return ref{id - 1, have[0] != along[0] || have[1] != along[1]}
	}
	line := make(orb.LineString, len(along))
	for i, v := range along {
		line[i] = n.points[v]
		if i > 0 {
			n.arcOf[n.side[ends(along[i-1], v)]] = int32(len(n.arcs) + 1)
		}
	}
	n.chains = append(n.chains, slices.Clone(along))
	n.arcs = append(n.arcs, arc{line, n.seen(along[0], along[1], first)})
	return ref{int32(len(n.arcs) - 1), false}
}

// crossed reports whether borders overlap or cross in the source, to a
// centimetre.
func (n *network) crossed() bool {
	if n.overlap {
		return true
	}
	var all []segment
	for i, a := range n.arcs {
		for j := 1; j < len(a.line); j++ {
			all = append(all, segment{a: fine(a.line[j-1]), b: fine(a.line[j]), arc: int32(i), at: int32(j - 1)})
		}
	}
	found := false
	crossings(all, func(s, t *segment) bool {
		found = s.crosses(t)
		return !found
	})
	return found
}

func fine(p orb.Point) spot {
	return spot{int64(math.Round(p[0] * 1e7)), int64(math.Round(p[1] * 1e7))}
}
