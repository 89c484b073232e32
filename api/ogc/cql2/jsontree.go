package cql2

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

func parseJSON(src string) (*node, error) {
	v, err := readJSON(src)
	if err != nil {
		return nil, err
	}
	t := &treeMaker{}
	return t.node(v)
}

// treeMaker turns CQL2 JSON into the tree.
type treeMaker struct{ nodes int }

func (t *treeMaker) node(v jsonValue) (*node, error) {
	if t.nodes++; t.nodes > mostNode {
		return nil, fail(v.pos, "at most 5000 operators and operands", "more")
	}
	literal := func(k Kind) (*node, error) { return &node{op: opLiteral, pos: v.pos, kind: k, value: v.value}, nil }
	switch v.value.(type) {
	case bool:
		return literal(Bool)
	case float64:
		return literal(Number)
	case string:
		return literal(Text)
	}
	if v.object == nil {
		return nil, fail(v.pos, "an operator, a property or a literal", v.shown())
	}
	return t.object(v)
}

func (t *treeMaker) object(v jsonValue) (*node, error) {
	for _, key := range []string{"op", "property", "date", "timestamp", "interval", "bbox", "type"} {
		m, ok := v.object[key]
		if !ok {
			continue
		}
		switch key {
		case "op":
			return t.operator(v, m)
		case "interval":
			args, err := t.list(m)
			if err != nil {
				return nil, err
			}
			return intervalNode(v.pos, args)
		case "bbox":
			values, err := numbers(m)
			if err == nil && len(values) != 4 && len(values) != 6 {
				err = fail(m.pos, "4 or 6 numbers", plural(len(values), "number"))
			}
			return &node{op: opGeometry, pos: v.pos, box: values}, err
		case "type":
			g, err := geoJSON(v, m)
			return &node{op: opGeometry, pos: v.pos, geometry: g}, err
		}
		text, ok := m.value.(string)
		if !ok {
			return nil, fail(m.pos, "a text", m.shown())
		}
		if key == "property" {
			return &node{op: opProperty, pos: v.pos, value: text}, nil
		}
		return momentNode(v.pos, key, text, m.pos)
	}
	return nil, fail(v.pos, `a member "op", "property", "date", "timestamp", "interval", "bbox" or "type"`, v.shown())
}

func (t *treeMaker) list(v jsonValue) ([]*node, error) {
	if !v.isList {
		return nil, fail(v.pos, "a list", v.shown())
	}
	out := make([]*node, len(v.list))
	for i, m := range v.list {
		var err error
		if out[i], err = t.node(m); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// arity gives how many arguments an operator takes.
func arity(op string) (least, most int, ok bool) {
	switch {
	case op == "and" || op == "or":
		return 2, mostNode, true
	case op == "not", op == "isNull", op == "casei", op == "accenti":
		return 1, 1, true
	case op == "between":
		return 3, 3, true
	case op == "like", op == "in", comparison(op), arithmetic(op), spatial(op), temporal(op):
		return 2, 2, true
	}
	return 0, 0, false
}

func (t *treeMaker) operator(v, name jsonValue) (*node, error) {
	op, _ := name.value.(string)
	if low := strings.ToLower(op); op != "isNull" {
		op = low
	}
	least, most, ok := arity(op)
	if !ok {
		return nil, fail(name.pos, "an operator of CQL2 such as and, =, like or s_intersects", name.shown())
	}
	args := v.object["args"]
	if !args.isList {
		return nil, fail(v.pos, `a list "args"`, args.shown())
	}
	if n := len(args.list); n < least || n > most {
		return nil, fail(args.pos, plural(least, "argument")+" of "+op, plural(n, "argument"))
	}
	n := &node{op: op, pos: v.pos}
	for i, a := range args.list {
		if op == "in" && i == 1 {
			values, err := t.list(a)
			if err != nil {
				return nil, err
			}
			n.args = append(n.args, &node{op: opList, pos: a.pos, args: values})
			continue
		}
		arg, err := t.node(a)
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, arg)
	}
	return n, nil
}

func numbers(v jsonValue) ([]float64, error) {
	if !v.isList {
		return nil, fail(v.pos, "a list of numbers", v.shown())
	}
	out := make([]float64, len(v.list))
	for i, m := range v.list {
		x, ok := m.value.(float64)
		if !ok {
			return nil, fail(m.pos, "a number", m.shown())
		}
		out[i] = x
	}
	return out, nil
}

// geoJSON reads a geometry of RFC 7946; heights are dropped.
func geoJSON(v, kind jsonValue) (orb.Geometry, error) {
	name, _ := kind.value.(string)
	if !slices.Contains([]string{"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}, name) {
		return nil, fail(kind.pos, "Point, LineString, Polygon or a Multi of these", kind.shown())
	}
	at, ok := v.object["coordinates"]
	if !ok {
		return nil, fail(v.pos, `a member "coordinates"`, "none")
	}
	switch name {
	case "Point":
		return position(at)
	case "MultiPoint":
		list, err := each(at, position)
		return orb.MultiPoint(list), err
	case "LineString":
		list, err := each(at, position)
		return orb.LineString(list), err
	case "MultiLineString":
		list, err := each(at, line)
		return orb.MultiLineString(list), err
	case "Polygon":
		list, err := each(at, ring)
		return orb.Polygon(list), err
	}
	list, err := each(at, func(v jsonValue) (orb.Polygon, error) { return each(v, ring) })
	return orb.MultiPolygon(list), err
}

func each[T any](v jsonValue, member func(jsonValue) (T, error)) ([]T, error) {
	if !v.isList {
		return nil, fail(v.pos, "a list", v.shown())
	}
	out := make([]T, len(v.list))
	for i, m := range v.list {
		var err error
		if out[i], err = member(m); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func line(v jsonValue) (orb.LineString, error) { return each(v, position) }

func ring(v jsonValue) (orb.Ring, error) { return each(v, position) }

func position(v jsonValue) (orb.Point, error) {
	values, err := numbers(v)
	if err != nil {
		return orb.Point{}, err
	}
	if len(values) < 2 || len(values) > 3 {
		return orb.Point{}, fail(v.pos, "2 or 3 numbers of a position", strconv.Itoa(len(values)))
	}
	return orb.Point{values[0], values[1]}, nil
}
