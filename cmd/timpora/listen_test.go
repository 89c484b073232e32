package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// The rule of listening, and what else is refused before anything is opened.
func TestListeningBeyondLoopbackIsRefusedUnlessEncrypted(t *testing.T) {
	for line, want := range map[string]string{
		"--addr 0.0.0.0:0":                   "tambahkan --tls-cert BERKAS --tls-key BERKAS, atau --acme DOMAIN, atau --proxy CIDR",
		"--addr :0":                          "terjangkau dari luar",
		"--addr [::]:0":                      "terjangkau dari luar",
		"--addr example.go.id:0":             "terjangkau dari luar",
		"--addr 192.0.2.1:0 --lang en":       "add --tls-cert FILE --tls-key FILE, or --acme DOMAIN, or --proxy CIDR",
		"--addr 8080":                        "want HOST:PORT",
		"--addr 0.0.0.0:0 --proxy 0.0.0.0/0": "memercayai semua orang",
		"--addr 0.0.0.0:0 --proxy nginx":     "bukan jaringan",
		"--tls-cert a.pem":                   "selalu berdua",
		"--tls-cert a.pem --tls-key b.pem --acme peta.go.id": "pilih",
		"--redirect-addr :80":                                "memerlukan --tls-cert",
		"--metrics 0.0.0.0:9090":                             "hanya loopback",
		"--metrics 9090":                                     "want HOST:PORT",
		"--base-url peta.go.id":                              "want scheme://host",
		"--insecure --addr 0.0.0.0:0":                        "unknown flag",
	} {
		dir := t.TempDir()
		var out, errs bytes.Buffer
		code := run(t.Context(), append([]string{"serve", "--data", dir}, strings.Fields(line)...), &out, &errs)
		if code != exitUsage || !strings.Contains(errs.String(), want) {
			t.Errorf("%s: exit %d, %s", line, code, &errs)
		}
		if list, _ := os.ReadDir(dir); len(list) != 0 {
			t.Errorf("%s: wrote %v", line, list)
		}
	}
	for line, addr := range map[string]listenFlags{
		"loopback":          {addr: "127.0.0.1:0"},
		"by name":           {addr: "localhost:0"},
		"version 6":         {addr: "[::1]:0"},
		"behind a proxy":    {addr: "0.0.0.0:0", proxyText: []string{"10.0.0.5", "fd00::/8"}},
		"with files":        {addr: "0.0.0.0:0", certFile: "a", keyFile: "b", redirect: ":0"},
		"with an authority": {addr: ":0", acme: []string{"peta.example.go.id"}},
	} {
		if err := addr.check(&app{}); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// lines collects what the program prints and tells of each line.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
	more chan struct{}
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case l.more <- struct{}{}:
	default:
	}
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// start runs the server with a line of flags until the test ends, and gives the
// address that it prints.
func startServe(t *testing.T, dir string, flags ...string) (address string, log *lines) {
	t.Helper()
	out, log := &lines{more: make(chan struct{}, 1)}, &lines{}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() { done <- run(ctx, append([]string{"serve", "--data", dir, "--no-night"}, flags...), out, log) }()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != exitOK && code != exitInterrupted {
			t.Errorf("exit %d: %s", code, log)
		}
	})
	select {
	case <-out.more:
	case code := <-done:
		done <- code
		t.Fatalf("exit %d: %s", code, log)
	case <-time.After(2 * time.Minute):
		t.Fatalf("no address: %s", log)
	}
	return strings.TrimSpace(strings.Split(out.String(), "\n")[0]), log
}

// certified writes a certificate for example.com, 127.0.0.1 and ::1, and gives a
// client that believes it.
func certified(t *testing.T, dir string) (certFile, keyFile string, client *http.Client) {
	t.Helper()
	made := httptest.NewUnstartedServer(nil)
	made.StartTLS()
	defer made.Close()
	pair := made.TLS.Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = filepath.Join(dir, "a.crt"), filepath.Join(dir, "a.key")
	for name, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: pair.Certificate[0]}, keyFile: {Type: "PRIVATE KEY", Bytes: key}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	roots := made.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	return certFile, keyFile, &http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func ask(t *testing.T, client *http.Client, url string) (*http.Response, string) {
	t.Helper()
	res, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

// The program with everything around it: TLS and HTTP/2, the redirect, the
// figures on their own listener and nowhere else.
func TestServeOverTLSWithMetricsBeside(t *testing.T) {
	dir := t.TempDir()
	certFile, keyFile, client := certified(t, dir)
	plain, figures := freeAddress(t), freeAddress(t)
	address, _ := startServe(t, filepath.Join(dir, "data"), "--tls-cert", certFile, "--tls-key", keyFile, "--redirect-addr", plain, "--metrics", figures)
	if !strings.HasPrefix(address, "https://127.0.0.1:") {
		t.Fatalf("prints %q", address)
	}
	res, body := ask(t, client, address+"/healthz")
	if res.StatusCode != http.StatusOK || res.ProtoMajor != 2 || res.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%s %s %v %s", res.Proto, res.Status, res.Header, body)
	}
	if _, doc := ask(t, client, address+"/tiles/desa.json"); !strings.Contains(doc, address+"/tiles/desa/{z}/{x}/{y}.mvt") {
		t.Errorf("links of TileJSON: %.300s", doc)
	}
	res, _ = ask(t, client, "http://"+plain+"/gis?lang=en")
	if res.StatusCode != http.StatusPermanentRedirect || res.Header.Get("Location") != address+"/gis?lang=en" {
		t.Errorf("plain HTTP: %s %q", res.Status, res.Header.Get("Location"))
	}
	for _, path := range []string{"/metrics", "/debug/pprof/", "/debug/pprof/heap"} {
		if res, _ := ask(t, client, address+path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s of the public listener: %s", path, res.Status)
		}
	}
	ask(t, client, address+"/api/v1/areas/51.08.06")
	ask(t, client, address+"/nothing/secret-of-a-path")
	_, text := ask(t, client, "http://"+figures+"/metrics")
	for _, want := range []string{
		`timpora_requests_total{method="GET",route="/healthz",status="200"} 1`, `route="/api/v1/areas/:code",status="200"} 1`,
		"timpora_store_up 1", "timpora_tile_cache_bytes ", `timpora_request_seconds_count{route="/healthz"} 1`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the figures lack %s", want)
		}
	}
	if strings.Contains(text, "51.08.06") || strings.Contains(text, "secret-of-a-path") {
		t.Error("a label carries what a client wrote")
	}
}

func TestServeRefusesACertificateThatIsNone(t *testing.T) {
	dir := t.TempDir()
	certFile, keyFile, _ := certified(t, dir)
	if err := os.Chmod(keyFile, 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	code := run(t.Context(), []string{"serve", "--data", dir, "--tls-cert", certFile, "--tls-key", keyFile}, &out, &errs)
	if code != exitFailed || !strings.Contains(errs.String(), "chmod 600") || out.Len() != 0 {
		t.Errorf("exit %d: %s", code, &errs)
	}
}

// freeAddress is a port of loopback that nobody listened on a moment ago.
func freeAddress(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(nil)
	defer s.Close()
	return s.Listener.Addr().String()
}
