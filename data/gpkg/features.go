package gpkg

import (
	"database/sql"
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"timpora/geo/export"
)

// features makes the table, its index and its triggers, and fills both.
func (t table) features() error {
	if err := t.exec(t.createTable()); err != nil {
		return err
	}
	if err := t.exec(`CREATE VIRTUAL TABLE ` + t.index() + ` USING rtree(id, minx, maxx, miny, maxy)`); err != nil {
		return err
	}
	all, err := t.insertRows()
	if err != nil {
		return err
	}
	if t.Count > 0 {
		if err := t.exec(`UPDATE gpkg_contents SET min_x = $1, min_y = $2, max_x = $3, max_y = $4`, all.Min[0], all.Min[1], all.Max[0], all.Max[1]); err != nil {
			return err
		}
	}
	if err := t.exec(t.triggers()); err != nil {
		return err
	}
	return t.exec(`INSERT INTO gpkg_extensions VALUES ($1, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec130/#extension_rtree', 'write-only')`, t.Name)
}

func (t table) index() string { return quoted("rtree_" + t.Name + "_geom") }

func (t table) createTable() string {
	columns := []string{`"fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL`, `"geom" ` + t.kind()}
	for i, f := range t.Fields {
		c := quoted(f.Name) + " " + columnType(f.Type)
		if i == 0 {
			c += " NOT NULL UNIQUE"
		}
		columns = append(columns, c)
	}
	return `CREATE TABLE ` + quoted(t.Name) + ` (` + strings.Join(columns, ", ") + `)`
}

func columnType(t export.Type) string {
	switch t {
	case export.Whole:
		return "INTEGER"
	case export.Number:
		return "DOUBLE"
	case export.Truth:
		return "BOOLEAN"
	case export.Day:
		return "DATE"
	case export.Moment:
		return "DATETIME"
	}
	return "TEXT"
}

// insertRows writes rows and boxes and gives the box of all.
func (t table) insertRows() (all orb.Bound, err error) {
	places := make([]string, len(t.Fields)+2)
	for i := range places {
		places[i] = "$" + strconv.Itoa(i+1)
	}
	row, err := t.tx.Prepare(`INSERT INTO ` + quoted(t.Name) + ` VALUES (` + strings.Join(places, ", ") + `)`)
	if err != nil {
		return all, err
	}
	defer row.Close()
	entry, err := t.tx.Prepare(`INSERT INTO ` + t.index() + ` VALUES ($1, $2, $3, $4, $5)`)
	if err != nil {
		return all, err
	}
	defer entry.Close()
	all = orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	values := make([]any, len(places))
	for r, err := range t.Rows {
		if err != nil {
			return all, err
		}
		b := r.Shape.Bound()
		all = all.Union(b)
		if err := t.insert(row, entry, r, b, values); err != nil {
			return all, err
		}
	}
	return all, nil
}

func (t table) insert(row, entry *sql.Stmt, r export.Row, b orb.Bound, values []any) error {
	body, err := t.geometry(r.Shape, b)
	if err != nil {
		return err
	}
	values[0], values[1] = r.ID, body
	for i, f := range t.Fields {
		values[i+2] = stored(f.Type, r.Values[i])
	}
	if _, err := row.Exec(values...); err != nil {
		return err
	}
	_, err = entry.Exec(r.ID, b.Min[0], b.Max[0], b.Min[1], b.Max[1])
	return err
}

// stored is a value as the standard wants it in its column.
func stored(t export.Type, v any) any {
	at, ok := v.(time.Time)
	switch {
	case !ok:
		return v
	case t == export.Day:
		return at.UTC().Format(time.DateOnly)
	}
	return at.UTC().Format("2006-01-02T15:04:05.000Z")
}

// geometry is the standard's binary: "GP", version 0, flags for an envelope of
// x and y in little-endian order, the system, the envelope, well-known binary.
func (t table) geometry(shape orb.MultiPolygon, b orb.Bound) ([]byte, error) {
	var g orb.Geometry = shape
	if t.Single {
		g = shape[0]
	}
	body, err := wkb.Marshal(g, binary.LittleEndian)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, 40+len(body))
	out = binary.LittleEndian.AppendUint32(append(out, 'G', 'P', 0, 1<<1|1), uint32(t.o.CRS.EPSG()))
	for _, v := range []float64{b.Min[0], b.Max[0], b.Min[1], b.Max[1]} {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
	}
	return append(out, body...), nil
}
