package cert

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// DefaultDirectory is the ACME directory that is asked when none is named.
const DefaultDirectory = autocert.DefaultACMEDirectory

// AuthorityOptions say who issues certificates for what.
type AuthorityOptions struct {
	Domains   []string       // full names, those and no other
	Email     string         // who is told of an expiry; may be empty
	Directory string         // URL of the directory; "" is DefaultDirectory
	Cache     string         // folder of account key and certificates, made with mode 700
	Roots     *x509.CertPool // of the directory's own certificate; nil is the system's
}

// Authority shows certificates that an ACME authority issues at the first
// handshake for a name and renews 30 days before they end. It answers the
// challenges tls-alpn-01 and, behind Challenge, http-01.
type Authority struct {
	manager *autocert.Manager
	domains []string
}

// NewAuthority checks names and folder; nothing is asked of the network yet.
func NewAuthority(o AuthorityOptions) (*Authority, error) {
	for i, d := range o.Domains {
		o.Domains[i] = strings.ToLower(d)
		if !strings.Contains(d, ".") || strings.ContainsAny(d, "*/:@ ") || net.ParseIP(d) != nil {
			return nil, &Error{Code: "name", File: d}
		}
	}
	if err := private(o.Cache); err != nil {
		return nil, &Error{Code: "cache", File: o.Cache, Err: err}
	}
	client := &acme.Client{DirectoryURL: o.Directory, UserAgent: "timpora"}
	if o.Roots != nil {
		client.HTTPClient = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: o.Roots, MinVersion: tls.VersionTLS12}}}
	}
	if o.Directory == "" {
		client.DirectoryURL = DefaultDirectory
	}
	return &Authority{domains: o.Domains, manager: &autocert.Manager{
		Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(o.Cache), HostPolicy: autocert.HostWhitelist(o.Domains...),
		Email: o.Email, Client: client,
	}}, nil
}

// private makes a folder that only its owner may enter.
func private(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return os.Chmod(dir, 0o700) // #nosec G302: a folder, which needs x to be entered
}

// Config is the TLS configuration of a server.
func (a *Authority) Config() *tls.Config {
	c := a.manager.TLSConfig()
	c.MinVersion = tls.VersionTLS12
	return c
}

// Owns reports whether certificates are asked for a host.
func (a *Authority) Owns(host string) bool { return slices.Contains(a.domains, strings.ToLower(host)) }

// Challenge answers http-01 challenges, on whatever port, and hands the rest on.
func (a *Authority) Challenge(next http.Handler) http.Handler {
	h := a.manager.HTTPHandler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name, _, err := net.SplitHostPort(r.Host); err == nil {
			r.Host = name
		}
		h.ServeHTTP(w, r)
	})
}
