package signin

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
)

var errSealed = errors.New("sealed with another key, for another place, or damaged")

// sealer is AES-256-GCM with a random nonce before each text and the row as
// additional data.
type sealer struct{ aead cipher.AEAD }

// NewSealer makes a Sealer with AES-256-GCM and a key derived of the given one.
func NewSealer(key []byte) (Sealer, error) {
	k, err := derived(key, "seal")
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(k)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return sealer{aead}, err
}

func (s sealer) Seal(plain []byte, row string) ([]byte, error) {
	return s.aead.Seal(nil, nil, plain, []byte(row)), nil
}

func (s sealer) Open(sealed []byte, row string) ([]byte, error) {
	plain, err := s.aead.Open(nil, nil, sealed, []byte(row))
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}
