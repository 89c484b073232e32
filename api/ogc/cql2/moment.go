package cql2

import (
	"math"
	"strconv"
)

// momentNode makes the literal of DATE or TIMESTAMP.
func momentNode(pos int, op, text string, at int) (*node, error) {
	span, kind, ok := ParseInstant(text)
	if !ok || (op == "date") != (kind == Date) {
		expected := "a date such as 2026-11-24"
		if op == "timestamp" {
			expected = "a date-time such as 2026-11-24T03:00:00Z"
		}
		return nil, fail(at, expected, strconv.Quote(text))
	}
	return &node{op: opLiteral, pos: pos, kind: kind, value: span}, nil
}

// intervalNode makes an interval of two moments: properties, or texts with a
// date, a date-time or ".." for an open end.
func intervalNode(pos int, args []*node) (*node, error) {
	if len(args) != 2 {
		return nil, fail(pos, "two ends of the interval", plural(len(args), "end"))
	}
	for i, a := range args {
		if a.op != opLiteral || a.kind != Text {
			continue
		}
		text, _ := a.value.(string)
		open := Span{math.MinInt64, math.MinInt64}
		if i == 1 {
			open = Span{math.MaxInt64, math.MaxInt64}
		}
		if text == ".." {
			args[i] = &node{op: opLiteral, pos: a.pos, kind: Timestamp, value: open}
			continue
		}
		span, kind, ok := ParseInstant(text)
		if !ok {
			return nil, fail(a.pos, "a date, a date-time or '..'", strconv.Quote(text))
		}
		args[i] = &node{op: opLiteral, pos: a.pos, kind: kind, value: span}
	}
	return &node{op: opInterval, pos: pos, kind: Interval, args: args}, nil
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
