package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"timpora/data/migrations"
)

const historyTable = `CREATE TABLE IF NOT EXISTS schema_migrations (
    version BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at BIGINT NOT NULL
)`

// applied is what the database says about its schema.
type applied struct {
	version int
	sum     string
}

// migrate brings the schema up to date, one transaction a step, so that a
// process killed midway leaves a whole number of steps behind.
func (s *Store) migrate(ctx context.Context, all []migrations.Migration) error {
	done, err := s.history(ctx)
	if err != nil {
		return err
	}
	if err := compare(done, all); err != nil {
		return err
	}
	if len(done) == len(all) {
		return nil
	}
	if s.lock == nil && s.d.file != "" { // no schema change under a running server
		lock, err := lockDir(filepath.Dir(s.d.file))
		if err != nil {
			return fmt.Errorf("upgrade the schema: %w", err)
		}
		defer lock.Close()
	}
	for _, m := range all {
		if err := s.apply(ctx, m); err != nil {
			return fmt.Errorf("migration %s: %w", m.Name, s.d.wrap(err))
		}
	}
	return nil
}

// history reads the steps that have been applied; none for a new database.
func (s *Store) history(ctx context.Context) ([]applied, error) {
	if _, err := s.write.ExecContext(ctx, historyTable); err != nil {
		return nil, fmt.Errorf("schema history: %w", s.d.damaged(err))
	}
	rows, err := s.write.QueryContext(ctx, "SELECT version, sha256 FROM schema_migrations ORDER BY version")
	if err != nil {
		return nil, fmt.Errorf("schema history: %w", s.d.damaged(err))
	}
	defer rows.Close()
	var done []applied
	for rows.Next() {
		var a applied
		if err := rows.Scan(&a.version, &a.sum); err != nil {
			return nil, fmt.Errorf("schema history: %w", err)
		}
		done = append(done, a)
	}
	return done, s.d.wrap(rows.Err())
}

func compare(done []applied, all []migrations.Migration) error {
	for i, a := range done {
		switch {
		case i >= len(all) || a.version > len(all):
			return fmt.Errorf("%w: schema %d, known up to %d", ErrNewer, done[len(done)-1].version, len(all))
		case a.version != all[i].Version || a.sum != all[i].Sum:
			return fmt.Errorf("%w: step %d differs from %s", ErrSchema, a.version, all[i].Name)
		}
	}
	return nil
}

// apply runs one step unless another process has done so meanwhile.
func (s *Store) apply(ctx context.Context, m migrations.Migration) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // nothing to undo after a commit
	if s.d.serialize != "" {
		if _, err := tx.ExecContext(ctx, s.d.serialize); err != nil {
			return err
		}
	}
	var seen int
	err = tx.QueryRowContext(ctx, "SELECT 1 FROM schema_migrations WHERE version = $1", m.Version).Scan(&seen)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if _, err := tx.ExecContext(ctx, m.SQL); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO schema_migrations (version, name, sha256, at) VALUES ($1, $2, $3, $4)",
		m.Version, m.Name, m.Sum, time.Now().UnixMicro()); err != nil {
		return err
	}
	return tx.Commit()
}

// migrationsIn are the steps of a folder, of the program itself when it is nil.
func migrationsIn(dir fs.FS) ([]migrations.Migration, error) {
	if dir == nil {
		return migrations.All()
	}
	return migrations.Read(dir)
}
