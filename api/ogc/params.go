package ogc

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"timpora/api/answer"
)

// mostText is the longest value of a parameter in bytes.
const mostText = 16 << 10

// params reads query parameters strictly: unknown and repeated ones are errors;
// the first error is kept.
type params struct {
	values url.Values
	err    *answer.Problem
}

func newParams(raw string, known []string) *params {
	p := &params{}
	values, err := url.ParseQuery(raw)
	p.values = values
	if err != nil {
		p.fail("query", "the query string is not well formed: "+cut(err.Error()))
		return p
	}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		switch {
		case !slices.Contains(known, name):
			p.fail(cut(name), "unknown parameter; known are "+strings.Join(known, ", "))
		case len(values[name]) > 1:
			p.fail(name, "given more than once")
		case len(values[name][0]) > mostText:
			p.fail(name, fmt.Sprintf("longer than %d bytes", mostText))
		}
	}
	return p
}

func (p *params) fail(name, detail string) {
	if p.err == nil {
		p.err = answer.BadParam(name, detail)
	}
}

func (p *params) done() error {
	if p.err == nil {
		return nil
	}
	return p.err
}

func (p *params) text(name string) (value string, given bool) {
	return p.values.Get(name), p.values.Has(name)
}

// oneOf reads one of a list; def when it is not given.
func (p *params) oneOf(name, def string, allowed ...string) string {
	v, given := p.text(name)
	if !given {
		return def
	}
	if !slices.Contains(allowed, v) {
		p.fail(name, fmt.Sprintf("%q is none of %s", cut(v), strings.Join(allowed, ", ")))
		return def
	}
	return v
}

// integer reads a whole number; above the most it is the most.
func (p *params) integer(name string, least, most, def int) int {
	v, given := p.text(name)
	if !given {
		return def
	}
	digits := strings.IndexFunc(v, func(r rune) bool { return r < '0' || r > '9' }) < 0 && v != ""
	n, err := strconv.Atoi(v)
	switch {
	case digits && err != nil:
		return most
	case !digits || n < least:
		p.fail(name, fmt.Sprintf("%q is no whole number from %d", cut(v), least))
		return def
	}
	return min(n, most)
}

// numbers reads a list of finite numbers with commas between.
func (p *params) numbers(name string) []float64 {
	v, given := p.text(name)
	if !given {
		return nil
	}
	parts := strings.Split(v, ",")
	if len(parts) != 4 && len(parts) != 6 {
		p.fail(name, fmt.Sprintf("want 4 or 6 numbers with commas between, not %q", cut(v)))
		return nil
	}
	out := make([]float64, len(parts))
	for i, part := range parts {
		f, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			p.fail(name, fmt.Sprintf("%q is no number", cut(part)))
			return nil
		}
		out[i] = f
	}
	return out
}

func cut(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}
