package cql2

import (
	"fmt"

	"github.com/paulmach/orb"
)

// Kind is the type of a value.
type Kind int

// The kinds. Date and Timestamp compare with one another.
const (
	Unknown Kind = iota
	Bool
	Number
	Text
	Date
	Timestamp
	Interval
	Geometry
	List
)

func (k Kind) String() string {
	return [...]string{"anything", "a boolean", "a number", "a text", "a date", "a timestamp", "an interval", "a geometry", "a list"}[k]
}

// Property is what a name stands for: the index of a value and its kind.
type Property struct {
	Index int
	Kind  Kind
}

// Operators that are no operator of the language.
const (
	opLiteral  = "literal"
	opProperty = "property"
	opInterval = "interval"
	opList     = "list"
	opGeometry = "geometry" // a literal whose system is not yet applied
)

// node is one operator with its arguments. Operators are those of CQL2 JSON.
type node struct {
	op    string
	args  []*node
	pos   int
	kind  Kind
	value any // of a literal: bool, float64, string, Span, *relate.Shape; of a property its name
	index int // of a property

	geometry orb.Geometry // as written
	box      []float64    // as written
}

// Error says where a filter is wrong.
type Error struct {
	Pos      int    // offset in bytes from the beginning
	Expected string // what would have been right
	Found    string
}

// Error makes it an error.
func (e *Error) Error() string {
	return fmt.Sprintf("at byte %d: expected %s, found %s", e.Pos, e.Expected, e.Found)
}

func fail(pos int, expected, found string) error {
	if r := []rune(found); len(r) > 40 {
		found = string(r[:40]) + "..."
	}
	return &Error{Pos: pos, Expected: expected, Found: found}
}

const (
	deepest  = 100  // levels of nesting
	mostNode = 5000 // operators and operands
)

func spatial(op string) bool {
	switch op {
	case "s_intersects", "s_disjoint", "s_within", "s_contains", "s_equals", "s_touches", "s_crosses", "s_overlaps":
		return true
	}
	return false
}

func temporal(op string) bool {
	_, ok := temporalTest(op)
	return ok
}

func comparison(op string) bool {
	switch op {
	case "=", "<>", "<", ">", "<=", ">=":
		return true
	}
	return false
}

func arithmetic(op string) bool {
	switch op {
	case "+", "-", "*", "/", "%", "^", "div":
		return true
	}
	return false
}
