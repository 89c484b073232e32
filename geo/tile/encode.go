package tile

import "encoding/binary"

// Encode is the tile of several layers, whose names must differ, in the order
// given; nil when none has a feature there or the address is none.
func Encode(a Address, layers ...*Layer) []byte {
	var out []byte
	for _, l := range layers {
		out = l.appendTo(out, a)
	}
	return out
}

// Tile is the tile of the layer; nil when it is empty, outside the layer's
// zooms or no address.
func (l *Layer) Tile(a Address) []byte { return l.appendTo(nil, a) }

func (l *Layer) appendTo(out []byte, a Address) []byte {
	z := int(a.Z)
	if !a.Valid() || z < l.opts.MinZoom || z > l.opts.MaxZoom {
		return out
	}
	v := &l.levels[z-l.opts.MinZoom]
	corner := point{int64(a.X) * int64(l.opts.Extent), int64(a.Y) * int64(l.opts.Extent)}
	e := newEncoder(l, corner)
	for _, i := range v.within(e.clip.box) {
		e.feature(&v.items[i])
	}
	if e.drawn == 0 {
		return out
	}
	return appendBytes(out, 3, e.layer())
}

// encoder writes one layer of one tile.
type encoder struct {
	from       *Layer
	clip       clipper
	corner     point
	body       []byte // the features
	drawn      int
	keys, vals local
	pen        pen
	tags, one  []byte
}

func newEncoder(l *Layer, corner point) *encoder {
	buffer, extent := int64(l.opts.Buffer), int64(l.opts.Extent)
	e := &encoder{from: l, corner: corner, keys: local{at: map[uint32]uint32{}}, vals: local{at: map[uint32]uint32{}}}
	e.clip.box = box{
		min: point{corner.x - buffer, corner.y - buffer},
		max: point{corner.x + extent + buffer, corner.y + extent + buffer},
	}
	return e
}

// local numbers the keys or values that a tile uses, in the order of use.
type local struct {
	at   map[uint32]uint32
	used []uint32
}

func (t *local) number(global uint32) uint32 {
	n, ok := t.at[global]
	if !ok {
		n = uint32(len(t.used))
		t.at[global] = n
		t.used = append(t.used, global)
	}
	return n
}

// feature writes an item unless nothing of it is left in the tile.
func (e *encoder) feature(it *item) {
	e.pen = pen{out: e.pen.out[:0], cursor: e.corner}
	e.draw(it)
	if len(e.pen.out) == 0 {
		return
	}
	e.tags = e.tags[:0]
	for _, t := range it.tags {
		e.tags = binary.AppendUvarint(e.tags, uint64(e.keys.number(t.key)))
		e.tags = binary.AppendUvarint(e.tags, uint64(e.vals.number(t.value)))
	}
	e.one = e.one[:0]
	if it.id != 0 {
		e.one = appendUint(e.one, 1, it.id)
	}
	if len(e.tags) > 0 {
		e.one = appendBytes(e.one, 2, e.tags)
	}
	e.one = appendUint(e.one, 3, uint64(it.kind))
	e.one = appendBytes(e.one, 4, e.pen.out)
	e.body = appendBytes(e.body, 2, e.one)
	e.drawn++
}

func (e *encoder) layer() []byte {
	out := appendUint(make([]byte, 0, len(e.body)+256), 15, 2)
	out = appendBytes(out, 1, e.from.name)
	out = append(out, e.body...)
	for _, k := range e.keys.used {
		out = appendBytes(out, 3, e.from.values.keys[k])
	}
	for _, v := range e.vals.used {
		out = appendBytes(out, 4, e.from.values.vals[v])
	}
	return appendUint(out, 5, uint64(e.from.opts.Extent))
}
