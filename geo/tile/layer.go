package tile

import (
	"fmt"
	"sort"

	"github.com/tidwall/rtree"
)

// Layer is a named set of features, prepared for every zoom.
type Layer struct {
	name   string
	opts   Options
	values values
	fields map[string]string
	bound  boundOf
	levels []level // from opts.MinZoom
}

// level is a layer at one zoom.
type level struct {
	items []item
	index rtree.RTreeGN[int64, int32]
}

// item is a feature at one zoom.
type item struct {
	id    uint64
	kind  kind
	tags  []tag
	paths []path
	box   box
}

// NewLayer prepares features for tiles. With Options.AtZoom the list may be
// nil. A feature with a coordinate off the earth, a geometry collection, a
// doubled key or a value of another type is refused, named by its id and place
// in the list.
func NewLayer(name string, features []Feature, o Options) (*Layer, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("layer %s: %w", name, err)
	}
	l := &Layer{name: name, opts: o, values: newValues(), fields: map[string]string{}, bound: noBound()}
	drawn, err := l.prepare(features)
	if err != nil {
		return nil, fmt.Errorf("layer %s: %w", name, err)
	}
	for z := o.MinZoom; z <= o.MaxZoom; z++ {
		if o.AtZoom != nil {
			if drawn, err = l.prepare(o.AtZoom(z)); err != nil {
				return nil, fmt.Errorf("layer %s, zoom %d: %w", name, z, err)
			}
		}
		l.levels = append(l.levels, l.level(drawn, z))
	}
	l.opts.AtZoom = nil // done with; what it holds may go
	return l, nil
}

// Name is the name of the layer in tiles.
func (l *Layer) Name() string { return l.name }

// prepared is a feature in the unit square.
type prepared struct {
	Feature
	shape shape
	tags  []tag
}

func (l *Layer) prepare(features []Feature) ([]prepared, error) {
	out := make([]prepared, len(features))
	for i, f := range features {
		s, err := newShape(f.Geometry)
		if err != nil {
			return nil, fmt.Errorf("feature %d (id %d): %w", i, f.ID, err)
		}
		tags, err := l.values.tags(f.Props, l.fields)
		if err != nil {
			return nil, fmt.Errorf("feature %d (id %d): %w", i, f.ID, err)
		}
		l.bound = l.bound.with(f.Geometry.Bound())
		out[i] = prepared{Feature: f, shape: s, tags: tags}
	}
	return out, nil
}

// level snaps the features that are drawn at a zoom and indexes their boxes.
func (l *Layer) level(features []prepared, z int) level {
	steps := float64(int64(l.opts.Extent) << z)
	var v level
	for _, f := range features {
		if !f.drawnAt(z) {
			continue
		}
		it := item{id: f.ID, kind: f.shape.kind, tags: f.tags, box: emptyBox()}
		it.snap(f.shape, steps)
		if len(it.paths) == 0 {
			continue
		}
		v.index.Insert([2]int64{it.box.min.x, it.box.min.y}, [2]int64{it.box.max.x, it.box.max.y}, int32(len(v.items)))
		v.items = append(v.items, it)
	}
	return v
}

// snap puts the paths of a shape on the grid, leaving out those that collapse,
// and the holes of a collapsed exterior with it.
func (it *item) snap(s shape, steps float64) {
	lost := false
	for i, pts := range s.paths {
		if s.hole[i] && lost {
			continue
		}
		p := snap(pts, steps, s.kind)
		gone := len(p.points) < s.kind.least()
		if !s.hole[i] {
			lost = gone
		}
		if gone {
			continue
		}
		p.hole = s.hole[i]
		it.paths = append(it.paths, p)
		it.box = it.box.extend(p.box.min).extend(p.box.max)
	}
}

// within lists the items of a zoom whose box meets b, in the layer's order.
func (v *level) within(b box) []int32 {
	var found []int32
	v.index.Search([2]int64{b.min.x, b.min.y}, [2]int64{b.max.x, b.max.y},
		func(_, _ [2]int64, i int32) bool {
			found = append(found, i)
			return true
		})
	sort.Slice(found, func(i, j int) bool { return found[i] < found[j] })
	return found
}
