package disclose

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
)

// MostNoise is the most by which a shown count differs from the true one.
const MostNoise = 3

// noiseTable says for how many of the 256 cell keys a count gets the noise -3
// to 3. It is symmetric, so the noise has the mean 0; its variance is 708/256.
func noiseTable() [2*MostNoise + 1]int { return [...]int{20, 32, 46, 60, 46, 32, 20} }

// Keys makes record keys under one secret. It is not for several goroutines.
type Keys struct{ mac hash.Hash }

// NewKeys makes keys that only who has the secret can repeat.
func NewKeys(secret []byte) *Keys { return &Keys{hmac.New(sha256.New, secret)} }

// Record is the key of one record or person of a kind: the first byte of
// HMAC-SHA256(secret, kind 0 id). The key of a table cell is the sum of the keys
// of all that it counts, modulo 256: too short to know a person by, and the same
// whatever the order.
func (k *Keys) Record(kind, id string) byte {
	k.mac.Reset()
	_, _ = k.mac.Write([]byte(kind + "\x00" + id)) // a hash never fails
	return k.mac.Sum(nil)[0]
}

// Noise looks up what is added to a count with a cell key. Nothing is added to
// nobody.
func Noise(count int, key byte) int {
	if count < 1 {
		return 0
	}
	left := int(key)
	for e, n := range noiseTable() {
		if left -= n; left < 0 {
			return e - MostNoise
		}
	}
	return MostNoise
}
