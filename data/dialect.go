package data

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
	"modernc.org/sqlite"
)

// dialect is everything in which the two engines differ.
type dialect struct {
	driver    string // of database/sql
	writeDSN  string
	readDSN   string
	file      string   // path of a SQLite database, "" for PostgreSQL
	writers   int      // connections that write; 1 means grouped commits
	rows      int      // of one INSERT
	versionOf string   // query of the engine's version
	serialize string   // first statement of a migration, "" when a transaction has the lock already
	alone     string   // makes transactions that seal wait for this one, "" when writers take turns anyway
	scrub     []string // take what was overwritten off the disk, as far as the engine can
	integrity string   // query that yields "ok" for a sound file, "" when the engine has none
	again     func(error) bool
	kind      func(error) error
	misfit    func(error) bool // the schema lacks what a statement names
}

// The oldest SQLite that keeps every acknowledged commit: 3.51.3 mended the
// reset of a write-ahead log under concurrent checkpoints.
const oldestSQLite = "3.51.3"

// How long SQLite waits for the writer of another process.
const busyMillis = 30000

func dialectOf(raw string) (dialect, error) {
	switch scheme, rest, found := strings.Cut(raw, ":"); {
	case raw == "" || (found && rest == ""):
		return dialect{}, fmt.Errorf("database URL %q names no database", raw)
	case found && (scheme == "postgres" || scheme == "postgresql"):
		return postgres(raw), nil
	case found && scheme == "sqlite":
		return sqliteAt(strings.TrimPrefix(rest, "//"))
	case found && strings.HasPrefix(rest, "//"):
		return dialect{}, fmt.Errorf("database URL scheme %q: want sqlite or postgres", scheme)
	}
	return sqliteAt(raw)
}

func postgres(raw string) dialect {
	return dialect{
		driver: "pgx", writeDSN: raw, readDSN: raw, writers: 16, rows: 50,
		versionOf: "SHOW server_version",
		serialize: "SELECT pg_advisory_xact_lock(7310577)", // any number, the same for every process
		alone:     "LOCK TABLE record_keys IN SHARE ROW EXCLUSIVE MODE",
		scrub:     []string{"VACUUM record_keys, reports, reporters, residences, residence_nationality"},
		again:     postgresAgain,
		kind:      postgresKind,
		misfit:    postgresMisfit,
	}
}

// sqliteAt sets every pragma in the DSN, because pragmas belong to a
// connection; busy_timeout comes first since the others may need a lock.
func sqliteAt(path string) (dialect, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return dialect{}, fmt.Errorf("database path %s: %w", path, err)
	}
	base := "file:" + (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath() +
		"?_defensive=1&_dqs=0&_pragma=busy_timeout(" + strconv.Itoa(busyMillis) + ")" +
		"&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)&_pragma=secure_delete(ON)" +
		"&_pragma=temp_store(MEMORY)&_pragma=journal_size_limit(67108864)"
	return dialect{
		driver: "sqlite", file: abs, writers: 1,
		rows:      1, // it looks each $n up by name: the cost grows with the square of their number
		writeDSN:  base + "&_txlock=immediate",
		readDSN:   base + "&_pragma=query_only(ON)",
		versionOf: "SELECT sqlite_version()",
		scrub: []string{ // it waits for readers, and writers wait for it
			"PRAGMA busy_timeout(1000)", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA busy_timeout(" + strconv.Itoa(busyMillis) + ")",
		},
		integrity: "PRAGMA integrity_check(1)",
		again:     func(error) bool { return false },
		kind:      sqliteKind,
		misfit:    sqliteMisfit,
	}, nil
}

func sqliteKind(err error) error {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return nil
	}
	switch e.Code() {
	case 778, 1034, 1546, 4874: // write, fsync, truncate or growth of the index failed
		return ErrFull
	}
	switch e.Code() & 0xff {
	case 5, 6:
		return ErrBusy
	case 11, 26:
		return ErrCorrupt
	case 13:
		return ErrFull
	case 19:
		return constraintKind(e.Code())
	}
	return nil
}

func constraintKind(code int) error {
	if code == 1555 || code == 2067 { // primary key, unique
		return ErrExists
	}
	return nil
}

func postgresKind(err error) error {
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return nil
	}
	switch e.Code {
	case "23505":
		return ErrExists
	case "53100":
		return ErrFull
	case "55P03":
		return ErrBusy
	case "XX001", "XX002":
		return ErrCorrupt
	}
	return nil
}

// postgresAgain reports a transaction that lost against another and may be
// tried again as it is.
func postgresAgain(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == "40001" || e.Code == "40P01")
}

func sqliteMisfit(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code() == 1
}

func postgresMisfit(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && strings.HasPrefix(e.Code, "42")
}

// damaged is wrap for statements that are known to fit the schema: where they
// do not, the schema itself changed on disk.
func (d dialect) damaged(err error) error {
	if err != nil && d.misfit(err) {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return d.wrap(err)
}

// wrap adds the kind to an error of the driver.
func (d dialect) wrap(err error) error {
	if err == nil {
		return nil
	}
	if k := d.kind(err); k != nil && !errors.Is(err, k) {
		return fmt.Errorf("%w: %w", k, err)
	}
	return err
}

// soundVersion refuses a SQLite below oldestSQLite.
func (d dialect) soundVersion(version string) error {
	if d.file == "" || !olderThan(version, oldestSQLite) {
		return nil
	}
	return fmt.Errorf("%w: SQLite %s, want %s or newer", ErrOldEngine, version, oldestSQLite)
}

func olderThan(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i, want := range bs {
		have := 0
		if i < len(as) {
			have, _ = strconv.Atoi(as[i]) // text that is no number counts as 0: refused
		}
		if w, _ := strconv.Atoi(want); have != w {
			return have < w
		}
	}
	return false
}
