// Package mbtiles writes vector tiles into one SQLite file for static hosting
// and for GIS programs, by the MBTiles specification 1.3
// (https://github.com/mapbox/mbtiles-spec/blob/master/1.3/spec.md).
//
// Rows are counted from the south, as that specification has them; addresses
// come with rows from the north. Equal tiles are stored once. The same tiles in
// the same order give the same rows.
package mbtiles

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	_ "modernc.org/sqlite" // the engine behind database/sql

	"timpora/geo/tile"
)

const schema = `
CREATE TABLE metadata (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE images (tile_id TEXT NOT NULL PRIMARY KEY, tile_data BLOB NOT NULL);
CREATE TABLE map (
	zoom_level INTEGER NOT NULL, tile_column INTEGER NOT NULL, tile_row INTEGER NOT NULL,
	tile_id TEXT NOT NULL REFERENCES images (tile_id),
	PRIMARY KEY (zoom_level, tile_column, tile_row)
) WITHOUT ROWID;
CREATE VIEW tiles AS
	SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images ON images.tile_id = map.tile_id;
PRAGMA application_id = 0x4d504258;
`

// Archive is a file being written. It holds one transaction: until Close the
// file is no archive.
type Archive struct {
	db         *sql.DB
	tx         *sql.Tx
	image, row *sql.Stmt
}

// Create begins an archive in an empty or missing file. about describes its
// tiles.
func Create(ctx context.Context, path string, about tile.TileJSON) (*Archive, error) {
	db, err := sql.Open("sqlite", "file:"+escape(path)+"?_pragma=journal_mode(MEMORY)&_pragma=synchronous(OFF)")
	if err != nil {
		return nil, fmt.Errorf("mbtiles: %w", err)
	}
	a := &Archive{db: db}
	if err := a.begin(ctx, about); err != nil {
		return nil, fmt.Errorf("mbtiles: %w", errors.Join(err, a.Abort()))
	}
	return a, nil
}

// escape keeps a path whole inside a URI.
func escape(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}

func (a *Archive) begin(ctx context.Context, about tile.TileJSON) (err error) {
	a.db.SetMaxOpenConns(1)
	if _, err = a.db.ExecContext(ctx, schema); err != nil {
		return err
	}
	if a.tx, err = a.db.BeginTx(ctx, nil); err != nil {
		return err
	}
	values, err := metadata(about)
	if err != nil {
		return err
	}
	for _, v := range values {
		if _, err = a.tx.ExecContext(ctx, "INSERT INTO metadata (name, value) VALUES ($1, $2)", v[0], v[1]); err != nil {
			return err
		}
	}
	if a.image, err = a.tx.PrepareContext(ctx, "INSERT INTO images (tile_id, tile_data) VALUES ($1, $2) ON CONFLICT DO NOTHING"); err != nil {
		return err
	}
	a.row, err = a.tx.PrepareContext(ctx, "INSERT INTO map (zoom_level, tile_column, tile_row, tile_id) VALUES ($1, $2, $3, $4)")
	return err
}

func metadata(about tile.TileJSON) ([][2]string, error) {
	layers, err := json.Marshal(map[string]any{"vector_layers": about.VectorLayers})
	if err != nil {
		return nil, err
	}
	number := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	list := func(f []float64) string {
		var out []string
		for _, x := range f {
			out = append(out, number(x))
		}
		return strings.Join(out, ",")
	}
	return [][2]string{
		{"name", about.Name}, {"format", "pbf"}, {"type", "overlay"}, {"version", "1"}, {"attribution", about.Attribution},
		{"description", about.Version}, {"bounds", list(about.Bounds[:])}, {"center", list(about.Center[:])},
		{"minzoom", strconv.Itoa(about.MinZoom)}, {"maxzoom", strconv.Itoa(about.MaxZoom)}, {"json", string(layers)},
	}, nil
}

// Add writes a tile, in gzip. An address may come once.
func (a *Archive) Add(at tile.Address, packed []byte) error {
	sum := sha256.Sum256(packed)
	id := hex.EncodeToString(sum[:16])
	if _, err := a.row.Exec(at.Z, at.X, uint32(1)<<at.Z-1-at.Y, id); err != nil {
		return fmt.Errorf("mbtiles: tile %v: %w", at, err)
	}
	if _, err := a.image.Exec(id, packed); err != nil {
		return fmt.Errorf("mbtiles: tile %v: %w", at, err)
	}
	return nil
}

// Close completes the file.
func (a *Archive) Close() error {
	if err := a.tx.Commit(); err != nil {
		return fmt.Errorf("mbtiles: %w", errors.Join(err, a.db.Close()))
	}
	if err := a.db.Close(); err != nil {
		return fmt.Errorf("mbtiles: %w", err)
	}
	return nil
}

// Abort gives up; the file is of no use.
func (a *Archive) Abort() error {
	var err error
	if a.tx != nil {
		err = a.tx.Rollback()
	}
	if errors.Is(err, sql.ErrTxDone) { // the context has ended it
		err = nil
	}
	return errors.Join(err, a.db.Close())
}
