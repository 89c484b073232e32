package gpkg

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver

	"timpora/geo/export"
)

// Format is GeoPackage beside the formats of geo/export.
func Format() export.Format {
	return export.Format{Name: "gpkg", Media: "application/geopackage+sqlite3", About: "GeoPackage 1.3", Into: write}
}

// write makes the database in a folder of its own and copies it out.
func write(w io.Writer, l export.Layer, o export.Options) (err error) {
	dir, err := os.MkdirTemp(o.Temp, ".timpora-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "layer.gpkg")
	if err := build(path, l, o); err != nil {
		return fmt.Errorf("geopackage: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// build fills a new database through one connection, in one transaction. It
// needs no journal: a failure removes the file.
func build(path string, l export.Layer, o export.Options) (err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=cache_size(-16384)"+
		"&_pragma=application_id(0x47504B47)&_pragma=user_version(10300)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	t := table{Layer: l, o: o, tx: tx}
	if err := t.fill(); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// table is the feature table under way.
type table struct {
	export.Layer
	o  export.Options
	tx *sql.Tx
}

func (t table) fill() error {
	for _, part := range []func() error{t.core, t.features, t.schema, t.metadata, t.styles} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (t table) exec(text string, args ...any) error {
	if _, err := t.tx.Exec(text, args...); err != nil {
		return fmt.Errorf("%.60s: %w", text, err)
	}
	return nil
}

// changed is the last change: the moment of the run, without one the day from
// which the boundaries are valid.
func (t table) changed() string {
	at := t.Note.At
	if at.IsZero() {
		at, _ = time.Parse(time.DateOnly, t.Note.ValidOn) // year 1 where no day is known
	}
	return at.UTC().Format("2006-01-02T15:04:05.000Z")
}
