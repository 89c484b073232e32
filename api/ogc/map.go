package ogc

import (
	"html/template"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// The size of a map in units of its drawing; positions are rounded to a tenth.
const (
	mapWide = 720.0
	mapHigh = 420.0
	margin  = 8.0
)

// picture draws the whole collection, once.
func (c *Collection) picture(label string) template.HTML {
	c.sketch.Do(func() {
		all := make([]int32, len(c.Features))
		for i := range all {
			all[i] = int32(i)
		}
		c.drawn = c.paths(all)
	})
	return framed(c.drawn, label)
}

// sketchOf draws some of the features.
func (c *Collection) sketchOf(indices []int32, label string) template.HTML {
	return framed(c.paths(indices), label)
}

func framed(paths, label string) template.HTML {
	if paths == "" {
		return ""
	}
	// paths holds digits and signs only; the label is escaped
	return template.HTML(`<svg class="map" role="img" viewBox="0 0 ` + units(mapWide) + " " + units(mapHigh) + `"><title>` +
		template.HTMLEscapeString(label) + "</title>" + paths + "</svg>")
}

// paths draws features as one path of areas and lines and a dot for each point.
func (c *Collection) paths(indices []int32) string {
	c.prepare()
	var bound orb.Bound
	first := true
	for _, i := range indices {
		if s := c.shapes[i]; s != nil {
			if first {
				bound, first = s.Bound(), false
			}
			bound = bound.Union(s.Bound())
		}
	}
	if first {
		return ""
	}
	p := newPen(bound)
	for _, i := range indices {
		if c.shapes[i] != nil {
			p.draw(c.Features[i].Geometry)
		}
	}
	out := ""
	if p.path.Len() > 0 {
		out = `<path class="area" d="` + p.path.String() + `"/>`
	}
	return out + p.dots.String()
}

// pen draws degrees, one degree of longitude as wide as it is on the ground at the
// middle latitude.
type pen struct {
	west, north, squeeze, scale float64
	left, top                   float64
	path, dots                  strings.Builder
}

func newPen(b orb.Bound) *pen {
	squeeze := math.Cos((b.Min[1] + b.Max[1]) / 2 * math.Pi / 180)
	wide, high := (b.Max[0]-b.Min[0])*squeeze, b.Max[1]-b.Min[1]
	scale := math.Min((mapWide-2*margin)/math.Max(wide, 1e-4), (mapHigh-2*margin)/math.Max(high, 1e-4))
	return &pen{
		west: b.Min[0], north: b.Max[1], squeeze: squeeze, scale: scale,
		left: (mapWide - wide*scale) / 2, top: (mapHigh - high*scale) / 2,
	}
}

// at is a position in tenths of a unit.
func (p *pen) at(q orb.Point) [2]int {
	x := p.left + (q[0]-p.west)*p.squeeze*p.scale
	y := p.top + (p.north-q[1])*p.scale
	return [2]int{int(math.Round(x * 10)), int(math.Round(y * 10))}
}

func (p *pen) draw(g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		at := p.at(g)
		p.dots.WriteString(`<circle class="dot" r="4" cx="` + units(float64(at[0])/10) + `" cy="` + units(float64(at[1])/10) + `"/>`)
	case orb.MultiPoint:
		for _, q := range g {
			p.draw(q)
		}
	case orb.LineString:
		p.trace(g, "")
	case orb.MultiLineString:
		for _, l := range g {
			p.trace(l, "")
		}
	case orb.Ring:
		p.trace(orb.LineString(g), "z")
	case orb.Polygon:
		for _, r := range g {
			p.trace(orb.LineString(r), "z")
		}
	case orb.MultiPolygon:
		for _, q := range g {
			p.draw(q)
		}
	}
}

// trace adds a line; steps of less than a unit are left out.
func (p *pen) trace(l orb.LineString, end string) {
	const least = 10
	var last [2]int
	n := 0
	for i, q := range l {
		at := p.at(q)
		near := abs(at[0]-last[0]) < least && abs(at[1]-last[1]) < least
		if n > 0 && near && (i < len(l)-1 || n > 2) {
			continue
		}
		sign := "L"
		if n == 0 {
			sign = "M"
		}
		p.path.WriteString(sign + units(float64(at[0])/10) + " " + units(float64(at[1])/10))
		last = at
		n++
	}
	p.path.WriteString(end)
}

func abs(n int) int { return max(n, -n) }

func units(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
