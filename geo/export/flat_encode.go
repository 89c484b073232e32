package export

import (
	"encoding/binary"
	"math"
	"time"

	flatbuffers "github.com/google/flatbuffers/go"
	"github.com/paulmach/orb"
)

// The geometry types of FlatGeobuf.
const (
	flatPolygon      = 3
	flatMultiPolygon = 6
)

// flatEncoder builds features, one after the other in the same memory.
type flatEncoder struct {
	l     Layer
	b     *flatbuffers.Builder
	props []byte
}

func newFlatEncoder(l Layer) *flatEncoder {
	return &flatEncoder{l: l, b: flatbuffers.NewBuilder(1 << 10)}
}

// feature is a Feature with its size in front, valid until the next call.
func (e *flatEncoder) feature(r Row) []byte {
	b := e.b
	b.Reset()
	e.props = e.l.appendFlatProperties(e.props[:0], r)
	properties := b.CreateByteVector(e.props)
	shape := e.shape(r.Shape)
	b.StartObject(3) // Feature: geometry, properties, columns
	b.PrependUOffsetTSlot(0, shape, 0)
	b.PrependUOffsetTSlot(1, properties, 0)
	b.FinishSizePrefixed(b.EndObject())
	return b.FinishedBytes()
}

func (e *flatEncoder) shape(mp orb.MultiPolygon) flatbuffers.UOffsetT {
	if e.l.Single {
		return e.polygon(mp[0])
	}
	parts := make([]flatbuffers.UOffsetT, len(mp))
	for i, p := range mp {
		parts[i] = e.polygon(p)
	}
	list := e.b.CreateVectorOfTables(parts)
	e.b.StartObject(8) // Geometry: ends, xy, z, m, t, tm, type, parts
	e.b.PrependByteSlot(6, flatMultiPolygon, 0)
	e.b.PrependUOffsetTSlot(7, list, 0)
	return e.b.EndObject()
}

// polygon writes all rings in one list; ends tells where each stops.
func (e *flatEncoder) polygon(p orb.Polygon) flatbuffers.UOffsetT {
	b, points := e.b, 0
	for _, r := range p {
		points += len(r)
	}
	b.StartVector(8, 2*points, 8)
	for i := len(p) - 1; i >= 0; i-- { // buffers grow downward
		for k := len(p[i]) - 1; k >= 0; k-- {
			b.PrependFloat64(p[i][k][1])
			b.PrependFloat64(p[i][k][0])
		}
	}
	xy := b.EndVector(2 * points)
	var ends flatbuffers.UOffsetT
	if len(p) > 1 {
		b.StartVector(4, len(p), 4)
		end := points
		for i := len(p) - 1; i >= 0; i-- {
			b.PrependUint32(uint32(end))
			end -= len(p[i])
		}
		ends = b.EndVector(len(p))
	}
	b.StartObject(8)
	b.PrependUOffsetTSlot(0, ends, 0)
	b.PrependUOffsetTSlot(1, xy, 0)
	b.PrependByteSlot(6, flatPolygon, 0)
	return b.EndObject()
}

// appendFlatProperties writes the number of each field that has a value, and
// the value.
func (l Layer) appendFlatProperties(dst []byte, r Row) []byte {
	le := binary.LittleEndian
	for i, v := range r.Values {
		if v == nil {
			continue
		}
		dst = le.AppendUint16(dst, uint16(i))
		switch x := v.(type) {
		case bool:
			dst = append(dst, map[bool]byte{true: 1}[x])
		case int64:
			dst = le.AppendUint64(dst, uint64(x))
		case float64:
			dst = le.AppendUint64(dst, math.Float64bits(x))
		case string:
			dst = append(le.AppendUint32(dst, uint32(len(x))), x...)
		case time.Time:
			s := stamp(l.Fields[i].Type, x)
			dst = append(le.AppendUint32(dst, uint32(len(s))), s...)
		}
	}
	return dst
}
