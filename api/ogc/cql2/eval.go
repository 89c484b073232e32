package cql2

import (
	"cmp"
	"math"
	"strings"

	"timpora/geo/relate"
)

// eval gives the value of a node for a feature: nil for null, bool, float64,
// string, Span or *relate.Shape.
func (n *node) eval(x Feature) any {
	switch n.op {
	case opLiteral:
		return n.value
	case opProperty:
		return property(x, n)
	case "and", "or":
		return n.logic(x)
	case "not":
		if v, ok := n.args[0].eval(x).(bool); ok {
			return !v
		}
		return nil
	case "isNull":
		return n.args[0].eval(x) == nil
	case "in":
		return n.in(x)
	}
	var buffer [3]any
	values := buffer[:len(n.args)]
	for i, a := range n.args {
		if values[i] = a.eval(x); values[i] == nil {
			return nil
		}
	}
	return n.apply(values)
}

func property(x Feature, n *node) any {
	if n.kind == Geometry {
		if s := x.Shape(); s != nil {
			return s
		}
		return nil
	}
	if i, ok := x.Value(n.index).(int64); ok {
		return float64(i)
	}
	return x.Value(n.index)
}

// logic is AND and OR with three values.
func (n *node) logic(x Feature) any {
	decisive := n.op == "or"
	var null bool
	for _, a := range n.args {
		v, ok := a.eval(x).(bool)
		if ok && v == decisive {
			return decisive
		}
		null = null || !ok
	}
	if null {
		return nil
	}
	return !decisive
}

func (n *node) in(x Feature) any {
	v := n.args[0].eval(x)
	if v == nil {
		return nil
	}
	null := false
	for _, a := range n.args[1].args {
		o := a.eval(x)
		if o != nil && compare(v, o) == 0 {
			return true
		}
		null = null || o == nil
	}
	if null {
		return nil
	}
	return false
}

// apply is an operator on values none of which is null.
func (n *node) apply(v []any) any {
	switch n.op {
	case "=":
		return compare(v[0], v[1]) == 0
	case "<>":
		return compare(v[0], v[1]) != 0
	case "<":
		return compare(v[0], v[1]) < 0
	case ">":
		return compare(v[0], v[1]) > 0
	case "<=":
		return compare(v[0], v[1]) <= 0
	case ">=":
		return compare(v[0], v[1]) >= 0
	case "between":
		return compare(v[1], v[0]) <= 0 && compare(v[0], v[2]) <= 0
	case "like":
		return like(v[0].(string), v[1].(string))
	case "casei", "accenti":
		return fold(n.op, v[0].(string))
	case opInterval:
		return Span{v[0].(Span).From, v[1].(Span).To}
	}
	if test, ok := temporalTest(n.op); ok {
		return test(v[0].(Span), v[1].(Span))
	}
	if a, ok := v[0].(*relate.Shape); ok {
		return relation(n.op)(a, v[1].(*relate.Shape))
	}
	return calculate(n.op, v[0].(float64), v[1].(float64))
}

// compare orders two values of one kind; times by where they begin.
func compare(a, b any) int {
	switch a := a.(type) {
	case float64:
		return cmp.Compare(a, b.(float64))
	case string:
		return strings.Compare(a, b.(string))
	case Span:
		return cmp.Compare(a.From, b.(Span).From)
	case bool:
		switch {
		case a == b.(bool):
			return 0
		case a:
			return 1
		}
	}
	return -1
}

func relation(op string) func(a, b *relate.Shape) bool {
	switch op {
	case "s_disjoint":
		return relate.Disjoint
	case "s_within":
		return relate.Within
	case "s_contains":
		return relate.Contains
	case "s_equals":
		return relate.Equals
	case "s_touches":
		return relate.Touches
	case "s_crosses":
		return relate.Crosses
	case "s_overlaps":
		return relate.Overlaps
	}
	return relate.Intersects
}

// calculate gives null where there is no number: division by zero, overflow.
func calculate(op string, a, b float64) any {
	var v float64
	switch op {
	case "+":
		v = a + b
	case "-":
		v = a - b
	case "*":
		v = a * b
	case "/":
		v = a / b
	case "%":
		v = math.Mod(a, b)
	case "^":
		v = math.Pow(a, b)
	case "div":
		v = math.Trunc(a / b)
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}
