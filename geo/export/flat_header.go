package export

import (
	flatbuffers "github.com/google/flatbuffers/go"
)

// flatType is the ColumnType of FlatGeobuf.
func flatType(t Type) byte {
	switch t {
	case Whole:
		return 7 // Long
	case Number:
		return 10 // Double
	case Truth:
		return 2 // Bool
	case Day, Moment:
		return 13 // DateTime
	}
	return 11 // String
}

// flatHeader is a Header with its size in front.
func (l Layer) flatHeader(o Options, all box) ([]byte, error) {
	b := flatbuffers.NewBuilder(1 << 12)
	columns := make([]flatbuffers.UOffsetT, len(l.Fields))
	for i, f := range l.Fields {
		columns[i] = flatColumn(b, f, i == 0)
	}
	list := b.CreateVectorOfTables(columns)
	note, err := appendNote(nil, l.Note)
	if err != nil {
		return nil, err
	}
	name, title, about := b.CreateString(l.Name), b.CreateString(l.Note.Heading()), b.CreateString(l.Note.About)
	metadata := b.CreateByteString(note)
	system := flatSystem(b, o)
	var envelope flatbuffers.UOffsetT
	if l.Count > 0 {
		b.StartVector(8, len(all), 8)
		for i := len(all) - 1; i >= 0; i-- {
			b.PrependFloat64(all[i])
		}
		envelope = b.EndVector(len(all))
	}
	kind, nodeSize := byte(flatMultiPolygon), uint16(branches)
	if l.Single {
		kind = flatPolygon
	}
	if l.Count == 0 {
		nodeSize = 0 // no index
	}
	b.StartObject(14)
	b.PrependUOffsetTSlot(0, name, 0)
	b.PrependUOffsetTSlot(1, envelope, 0)
	b.PrependByteSlot(2, kind, 0)
	b.PrependUOffsetTSlot(7, list, 0)
	b.PrependUint64Slot(8, uint64(l.Count), 0)
	b.PrependUint16Slot(9, nodeSize, 16)
	b.PrependUOffsetTSlot(10, system, 0)
	b.PrependUOffsetTSlot(11, title, 0)
	b.PrependUOffsetTSlot(12, about, 0)
	b.PrependUOffsetTSlot(13, metadata, 0)
	b.FinishSizePrefixed(b.EndObject())
	return b.FinishedBytes(), nil
}

func flatColumn(b *flatbuffers.Builder, f Field, key bool) flatbuffers.UOffsetT {
	name, about := b.CreateString(f.Name), b.CreateString(f.About)
	b.StartObject(11) // name, type, title, description, width, precision, scale, nullable, unique, primary_key, metadata
	b.PrependUOffsetTSlot(0, name, 0)
	b.PrependByteSlot(1, flatType(f.Type), 0)
	b.PrependUOffsetTSlot(3, about, 0)
	b.PrependBoolSlot(7, !key, true)
	b.PrependBoolSlot(8, key, false)
	return b.EndObject()
}

func flatSystem(b *flatbuffers.Builder, o Options) flatbuffers.UOffsetT {
	org, name, wkt := b.CreateString("EPSG"), b.CreateString(o.CRS.Title()), b.CreateString(o.CRS.WKT())
	b.StartObject(6) // org, code, name, description, wkt, code_string
	b.PrependUOffsetTSlot(0, org, 0)
	b.PrependInt32Slot(1, int32(o.CRS.EPSG()), 0)
	b.PrependUOffsetTSlot(2, name, 0)
	b.PrependUOffsetTSlot(4, wkt, 0)
	return b.EndObject()
}
