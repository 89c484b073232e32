package export

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"time"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// ErrLayer reports a layer whose rows do not fit its description.
var ErrLayer = errors.New("layer does not fit its description")

// Type is the type of a field.
type Type int

// The types, with the Go type of their values.
const (
	Text   Type = iota // string
	Whole              // int64
	Number             // float64
	Truth              // bool
	Day                // time.Time, of which the date in UTC counts
	Moment             // time.Time, to the second in UTC
)

// Field describes one column.
type Field struct {
	Name  string
	Type  Type
	About string // what it means and its unit, in one line
}

// Row is one feature. A writer is done with it before it asks for the next, so
// the source may use the slice again.
type Row struct {
	ID     int64            // above 0 and unique in the layer; the same for the same feature in every run
	Shape  orb.MultiPolygon // degrees, rings closed
	At     geo.Point        // a place inside, for formats without shapes
	Values []any            // one for each field, of its type, or nil
}

// Layer is what is exported. Rows may be asked for more than once and gives
// the same rows each time, in ascending order of ID.
type Layer struct {
	Name    string // in lower case, fit for a file or a table
	Version string // names the content: equal versions have equal rows
	Single  bool   // whether every shape is one polygon
	Fields  []Field
	Count   int // of rows
	Rows    iter.Seq2[Row, error]
	Style   Style
	Note    Note
}

// Key is the first field, which names the feature: its values are text and
// unique.
func (l Layer) Key() Field { return l.Fields[0] }

// check tells what is wrong with a description.
func (l Layer) check() error {
	if l.Name == "" || len(l.Fields) == 0 || l.Key().Type != Text || l.Rows == nil {
		return fmt.Errorf("%w: it needs a name, rows, and a key of text", ErrLayer)
	}
	return nil
}

// checkRow makes sure that a row fits and puts nil for numbers that are not
// finite.
func (l Layer) checkRow(r Row) error {
	if len(r.Values) != len(l.Fields) {
		return fmt.Errorf("%w: row %d has %d values for %d fields", ErrLayer, r.ID, len(r.Values), len(l.Fields))
	}
	if len(r.Shape) == 0 || l.Single && len(r.Shape) != 1 {
		return fmt.Errorf("%w: row %d has %d polygons", ErrLayer, r.ID, len(r.Shape))
	}
	for i, v := range r.Values {
		if f, ok := v.(float64); ok && (math.IsNaN(f) || math.IsInf(f, 0)) {
			r.Values[i] = nil
			continue
		}
		if v != nil && !l.Fields[i].Type.holds(v) {
			return fmt.Errorf("%w: row %d has the %T %v as %s", ErrLayer, r.ID, v, v, l.Fields[i].Name)
		}
	}
	if _, ok := r.Values[0].(string); !ok {
		return fmt.Errorf("%w: row %d has no key", ErrLayer, r.ID)
	}
	return nil
}

func (t Type) holds(v any) bool {
	ok := false
	switch t {
	case Text:
		_, ok = v.(string)
	case Whole:
		_, ok = v.(int64)
	case Number:
		_, ok = v.(float64)
	case Truth:
		_, ok = v.(bool)
	case Day, Moment:
		_, ok = v.(time.Time)
	}
	return ok
}
