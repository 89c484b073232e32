package locate

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// shore finds the nearest of many edges: boxes around fan edges each, boxes
// around fan of those, and so on to one. The edges are in the order of a Z
// curve, so that those of a box lie together.
type shore struct {
	edges [][2]orb.Point
	boxes [][]orb.Bound // of the edges, of each fan of edges, of each fan of those
	bound orb.Bound
	low   lowScale // for points of the latitudes of the bound
}

const fan = 8

func newShore(lines orb.MultiLineString) *shore {
	s := &shore{bound: lines.Bound()}
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			s.edges = append(s.edges, [2]orb.Point{l[i-1], l[i]})
		}
	}
	type placed struct {
		at   uint32
		edge [2]orb.Point
	}
	along := make([]placed, len(s.edges))
	for i, e := range s.edges {
		along[i] = placed{s.curve(e), e}
	}
	slices.SortStableFunc(along, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	for i, p := range along {
		s.edges[i] = p.edge
	}
	boxes := make([]orb.Bound, len(s.edges))
	for i, e := range s.edges {
		boxes[i] = orb.LineString(e[:]).Bound()
	}
	for s.boxes = [][]orb.Bound{boxes}; len(boxes) > fan; s.boxes = append(s.boxes, boxes) {
		var above []orb.Bound
		for part := range slices.Chunk(boxes, fan) {
			box := part[0]
			for _, b := range part[1:] {
				box = box.Union(b)
			}
			above = append(above, box)
		}
		boxes = above
	}
	if len(s.edges) > 0 {
		s.low = newLowScale(s.bound.Min[1], s.bound.Max[1])
	}
	return s
}

// curve is the place of the middle of an edge on a Z curve of 2^16 squares a side.
func (s *shore) curve(e [2]orb.Point) uint32 {
	place := func(axis int) uint32 {
		width := math.Max(s.bound.Max[axis]-s.bound.Min[axis], 1e-9)
		return spread(uint32(((e[0][axis]+e[1][axis])/2 - s.bound.Min[axis]) / width * 65535))
	}
	return place(0) | place(1)<<1
}

// spread puts a zero before each of 16 bits.
func spread(x uint32) uint32 {
	x = (x | x<<8) & 0x00ff00ff
	x = (x | x<<4) & 0x0f0f0f0f
	x = (x | x<<2) & 0x33333333
	return (x | x<<1) & 0x55555555
}

// lowScale is no more than the metres of a degree anywhere in a range of
// latitudes, less what the plane may be wrong by.
type lowScale struct{ perLon, perLat float64 }

func newLowScale(south, north float64) lowScale {
	far := math.Max(math.Abs(south), math.Abs(north))
	near := math.Max(0, math.Max(south, -north))
	perLon, _ := geo.Scale(far)
	_, perLat := geo.Scale(near)
	return lowScale{0.9999 * perLon, 0.9999 * perLat}
}

// search is one look for the nearest edge.
type search struct {
	*shore
	metric
	low    lowScale
	best   float64
	square float64 // of best
	at     geo.Point
}

// nearest is the place on the edges nearest to p; false when there is none.
func (s *shore) nearest(p geo.Point) (geo.Point, bool) {
	if len(s.edges) == 0 {
		return geo.Point{}, false
	}
	q := search{shore: s, metric: newMetric(p), low: s.low, best: math.Inf(1), square: math.Inf(1)}
	if p.Lat < s.bound.Min[1] || p.Lat > s.bound.Max[1] {
		q.low = newLowScale(min(p.Lat, s.bound.Min[1]), max(p.Lat, s.bound.Max[1]))
	}
	q.visit(len(s.boxes), 0)
	return q.at, true
}

// visit looks at what is in a box of a level, the nearest first; level 0 is
// the edges.
func (q *search) visit(level, node int) {
	if level == 0 {
		e := &q.edges[node]
		if d, along := q.toEdge(e[0], e[1]); d < q.best {
			q.best, q.square, q.at = d, float64(d*d), foot(e[0], e[1], along)
		}
		return
	}
	boxes := q.boxes[level-1]
	from := node * fan
	boxes = boxes[from:min(from+fan, len(boxes))]
	var distance [fan]float64
	var order [fan]int
	n := 0
	for i := range boxes {
		b := &boxes[i]
		dx := max(0, b.Min[0]-q.metric.at.Lon, q.metric.at.Lon-b.Max[0]) * q.low.perLon
		dy := max(0, b.Min[1]-q.metric.at.Lat, q.metric.at.Lat-b.Max[1]) * q.low.perLat
		d := float64(dx*dx) + float64(dy*dy)
		if d >= q.square {
			continue
		}
		k := n
		for ; k > 0 && distance[k-1] > d; k-- {
			distance[k], order[k] = distance[k-1], order[k-1]
		}
		distance[k], order[k] = d, from+i
		n++
	}
	for k := range n {
		if distance[k] >= q.square {
			return
		}
		q.visit(level-1, order[k])
	}
}
