package report

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"timpora/geo"
	"timpora/risk"
)

// mapWidth and mapTall bound the drawing, in its own units.
const (
	mapWidth = 680.0
	mapTall  = 300.0
	mapEdge  = 8.0
)

// overview is the map of the page as paths of SVG.
type overview struct {
	Width, Height string
	Land          []string
	Cells         []mapCell
	Clusters      []string
	Marks         []mark
}

type mapCell struct {
	Path  string
	Level int
}

// mark is a figure or letter on the map; Kind is "cell" or "cluster".
type mark struct{ X, Y, Text, Kind string }

// frame maps degrees to the drawing: plate carree at the middle latitude.
type frame struct {
	west, north    float64
	left           float64 // where the west begins: the drawing stands in the middle
	perLon, perLat float64
	w, h           float64
}

func newOverview(in Input) overview {
	f := newFrame(in)
	o := overview{Width: coordinate(f.w), Height: coordinate(f.h)}
	for _, a := range in.Kabupaten {
		for _, p := range a.Geometry {
			o.Land = append(o.Land, f.path(orb.MultiPolygon{p}))
		}
	}
	for _, s := range in.Night.Run.Result.Scores {
		if s.Level > 0 {
			o.Cells = append(o.Cells, mapCell{f.path(in.area([]geo.Cell{s.Cell})), s.Level})
		}
	}
	for i, c := range ranked(in.Night) {
		m := in.area(c.Cells)
		o.Clusters = append(o.Clusters, f.path(m))
		x, y := f.at(orb.Point{(m.Bound().Min[0] + m.Bound().Max[0]) / 2, m.Bound().Max[1]})
		o.Marks = append(o.Marks, mark{coordinate(x), coordinate(y - 3), letter(i), "cluster"})
	}
	for _, s := range in.Night.Top {
		o.Marks = append(o.Marks, f.mark(in, s))
	}
	return o
}

func (f frame) mark(in Input, s risk.Score) mark {
	x, y := f.at(closed(in.Outline(s.Cell)).Bound().Center())
	return mark{coordinate(x), coordinate(y + 2.6), strconv.Itoa(s.Rank), "cell"}
}

// newFrame fits the kabupaten, or without them the cells, into the drawing.
func newFrame(in Input) frame {
	var b orb.Bound
	first := true
	add := func(o orb.Bound) {
		if first {
			b, first = o, false
		} else {
			b = b.Union(o)
		}
	}
	for _, a := range in.Kabupaten {
		add(a.Geometry.Bound())
	}
	if first {
		for _, s := range in.Night.Run.Result.Scores {
			add(in.Outline(s.Cell).Bound())
		}
	}
	lonM, latM := geo.Scale(b.Center()[1])
	wide, tall := math.Max(b.Right()-b.Left(), 1e-6)*lonM, math.Max(b.Top()-b.Bottom(), 1e-6)*latM
	scale := math.Min((mapWidth-2*mapEdge)/wide, (mapTall-2*mapEdge)/tall)
	return frame{
		west: b.Left(), north: b.Top(), left: (mapWidth - float64(wide*scale)) / 2, perLon: lonM * scale, perLat: latM * scale,
		w: mapWidth, h: float64(tall*scale) + 2*mapEdge,
	}
}

func (f frame) at(p orb.Point) (x, y float64) {
	return f.left + float64((p[0]-f.west)*f.perLon), mapEdge + float64((f.north-p[1])*f.perLat)
}

// path draws polygons, leaving out points nearer than half a unit to the one
// before; what shrinks below three points is not drawn.
func (f frame) path(m orb.MultiPolygon) string {
	var out []byte
	for _, p := range m {
		for _, r := range p {
			if s, n := f.ring(r); n > 2 {
				out = append(append(out, s...), 'Z')
			}
		}
	}
	return string(out)
}

func (f frame) ring(r orb.Ring) (path []byte, points int) {
	var px, py float64
	for i, q := range r {
		if i == len(r)-1 && q == r[0] {
			break
		}
		x, y := f.at(q)
		if points > 0 && math.Hypot(x-px, y-py) < 0.5 {
			continue
		}
		letter := byte('L')
		if points == 0 {
			letter = 'M'
		}
		path = append(append(append(path, letter), coordinate(x)...), ' ')
		path = append(path, coordinate(y)...)
		px, py, points = x, y, points+1
	}
	return path, points
}

// coordinate is a length of the drawing with one decimal.
func coordinate(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
