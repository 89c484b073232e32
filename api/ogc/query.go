package ogc

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"timpora/api/answer"
	"timpora/api/ogc/cql2"
	"timpora/geo/crs"
	"timpora/geo/relate"
)

// How many features a page has.
const (
	defaultLimit = 1000
	mostLimit    = 10_000
)

// query is what a request for items asks for.
type query struct {
	limit, offset int
	system        crs.System
	box           *relate.Shape
	span          *cql2.Span
	equal         []equal
	filter        *cql2.Filter
	order         []order
	after         *cursor
}

// equal asks that a property has a value.
type equal struct {
	field int
	value any
}

// order is one key of sortby.
type order struct {
	field int
	down  bool
}

func itemsParams(c *call) ([]string, error) {
	col, err := c.collection()
	if err != nil {
		return nil, err
	}
	names := []string{"limit", "offset", "cursor", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "filter-crs", "sortby", "id"}
	for _, f := range col.Fields {
		names = append(names, f.Name)
	}
	return names, nil
}

func itemParams(c *call) ([]string, error) {
	col, err := c.collection()
	if err != nil || col.Vary == nil {
		return []string{"crs"}, err
	}
	return []string{"crs", "run", "resolution"}, nil
}

func (c *call) query(col *Collection) (query, error) {
	q := query{
		limit: c.q.integer("limit", 1, mostLimit, defaultLimit), offset: c.q.integer("offset", 0, 1<<40, 0),
		system: c.system("crs"),
	}
	c.readBox(&q)
	c.readTime(&q)
	c.readEqual(&q, col)
	c.readFilter(&q, col)
	c.readOrder(&q, col)
	if text, given := c.q.text("cursor"); given {
		at, err := readCursor(text, len(q.order))
		if err != nil {
			c.q.fail("cursor", "not from a next link of this query; begin again without it")
		}
		q.after = at
	}
	return q, c.q.done()
}

// system reads a parameter that names a coordinate reference system.
func (c *call) system(name string) crs.System {
	v, given := c.q.text(name)
	if !given {
		return systems()[0]
	}
	s, ok := crs.Find(v)
	if !ok {
		var known []string
		for _, k := range systems() {
			known = append(known, k.URI)
		}
		c.q.fail(name, fmt.Sprintf("%q is none of %s", cut(v), strings.Join(known, ", ")))
		return systems()[0]
	}
	return s
}

func (c *call) readBox(q *query) {
	system := c.system("bbox-crs")
	values := c.q.numbers("bbox")
	if values == nil {
		return
	}
	box, err := cql2.Box(values, system)
	if err != nil {
		c.q.fail("bbox", "want "+err.Error())
		return
	}
	q.box = box
}

func (c *call) readTime(q *query) {
	v, given := c.q.text("datetime")
	if !given {
		return
	}
	span, ok := cql2.ParseSpan(v)
	if !ok {
		c.q.fail("datetime", fmt.Sprintf("%q is no date, no date-time of RFC 3339 and no interval of these such as 2026-01-01/..", cut(v)))
		return
	}
	q.span = &span
}

// readEqual reads the parameters named like properties.
func (c *call) readEqual(q *query, col *Collection) {
	if v, given := c.q.text("id"); given {
		q.equal = append(q.equal, equal{idField, v})
	}
	for i, f := range col.Fields {
		text, given := c.q.text(f.Name)
		if !given || f.Name == "id" {
			continue
		}
		v, err := parseValue(text, f.Type)
		if err != nil {
			c.q.fail(f.Name, fmt.Sprintf("%q is no %s", cut(text), f.Type))
			return
		}
		q.equal = append(q.equal, equal{i, v})
	}
}

// parseValue reads a value of a type in the form that features compare.
func parseValue(s string, t Type) (any, error) {
	switch t {
	case Number:
		return strconv.ParseFloat(s, 64)
	case Integer:
		return strconv.ParseInt(s, 10, 64)
	case Boolean:
		return strconv.ParseBool(s)
	case Date, DateTime:
		span, kind, ok := cql2.ParseInstant(s)
		if !ok || (kind == cql2.Date) != (t == Date) {
			return nil, errors.New("no time")
		}
		return span, nil
	}
	return s, nil
}

func (c *call) readFilter(q *query, col *Collection) {
	lang := c.q.oneOf("filter-lang", cql2.LangText, cql2.LangText, cql2.LangJSON)
	system := c.system("filter-crs")
	text, given := c.q.text("filter")
	if !given || c.q.err != nil {
		return
	}
	f, err := cql2.Parse(lang, text, system, col.lookup)
	var wrong *cql2.Error
	if errors.As(err, &wrong) {
		p := answer.BadParam("filter", wrong.Error())
		p.Code, p.Position, p.Expected = "filter_invalid", &wrong.Pos, wrong.Expected
		c.q.err = p
		return
	}
	q.filter = f
}

// lookup is what a name in a filter stands for.
func (c *Collection) lookup(name string) (cql2.Property, bool) {
	switch name {
	case "id":
		return cql2.Property{Index: idField, Kind: cql2.Text}, true
	case "geometry":
		return cql2.Property{Kind: cql2.Geometry}, true
	}
	i, ok := c.field(name)
	if !ok {
		return cql2.Property{}, false
	}
	kind := map[Type]cql2.Kind{
		String: cql2.Text, Number: cql2.Number, Integer: cql2.Number, Boolean: cql2.Bool, Date: cql2.Date, DateTime: cql2.Timestamp,
	}[c.Fields[i].Type]
	return cql2.Property{Index: i, Kind: kind}, true
}

// readOrder reads sortby: names with + or - before, commas between. A plus comes
// as a blank from who did not escape it.
func (c *call) readOrder(q *query, col *Collection) {
	v, given := c.q.text("sortby")
	if !given {
		return
	}
	for _, part := range strings.Split(v, ",") {
		name := strings.TrimLeft(part, "+- ")
		o := order{idField, strings.HasPrefix(strings.TrimSpace(part), "-")}
		if i, ok := col.field(name); ok {
			o.field = i
		} else if name != "id" {
			c.q.fail("sortby", fmt.Sprintf("%q is no property of this collection", cut(name)))
			return
		}
		if slices.ContainsFunc(q.order, func(x order) bool { return x.field == o.field }) {
			c.q.fail("sortby", fmt.Sprintf("%q comes twice", cut(name)))
			return
		}
		q.order = append(q.order, o)
	}
}

// now is the time of the answer, to the second.
func (c *call) now() time.Time { return c.s.o.Now().UTC().Truncate(time.Second) }
