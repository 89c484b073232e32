package data_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"timpora/data"
)

func TestSecretIsMadeOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "var")
	var wg sync.WaitGroup
	got := make([][]byte, 8)
	for i := range got {
		wg.Go(func() {
			var err error
			if got[i], err = data.Secret(dir); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, b := range got {
		if len(b) != 32 || !bytes.Equal(b, got[0]) {
			t.Fatalf("secrets differ: %x and %x", b, got[0])
		}
	}
	if bytes.Equal(got[0], make([]byte, 32)) {
		t.Fatal("the secret is all zeros")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Fatalf("files %v, error %v; want the secret only", left, err)
	}
	if other, err := data.Secret(t.TempDir()); err != nil || bytes.Equal(other, got[0]) {
		t.Fatalf("another directory has the same secret, or error %v", err)
	}
}

func TestSecretThatIsUnsound(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "secret.key")
	writeFile(t, path, make([]byte, 31))
	if _, err := data.Secret(dir); !errors.Is(err, data.ErrCorrupt) {
		t.Fatalf("short secret: %v, want ErrCorrupt", err)
	}
	writeFile(t, path, make([]byte, 32))
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := data.Secret(dir); err == nil {
		t.Fatal("a secret that others may read was taken")
	}
}
