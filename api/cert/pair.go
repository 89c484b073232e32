package cert

import (
	"crypto/tls"
	"errors"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"
)

// look is how often the files are looked at for a change.
const look = 10 * time.Second

// Pair is a certificate with its key in two PEM files. It may be used from many
// goroutines.
type Pair struct {
	certFile, keyFile string
	now               func() time.Time
	log               *slog.Logger

	mu     sync.Mutex
	shown  *tls.Certificate
	state  [2]stamp
	looked time.Time
}

// stamp tells whether a file changed.
type stamp struct {
	at   time.Time
	size int64
}

// OpenPair reads the files and refuses, with an *Error, a pair that browsers
// would refuse or whose key is open to others. log hears of changes later.
func OpenPair(certFile, keyFile string, now func() time.Time, log *slog.Logger) (*Pair, error) {
	p := &Pair{certFile: certFile, keyFile: keyFile, now: now, log: log, looked: now()}
	var err error
	if p.state, err = p.stamps(); err != nil {
		return nil, err
	}
	p.shown, err = p.read()
	return p, err
}

// Config is the TLS configuration of a server.
func (p *Pair) Config() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return p.current(), nil },
	}
}

// Owns reports whether the certificate is for a host.
func (p *Pair) Owns(host string) bool { return p.current().Leaf.VerifyHostname(host) == nil }

// current is the pair of now. A change that cannot be used is logged, and the
// pair before goes on being shown.
func (p *Pair) current() *tls.Certificate {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := p.now(); now.Sub(p.looked) >= look || now.Before(p.looked) {
		p.looked = now
		p.renew()
	}
	return p.shown
}

func (p *Pair) renew() {
	state, err := p.stamps()
	if err == nil && state == p.state {
		return
	}
	var next *tls.Certificate
	if err == nil {
		next, err = p.read()
	}
	if err != nil {
		p.log.Error("the changed certificate is not used", "error", err)
		return
	}
	p.shown, p.state = next, state
	p.log.Info("certificate read again", "until", next.Leaf.NotAfter)
}

func (p *Pair) stamps() (out [2]stamp, err error) {
	for i, name := range []string{p.certFile, p.keyFile} {
		f, err := os.Stat(name)
		if err != nil {
			return out, &Error{Code: "unreadable", File: name, Err: err}
		}
		out[i] = stamp{f.ModTime(), f.Size()}
		if name == p.keyFile && f.Mode().Perm()&0o027 != 0 {
			return out, &Error{Code: "open_key", File: name}
		}
	}
	return out, nil
}

func (p *Pair) read() (*tls.Certificate, error) {
	c, err := tls.LoadX509KeyPair(p.certFile, p.keyFile)
	if err != nil {
		code, file := "unreadable", p.certFile
		if strings.Contains(err.Error(), "private key does not match") || strings.Contains(err.Error(), "private key type does not match") {
			code, file = "mismatch", p.keyFile
		}
		return nil, &Error{Code: code, File: file, Err: errors.Unwrap(err)}
	}
	switch now := p.now(); {
	case now.After(c.Leaf.NotAfter):
		return nil, &Error{Code: "expired", File: p.certFile, At: c.Leaf.NotAfter}
	case now.Before(c.Leaf.NotBefore):
		return nil, &Error{Code: "early", File: p.certFile, At: c.Leaf.NotBefore}
	}
	return &c, nil
}
