package backtest

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strconv"
)

//go:embed page.html.tmpl
var pageSource string

// page is what the template shows: texts and drawings only.
type page struct {
	Lang, Title, Subtitle, Class, Synthetic, Credit, None string
	Head                                                  [][2]string
	How, Notes                                            []string
	Plots                                                 []figure
	Tables                                                []table
}

// figure is a drawing under a heading.
type figure struct {
	Heading, Note string
	Drawing       template.HTML
}

// table has figures in all columns but the first.
type table struct {
	Heading string
	Columns []string
	Rows    [][]string
}

// HTML writes the document as one page that needs nothing else: no script, no
// request, printed on A4. Equal documents give equal bytes.
func HTML(w io.Writer, d Document) error {
	t, err := template.New("backtest").Parse(pageSource)
	if err != nil {
		return fmt.Errorf("back-test page: %w", err)
	}
	return t.Execute(w, newPage(d))
}

func newPage(d Document) page {
	w, r := newWords(d.Lang), d.Result
	p := page{Lang: "id", Title: w.say("title"), Subtitle: w.say("subtitle"), Class: w.say("class"), Credit: d.Credit, How: w.how(r)}
	if d.Lang == English {
		p.Lang = "en"
	}
	if d.Synthetic {
		p.Synthetic = w.say("synthetic")
	}
	last := r.Origins[len(r.Origins)-1].At
	p.Head = [][2]string{
		{w.say("head.period"), date(r.From) + " – " + date(last)}, {w.say("head.until"), date(r.To)},
		{w.say("head.boundary"), d.BoundarySet}, {w.say("head.policy"), d.PolicyDigest[:min(12, len(d.PolicyDigest))]},
		{w.say("head.version"), d.Version}, {w.say("head.seed"), strconv.FormatUint(r.Seed, 10)},
	}
	top := w.say("section.top", "k", strconv.Itoa(r.TopK))
	p.Tables = []table{w.measures(top, r, 0), w.differences(r), w.calibrations(r), w.extents(r)}
	p.Plots = []figure{
		{Heading: w.say("section.pai", "k", strconv.Itoa(r.TopK)), Drawing: w.plotPAI(r)},
		{Heading: w.say("section.curve"), Drawing: w.plotCurve(r)},
		{Heading: w.say("section.origins"), Drawing: w.plotOrigins(r)},
		w.reliability(r),
	}
	p.Notes = []string{w.say("note.interval"), w.say("note.pai"), w.say("note.ties")}
	return p
}

// reliability explains how the score became a probability.
func (w words) reliability(r Result) figure {
	c := r.Rankings[0].Calibration
	f := figure{Heading: w.say("section.calibration"), Note: w.say("bins.none")}
	if c.Origins > 0 {
		f.Drawing = w.plotReliability(c.Bins)
		f.Note = w.say("calibration.how", "n", strconv.Itoa(c.Origins), "all", strconv.Itoa(len(r.Origins)), "b", w.number(100*float64(c.Base), 3)+" %")
	}
	return f
}

func (w words) columns(first string) []string {
	out := []string{w.say(first)}
	for _, c := range []string{"hit_rate", "pai", "pai_persons", "pei", "precision", "efficiency"} {
		out = append(out, w.say("col."+c))
	}
	return out
}

func (w words) row(name string, m Measures) []string {
	return []string{
		name, w.measure(m.HitRate, 100, 0), w.measure(m.PAI, 1, 1), w.measure(m.PAIPersons, 1, 1), w.measure(m.PEI, 1, 2),
		w.measure(m.Precision, 100, 1), w.measure(m.Efficiency, 1, 2),
	}
}

func (w words) measures(heading string, r Result, extent int) table {
	t := table{Heading: heading, Columns: w.columns("col.ranking")}
	for _, k := range r.Rankings {
		t.Rows = append(t.Rows, w.row(w.say(k.Code), k.Extents[extent].Measures))
	}
	return t
}

func (w words) differences(r Result) table {
	t := table{Heading: w.say("section.less"), Columns: w.columns("col.ranking")}
	for _, k := range r.Rankings[1:] {
		t.Rows = append(t.Rows, w.row(w.say(k.Code), *k.Extents[0].Less))
	}
	return t
}

// calibrations lists the Brier scores in units of 10^-4: incidents are rare.
func (w words) calibrations(r Result) table {
	t := table{Heading: w.say("section.calibration"), Columns: []string{w.say("col.ranking"), w.say("col.brier") + " × 10⁴", w.say("col.skill"), w.say("col.less_brier") + " × 10⁴"}}
	for _, k := range r.Rankings {
		if k.Calibration == nil {
			continue
		}
		less := "–"
		if k.Brier != nil {
			less = w.measure(*k.Brier, 1e4, 2)
		}
		t.Rows = append(t.Rows, []string{w.say(k.Code), w.measure(k.Calibration.Brier, 1e4, 2), w.measure(k.Calibration.Skill, 100, 1), less})
	}
	return t
}

func (w words) extents(r Result) table {
	t := table{Heading: w.say("section.extents"), Columns: w.columns("col.extent")}
	for n := 1; n < len(r.Rankings[0].Extents); n++ {
		for _, k := range r.Rankings {
			t.Rows = append(t.Rows, w.row(w.extent(k.Extents[n].Extent)+", "+w.say(k.Code), k.Extents[n].Measures))
		}
	}
	return t
}
