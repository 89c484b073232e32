package cql2

import (
	"math"
	"strings"
	"time"
)

// Span is a time from its first to its last microsecond since 1970, UTC. An
// instant has both alike, a day is as long as it is; open ends are the least and
// the largest number.
type Span struct{ From, To int64 }

const day = 24 * time.Hour

// Instant is the span of a moment.
func Instant(t time.Time) Span { return Span{t.UnixMicro(), t.UnixMicro()} }

// Day is the span of the date on which t falls in its own zone.
func Day(t time.Time) Span {
	from := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).UnixMicro()
	return Span{from, from + day.Microseconds() - 1}
}

// ParseInstant reads a date (2026-11-24) or a date-time of RFC 3339.
func ParseInstant(s string) (Span, Kind, bool) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return Day(t), Date, true
	}
	t, err := time.Parse(time.RFC3339Nano, strings.ToUpper(s))
	if err != nil || t.Year() < 0 || t.Year() > 9999 {
		return Span{}, Unknown, false
	}
	return Instant(t), Timestamp, true
}

// ParseSpan reads what the parameter datetime takes: a moment, or two with a
// slash between, of which one or both may be open ("" or "..").
func ParseSpan(s string) (Span, bool) {
	from, to, pair := strings.Cut(s, "/")
	if !pair {
		at, _, ok := ParseInstant(s)
		return at, ok
	}
	out := Span{math.MinInt64, math.MaxInt64}
	if from == "" && to == "" {
		return out, false
	}
	for i, part := range []string{from, to} {
		if part == "" || part == ".." {
			continue
		}
		at, _, ok := ParseInstant(part)
		switch {
		case !ok:
			return out, false
		case i == 0:
			out.From = at.From
		default:
			out.To = at.To
		}
	}
	return out, out.From <= out.To
}

// Meets reports whether two spans share a moment.
func (s Span) Meets(o Span) bool { return s.From <= o.To && o.From <= s.To }

// temporalTest gives the test of a temporal function: the relations of Allen,
// and those that CQL2 adds.
func temporalTest(op string) (func(a, b Span) bool, bool) {
	var f func(a, b Span) bool
	switch op {
	case "t_after":
		f = func(a, b Span) bool { return a.From > b.To }
	case "t_before":
		f = func(a, b Span) bool { return a.To < b.From }
	case "t_contains":
		f = func(a, b Span) bool { return a.From < b.From && a.To > b.To }
	case "t_disjoint":
		f = func(a, b Span) bool { return !a.Meets(b) }
	case "t_during":
		f = func(a, b Span) bool { return a.From > b.From && a.To < b.To }
	case "t_equals":
		f = func(a, b Span) bool { return a == b }
	case "t_finishedby":
		f = func(a, b Span) bool { return a.From < b.From && a.To == b.To }
	case "t_finishes":
		f = func(a, b Span) bool { return a.From > b.From && a.To == b.To }
	case "t_intersects":
		f = Span.Meets
	case "t_meets":
		f = func(a, b Span) bool { return a.To == b.From }
	case "t_metby":
		f = func(a, b Span) bool { return a.From == b.To }
	case "t_overlappedby":
		f = func(a, b Span) bool { return a.From > b.From && a.From < b.To && a.To > b.To }
	case "t_overlaps":
		f = func(a, b Span) bool { return a.From < b.From && a.To > b.From && a.To < b.To }
	case "t_startedby":
		f = func(a, b Span) bool { return a.From == b.From && a.To > b.To }
	case "t_starts":
		f = func(a, b Span) bool { return a.From == b.From && a.To < b.To }
	}
	return f, f != nil
}
