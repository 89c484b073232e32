package cql2

import (
	"fmt"
	"strconv"

	"timpora/geo/crs"
)

// Lookup finds a property by its name.
type Lookup func(name string) (Property, bool)

// checker resolves properties and systems and proves that every operator gets
// the kinds that it takes.
type checker struct {
	find   Lookup
	system crs.System
}

func (c checker) node(n *node) error {
	switch n.op {
	case opLiteral:
		return nil
	case opGeometry:
		return c.place(n)
	case opProperty:
		name, _ := n.value.(string)
		p, ok := c.find(name)
		if !ok {
			return fail(n.pos, "a queryable of the collection", strconv.Quote(name))
		}
		n.index, n.kind = p.Index, p.Kind
		return nil
	}
	for _, a := range n.args {
		if err := c.node(a); err != nil {
			return err
		}
	}
	return c.operator(n)
}

func (c checker) place(n *node) error {
	shape, err := Place(n.geometry, c.system)
	if n.box != nil {
		shape, err = Box(n.box, c.system)
	}
	if err != nil {
		return fail(n.pos, err.Error(), "others")
	}
	n.op, n.kind, n.value = opLiteral, Geometry, shape
	return nil
}

func (c checker) operator(n *node) error {
	n.kind = Bool
	switch {
	case n.op == "and" || n.op == "or" || n.op == "not":
		return want(Bool, n.args...)
	case n.op == "isNull":
		return nil
	case comparison(n.op), n.op == "between", n.op == "in":
		return alike(n)
	case n.op == "like":
		return want(Text, n.args...)
	case n.op == "casei" || n.op == "accenti":
		n.kind = Text
		if err := want(Text, n.args...); err != nil {
			return err
		}
		if text, ok := n.args[0].value.(string); ok && n.args[0].op == opLiteral {
			n.value, n.op, n.args = fold(n.op, text), opLiteral, nil
		}
		return nil
	case arithmetic(n.op):
		n.kind = Number
		return want(Number, n.args...)
	case spatial(n.op):
		return want(Geometry, n.args...)
	case temporal(n.op):
		return times(n.args, true)
	case n.op == opInterval:
		n.kind = Interval
		return times(n.args, false)
	}
	n.kind = List
	return nil
}

func want(k Kind, args ...*node) error {
	for _, a := range args {
		if a.kind != k {
			return fail(a.pos, k.String(), a.kind.String())
		}
	}
	return nil
}

// times proves that the arguments are times; texts that are dates are taken.
func times(args []*node, intervals bool) error {
	for _, a := range args {
		momentOf(a)
		if a.kind != Date && a.kind != Timestamp && !(intervals && a.kind == Interval) {
			return fail(a.pos, "a date, a timestamp or an interval", a.kind.String())
		}
	}
	return nil
}

// momentOf makes a text that is a date or a date-time one.
func momentOf(a *node) {
	if text, ok := a.value.(string); ok && a.op == opLiteral && a.kind == Text {
		if span, kind, ok := ParseInstant(text); ok {
			a.value, a.kind = span, kind
		}
	}
}

// alike proves that the operands of a comparison can be compared: kinds with an
// order, all of them the same.
func alike(n *node) error {
	all := n.args
	if n.op == "in" {
		all = append([]*node{n.args[0]}, n.args[1].args...)
	}
	first := family(all[0].kind)
	for _, a := range all {
		if first == Text && family(a.kind) == Timestamp {
			first = Timestamp // a text beside a time is one
		}
	}
	for _, a := range all {
		if first == Timestamp {
			momentOf(a)
		}
		switch f := family(a.kind); {
		case f == Geometry || f == Interval || f == List:
			return fail(a.pos, "a value that compares", a.kind.String())
		case f != first:
			return fail(a.pos, fmt.Sprintf("%s as the other side of %s", first, n.op), a.kind.String())
		}
	}
	return nil
}

// family joins the kinds that compare with one another.
func family(k Kind) Kind {
	if k == Date {
		return Timestamp
	}
	return k
}
