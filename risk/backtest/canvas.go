package backtest

import (
	"html"
	"html/template"
	"math"
	"strconv"
	"strings"
)

// canvas collects the elements of a drawing. Lengths are its own units, rounded
// to a tenth; classes are of the page's style.
type canvas struct {
	width, height float64
	label         string
	body          strings.Builder
}

func newCanvas(width, height float64, label string) *canvas {
	return &canvas{width: width, height: height, label: label}
}

// unit writes a length.
func unit(v float64) string { return strconv.FormatFloat(math.Round(10*v)/10, 'f', -1, 64) }

func (c *canvas) element(name, class string, numbers ...any) {
	c.body.WriteString("<" + name + ` class="` + class + `"`)
	for i := 0; i+1 < len(numbers); i += 2 {
		c.body.WriteString(" " + numbers[i].(string) + `="` + unit(numbers[i+1].(float64)) + `"`)
	}
	c.body.WriteString("/>\n")
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.element("line", class, "x1", x1, "y1", y1, "x2", x2, "y2", y2)
}

func (c *canvas) rect(class string, x, y, width, height float64) {
	c.element("rect", class, "x", x, "y", y, "width", math.Max(0, width), "height", math.Max(0, height))
}

func (c *canvas) dot(class string, x, y, r float64) {
	c.element("circle", class, "cx", x, "cy", y, "r", r)
}

// path draws a line through points.
func (c *canvas) path(class string, points [][2]float64) {
	var d strings.Builder
	for i, p := range points {
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		d.WriteString(letter + unit(p[0]) + " " + unit(p[1]))
	}
	c.body.WriteString(`<path class="` + class + `" d="` + d.String() + "\"/>\n")
}

// text writes a label; class says where its anchor is: start, middle or end.
func (c *canvas) text(class string, x, y float64, s string) {
	c.body.WriteString(`<text class="` + class + `" x="` + unit(x) + `" y="` + unit(y) + `">` + html.EscapeString(s) + "</text>\n")
}

// drawing is the finished element. All text went through escaping.
func (c *canvas) drawing() template.HTML {
	return template.HTML(`<svg viewBox="0 0 ` + unit(c.width) + " " + unit(c.height) + `" role="img" aria-label="` +
		html.EscapeString(c.label) + "\">\n" + c.body.String() + "</svg>")
}

// axis maps a range of values to a range of lengths, on a plain or a
// logarithmic scale.
type axis struct {
	from, to    float64 // values
	start, end  float64 // lengths
	logarithmic bool
}

func (a axis) at(v float64) float64 {
	f := (v - a.from) / (a.to - a.from)
	if a.logarithmic {
		f = math.Log(v/a.from) / math.Log(a.to/a.from)
	}
	return a.start + float64(f*(a.end-a.start))
}

// ticks are round values of the range, about n of them.
func (a axis) ticks(n float64) []float64 {
	if a.logarithmic {
		var out []float64
		for v := a.from; v <= a.to*1.0001; v *= 10 {
			out = append(out, v)
		}
		return out
	}
	step := math.Pow(10, math.Floor(math.Log10((a.to-a.from)/n)))
	for _, m := range []float64{1, 2, 5, 10} {
		if (a.to-a.from)/(step*m) <= n {
			step *= m
			break
		}
	}
	var out []float64
	for k := math.Ceil(a.from / step); k*step <= a.to*(1+1e-9); k++ {
		out = append(out, k*step)
	}
	return out
}
