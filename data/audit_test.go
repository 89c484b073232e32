package data_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"timpora/data"
	"timpora/risk/audit"
)

// notesEach is how many entries a process writes, from four places.
const notesEach = 120

// notes writes entries that name the process.
func notes(s *data.Store) int {
	ctx := audit.With(context.Background(), audit.Actor{Name: "process:" + strconv.Itoa(os.Getpid())})
	var failed atomic.Int64
	var wg sync.WaitGroup
	for part := range 4 {
		wg.Go(func() {
			for n := range notesEach / 4 {
				if err := s.Note(ctx, audit.Event{Action: "sign_in", Object: fmt.Sprintf("user:%d-%d", part, n), Outcome: audit.Done}); err != nil {
					fmt.Fprintln(os.Stderr, err)
					failed.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if failed.Load() > 0 || s.Close() != nil {
		return 1
	}
	return 0
}

// Processes that write at once write one chain: no fork, no gap, nothing lost.
func TestProcessesWriteOneChain(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, data.Options{})
	const processes = 3
	var wg sync.WaitGroup
	for range processes {
		wg.Go(func() {
			cmd := exec.Command(os.Args[0], dir)
			cmd.Env = append(os.Environ(), childEnv+"=notes")
			if says, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, says)
			}
		})
	}
	wg.Wait()
	r, err := s.VerifyAudit(context.Background())
	if err != nil || r.Broken != nil || r.Entries != processes*notesEach {
		t.Fatalf("%+v %v", r, err)
	}
	all, err := s.Audit(context.Background(), audit.Filter{Oldest: true})
	if err != nil {
		t.Fatal(err)
	}
	turns, by := 0, map[string]int{}
	for i, e := range all {
		by[e.Actor.Name]++
		if i > 0 && all[i-1].Actor.Name != e.Actor.Name {
			turns++
		}
	}
	if len(by) != processes {
		t.Errorf("entries of %v", by)
	}
	t.Logf("the processes took %d turns", turns)
}

func TestAuditKeyIsMadeOnceForTheOwner(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "var")
	one, err := data.AuditKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	two, err := data.AuditKey(dir)
	if err != nil || !one.Equal(two) {
		t.Fatalf("another key the second time: %v", err)
	}
	path := filepath.Join(dir, "audit.key")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := data.AuditKey(dir); err == nil {
		t.Error("a key that others may read was taken")
	}
	secret, err := data.Secret(dir)
	if err != nil || string(secret) == string(one.Seed()) {
		t.Errorf("the secret is the audit key: %v", err)
	}
}
