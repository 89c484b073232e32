package password

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"hash/crc32"
	"math/big"
	"strings"
)

// A token is timpora_, 32 random bytes in base 62, and a CRC-32 of those 43
// characters, which lets scanners of secrets know one without asking.
const (
	tokenPrefix = "timpora_"
	tokenBody   = 43 // base 62 of 256 bits
	tokenCheck  = 6  // base 62 of 32 bits
	tokenLength = len(tokenPrefix) + tokenBody + tokenCheck
)

// NewToken makes a token, which is shown once, and the hash that is kept.
func NewToken() (plain, hash string, err error) {
	var b [32]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", "", err
	}
	body := base62(new(big.Int).SetBytes(b[:]), tokenBody)
	plain = tokenPrefix + body + checkOf(body)
	hash, _ = TokenHash(plain)
	return plain, hash, nil
}

// TokenHash is the hash under which a token is kept: SHA-256 in hexadecimal. It
// is false for what cannot be a token, such as one cut short, whose store need
// not be asked; the cost is the same.
func TokenHash(plain string) (hash string, ok bool) {
	var b [tokenLength]byte
	copy(b[:], plain)
	sum := sha256.Sum256(b[:])
	body := string(b[len(tokenPrefix) : len(tokenPrefix)+tokenBody])
	want := tokenPrefix + body + checkOf(body)
	return hex.EncodeToString(sum[:]), len(plain) == tokenLength && subtle.ConstantTimeCompare(b[:], []byte(want)) == 1
}

func checkOf(body string) string {
	return base62(big.NewInt(int64(crc32.ChecksumIEEE([]byte(body)))), tokenCheck)
}

// base62 is a number in so many digits of 0-9 a-z A-Z.
func base62(n *big.Int, width int) string {
	text := n.Text(62)
	return strings.Repeat("0", width-len(text)) + text
}
