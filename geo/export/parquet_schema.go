package export

import (
	"encoding/json"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// columns is a group whose fields stay in order; the library's own sorts them.
type columns struct {
	parquet.Group
	list []parquet.Field
}

// Fields are the columns in order.
func (c columns) Fields() []parquet.Field { return c.list }

func ordered(fields ...namedNode) columns {
	c := columns{Group: parquet.Group{}}
	for _, f := range fields {
		c.Group[f.name] = f.node
	}
	sorted := map[string]parquet.Field{}
	for _, f := range c.Group.Fields() {
		sorted[f.Name()] = f
	}
	for _, f := range fields {
		c.list = append(c.list, sorted[f.name])
	}
	return c
}

type namedNode struct {
	name string
	node parquet.Node
}

func (l Layer) parquetSchema() *parquet.Schema {
	var fields []namedNode
	for i, f := range l.Fields {
		node := parquetNode(f.Type)
		if i > 0 {
			node = parquet.Optional(node)
		}
		fields = append(fields, namedNode{f.Name, node})
	}
	double := parquet.Leaf(parquet.DoubleType)
	bbox := ordered(namedNode{"xmin", double}, namedNode{"ymin", double}, namedNode{"xmax", double}, namedNode{"ymax", double})
	fields = append(fields, namedNode{"bbox", bbox}, namedNode{"geometry", parquet.Leaf(parquet.ByteArrayType)})
	return parquet.NewSchema(l.Name, ordered(fields...))
}

func parquetNode(t Type) parquet.Node {
	switch t {
	case Whole:
		return parquet.Int(64)
	case Number:
		return parquet.Leaf(parquet.DoubleType)
	case Truth:
		return parquet.Leaf(parquet.BooleanType)
	case Day:
		return parquet.Date()
	case Moment:
		return parquet.Timestamp(parquet.Millisecond)
	}
	return parquet.String()
}

// geoMetadata is the value of "geo" (https://geoparquet.org/releases/v1.1.0/).
// Without crs the column is in OGC:CRS84.
func (l Layer) geoMetadata(o Options, all box) (string, error) {
	kind := "MultiPolygon"
	if l.Single {
		kind = "Polygon"
	}
	covering := map[string][]string{}
	for _, side := range strings.Fields("xmin ymin xmax ymax") {
		covering[side] = []string{"bbox", side}
	}
	geometry := map[string]any{
		"encoding": "WKB", "geometry_types": []string{kind}, "orientation": "counterclockwise", "edges": "planar",
		"covering": map[string]any{"bbox": covering},
	}
	if l.Count > 0 {
		geometry["bbox"] = all
	}
	if o.CRS.Metric {
		geometry["crs"] = json.RawMessage(o.CRS.PROJJSON())
	}
	body, err := json.Marshal(map[string]any{
		"version": "1.1.0", "primary_column": "geometry", "columns": map[string]any{"geometry": geometry},
	})
	return string(body), err
}
