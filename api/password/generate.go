package password

import (
	"crypto/rand"
	"strings"
)

// aloud is an alphabet of 32 that can be read to somebody: no l, o, 0, 1.
const aloud = "abcdefghijkmnpqrstuvwxyz23456789"

const (
	groups    = 5
	groupSize = 5
)

// Generate is a random password of 125 bits, in groups to be read aloud, such as
// a first password that its user has to change.
func Generate() (string, error) {
	var b [groups * groupSize]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", err
	}
	var s strings.Builder
	for i, v := range b {
		if i > 0 && i%groupSize == 0 {
			s.WriteByte('-')
		}
		s.WriteByte(aloud[v%32]) // 32 divides 256: all are equally likely
	}
	return s.String(), nil
}
