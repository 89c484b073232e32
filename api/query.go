package api

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"timpora/geo"
)

// query reads parameters strictly: unknown and repeated ones are errors, the
// first error is kept and returned by done.
type query struct {
	values url.Values
	err    *Problem
}

func newQuery(v url.Values, known ...string) *query {
	q := &query{values: v}
	for _, name := range sortedKeys(v) {
		if !slices.Contains(known, name) {
			q.fail(badParam(name, "unknown parameter; known are "+strings.Join(known, ", ")))
		} else if len(v[name]) > 1 {
			q.fail(badParam(name, "given more than once"))
		}
	}
	return q
}

func sortedKeys(v url.Values) []string {
	keys := make([]string, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (q *query) fail(p *Problem) {
	if q.err == nil {
		q.err = p
	}
}

func (q *query) done() error {
	if q.err == nil {
		return nil
	}
	return q.err
}

func (q *query) text(name string, most int) string {
	s := q.values.Get(name)
	if len(s) > most {
		q.fail(badParam(name, fmt.Sprintf("longer than %d bytes", most)))
		return ""
	}
	return s
}

func (q *query) float(name string, low, high, def float64) float64 {
	s := q.values.Get(name)
	if s == "" {
		return def
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || v < low || v > high {
		q.fail(badParam(name, fmt.Sprintf("%q is no number from %g to %g", cut(s), low, high)))
		return def
	}
	return v
}

func (q *query) integer(name string, low, high, def int) int {
	s := q.values.Get(name)
	if s == "" {
		return def
	}
	v, err := strconv.Atoi(s)
	if err != nil || v < low || v > high {
		q.fail(badParam(name, fmt.Sprintf("%q is no whole number from %d to %d", cut(s), low, high)))
		return def
	}
	return v
}

func (q *query) boolean(name string) (value, given bool) {
	switch s := q.values.Get(name); s {
	case "":
		return false, false
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	default:
		q.fail(badParam(name, fmt.Sprintf("%q is neither true nor false", cut(s))))
		return false, false
	}
}

func (q *query) oneOf(name, def string, allowed ...string) string {
	s := q.values.Get(name)
	if s == "" {
		return def
	}
	if !slices.Contains(allowed, s) {
		q.fail(badParam(name, fmt.Sprintf("%q is none of %s", cut(s), strings.Join(allowed, ", "))))
		return def
	}
	return s
}

func (q *query) area(name string) geo.AreaCode {
	s := q.values.Get(name)
	if s == "" {
		return ""
	}
	code, err := geo.ParseAreaCode(s)
	if err != nil {
		q.fail(badParam(name, fmt.Sprintf("%q is no area code such as 51.08 or 51.08.04.2003", cut(s))))
	}
	return code
}

// bound reads west,south,east,north in degrees.
func (q *query) bound(name string) *geo.Bound {
	s := q.values.Get(name)
	if s == "" {
		return nil
	}
	parts := strings.Split(s, ",")
	var v [4]float64
	ok := len(parts) == 4
	for i := 0; ok && i < 4; i++ {
		f, err := strconv.ParseFloat(strings.TrimSpace(parts[i]), 64)
		ok = err == nil && !math.IsNaN(f)
		v[i] = f
	}
	b := geo.Bound{West: v[0], South: v[1], East: v[2], North: v[3]}
	if !ok || b.West > b.East || b.South > b.North || math.Abs(b.West) > 180 || math.Abs(b.East) > 180 ||
		math.Abs(b.South) > 90 || math.Abs(b.North) > 90 {
		q.fail(badParam(name, "want west,south,east,north in degrees, west <= east and south <= north"))
		return nil
	}
	return &b
}

func cut(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}
