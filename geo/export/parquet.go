package export

import (
	"io"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/snappy"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
)

// groupRows is the number of rows that are held until they are written.
const groupRows = 1 << 14

// writeParquet writes GeoParquet 1.1: the fields, column geometry as WKB, column
// bbox as its covering. The file's metadata carries "geo" and the note under
// "timpora".
func writeParquet(w io.Writer, l Layer, o Options) error {
	out := parquet.NewWriter(w, l.parquetSchema(), parquet.Compression(&snappy.Codec{}),
		parquet.MaxRowsPerRowGroup(groupRows), parquet.CreatedBy("timpora", "1", ""), parquet.SkipPageBounds("geometry"), parquet.SkipPageStatistics("geometry"))
	all := emptyBox()
	row := make([]parquet.Row, 1)
	for r, err := range l.Rows {
		if err != nil {
			return err
		}
		b := boxOf(r.Shape)
		all.add(b)
		if row[0], err = l.parquetRow(row[0][:0], r, b); err != nil {
			return err
		}
		if _, err := out.WriteRows(row); err != nil {
			return err
		}
	}
	geo, err := l.geoMetadata(o, all)
	if err != nil {
		return err
	}
	note, err := appendNote(nil, l.Note)
	if err != nil {
		return err
	}
	out.SetKeyValueMetadata("geo", geo)
	out.SetKeyValueMetadata("timpora", string(note))
	return out.Close()
}

// parquetRow makes the columns of a row: a nil has definition level 0, a value
// of an optional column 1.
func (l Layer) parquetRow(dst parquet.Row, r Row, b box) (parquet.Row, error) {
	for i, v := range r.Values {
		defined := 1
		if v == nil || i == 0 {
			defined = 0
		}
		dst = append(dst, parquetValue(l.Fields[i].Type, v).Level(0, defined, i))
	}
	for i, v := range b {
		dst = append(dst, parquet.DoubleValue(v).Level(0, 0, len(l.Fields)+i))
	}
	var shape orb.Geometry = r.Shape
	if l.Single {
		shape = r.Shape[0]
	}
	body, err := wkb.Marshal(shape)
	return append(dst, parquet.ByteArrayValue(body).Level(0, 0, len(l.Fields)+len(b))), err
}

func parquetValue(t Type, v any) parquet.Value {
	switch x := v.(type) {
	case string:
		return parquet.ByteArrayValue([]byte(x))
	case int64:
		return parquet.Int64Value(x)
	case float64:
		return parquet.DoubleValue(x)
	case bool:
		return parquet.BooleanValue(x)
	case time.Time:
		if t == Day {
			return parquet.Int32Value(int32(x.UTC().Truncate(24*time.Hour).Unix() / 86400))
		}
		return parquet.Int64Value(x.UTC().Truncate(time.Second).UnixMilli())
	}
	return parquet.NullValue()
}
