package signin

import (
	"encoding/base64"
	"net/http"
	"strings"

	"timpora/api/password"
)

// way is how a credential came.
type way int

const (
	bySession way = iota
	byHeader
	byPath
)

// credential is what a request shows, before it is known whether it holds.
type credential struct {
	way   way
	id    string // hash of the secret
	sound bool   // it has the form of one: otherwise its hash is nobody's
}

// longestSecret bounds the work for what a stranger sends, in bytes.
const longestSecret = 256

// shown reads the credential of a request; false for none. A header goes before a
// cookie: whoever sends one says what to be taken for.
func (s *Service) shown(r *http.Request) (credential, bool) {
	if lines := r.Header["Authorization"]; len(lines) > 0 {
		return tokenCredential(byHeader, fromHeader(lines[0]), len(lines) == 1), true
	}
	values := s.cookies(r, sessionCookie)
	if len(values) == 0 {
		return credential{}, false
	}
	return newCredential(bySession, values[0], hashed(clipped(values[0])), len(values) == 1 && wholeSecret(values[0])), true
}

func tokenCredential(w way, secret string, single bool) credential {
	hash, sound := password.TokenHash(secret)
	return newCredential(w, secret, hash, sound && single)
}

// newCredential is one with the hash of its secret. One without the right form gets
// a hash that nothing stored can have, so that it is looked up like any other.
func newCredential(w way, secret, hash string, sound bool) credential {
	nobodys := hashed("unsound " + clipped(secret))
	if !sound {
		hash = nobodys
	}
	return credential{w, hash, sound}
}

func clipped(secret string) string { return secret[:min(len(secret), longestSecret)] }

// fromHeader takes the token out of an Authorization header: Bearer, or Basic with
// any name and the token as password. Others give what is no token.
func fromHeader(line string) string {
	scheme, rest, _ := strings.Cut(line, " ")
	rest = strings.Trim(rest, " ")
	switch strings.ToLower(scheme) {
	case "bearer":
		return rest
	case "basic":
		plain, err := base64.StdEncoding.DecodeString(rest)
		if _, secret, ok := strings.Cut(string(plain), ":"); err == nil && ok {
			return secret
		}
	}
	return ""
}
