package data

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// secretSize is the length of a secret in bytes, and of the seed of Ed25519.
const secretSize = ed25519.SeedSize

// Secret is the key of the hashes that stand for documents, reporters and
// source rows. It is made once and lies in a file that only the owner may
// read, beside the database and not in it, so that a copy of the database does
// not carry it. Whoever loses it can no longer recognise known rows: back it up
// apart.
func Secret(dir string) ([]byte, error) { return ownKey(dir, "secret.key") }

// AuditKey signs the heads of the audit trail. It is made once and lies beside
// the database as Secret does. Heads that it signed are checked with its public
// half, which belongs where the heads are kept.
func AuditKey(dir string) (ed25519.PrivateKey, error) {
	seed, err := ownKey(dir, "audit.key")
	if err != nil {
		return nil, err
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// ownKey reads a file of secretSize random bytes, and makes it when there is
// none.
func ownKey(dir, name string) ([]byte, error) {
	path := filepath.Join(dir, name)
	b, err := readSecret(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("secret: %w", err)
	}
	if err := makeSecret(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("secret: %w", err)
	}
	return readSecret(path) // ours, or that of a process that was faster
}

func readSecret(path string) ([]byte, error) {
	b, err := readOwn(path)
	if err != nil {
		return nil, fmt.Errorf("secret: %w", err)
	}
	if len(b) != secretSize {
		return nil, fmt.Errorf("secret %s: %d bytes, want %d: %w", path, len(b), secretSize, ErrCorrupt)
	}
	return b, nil
}

func makeSecret(path string) error {
	b := make([]byte, secretSize)
	if _, err := rand.Read(b); err != nil {
		return err
	}
	return writeOnce(path, b)
}
