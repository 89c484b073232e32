package data

import (
	"bytes"
	"crypto/cipher"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// ringForm begins every value that a key of the ring sealed:
// v1.KEY.NONCE-AND-SEALED in base64.
const ringForm = "v1."

// Keyring is the keys that seal personal data: AES-256-GCM, one of them current.
// They lie in the file keys.json that only the owner may read, beside the
// database and never in it. Whoever loses it can no longer read what it sealed,
// also not in backups: back it up apart. It is safe for concurrent use, and
// notices when another process added a key.
type Keyring struct {
	path string
	mu   sync.Mutex
	read os.FileInfo // of the file as it was last read
	file keyFile
	aead map[string]cipher.AEAD // also of keys that left the file since
}

// Key is one key of the ring, without its bytes.
type Key struct {
	ID      string    `json:"id"`
	MadeAt  time.Time `json:"made_at"`
	Current bool      `json:"current"` // seals what is new
}

// NewKeyring is the ring in a folder. It reads nothing yet.
func NewKeyring(dir string) *Keyring {
	return &Keyring{path: filepath.Join(dir, "keys.json"), aead: map[string]cipher.AEAD{}}
}

// ringBeside is the ring in the folder of a database file.
func ringBeside(file string) *Keyring { return NewKeyring(filepath.Dir(file)) }

// Create makes the ring with its first key, unless there is one.
func (k *Keyring) Create() error {
	_, err := os.Stat(k.path)
	if err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(k.path), 0o700); err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	b, err := keyFile{}.with(newKeyID(), time.Now()).encode()
	if err != nil {
		return err
	}
	if err := writeOnce(k.path, b); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("keys: %w", err)
	}
	return nil
}

// Keys are the keys of the file, the oldest first.
func (k *Keyring) Keys() ([]Key, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.refresh(); err != nil {
		return nil, err
	}
	return k.file.list(), nil
}

// Seal encrypts with the current key. The value opens only with the same words
// about it, such as users.totp:ID, so that it cannot be moved to another place.
func (k *Keyring) Seal(plain []byte, about string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.refresh(); err != nil {
		return nil, err
	}
	id := k.file.Current
	return []byte(ringForm + id + "." + enclose(k.aead[id], plain, about)), nil
}

// Open decrypts what Seal made. A value that was changed, or that was sealed for
// another place, is ErrCorrupt; one whose key is not in the ring ErrNoKey.
func (k *Keyring) Open(sealed []byte, about string) ([]byte, error) {
	id, body, ok := splitSealed(string(sealed))
	if !ok {
		return nil, fmt.Errorf("%w: value of %q is not sealed", ErrCorrupt, about)
	}
	a, err := k.key(id)
	if err != nil {
		return nil, err
	}
	return reveal(a, body, about)
}

// splitSealed is the key and the rest of a value of the ring.
func splitSealed(sealed string) (id, body string, ok bool) {
	rest, ok := strings.CutPrefix(sealed, ringForm)
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, ".")
}

// key is a key by its id; the file is read again when it is unknown.
func (k *Keyring) key(id string) (cipher.AEAD, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if a, ok := k.aead[id]; ok {
		return a, nil
	}
	if err := k.refresh(); err != nil {
		return nil, err
	}
	if a, ok := k.aead[id]; ok {
		return a, nil
	}
	return nil, fmt.Errorf("%w: key %q is not in %s", ErrNoKey, id, k.path)
}

// refresh reads the file when it is another than before.
func (k *Keyring) refresh() error {
	st, err := os.Stat(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s is missing; put it back from its backup", ErrNoKey, k.path)
	}
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	if k.read != nil && os.SameFile(st, k.read) && st.ModTime().Equal(k.read.ModTime()) && st.Size() == k.read.Size() {
		return nil
	}
	b, err := readOwn(k.path)
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	f, err := decodeKeys(b)
	if err != nil {
		return fmt.Errorf("%s: %w", k.path, err)
	}
	for _, one := range f.Keys {
		if k.aead[one.ID], err = gcm(one.Key); err != nil {
			return fmt.Errorf("%s: %w", k.path, err)
		}
	}
	k.file, k.read = f, st
	return nil
}

// change writes the file anew. Callers hold the lock.
func (k *Keyring) change(f func(keyFile) keyFile) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.refresh(); err != nil {
		return err
	}
	b, err := f(k.file).encode()
	if err != nil {
		return err
	}
	was, err := os.ReadFile(k.path)
	if err != nil || bytes.Equal(was, b) {
		return err
	}
	if err := writeOver(k.path, b); err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	return k.refresh()
}

// lock keeps other processes from changing the ring until it is closed.
func (k *Keyring) lock() (*os.File, error) {
	f, err := lockFile(filepath.Dir(k.path), "keys.lock")
	if err != nil {
		return nil, fmt.Errorf("keys are being turned over: %w", err)
	}
	return f, nil
}

// renew adds a key, which becomes the current one.
func (k *Keyring) renew() error {
	return k.change(func(f keyFile) keyFile { return f.with(newKeyID(), time.Now()) })
}

// retire takes every key but the current one out of the file.
func (k *Keyring) retire() error { return k.change(keyFile.currentOnly) }

func newKeyID() string { return "k" + hex.EncodeToString(newKey()[:6]) }
