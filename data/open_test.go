package data_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"timpora/data"
	"timpora/data/migrations"
	"timpora/data/storetest"
	"timpora/risk"
)

func TestURL(t *testing.T) {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, url, file string }{
		{"path", "var/timpora.db", filepath.Join(here, "var/timpora.db")},
		{"absolute path", "/srv/t.db", "/srv/t.db"},
		{"scheme", "sqlite:/srv/t.db", "/srv/t.db"},
		{"scheme with slashes", "sqlite:///srv/t.db", "/srv/t.db"},
		{"odd characters", "sqlite:/srv/a b?#%41.db", "/srv/a b?#%41.db"},
		{"colon in a path", "/srv/a:b.db", "/srv/a:b.db"},
		{"server", "postgres://h/db", ""},
		{"server, long scheme", "postgresql://h/db", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := data.FileOf(c.url); err != nil || got != c.file {
				t.Fatalf("file %q, error %v; want %q", got, err, c.file)
			}
		})
	}
	for _, bad := range []string{"", "sqlite:", "mysql://h/db", "postgres:"} {
		if _, err := data.FileOf(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestVersionOfSQLite(t *testing.T) {
	for _, v := range []string{"3.51.2", "3.7.0", "3.40.1", "2.99", "", "x"} {
		if err := data.SoundVersion(v); !errors.Is(err, data.ErrOldEngine) {
			t.Errorf("%q: %v, want ErrOldEngine", v, err)
		}
	}
	for _, v := range []string{"3.51.3", "3.54.1", "3.100.0", "4.0.0"} {
		if err := data.SoundVersion(v); err != nil {
			t.Errorf("%q: %v", v, err)
		}
	}
}

func TestOneServerForADirectory(t *testing.T) {
	dir := t.TempDir()
	server := open(t, dir, data.Options{Server: true})
	refused(t, dir, data.Options{Server: true}, data.ErrLocked)
	beside := open(t, dir, data.Options{})
	var wg sync.WaitGroup
	for w, s := range []*data.Store{server, beside} {
		wg.Go(func() {
			for n := range 30 {
				if err := store(s, storetest.Residence(100*w+n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := len(stored(t, server)); n != 60 {
		t.Fatalf("%d rows of two processes, want 60", n)
	}
	server.Close()
	open(t, dir, data.Options{Server: true})
}

func TestFilesAreTheOwnersOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "var")
	s := open(t, dir, data.Options{Server: true})
	if err := store(s, storetest.Residence(1)); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) < 4 { // database, log, index, lock
		t.Fatalf("files %v, error %v", entries, err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, error %v", e.Name(), info.Mode(), err)
		}
	}
}

// steps are the program's own with more behind them.
func steps(t *testing.T, more ...string) fstest.MapFS {
	t.Helper()
	all, err := migrations.All()
	if err != nil {
		t.Fatal(err)
	}
	fs := fstest.MapFS{}
	for _, m := range all {
		fs[m.Name] = &fstest.MapFile{Data: []byte(m.SQL)}
	}
	for i, text := range more {
		fs["000"+string(rune('1'+len(all)+i))+"_more.sql"] = &fstest.MapFile{Data: []byte(text)}
	}
	return fs
}

func TestSchemaOfOtherVersions(t *testing.T) {
	dir := t.TempDir()
	old := open(t, dir, data.Options{Server: true})
	if err := store(old, storetest.Residence(1)); err != nil {
		t.Fatal(err)
	}
	next := steps(t, "CREATE TABLE later (id TEXT PRIMARY KEY); INSERT INTO later VALUES ('x');")
	refused(t, dir, data.Options{Migrations: next}, data.ErrLocked) // not under a running server
	old.Close()

	broken := steps(t, "CREATE TABLE later (id TEXT PRIMARY KEY);", "CREATE TABLE after (id TEXT); INSERT INTO nowhere VALUES (1);")
	own := len(steps(t))
	good, bad := fmt.Sprintf("%04d_more.sql", own+1), fmt.Sprintf("%04d_more.sql", own+2)
	broken[good] = next[good]
	if _, err := data.Open(context.Background(), filepath.Join(dir, "timpora.db"), data.Options{Migrations: broken}); err == nil ||
		!strings.Contains(err.Error(), bad) {
		t.Fatalf("broken step: %v", err)
	}
	s := open(t, dir, data.Options{Migrations: next}) // the step before the broken one stands, the broken one left nothing
	if n := len(stored(t, s)); n != 1 {
		t.Fatalf("%d rows after the upgrade, want 1", n)
	}
	if s.WriterExec(context.Background(), "SELECT * FROM after") == nil {
		t.Fatal("a failed step left a table behind")
	}
	s.Close()
	refused(t, dir, data.Options{}, data.ErrNewer)
	refused(t, dir, data.Options{Migrations: steps(t, "SELECT 1;")}, data.ErrSchema)
}

// A store of the first step keeps its records when the later steps come.
func TestUpgradeKeepsRecords(t *testing.T) {
	dir := t.TempDir()
	first := fstest.MapFS{}
	for name, f := range steps(t) {
		if strings.HasPrefix(name, "0001") {
			first[name] = f
		}
	}
	filled := t.TempDir() // what the first step's program wrote, this one writes with an entry of the trail
	if err := store(open(t, filled, data.Options{}), storetest.Residence(1)); err != nil {
		t.Fatal(err)
	}
	old := open(t, dir, data.Options{Migrations: first})
	if err := old.WriterExec(context.Background(), "ATTACH '"+filepath.Join(filled, "timpora.db")+"' AS filled; "+
		"INSERT INTO residences SELECT * FROM filled.residences"); err != nil {
		t.Fatal(err)
	}
	old.Close()
	s := open(t, dir, data.Options{})
	if n := len(stored(t, s)); n != 1 {
		t.Fatalf("%d rows after the upgrade, want 1", n)
	}
	if err := s.Decide(context.Background(), risk.Decision{Proposal: "r-1", By: "a", Reason: "b"}, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestForeignFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	text := strings.Repeat("this is no database\n", 500)
	writeFile(t, filepath.Join(dir, "timpora.db"), []byte(text))
	refused(t, dir, data.Options{}, data.ErrCorrupt)
	if got := string(readFile(t, filepath.Join(dir, "timpora.db"))); got != text {
		t.Fatal("the foreign file was changed")
	}
}

func TestClosedStore(t *testing.T) {
	s := open(t, t.TempDir(), data.Options{})
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := store(s, storetest.Residence(1)); !errors.Is(err, data.ErrClosed) {
		t.Fatalf("write: %v, want ErrClosed", err)
	}
	if s.Health(context.Background()) == nil {
		t.Fatal("a closed store is healthy")
	}
}

func TestMigrationNames(t *testing.T) {
	for _, bad := range []fstest.MapFS{
		{"0002_x.sql": {}}, {"0001_x.sql": {}, "0003_y.sql": {}}, {"0001_x.sql": {}, "0001_y.sql": {}}, {"1_x.sql": {}}, {"words.sql": {}},
	} {
		if _, err := migrations.Read(bad); err == nil {
			t.Errorf("%v was taken", bad)
		}
	}
}
