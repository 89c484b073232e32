package signin

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// The cookies. Over an encrypted way their names begin with __Host-, so that no
// other host and no unencrypted answer can set them. A plain way is only good
// between a client and a server on one machine, where clients differ in whether they
// give Secure cookies back (Chromium 156, curl 7.88 and Go 1.26 do, Python 3.11 does
// not), so that the names are others and Secure is missing.
const (
	sessionCookie = "timpora"
	formCookie    = "timpora-formulir" // binds a form to a browser that has not signed in
	deviceCookie  = "timpora-kenal"    // says that a user signed in here before
	oidcCookie    = "timpora-oidc"     // holds a flow, sealed
)

const secretBytes = 32 // of a session, a token or a form

// newSecret is 256 random bits as 43 characters, and their id.
func newSecret() (value, id string) {
	b := make([]byte, secretBytes)
	_, _ = rand.Read(b) // never fails
	value = base64.RawURLEncoding.EncodeToString(b)
	return value, hashed(value)
}

// hashed is what is stored of a secret.
func hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// wholeSecret reports whether a text is what newSecret makes.
func wholeSecret(s string) bool {
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	return err == nil && len(b) == secretBytes
}

// cookieName is the name on the way that the request came; "" where no cookie may
// be set, since others could read it.
func (s *Service) cookieName(r *http.Request, base string) string {
	switch {
	case s.o.Secure(r):
		return "__Host-" + base
	case s.local(r):
		return strings.Replace(base, "timpora", "timpora-local", 1)
	}
	return ""
}

// local reports whether browser and server are on one machine, and the address in
// the browser says so.
func (s *Service) local(r *http.Request) bool {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return s.o.Address(r).IsLoopback() && (host == "localhost" || err == nil && addr.IsLoopback())
}

// setCookie gives the browser a cookie for some seconds; 0 is until it is closed,
// less than 0 takes the cookie away.
func (s *Service) setCookie(w http.ResponseWriter, r *http.Request, base, value string, seconds int) {
	name := s.cookieName(r, base)
	if name == "" {
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: seconds, Secure: strings.HasPrefix(name, "__Host-"),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, // Strict would not come along from an identity provider
	})
}

// cookies are all values that a request gives for a name, as they stand: unlike
// net/http, nothing is left out for being malformed.
func (s *Service) cookies(r *http.Request, base string) (values []string) {
	name := s.cookieName(r, base)
	if name == "" {
		return nil
	}
	for _, line := range r.Header["Cookie"] {
		for line != "" {
			var part string
			part, line, _ = strings.Cut(line, ";")
			if k, v, _ := strings.Cut(strings.TrimSpace(part), "="); k == name {
				values = append(values, v)
			}
		}
	}
	return values
}

// cookie is the one value of a name, "" for none or several.
func (s *Service) cookie(r *http.Request, base string) string {
	if v := s.cookies(r, base); len(v) == 1 {
		return v[0]
	}
	return ""
}

// replaceCookie lets the rest of a request see the cookie that its answer sets.
func (s *Service) replaceCookie(r *http.Request, base, value string) {
	name := s.cookieName(r, base)
	all := r.Cookies()
	r.Header.Del("Cookie")
	for _, c := range all {
		if c.Name != name {
			r.AddCookie(c)
		}
	}
	r.AddCookie(&http.Cookie{Name: name, Value: value})
}

// Network is what is kept of the address that sent a request: 24 bits of IPv4, 48 of
// IPv6.
func (s *Service) Network(r *http.Request) string {
	a := s.o.Address(r)
	bits := 48
	if a.Is4() {
		bits = 24
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return ""
	}
	return p.Masked().String()
}
