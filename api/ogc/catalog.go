package ogc

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"timpora/api/ogc/cql2"
	"timpora/geo/relate"
	"timpora/geo/tile"
)

// Text is a sentence in both languages.
type Text struct{ ID, EN string }

func (t Text) in(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return t.ID
}

// Type is the type of a property.
type Type string

// The types of properties. A Date holds a time.Time whose day counts, a DateTime
// one whose moment counts, an Integer an int64, a Number a float64.
const (
	String   Type = "string"
	Number   Type = "number"
	Integer  Type = "integer"
	Boolean  Type = "boolean"
	Date     Type = "date"
	DateTime Type = "date-time"
)

// The roles of properties that make the time of a feature.
const (
	RoleInstant = "primary-instant"
	RoleStart   = "primary-interval-start"
	RoleEnd     = "primary-interval-end"
)

// Field describes a property.
type Field struct {
	Name  string
	Title Text
	Type  Type
	Role  string // "" for none
	Unit  string // of measure, "" for none
}

// Feature is one thing. Values stand in the order of the collection's fields;
// nil is null. Geometry is in longitude and latitude, nil where unknown.
type Feature struct {
	ID       string
	Geometry orb.Geometry
	Values   []any
}

// Tiles is one tile set: its encoded tiles by address and its description for a
// URL template.
type Tiles interface {
	TileAt(a tile.Address) tile.Entry
	TileJSON(template string) tile.TileJSON
}

// Layer is what a collection is made of.
type Layer struct {
	ID       string
	Title    Text
	About    Text
	Geometry string // point, polygon or multipolygon
	Fields   []Field
	Features []Feature
	Tiles    Tiles // nil for none
	Vary     Vary  // nil where there is one picture only
}

// Collection is a layer made ready: features in the order of their ids.
type Collection struct {
	Layer
	byID   map[string]int
	times  [2]int // indices of the fields of start and end, -1 for none
	ready  sync.Once
	shapes []*relate.Shape
	bytes  [][]byte
	whole  [4]float64 // west, south, east, north
	sketch sync.Once
	drawn  string

	variants variants
}

// NewCollection checks a layer: ids that differ, as many values as fields and of
// their types, geometries that can be asked.
func NewCollection(l Layer) (*Collection, error) {
	c := &Collection{Layer: l, byID: make(map[string]int, len(l.Features)), times: [2]int{-1, -1}}
	c.Features = slices.Clone(l.Features)
	slices.SortFunc(c.Features, func(a, b Feature) int { return strings.Compare(a.ID, b.ID) })
	for i, f := range c.Features {
		if _, twice := c.byID[f.ID]; twice || f.ID == "" {
			return nil, fmt.Errorf("collection %s: id %q comes twice or is empty", l.ID, f.ID)
		}
		c.byID[f.ID] = i
		if err := c.check(f); err != nil {
			return nil, fmt.Errorf("collection %s, feature %s: %w", l.ID, f.ID, err)
		}
	}
	for i, f := range l.Fields {
		switch f.Role {
		case RoleInstant:
			c.times = [2]int{i, i}
		case RoleStart:
			c.times[0] = i
		case RoleEnd:
			c.times[1] = i
		}
	}
	return c, nil
}

func (c *Collection) check(f Feature) error {
	if len(f.Values) != len(c.Fields) {
		return fmt.Errorf("%d values for %d fields", len(f.Values), len(c.Fields))
	}
	for i, v := range f.Values {
		ok := v == nil
		switch v.(type) {
		case string:
			ok = c.Fields[i].Type == String
		case float64:
			ok = c.Fields[i].Type == Number
		case int64:
			ok = c.Fields[i].Type == Integer
		case bool:
			ok = c.Fields[i].Type == Boolean
		case time.Time:
			ok = c.Fields[i].Type == Date || c.Fields[i].Type == DateTime
		}
		if !ok {
			return fmt.Errorf("%s is a %T, want %s", c.Fields[i].Name, v, c.Fields[i].Type)
		}
	}
	return nil
}

// prepare makes shapes and bytes, once, when they are first needed.
func (c *Collection) prepare() {
	c.ready.Do(func() {
		c.shapes = make([]*relate.Shape, len(c.Features))
		c.bytes = make([][]byte, len(c.Features))
		plain := encoder{fields: c.Fields, system: systems()[0]}
		first := true
		for i, f := range c.Features {
			c.bytes[i] = plain.feature(nil, f)
			if f.Geometry == nil {
				continue
			}
			s, err := relate.NewShape(f.Geometry)
			if err != nil { // a geometry without a place is none
				continue
			}
			c.shapes[i] = s
			b := s.Bound()
			if first {
				c.whole = [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}
				first = false
			}
			c.whole = [4]float64{min(c.whole[0], b.Min[0]), min(c.whole[1], b.Min[1]), max(c.whole[2], b.Max[0]), max(c.whole[3], b.Max[1])}
		}
	})
}

// field finds a property by its name.
func (c *Collection) field(name string) (int, bool) {
	i := slices.IndexFunc(c.Fields, func(f Field) bool { return f.Name == name })
	return i, i >= 0
}

// Catalog is what an audience may see, and the words around it.
type Catalog struct {
	Version     string
	Credit      string
	Licence     string
	Collections []*Collection // in their order
	Withheld    []string      // ids of collections that others see
}

// find gives a collection; withheld tells that others see one of that id.
func (c *Catalog) find(id string) (found *Collection, withheld bool) {
	for _, x := range c.Collections {
		if x.ID == id {
			return x, false
		}
	}
	return nil, slices.Contains(c.Withheld, id)
}

// asked is a feature as a filter sees it.
type asked struct {
	c *Collection
	i int
}

// idField is the index that stands for the feature's own id.
const idField = -1

// Value gives a value in the form that filters compare.
func (a asked) Value(index int) any {
	f := a.c.Features[a.i]
	if index == idField {
		return f.ID
	}
	if t, ok := f.Values[index].(time.Time); ok {
		if a.c.Fields[index].Type == Date {
			return cql2.Day(t)
		}
		return cql2.Instant(t)
	}
	return f.Values[index]
}

// Shape is the feature's geometry, nil for none.
func (a asked) Shape() *relate.Shape { return a.c.shapes[a.i] }
