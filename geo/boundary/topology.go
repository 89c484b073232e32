package boundary

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// Topology is the borders of a set, each found once: arcs between nodes, where
// three borders meet or what lies beside a border changes. Every ring of every
// level is a chain of arcs, so that whatever is done to an arc is done alike
// for all areas beside it.
//
// Vertices are the same when their coordinates are. In an exact coverage each
// inland arc has an area on both sides. Where areas were simplified apart, their
// borders do not coincide and are arcs of one side each, simplified each on its
// own: the seams stay, wider or narrower by twice the tolerance at most.
type Topology struct {
	levels []level
	arcs   []arc
	loose  bool    // borders cross in the source: areas overlap
	group  []int32 // of each arc, the first of those it hangs together with
	first  []int32 // the first arc of each group
}

// level is one list of areas with their rings.
type level struct {
	areas []geo.Area
	rings [][][][]ref // area, polygon, ring, arcs
}

// ref is an arc as a ring runs along it.
type ref struct {
	arc  int32
	back bool
}

// arc is a border between two nodes, or a closed one without a node that ends
// where it begins.
type arc struct {
	line  orb.LineString
	sides sides
}

// sides are what lies along an arc: index+1 of the area to the left and right
// at each level, 0 for none.
type sides struct {
	left, right [maxLevels]int32
	sea         bool
}

// maxLevels is how many levels a topology holds.
const maxLevels = 3

// turned is what lies along the arc the other way.
func (s sides) turned() sides { return sides{s.right, s.left, s.sea} }

// NewTopology finds the borders of up to three levels of areas, from desa
// upwards; those of upper levels that follow a desa's share its arcs. shore are
// lines along sides that are sea shore; it may be nil. The cost is some two
// microseconds a vertex.
func NewTopology(shore orb.MultiLineString, levels ...[]geo.Area) *Topology {
	n := newNetwork(levels[:min(maxLevels, len(levels))])
	n.markShore(shore)
	t := &Topology{}
	for _, areas := range levels[:min(maxLevels, len(levels))] {
		t.levels = append(t.levels, level{areas: areas, rings: n.refs(areas)})
	}
	t.arcs = n.arcs
	t.group, t.first = n.islands()
	t.loose = n.crossed()
	return t
}

// Shared is how many arcs have an area of the lowest level on both sides, and
// how many there are at that level.
func (t *Topology) Shared() (shared, all int) {
	for _, a := range t.arcs {
		if l, r := a.sides.left[0], a.sides.right[0]; l != 0 && r != 0 {
			shared, all = shared+1, all+1
		} else if l != 0 || r != 0 {
			all++
		}
	}
	return shared, all
}

// Border is a border of one level: what it separates, "" for none, and its
// lines. Left is the lower code of two; of one, the one that is.
type Border struct {
	Left, Right geo.AreaCode
	Sea         bool // sea shore
	Lines       orb.MultiLineString
}

// borders groups the arcs of a level by what they separate, in the order of
// the codes. Arcs inside an area of the level are none.
func (t *Topology) borders(l int, line func(arc int) orb.LineString) []Border {
	at, out := map[pairing]int{}, []Border{}
	for i, a := range t.arcs {
		k, ok := t.separates(l, a.sides)
		if !ok {
			continue
		}
		if _, known := at[k]; !known {
			at[k] = len(out)
			out = append(out, Border{Left: k.left, Right: k.right, Sea: k.sea})
		}
		if pts := line(i); len(pts) > 1 {
			b := &out[at[k]]
			b.Lines = append(b.Lines, pts)
		}
	}
	slices.SortFunc(out, func(a, b Border) int {
		return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(a.Right, b.Right), compareBool(a.Sea, b.Sea))
	})
	return out
}

// pairing is what a border separates.
type pairing struct {
	left, right geo.AreaCode
	sea         bool
}

func (t *Topology) separates(l int, s sides) (k pairing, ok bool) {
	code := func(i int32) geo.AreaCode {
		if i == 0 {
			return ""
		}
		return t.levels[l].areas[i-1].Code
	}
	k = pairing{code(s.left[l]), code(s.right[l]), s.sea}
	if k.left == "" || k.right != "" && k.right < k.left {
		k.left, k.right = k.right, k.left
	}
	return k, k.left != k.right
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
