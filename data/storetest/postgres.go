package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"

	"timpora/data"
)

// Postgres starts a server on a Unix socket in a folder of its own, which ends
// with the test, and returns a function that makes an empty database there and
// gives its URL. Without the server's programs the test is skipped, loudly;
// with TIMPORA_NEED_POSTGRES set it fails.
func Postgres(t testing.TB) func(testing.TB) string {
	t.Helper()
	bin := serverPrograms(t)
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	as := owner(t, dir)
	run(t, as, dir, filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "db"), "-U", "timpora", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
	pg := filepath.Join(bin, "pg_ctl")
	run(t, as, dir, pg, "-D", filepath.Join(dir, "db"), "-w", "-l", filepath.Join(dir, "log"),
		"-o", "-c listen_addresses='' -c unix_socket_directories="+dir, "start")
	t.Cleanup(func() { run(t, as, dir, pg, "-D", filepath.Join(dir, "db"), "-w", "-m", "immediate", "stop") })
	var made atomic.Int64
	return func(t testing.TB) string {
		t.Helper()
		name := fmt.Sprintf("t%d", made.Add(1))
		createDatabase(t, address(dir, "postgres"), name)
		return address(dir, name)
	}
}

// OpenPostgres opens a new database of the server.
func OpenPostgres(t testing.TB, fresh func(testing.TB) string) *data.Store {
	t.Helper()
	s, err := open(fresh(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// Keys is the ring of a database that Postgres made, nil for others.
func Keys(at string) *data.Keyring {
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "postgres" {
		return nil
	}
	return data.NewKeyring(filepath.Join(u.Query().Get("host"), "keys"+u.Path))
}

func open(at string) (*data.Store, error) {
	return data.Open(context.Background(), at, data.Options{Keys: Keys(at)})
}

func address(dir, name string) string { return "postgres://timpora@/" + name + "?host=" + dir }

func serverPrograms(t testing.TB) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // the pattern is well formed
	if len(found) == 0 {
		if os.Getenv("TIMPORA_NEED_POSTGRES") != "" {
			t.Fatal("initdb is missing and TIMPORA_NEED_POSTGRES is set")
		}
		t.Skip("POSTGRESQL NOT TESTED: /usr/lib/postgresql/*/bin/initdb is missing; install the package postgresql")
	}
	return filepath.Dir(found[len(found)-1])
}

// owner gives the folder to an account that may run the server: root may not.
func owner(t testing.TB, dir string) *syscall.Credential {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Skipf("POSTGRESQL NOT TESTED: run as root without an account postgres: %v", err)
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err1 != nil || err2 != nil || os.Chown(dir, int(uid), int(gid)) != nil {
		t.Fatalf("hand %s to postgres", dir)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func run(t testing.TB, as *syscall.Credential, dir, program string, args ...string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	out, err := os.CreateTemp(dir, "out") // a pipe would wait for the server, which inherits it
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		says, _ := os.ReadFile(out.Name())
		t.Fatalf("%s: %v\n%s", filepath.Base(program), err, says)
	}
}

func createDatabase(t testing.TB, url, name string) {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
}
