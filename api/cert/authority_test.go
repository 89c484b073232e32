package cert_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"timpora/api/cert"
	"timpora/api/edge"
)

// pebble is Let's Encrypt's own test server for RFC 8555.
const pebble = "github.com/letsencrypt/pebble/v2/cmd/pebble@v2.10.1"

// authority is a running ACME server that knows one name, which leads here.
type authority struct {
	directory, roots string
	trust            *x509.CertPool // of its own address
	output           *bytes.Buffer
}

func startAuthority(t *testing.T, tlsPort, httpPort int) authority {
	t.Helper()
	dir := t.TempDir()
	get := exec.Command("go", "install", pebble)
	get.Env = append(os.Environ(), "GOBIN="+dir, "GOFLAGS=", "CGO_ENABLED=0")
	if out, err := get.CombinedOutput(); err != nil {
		t.Skipf("MISSING: %s cannot be had: %v\n%s", pebble, err, out)
	}
	own := makePair(t, 1, time.Now().Add(-time.Hour), time.Now().Add(time.Hour), "localhost")
	certFile, keyFile := own.write(t, dir, 0o600)
	api, management := freePort(t), freePort(t)
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": api, "managementListenAddress": management, "certificate": certFile, "privateKey": keyFile,
		"httpPort": httpPort, "tlsPort": tlsPort, "retryAfter": map[string]int{"authz": 1, "order": 1}, "keyAlgorithm": "ecdsa",
		"profiles": map[string]any{"default": map[string]any{"description": "default", "validityPeriod": 7776000}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "pebble.json")
	if err := os.WriteFile(file, config, 0o600); err != nil {
		t.Fatal(err)
	}
	a := authority{directory: "https://" + api + "/dir", roots: "https://" + management + "/roots/0", trust: x509.NewCertPool(), output: &bytes.Buffer{}}
	a.trust.AppendCertsFromPEM(own.cert)
	server := exec.Command(filepath.Join(dir, "pebble"), "-config", file, "-strict", "-dnsserver", nameServer(t))
	server.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "GODEBUG=")
	server.Stdout, server.Stderr = a.output, a.output
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
		if t.Failed() {
			t.Logf("the authority says:\n%s", a.output)
		}
	})
	return a
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// nameServer answers, over TCP as the authority asks, that every name is on this
// machine.
func nameServer(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { defer c.Close(); answerName(c) }()
		}
	}()
	return l.Addr().String()
}

func answerName(c net.Conn) {
	var length [2]byte
	for {
		if _, err := io.ReadFull(c, length[:]); err != nil {
			return
		}
		asked := make([]byte, binary.BigEndian.Uint16(length[:]))
		var m dnsmessage.Message
		if _, err := io.ReadFull(c, asked); err != nil || m.Unpack(asked) != nil || len(m.Questions) != 1 {
			return
		}
		m.Response, m.Authoritative, m.Additionals = true, true, nil
		if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
			m.Answers = []dnsmessage.Resource{{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1}, Body: &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
			}}
		}
		answer, err := m.Pack()
		if err != nil {
			return
		}
		if _, err := c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...)); err != nil {
			return
		}
	}
}

// issuer is the root under which the authority signs.
func (a authority) issuer(t *testing.T) *x509.CertPool {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: a.trust}}}
	for range 100 {
		res, err := client.Get(a.roots)
		if err != nil {
			time.Sleep(100 * time.Millisecond)
			continue
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(body) {
			t.Fatalf("no root in %q", body)
		}
		return pool
	}
	t.Fatal("the authority does not answer")
	return nil
}

func port(l net.Listener) int { return l.Addr().(*net.TCPAddr).Port }

// A certificate is issued by a real ACME server over each challenge, at the
// first handshake, for the names that were given and no other, and is kept.
func TestCertificatesOfAnAuthority(t *testing.T) {
	for _, challenge := range []string{"tls-alpn-01", "http-01"} {
		t.Run(challenge, func(t *testing.T) {
			secure, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			plain, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			tlsPort := port(secure)
			if challenge == "http-01" {
				tlsPort = 9 // discard: nobody is there
			}
			real := startAuthority(t, tlsPort, port(plain))
			roots := real.issuer(t)
			cache := filepath.Join(t.TempDir(), "acme")
			a, err := cert.NewAuthority(cert.AuthorityOptions{
				Domains: []string{"Peta.Timpora.Example"}, Email: "admin@timpora.example", Directory: real.directory, Cache: cache, Roots: real.trust,
			})
			if err != nil {
				t.Fatal(err)
			}
			main := edge.Server(edge.Wrap(http.NotFoundHandler(), nil))
			go func() { _ = main.Serve(edge.Listen(secure, a.Config())) }()
			beside := edge.Server(a.Challenge(edge.Redirect(a.Owns, "")))
			go func() { _ = beside.Serve(edge.Listen(plain, nil)) }()
			t.Cleanup(func() { _ = main.Close(); _ = beside.Close() })

			state, err := shake(t, secure.Addr().String(), "peta.timpora.example", roots)
			if err != nil {
				t.Fatal(err)
			}
			leaf := state.PeerCertificates[0]
			if len(leaf.DNSNames) != 1 || leaf.DNSNames[0] != "peta.timpora.example" || state.NegotiatedProtocol != "h2" {
				t.Errorf("names %v, protocol %s", leaf.DNSNames, state.NegotiatedProtocol)
			}
			again, err := shake(t, secure.Addr().String(), "peta.timpora.example", roots)
			if err != nil || again.PeerCertificates[0].SerialNumber.Cmp(leaf.SerialNumber) != 0 {
				t.Errorf("the second handshake shows another certificate: %v", err)
			}
			if _, err := shake(t, secure.Addr().String(), "evil.timpora.example", roots); err == nil {
				t.Error("a certificate for a name that is not ours")
			}
			checkCache(t, cache)
		})
	}
}

// shake agrees on TLS the way browsers do.
func shake(t *testing.T, addr, name string, roots *x509.CertPool) (tls.ConnectionState, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	d := tls.Dialer{Config: &tls.Config{RootCAs: roots, ServerName: name, NextProtos: []string{"h2", "http/1.1"}}}
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return tls.ConnectionState{}, err
	}
	defer conn.Close()
	return conn.(*tls.Conn).ConnectionState(), nil
}

// checkCache looks at modes: keys are for their owner alone.
func checkCache(t *testing.T, dir string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil || len(list) < 2 {
		t.Fatalf("%d files in the cache, want an account key and a certificate: %v", len(list), err)
	}
	folder, err := os.Stat(dir)
	if err != nil || folder.Mode().Perm() != 0o700 {
		t.Errorf("mode of the folder: %v %v", folder.Mode(), err)
	}
	for _, e := range list {
		if f, err := e.Info(); err != nil || f.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: mode %v %v", e.Name(), f.Mode(), err)
		}
	}
}

func TestDomainsThatNoAuthorityCertifies(t *testing.T) {
	for _, name := range []string{"localhost", "*.example", "https://peta.example", "10.0.0.5", "peta.example:443", "a b.example"} {
		_, err := cert.NewAuthority(cert.AuthorityOptions{Domains: []string{name}, Cache: t.TempDir()})
		var refused *cert.Error
		if !errors.As(err, &refused) || refused.Code != "name" || !strings.Contains(err.Error(), "peta.example.go.id") {
			t.Errorf("%s: %v", name, err)
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var refused *cert.Error
	if _, err := cert.NewAuthority(cert.AuthorityOptions{Domains: []string{"peta.example"}, Cache: file}); !errors.As(err, &refused) || refused.Code != "cache" {
		t.Errorf("a file as folder: %v", err)
	}
}
