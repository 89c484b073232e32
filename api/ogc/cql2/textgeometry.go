package cql2

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

func geometryName(op string) bool {
	return slices.Contains([]string{"point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon"}, op)
}

// number reads a coordinate with its sign.
func (p *parser) number() (float64, error) {
	sign := 1.0
	if p.now.sign("-") || p.now.sign("+") {
		if p.now.text == "-" {
			sign = -1
		}
		if err := p.next(); err != nil {
			return 0, err
		}
	}
	if p.now.kind != tokenNumber {
		return 0, p.want("a number")
	}
	v := sign * p.now.num
	return v, p.next()
}

func (p *parser) bbox(name token) (*node, error) {
	var values []float64
	if err := p.take("("); err != nil {
		return nil, err
	}
	for {
		v, err := p.number()
		if err != nil {
			return nil, err
		}
		values = append(values, v)
		if !p.now.sign(",") {
			break
		}
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	if len(values) != 4 && len(values) != 6 {
		return nil, fail(name.pos, "4 or 6 numbers of BBOX", plural(len(values), "number"))
	}
	if err := p.take(")"); err != nil {
		return nil, err
	}
	n, err := p.make(opGeometry, name.pos)
	if err == nil {
		n.box = values
	}
	return n, err
}

// geometry reads well-known text after its first word; heights are dropped.
func (p *parser) geometry(name token) (*node, error) {
	g, err := p.shape(strings.ToLower(name.text))
	if err != nil {
		return nil, err
	}
	n, err := p.make(opGeometry, name.pos)
	if err == nil {
		n.geometry = g
	}
	return n, err
}

func (p *parser) shape(kind string) (orb.Geometry, error) {
	switch kind {
	case "point":
		list, err := p.positions()
		if err != nil {
			return nil, err
		}
		if len(list) != 1 {
			return nil, p.want("one position of a point")
		}
		return list[0], nil
	case "linestring":
		list, err := p.positions()
		return orb.LineString(list), err
	case "multipoint":
		list, err := p.points()
		return orb.MultiPoint(list), err
	case "polygon":
		return p.polygon()
	case "multilinestring":
		lists, err := nested(p, p.positions)
		out := make(orb.MultiLineString, len(lists))
		for i, l := range lists {
			out[i] = orb.LineString(l)
		}
		return out, err
	}
	lists, err := nested(p, p.polygon)
	return orb.MultiPolygon(lists), err
}

func (p *parser) polygon() (orb.Polygon, error) {
	lists, err := nested(p, p.positions)
	out := make(orb.Polygon, len(lists))
	for i, l := range lists {
		out[i] = orb.Ring(l)
	}
	return out, err
}

// points reads a multipoint, whose points may have parentheses of their own.
func (p *parser) points() ([]orb.Point, error) {
	return nested(p, func() (orb.Point, error) {
		if !p.now.sign("(") {
			return p.position()
		}
		if err := p.next(); err != nil {
			return orb.Point{}, err
		}
		at, err := p.position()
		if err != nil {
			return at, err
		}
		return at, p.take(")")
	})
}

func (p *parser) positions() ([]orb.Point, error) { return nested(p, p.position) }

func (p *parser) position() (orb.Point, error) {
	var v [2]float64
	for i := range v {
		var err error
		if v[i], err = p.number(); err != nil {
			return orb.Point{}, err
		}
	}
	if p.now.kind == tokenNumber || p.now.sign("-") { // a height
		if _, err := p.number(); err != nil {
			return orb.Point{}, err
		}
	}
	return orb.Point(v), nil
}

// nested reads members in parentheses with commas between.
func nested[T any](p *parser, member func() (T, error)) ([]T, error) {
	if err := p.take("("); err != nil {
		return nil, err
	}
	var out []T
	for {
		m, err := member()
		if err != nil {
			return nil, err
		}
		out = append(out, m)
		if !p.now.sign(",") {
			break
		}
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	if !p.now.sign(")") {
		return nil, p.want(`"," or ")"`)
	}
	return out, p.next()
}
