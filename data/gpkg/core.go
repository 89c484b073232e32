package gpkg

import (
	_ "embed"
	"strconv"
)

// coreTables are the tables of the standard (annex C), without the triggers,
// and those of the extensions in use.
//
//go:embed core.sql
var coreTables string

func (t table) core() error {
	if err := t.exec(coreTables); err != nil {
		return err
	}
	if t.o.CRS.EPSG() != 4326 {
		if err := t.exec(`INSERT INTO gpkg_spatial_ref_sys VALUES ($1, $2, 'EPSG', $2, $3, NULL)`,
			t.o.CRS.Title(), t.o.CRS.EPSG(), t.o.CRS.WKT()); err != nil {
			return err
		}
	}
	if err := t.exec(`INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES ($1, 'features', $2, $3, $4, $5)`,
		t.Name, t.Note.Heading(), t.Note.About, t.changed(), t.o.CRS.EPSG()); err != nil {
		return err
	}
	return t.exec(`INSERT INTO gpkg_geometry_columns VALUES ($1, 'geom', $2, $3, 0, 0)`, t.Name, t.kind(), t.o.CRS.EPSG())
}

// kind is the name of the geometry type.
func (t table) kind() string {
	if t.Single {
		return "POLYGON"
	}
	return "MULTIPOLYGON"
}

// quoted is an identifier of SQL.
func quoted(name string) string { return strconv.Quote(name) }
