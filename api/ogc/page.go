package ogc

import (
	"bytes"
	"embed"
	"html/template"
	"math"
	"strconv"
	"strings"
	"time"

	"timpora/api/answer"
	"timpora/geo/crs"
)

//go:embed page.html style.css
var files embed.FS

// cell is a text, with a link where it leads somewhere.
type cell struct{ Text, Href string }

// page is what a page for people shows, from top to bottom.
type page struct {
	Title, About string
	Crumbs       []cell
	Map          template.HTML // an SVG drawn here, or empty
	Note         string
	Facts        [][2]string
	Head         []string
	Rows         [][]cell
	Steps        []step
	Links        []cell
}

// step is one way to connect: what to do, and what to copy.
type step struct {
	Name, About string
	Copy        []string
}

// shell is a page with what surrounds it.
type shell struct {
	page
	Lang, Home, Connect, Other, OtherHref, Credit string
	OtherLang                                     string
}

// render writes a page. It runs no script and carries no style of its own.
func (c *call) render(p page) (*answer.Body, error) {
	t, err := template.ParseFS(files, "page.html")
	if err != nil {
		return nil, err
	}
	other := "en"
	if c.lang == "en" {
		other = "id"
	}
	s := shell{
		page: p, Lang: c.lang, Home: word("home", c.lang), Connect: word("connect", c.lang), Other: word("other", c.lang), OtherLang: other,
		OtherHref: strings.TrimPrefix(c.again(c.r.URL.EscapedPath(), "lang", other), c.base), Credit: c.cat.Credit,
	}
	var out bytes.Buffer
	if err := t.Execute(&out, s); err != nil {
		return nil, err
	}
	return answer.NewBody(typeHTML+charset, out.Bytes()), nil
}

// stylesheet is the look of the pages.
func stylesheet(c *call) (*answer.Body, error) {
	text, err := files.ReadFile("style.css")
	if err != nil {
		return nil, err
	}
	return answer.NewBody(typeCSS+charset, text), c.q.done()
}

// crumbs lead back to the landing page, and to a collection below it.
func (c *call) crumbs(below ...*Collection) []cell {
	out := []cell{{"OGC API", c.url("/ogc", "f", "html")}}
	if len(below) > 0 {
		out = append(out, cell{word("collections", c.lang), c.url("/ogc/collections", "f", "html")})
	}
	for _, col := range below {
		out = append(out, cell{col.Title.in(c.lang), c.url(collectionPath(col.ID), "f", "html")})
	}
	return out
}

func (c *call) collectionPage(col *Collection, links []link) page {
	p := page{
		Title: col.Title.in(c.lang), About: col.About.in(c.lang), Crumbs: append(c.crumbs(), cell{word("collections", c.lang), c.url("/ogc/collections", "f", "html")}),
		Map:   col.picture(filled("map", c.lang, col.Title.in(c.lang))),
		Facts: [][2]string{{word("id", c.lang), col.ID}, {word("features", c.lang), count(len(col.Features))}},
	}
	for _, l := range links {
		p.Links = append(p.Links, cell{l.Title, l.Href})
	}
	return p
}

func (c *call) itemsPage(col *Collection, q query, p itemPage) (*answer.Body, error) {
	out := page{
		Title: col.Title.in(c.lang) + ": " + word("items", c.lang), Crumbs: c.crumbs(col),
		Map:  col.sketchOf(p.indices, filled("map", c.lang, col.Title.in(c.lang))),
		Note: filled("shown", c.lang, count(p.returned), count(p.matched)), Head: []string{"id"},
	}
	for _, f := range col.Fields {
		out.Head = append(out.Head, f.heading(c.lang))
	}
	for _, i := range p.indices {
		f := col.Features[i]
		row := []cell{{f.ID, c.url(collectionPath(col.ID, "items", f.ID), append(c.keeps(), "f", "html")...)}}
		for k, v := range f.Values {
			row = append(row, cell{Text: shown(v, col.Fields[k].Type, c.lang)})
		}
		out.Rows = append(out.Rows, row)
	}
	if p.next != "" {
		last := q.key(asked{col, int(p.indices[len(p.indices)-1])})
		out.Links = append(out.Links, cell{word("next", c.lang), c.again(collectionPath(col.ID, "items"), "cursor", last.String(), "f", "html")})
	}
	out.Links = append(out.Links, cell{"GeoJSON", p.links[0].Href})
	return c.render(out)
}

func (c *call) itemPage(col *Collection, i int, system crs.System, links []link) (*answer.Body, error) {
	f := col.Features[i]
	p := page{
		Title: col.Title.in(c.lang) + ": " + f.ID, Crumbs: c.crumbs(col), Map: col.sketchOf([]int32{int32(i)}, filled("map", c.lang, f.ID)),
		Facts: [][2]string{{"id", f.ID}}, Links: []cell{{"GeoJSON", links[0].Href}},
	}
	for k, v := range f.Values {
		p.Facts = append(p.Facts, [2]string{col.Fields[k].heading(c.lang), shown(v, col.Fields[k].Type, c.lang)})
	}
	p.Facts = append(p.Facts, [2]string{"CRS", system.URI})
	return c.render(p)
}

// heading is the title of a property with its unit.
func (f Field) heading(lang string) string {
	if f.Unit == "" {
		return f.Title.in(lang)
	}
	return f.Title.in(lang) + " (" + f.Unit + ")"
}

// shown is a value for people: numbers to three decimals with the comma or point
// of the language, nothing as a dash.
func shown(v any, t Type, lang string) string {
	switch v := v.(type) {
	case nil:
		return "–"
	case string:
		return v
	case time.Time:
		return stamp(v, t)
	case bool:
		if v {
			return word("yes", lang)
		}
		return word("no", lang)
	case float64:
		text := strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
		if lang == "id" {
			text = strings.Replace(text, ".", ",", 1)
		}
		return text
	}
	return string(appendValue(nil, v, t))
}
