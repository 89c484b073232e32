package data

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"fmt"
)

// keySize is the length of an AES-256 key in bytes.
const keySize = 32

// newKey is a key of random bytes.
func newKey() []byte {
	b := make([]byte, keySize)
	rand.Read(b) //nolint:errcheck // never fails; the program ends without randomness
	return b
}

func gcm(key []byte) (cipher.AEAD, error) {
	if len(key) != keySize {
		return nil, fmt.Errorf("%w: key of %d bytes, want %d", ErrCorrupt, len(key), keySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block) // 96 bits, in front of the sealed bytes
}

// enclose seals text for one place, and only that place opens it.
func enclose(a cipher.AEAD, plain []byte, about string) string {
	return base64.RawURLEncoding.EncodeToString(a.Seal(nil, nil, plain, []byte(about)))
}

// reveal opens what enclose sealed for the same place.
func reveal(a cipher.AEAD, sealed, about string) ([]byte, error) {
	b, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return nil, fmt.Errorf("%w: sealed value of %q: %w", ErrCorrupt, about, err)
	}
	plain, err := a.Open(nil, nil, b, []byte(about))
	if err != nil {
		return nil, fmt.Errorf("%w: sealed value of %q was changed or belongs elsewhere", ErrCorrupt, about)
	}
	return plain, nil
}

// about names the place of a value: its table, column and row.
func about(table, column, id string) string { return table + "." + column + ":" + id }
