package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Options of Open.
type Options struct {
	// Server takes the lock of the data directory, which only one process
	// holds, and checks the whole database. Commands that work beside a server
	// leave it unset. It has no effect on PostgreSQL, where servers share.
	Server bool
	// Keys seal personal data; nil takes those beside a SQLite database. A
	// PostgreSQL database without keys holds no sealed value.
	Keys *Keyring
	// Migrations replaces the program's own steps; for tests of upgrades.
	Migrations fs.FS
}

// Store is the database behind one URL. It is safe for concurrent use.
type Store struct {
	d     dialect
	ring  *Keyring
	read  *sql.DB
	write *sql.DB
	group *group   // nil when the engine groups commits itself
	lock  *os.File // nil without Options.Server
}

// Open opens the database, makes it when there is none, and brings its schema
// up to date. The URL is sqlite:PATH, a path, or postgres://...
// It fails with ErrLocked, ErrNewer, ErrSchema, ErrOldEngine or ErrCorrupt.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	d, err := dialectOf(url)
	if err != nil {
		return nil, err
	}
	s := &Store{d: d, ring: ringFor(d, o.Keys)}
	if err := s.open(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, o Options) error {
	if err := s.prepareFile(o.Server); err != nil {
		return err
	}
	if err := s.connect(ctx); err != nil {
		return err
	}
	steps, err := migrationsIn(o.Migrations)
	if err != nil {
		return err
	}
	if err := s.migrate(ctx, steps); err != nil {
		return err
	}
	if err := s.prepareKeys(ctx); err != nil {
		return err
	}
	if s.d.writers == 1 {
		s.group = newGroup(s.write, s.d, s.ring)
	}
	if o.Server {
		return s.Check(ctx)
	}
	return nil
}

// prepareFile makes the directory and an empty file that only the owner may
// read; SQLite gives its other files the same mode.
func (s *Store) prepareFile(server bool) error {
	if s.d.file == "" {
		return nil
	}
	dir := filepath.Dir(s.d.file)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if server {
		lock, err := lockDir(dir)
		if err != nil {
			return err
		}
		s.lock = lock
	}
	f, err := os.OpenFile(s.d.file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func (s *Store) connect(ctx context.Context) error {
	var err error
	if s.write, err = sql.Open(s.d.driver, s.d.writeDSN); err != nil {
		return err
	}
	if s.read, err = sql.Open(s.d.driver, s.d.readDSN); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(s.d.writers)
	readers := max(4, 2*runtime.GOMAXPROCS(0))
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	var version string
	if err := s.write.QueryRowContext(ctx, s.d.versionOf).Scan(&version); err != nil {
		return s.d.wrap(err)
	}
	return s.d.soundVersion(version)
}

// Close ends the store after the writes that have begun. A second call does
// nothing.
func (s *Store) Close() error {
	if s.group != nil {
		s.group.close()
	}
	var all []error
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			all = append(all, db.Close())
		}
	}
	if s.lock != nil {
		all = append(all, s.lock.Close())
		s.lock = nil
	}
	return errors.Join(all...)
}

// Health is nil when the store reads and a writing transaction can begin.
func (s *Store) Health(ctx context.Context) error {
	if err := s.view(ctx, func(q *txn) error {
		_, err := q.count("SELECT count(*) FROM settings")
		return err
	}); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	err := s.change(ctx, func(q *txn) error {
		return q.exec("UPDATE settings SET value = value WHERE name = $1", "demo")
	})
	if err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
