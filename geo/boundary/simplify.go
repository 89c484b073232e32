package boundary

import (
	"math"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// Raster is a raster of whole steps that borders are drawn on, columns from the
// west and rows from the north; fewer than 2^31 each way.
type Raster interface {
	// Steps is a place in steps, before rounding.
	Steps(at orb.Point) (x, y float64)
	// Point is the place of steps.
	Point(x, y float64) orb.Point
}

// Simplified is a topology at one raster and tolerance.
type Simplified struct {
	t         *Topology
	raster    Raster
	tolerance float64
	tracks    []track
	kept      [][]int32 // of each arc, the steps that stay, ascending
	open      int       // pairs of sides that meet and cannot be drawn apart
}

// track is an arc on the raster: its steps without repetition, and the vertex
// of the arc that each came from last.
type track struct {
	spots []spot
	from  []int32
}

// Simplify draws the borders on a raster, leaving out what lies within the
// tolerance, in steps, of what is left (Douglas and Peucker,
// doi:10.3138/FM57-6770-U75U-7727). Nodes stay. Each arc is simplified once for
// all areas beside it, so that neighbours share every vertex.
//
// Where sides would then cross or touch, the places left out that are farthest
// off come back until they do not, or until nothing is left out there; what
// touches even so is closer than the raster can tell apart. Areas of a loose
// set overlap in the source; there only borders of one area are kept from
// crossing. An area of more than least square steps keeps at least half of what
// it has on the raster.
func (t *Topology) Simplify(r Raster, tolerance, least float64) *Simplified {
	s := &Simplified{t: t, raster: r, tolerance: tolerance}
	for _, a := range t.arcs {
		k := onRaster(a.line, r)
		s.tracks = append(s.tracks, k)
		s.kept = append(s.kept, k.generalise(tolerance))
	}
	for s.separate(); s.restore(least); s.separate() {
	}
	return s
}

func onRaster(line orb.LineString, r Raster) track {
	var k track
	for i, p := range line {
		x, y := r.Steps(p)
		at := spot{int64(math.Round(x)), int64(math.Round(y))}
		if n := len(k.spots); n > 0 && k.spots[n-1] == at {
			k.from[n-1] = int32(i)
			continue
		}
		k.spots, k.from = append(k.spots, at), append(k.from, int32(i))
	}
	return k
}

// Areas are the areas of a level; those of which nothing is left are not
// among them. Outer rings run counter-clockwise, holes clockwise.
func (s *Simplified) Areas(level int) []geo.Area {
	lines := s.lines()
	l := &s.t.levels[level]
	var out []geo.Area
	for i, a := range l.areas {
		a.Geometry = nil
		for _, p := range l.rings[i] {
			a.Geometry = append(a.Geometry, s.polygons(p, lines)...)
		}
		if a.Geometry != nil {
			out = append(out, a)
		}
	}
	return out
}

// polygons draws the rings of a polygon: none when the outer one has collapsed
// or turned over, several when it touches itself.
func (s *Simplified) polygons(rings [][]ref, lines []orb.LineString) orb.MultiPolygon {
	var loops []orb.Ring
	for i, ring := range rings {
		if a := s.ringArea(ring); a != 0 && (a < 0) == (i > 0) {
			loops = append(loops, untie(ringAlong(ring, lines))...)
		} else if i == 0 {
			return nil
		}
	}
	return nest(loops)
}

// untie cuts a ring where it comes back to a vertex, into loops that do not;
// there and back on one line is left out.
func untie(r orb.Ring) []orb.Ring {
	var out []orb.Ring
	at := make(map[orb.Point]int, len(r))
	path := r[:0:0]
	for _, p := range r {
		if i, seen := at[p]; seen {
			if loop := append(orb.Ring(path[i:len(path):len(path)]), p); len(loop) > 3 && loop.Orientation() != 0 {
				out = append(out, loop)
			}
			for _, q := range path[i+1:] {
				delete(at, q)
			}
			path = path[:i+1]
			continue
		}
		at[p] = len(path)
		path = append(path, p)
	}
	return out
}

// ringAlong joins arcs to a closed ring.
func ringAlong(ring []ref, lines []orb.LineString) orb.Ring {
	var out orb.Ring
	for _, f := range ring {
		line := lines[f.arc]
		for i := range line {
			p := line[i]
			if f.back {
				p = line[len(line)-1-i]
			}
			if n := len(out); n == 0 || out[n-1] != p {
				out = append(out, p)
			}
		}
	}
	return out
}

// Borders are the borders of a level, those of which nothing is left without
// lines: their places in the list are the same for every raster.
func (s *Simplified) Borders(level int) []Border {
	lines := s.lines()
	return s.t.borders(level, func(arc int) orb.LineString { return lines[arc] })
}

// lines are the arcs in degrees.
func (s *Simplified) lines() []orb.LineString {
	out := make([]orb.LineString, len(s.tracks))
	for i, k := range s.tracks {
		for _, j := range s.kept[i] {
			out[i] = append(out[i], s.raster.Point(float64(k.spots[j].x), float64(k.spots[j].y)))
		}
	}
	return out
}

// ringArea is twice the area of a ring in square steps, positive when it runs
// counter-clockwise in degrees; rows of a raster are counted from the north.
func (s *Simplified) ringArea(ring []ref) int64 {
	return s.sweep(ring, func(arc int32) []int32 { return s.kept[arc] })
}

func (s *Simplified) sweep(ring []ref, steps func(arc int32) []int32) int64 {
	var sum int64
	origin := s.tracks[ring[0].arc].spots[0]
	for _, f := range ring {
		list, spots := steps(f.arc), s.tracks[f.arc].spots
		var part int64
		for i := 1; i < len(list); i++ {
			a, b := spots[list[i-1]], spots[list[i]]
			part += (b.x-origin.x)*(a.y-origin.y) - (a.x-origin.x)*(b.y-origin.y)
		}
		if f.back {
			part = -part
		}
		sum += part
	}
	return sum
}
