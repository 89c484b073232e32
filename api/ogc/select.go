package ogc

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"timpora/api/answer"
	"timpora/api/ogc/cql2"
	"timpora/geo/relate"
)

// selection is which features a query matches, in its order.
type selection struct {
	matched []int32
	from    int // where the page begins in matched
}

// breath is after how many features a selection looks whether anybody waits.
const breath = 64

// choose selects by one pass over the features.
func (q query) choose(ctx context.Context, c *Collection) (selection, error) {
	c.prepare()
	var s selection
	for i := range c.Features {
		if i%breath == 0 && ctx.Err() != nil {
			return s, answer.NewProblem(http.StatusServiceUnavailable, "too_slow", "the query took too long; ask for a smaller box or a simpler filter")
		}
		if q.matches(asked{c, i}) {
			s.matched = append(s.matched, int32(i))
		}
	}
	if len(q.order) > 0 {
		slices.SortStableFunc(s.matched, func(a, b int32) int {
			return q.compare(q.key(asked{c, int(a)}), q.key(asked{c, int(b)}))
		})
	}
	if q.after != nil {
		s.from, _ = slices.BinarySearchFunc(s.matched, *q.after, func(i int32, at cursor) int {
			if q.compare(q.key(asked{c, int(i)}), at) <= 0 {
				return -1
			}
			return 1
		})
	}
	s.from = min(s.from+q.offset, len(s.matched))
	return s, nil
}

func (q query) matches(a asked) bool {
	for _, e := range q.equal {
		if v := a.Value(e.field); v == nil || v != e.value {
			return false
		}
	}
	if q.span != nil && !a.during(*q.span) {
		return false
	}
	if q.box != nil && a.Shape() != nil && !relate.Intersects(a.Shape(), q.box) {
		return false
	}
	return q.filter == nil || q.filter.Match(a)
}

// during reports whether a feature's time meets a span; one without a time is
// always there, an end without a value is open.
func (a asked) during(s cql2.Span) bool {
	start, end := a.c.times[0], a.c.times[1]
	if start >= 0 {
		if from, ok := a.Value(start).(cql2.Span); ok && from.From > s.To {
			return false
		}
	}
	if end >= 0 {
		if to, ok := a.Value(end).(cql2.Span); ok && to.To < s.From {
			return false
		}
	}
	return true
}

// key is where a feature stands in the order.
func (q query) key(a asked) cursor {
	k := cursor{id: a.c.Features[a.i].ID}
	if len(q.order) > 0 {
		k.values = make([]any, len(q.order))
	}
	for i, o := range q.order {
		k.values[i] = a.Value(o.field)
	}
	return k
}

// compare orders keys; null comes last in either direction, ties go by id.
func (q query) compare(a, b cursor) int {
	for i, o := range q.order {
		x, y := a.values[i], b.values[i]
		if x == nil || y == nil {
			if d := order3(x == nil, y == nil); d != 0 {
				return d
			}
			continue
		}
		d := compareValues(x, y)
		if o.down {
			d = -d
		}
		if d != 0 {
			return d
		}
	}
	return strings.Compare(a.id, b.id)
}

func order3(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// compareValues orders values of one type.
func compareValues(a, b any) int {
	switch a := a.(type) {
	case string:
		b, _ := b.(string)
		return strings.Compare(a, b)
	case float64:
		b, _ := b.(float64)
		return cmp.Compare(a, b)
	case int64:
		b, _ := b.(int64)
		return cmp.Compare(a, b)
	case bool:
		b, _ := b.(bool)
		return order3(a, b)
	case cql2.Span:
		b, _ := b.(cql2.Span)
		return cmp.Compare(a.From, b.From)
	}
	return 0
}
