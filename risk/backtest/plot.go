package backtest

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strconv"
)

// plotPAI is a row for each ranking: the figure and its interval, and the line
// of chance.
func (w words) plotPAI(r Result) template.HTML {
	const left, right, top, row = 120.0, 600.0, 8.0, 20.0
	most := 1.5
	for _, k := range r.Rankings {
		for _, v := range []Number{k.Extents[0].PAI.Value, k.Extents[0].PAI.High} {
			if f := float64(v); !math.IsNaN(f) {
				most = math.Max(most, f)
			}
		}
	}
	bottom := top + row*float64(len(r.Rankings))
	c := newCanvas(640, bottom+34, w.say("section.pai", "k", strconv.Itoa(r.TopK)))
	x := axis{0, most * 1.05, left, right, false}
	for _, t := range x.ticks(8) {
		c.line("grid", x.at(t), top, x.at(t), bottom)
		c.text("middle", x.at(t), bottom+12, w.number(t, decimals(x, 8)))
	}
	c.line("chance", x.at(1), top, x.at(1), bottom)
	c.text("middle", (left+right)/2, bottom+28, w.say("axis.pai"))
	for k, rank := range r.Rankings {
		y, m := top+row*(float64(k)+0.5), rank.Extents[0].PAI
		c.text("end", left-8, y+4, w.say(rank.Code))
		if math.IsNaN(float64(m.Value)) {
			continue
		}
		if !math.IsNaN(float64(m.Low)) {
			c.line("whisker k-"+rank.Code, x.at(float64(m.Low)), y, x.at(float64(m.High)), y)
		}
		c.dot("point k-"+rank.Code, x.at(float64(m.Value)), y, 4)
	}
	return c.drawing()
}

// plotCurve draws the share of incidents caught against the share of land.
func (w words) plotCurve(r Result) template.HTML {
	const left, right, top, bottom = 44.0, 500.0, 8.0, 236.0
	c := newCanvas(640, bottom+34, w.say("section.curve"))
	x, y := axis{0, curveLand, left, right, false}, axis{0, 1, bottom, top, false}
	w.grid(c, x, y, 5)
	c.text("middle", (left+right)/2, bottom+30, w.say("axis.land"))
	ends := make([]float64, len(r.Rankings))
	for k, rank := range r.Rankings {
		points := make([][2]float64, len(rank.Curve))
		for i, p := range rank.Curve {
			points[i] = [2]float64{x.at(p.Land), y.at(p.Share)}
		}
		c.path("curve k-"+rank.Code, points)
		ends[k] = points[len(points)-1][1]
	}
	for k, at := range spaced(ends, 13, bottom) {
		c.line("curve k-"+r.Rankings[k].Code, right+6, at, right+26, at)
		c.text("start", right+30, at+4, w.say(r.Rankings[k].Code))
	}
	return c.drawing()
}

// grid draws percents on both axes.
func (w words) grid(c *canvas, x, y axis, n float64) {
	for _, t := range x.ticks(n) {
		c.line("grid", x.at(t), y.start, x.at(t), y.end)
		c.text("middle", x.at(t), y.start+14, w.number(100*t, 0)+" %")
	}
	for _, t := range y.ticks(n) {
		c.line("grid", x.start, y.at(t), x.end, y.at(t))
		c.text("end", x.start-6, y.at(t)+4, w.number(100*t, 0)+" %")
	}
}

// spaced moves labels apart, keeping their order, none below the foot.
func spaced(at []float64, gap, foot float64) []float64 {
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(at[b], at[a]) })
	out, limit := make([]float64, len(at)), foot
	for _, i := range order {
		out[i] = math.Min(at[i], limit)
		limit = out[i] - gap
	}
	return out
}

// plotOrigins draws a column for each cut-off: all incidents, and those in the
// cells that the score put first.
func (w words) plotOrigins(r Result) template.HTML {
	const left, right, top, bottom = 44.0, 620.0, 14.0, 120.0
	c := newCanvas(640, bottom+22, w.say("section.origins"))
	most := 1.0
	for _, o := range r.Origins {
		most = math.Max(most, o.Events)
	}
	y := axis{0, most, bottom, top, false}
	width := (right - left) / float64(len(r.Origins))
	dates, counts := (len(r.Origins)+7)/8, (len(r.Origins)+23)/24
	for k, o := range r.Origins {
		x := left + width*float64(k)
		c.rect("all", x+width*0.15, y.at(o.Events), width*0.7, bottom-y.at(o.Events))
		c.rect("caught", x+width*0.15, y.at(o.Caught[CodeScore]), width*0.7, bottom-y.at(o.Caught[CodeScore]))
		if k%dates == 0 {
			c.text("middle", x+width/2, bottom+13, date(o.At))
		}
		if k%counts == 0 {
			c.text("middle", x+width/2, y.at(o.Events)-3, w.number(o.Caught[CodeScore], 0)+"/"+w.number(o.Events, 0))
		}
	}
	c.line("foot", left, bottom, right, bottom)
	return c.drawing()
}

// plotReliability draws forecasts against what came about, both logarithmic.
func (w words) plotReliability(bins []Bin) template.HTML {
	const left, right, top, bottom, least = 60.0, 400.0, 8.0, 236.0, 1e-5
	c := newCanvas(640, bottom+34, w.say("section.calibration"))
	x, y := axis{least, 1, left, right, true}, axis{least, 1, bottom, top, true}
	for k, t := range x.ticks(0) {
		name := w.number(100*t, max(0, 3-k)) + " %"
		c.line("grid", x.at(t), top, x.at(t), bottom)
		c.line("grid", left, y.at(t), right, y.at(t))
		c.text("middle", x.at(t), bottom+14, name)
		c.text("end", left-6, y.at(t)+4, name)
	}
	c.line("chance", left, bottom, right, top)
	c.text("middle", (left+right)/2, bottom+30, w.say("axis.forecast"))
	c.text("start", right+16, top+12, w.say("axis.observed"))
	c.text("start", right+16, top+28, w.say("bins.zero"))
	floor := func(v float64) float64 { return math.Max(least, v) }
	for _, b := range bins {
		at := x.at(floor(b.Forecast))
		c.line("whisker k-score", at, y.at(floor(b.Low)), at, y.at(floor(b.High)))
		c.dot("point k-score", at, y.at(floor(b.Observed)), 4)
	}
	return c.drawing()
}

// decimals is how many a tick of the axis needs.
func decimals(a axis, n float64) int {
	if t := a.ticks(n); len(t) > 1 && t[1]-t[0] < 0.999 {
		return 1
	}
	return 0
}
