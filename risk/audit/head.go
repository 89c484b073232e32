package audit

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"time"
)

var (
	// ErrSignature reports a head whose signature is not that of its content.
	ErrSignature = errors.New("the signature does not fit")
	// ErrKey reports a head that was signed with none of the given keys.
	ErrKey = errors.New("signed with an unknown key")
)

// Head is a signed statement that the chain had an entry with a hash.
type Head struct {
	V         int       `json:"v"` // 1
	Seq       int64     `json:"seq"`
	Hash      Hash      `json:"hash"`
	At        time.Time `json:"at"`        // UTC, to the microsecond
	Key       string    `json:"key"`       // KeyID of who signed
	Signature []byte    `json:"signature"` // Ed25519
}

// KeyID is the beginning of the SHA-256 of a public key, in hexadecimal.
func KeyID(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:8])
}

// message is what is signed: five lines.
func (h Head) message() []byte {
	return fmt.Appendf(nil, "timpora audit head %d\n%d\n%s\n%s\n%s\n", h.V, h.Seq, h.Hash, h.At.UTC().Format(time.RFC3339Nano), h.Key)
}

// Signed is a head for an entry, signed.
func Signed(seq int64, hash Hash, at time.Time, key ed25519.PrivateKey) Head {
	h := Head{V: 1, Seq: seq, Hash: hash, At: at.UTC().Truncate(time.Microsecond), Key: KeyID(key.Public().(ed25519.PublicKey))}
	h.Signature = ed25519.Sign(key, h.message())
	return h
}

// Check is nil when one of the keys signed the head, otherwise ErrKey or
// ErrSignature.
func (h Head) Check(keys ...ed25519.PublicKey) error {
	for _, k := range keys {
		if KeyID(k) != h.Key {
			continue
		}
		if h.V == 1 && ed25519.Verify(k, h.message(), h.Signature) {
			return nil
		}
		return fmt.Errorf("head of entry %d: %w", h.Seq, ErrSignature)
	}
	return fmt.Errorf("head of entry %d: %w %.40q", h.Seq, ErrKey, h.Key)
}

// ParseHead reads the JSON of one head.
func ParseHead(text []byte) (Head, error) {
	var h Head
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&h); err != nil {
		return h, fmt.Errorf("audit head: %w", err)
	}
	if dec.More() || h.Seq < 0 {
		return h, errors.New("audit head: more than one, or a number below 0")
	}
	return h, nil
}

// PublicPEM is a public key as PEM, which other programs read.
func PublicPEM(key ed25519.PublicKey) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil, fmt.Errorf("audit key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}

// ParsePublic reads the public keys of a PEM text, of which there is at least
// one.
func ParsePublic(text []byte) ([]ed25519.PublicKey, error) {
	var keys []ed25519.PublicKey
	for {
		block, rest := pem.Decode(text)
		if block == nil {
			break
		}
		parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
		key, ok := parsed.(ed25519.PublicKey)
		if err != nil || !ok {
			return nil, fmt.Errorf("audit key: block %q is no public key of Ed25519", block.Type)
		}
		keys, text = append(keys, key), rest
	}
	if len(keys) == 0 {
		return nil, errors.New("audit key: no PEM block")
	}
	return keys, nil
}
