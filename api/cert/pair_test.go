package cert_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"timpora/api/cert"
)

func noon() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }

// pair is a certificate that signs itself, with its key, in PEM.
type pair struct{ cert, key []byte }

func makePair(t *testing.T, serial int64, from, until time.Time, names ...string) pair {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "test"}, NotBefore: from, NotAfter: until, DNSNames: names,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pair{
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}),
	}
}

// write puts a pair where a server would find it.
func (p pair) write(t *testing.T, dir string, mode os.FileMode) (certFile, keyFile string) {
	t.Helper()
	certFile, keyFile = filepath.Join(dir, "a.crt"), filepath.Join(dir, "a.key")
	for name, body := range map[string][]byte{certFile: p.cert, keyFile: p.key} {
		if err := os.WriteFile(name, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(keyFile, mode); err != nil {
		t.Fatal(err)
	}
	return certFile, keyFile
}

func TestPairsThatAreRefused(t *testing.T) {
	good := makePair(t, 1, noon().Add(-time.Hour), noon().Add(time.Hour), "peta.example")
	other := makePair(t, 2, noon().Add(-time.Hour), noon().Add(time.Hour), "peta.example")
	for name, c := range map[string]struct {
		pair pair
		mode os.FileMode
		code string
		says string
	}{
		"good":             {good, 0o600, "", ""},
		"read by a group":  {good, 0o640, "", ""},
		"of another":       {pair{good.cert, other.key}, 0o600, "mismatch", "bukan pasangan"},
		"past":             {makePair(t, 3, noon().Add(-2*time.Hour), noon().Add(-time.Hour), "a.b"), 0o600, "expired", "2026-11-24T11:00:00Z"},
		"to come":          {makePair(t, 4, noon().Add(time.Hour), noon().Add(2*time.Hour), "a.b"), 0o600, "early", "periksa jam"},
		"read by all":      {good, 0o644, "open_key", "chmod 600"},
		"written by group": {good, 0o660, "open_key", "chmod 600"},
		"no certificate":   {pair{[]byte("hello"), good.key}, 0o600, "unreadable", "tidak terbaca"},
		"no key":           {pair{good.cert, nil}, 0o600, "unreadable", "tidak terbaca"},
	} {
		certFile, keyFile := c.pair.write(t, t.TempDir(), c.mode)
		_, err := cert.OpenPair(certFile, keyFile, noon, slog.New(slog.DiscardHandler))
		var refused *cert.Error
		if (c.code == "") != (err == nil) || (err != nil && (!errors.As(err, &refused) || refused.Code != c.code || !strings.Contains(cert.Text(refused, "id"), c.says))) {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
		if err != nil && strings.Contains(err.Error(), "PRIVATE KEY") {
			t.Errorf("%s: the error shows the key: %v", name, err)
		}
	}
	var missing *cert.Error
	if _, err := cert.OpenPair("nowhere.crt", "nowhere.key", noon, nil); !errors.As(err, &missing) || missing.Code != "unreadable" || missing.File != "nowhere.crt" {
		t.Errorf("missing files: %v", err)
	}
}

// serial is that of the certificate that a server shows now.
func serial(t *testing.T, p *cert.Pair) int64 {
	t.Helper()
	c, err := p.Config().GetCertificate(&tls.ClientHelloInfo{})
	if err != nil {
		t.Fatal(err)
	}
	return c.Leaf.SerialNumber.Int64()
}

func TestPairIsReadAgainWhenItChanges(t *testing.T) {
	dir, now := t.TempDir(), noon()
	var log bytes.Buffer
	certFile, keyFile := makePair(t, 1, noon().Add(-time.Hour), noon().Add(time.Hour), "peta.example").write(t, dir, 0o600)
	p, err := cert.OpenPair(certFile, keyFile, func() time.Time { return now }, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if !p.Owns("peta.example") || p.Owns("evil.example") || !p.Owns("127.0.0.1") {
		t.Error("the names of the certificate are not those that it is for")
	}
	makePair(t, 22, noon().Add(-time.Hour), noon().Add(48*time.Hour), "peta.example", "baru.example").write(t, dir, 0o600)
	if got := serial(t, p); got != 1 {
		t.Errorf("looked at once: %d", got)
	}
	now = now.Add(time.Minute)
	if got := serial(t, p); got != 22 || !p.Owns("baru.example") {
		t.Errorf("shows %d, want 22", got)
	}
	if err := os.WriteFile(certFile, []byte("half a fi"), 0o600); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Minute)
	if got := serial(t, p); got != 22 || !strings.Contains(log.String(), "not used") {
		t.Errorf("a broken change: shows %d, log %s", got, &log)
	}
}

func TestTLSOfAPair(t *testing.T) {
	made := makePair(t, 1, time.Now().Add(-time.Hour), time.Now().Add(time.Hour), "peta.example")
	certFile, keyFile := made.write(t, t.TempDir(), 0o600)
	p, err := cert.OpenPair(certFile, keyFile, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(made.cert)
	checkTLS(t, p.Config(), roots, "peta.example")
}

// checkTLS shakes hands in every version and with every cipher that Go knows:
// nothing below 1.2 and no cipher that Go calls insecure is agreed on.
func checkTLS(t *testing.T, config *tls.Config, roots *x509.CertPool, name string) {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", config)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { _ = c.(*tls.Conn).Handshake(); _ = c.Close() }()
		}
	}()
	try := func(c *tls.Config) (tls.ConnectionState, error) {
		c.RootCAs, c.ServerName = roots, name
		conn, err := tls.Dial("tcp", l.Addr().String(), c)
		if err != nil {
			return tls.ConnectionState{}, err
		}
		defer conn.Close()
		return conn.ConnectionState(), nil
	}
	for _, version := range []uint16{tls.VersionTLS10, tls.VersionTLS11, tls.VersionTLS12, tls.VersionTLS13} {
		_, err := try(&tls.Config{MinVersion: version, MaxVersion: version})
		if taken := err == nil; taken != (version >= tls.VersionTLS12) {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
	}
	for _, suite := range tls.InsecureCipherSuites() {
		if _, err := try(&tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{suite.ID}}); err == nil {
			t.Errorf("%s is agreed on", suite.Name)
		}
	}
	state, err := try(&tls.Config{NextProtos: []string{"h2", "http/1.1"}})
	if err != nil || state.NegotiatedProtocol != "h2" || state.Version != tls.VersionTLS13 {
		t.Errorf("by default: %v %s %s", err, state.NegotiatedProtocol, tls.VersionName(state.Version))
	}
}
