package edge_test

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"timpora/api/edge"
)

// echo answers with what the server took a request for.
func echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "body", http.StatusBadRequest)
		return
	}
	fmt.Fprintf(w, "%s %s %s %q", r.Method, r.Host, r.URL.Path, body)
}

// serve is the edge on a real socket, with TLS or without.
func serve(t *testing.T, config *tls.Config) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: edge.Wrap(http.HandlerFunc(echo), nil), ReadHeaderTimeout: 5 * time.Second, MaxHeaderBytes: 64 << 10}
	go func() { _ = s.Serve(edge.Listen(l, config)) }()
	t.Cleanup(func() { _ = s.Close() })
	return l.Addr().String()
}

// raw sends bytes as they are and reads every answer until the server closes or
// as many as asked came.
func raw(t *testing.T, conn net.Conn, text string, most int) (statuses []int, bodies []string) {
	t.Helper()
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	go func() { _, _ = io.WriteString(conn, text) }()
	in := bufio.NewReader(conn)
	for len(statuses) < most {
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			break
		}
		body, _ := io.ReadAll(res.Body)
		statuses, bodies = append(statuses, res.StatusCode), append(bodies, string(body))
	}
	return statuses, bodies
}

func dial(t *testing.T, addr string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const post = "POST /a HTTP/1.1\r\nHost: x\r\n"

// Each request here has had two readers in the history of proxies. One answer
// comes, and the connection is closed: what follows is never a request.
func TestSmuggledRequestsAreRefused(t *testing.T) {
	hidden := "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
	addr := serve(t, nil)
	for name, text := range map[string]string{
		"CL and TE":              post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
		"TE and CL":              post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n",
		"TE and CL, bare lines":  "POST /a HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\nContent-Length: 4\n\n0\n\n",
		"CL, TE on a next line":  post + "Content-Length: 4\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
		"CL twice":               post + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
		"CL twice, the same":     post + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd",
		"CL as a list":           post + "Content-Length: 4, 5\r\n\r\nabcde",
		"CL with a sign":         post + "Content-Length: +4\r\n\r\nabcd",
		"CL below zero":          post + "Content-Length: -1\r\n\r\n",
		"CL in hexadecimal":      post + "Content-Length: 0x4\r\n\r\nabcd",
		"TE unknown":             post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
		"TE twice":               post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
		"TE list":                post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
		"TE with a space before": post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
		"TE in version 1.0":      "POST /a HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"chunk of no number":     post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
		"host twice":             "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
		"no host":                "GET / HTTP/1.1\r\n\r\n",
		"host with a path":       "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
		"host with a user":       "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n",
		"NUL in a header":        "GET / HTTP/1.1\r\nHost: x\r\nA: b\x00c\r\n\r\n",
		"space in a name":        "GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n",
		"version 2 in the line":  "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
		"two spaces":             "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, bodies := raw(t, dial(t, addr), text+hidden, 3)
			if len(got) != 1 || got[0] < 400 || got[0] >= 600 || strings.Contains(strings.Join(bodies, ""), "/hidden") {
				t.Errorf("%v %q", got, bodies)
			}
			if strings.Contains(name, "CL") && got[0] != http.StatusBadRequest {
				t.Errorf("%v, want 400", got)
			}
		})
	}
}

// A request in pieces, after others on one connection, is refused all the same,
// and what is well formed passes.
func TestFramingFollowsAConnection(t *testing.T) {
	addr := serve(t, nil)
	const body = "\r\n\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n" // looks like a head
	good := post + "Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body
	got, bodies := raw(t, dial(t, addr), good+good+"GET /last HTTP/1.1\r\nHost: x\r\n\r\n", 3)
	if len(got) != 3 || got[0] != 200 || got[1] != 200 || got[2] != 200 || !strings.Contains(bodies[2], "/last") {
		t.Errorf("well formed: %v %q", got, bodies)
	}
	chunked := post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
	got, bodies = raw(t, dial(t, addr), chunked+good, 2)
	if len(got) != 1 || got[0] != 200 || !strings.Contains(bodies[0], `"abc"`) {
		t.Errorf("a chunked request is the last of its connection: %v %q", got, bodies)
	}
	c := dial(t, addr)
	bad := good + post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" // no more: bytes that come after the answer may reset the connection
	if got, _ := raw(t, slow{c}, bad, 3); len(got) != 2 || got[0] != 200 || got[1] != 400 {
		t.Errorf("byte by byte: %v, want 200 then 400", got)
	}
}

// slow writes byte by byte.
type slow struct{ net.Conn }

func (s slow) Write(p []byte) (int, error) {
	for i := range p {
		if _, err := s.Conn.Write(p[i : i+1]); err != nil {
			return i, err
		}
	}
	return len(p), nil
}

func TestTraceIsOff(t *testing.T) {
	addr := serve(t, nil)
	for _, method := range []string{"TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND"} {
		target := "/"
		if method == "CONNECT" {
			target = "x:443"
		}
		got, bodies := raw(t, dial(t, addr), method+" "+target+" HTTP/1.1\r\nHost: x\r\nCookie: secret\r\nConnection: close\r\n\r\n", 1)
		if len(got) != 1 || got[0] != http.StatusMethodNotAllowed || strings.Contains(bodies[0], "secret") {
			t.Errorf("%s: %v %q", method, got, bodies)
		}
	}
}

// The authority of an absolute target is the host (RFC 9112, 3.2.2); other
// schemes make the server a proxy, which it is not.
func TestAbsoluteTargets(t *testing.T) {
	addr := serve(t, nil)
	got, bodies := raw(t, dial(t, addr), "GET http://a.example/x HTTP/1.1\r\nHost: b.example\r\nConnection: close\r\n\r\n", 1)
	if len(got) != 1 || got[0] != 200 || !strings.HasPrefix(bodies[0], "GET a.example /x") {
		t.Errorf("%v %q", got, bodies)
	}
	got, bodies = raw(t, dial(t, addr), "GET ftp://a.example/x HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n", 1)
	if len(got) != 1 || got[0] != 400 {
		t.Errorf("%v %q", got, bodies)
	}
}

func TestHeadersAndTargetsHaveLimits(t *testing.T) {
	addr := serve(t, nil)
	for text, want := range map[string]int{
		"GET / HTTP/1.1\r\nHost: x\r\nA: " + strings.Repeat("a", 80<<10) + "\r\n\r\n":                             431,
		"GET / HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("A: b\r\n", 20<<10) + "\r\n":                             431,
		"GET /" + strings.Repeat("a", edge.MostTarget) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n":      414,
		"GET /?q=" + strings.Repeat("a", edge.MostTarget-8) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n": 200,
		"GET / HTTP/1.1\r\nHost: " + strings.Repeat("a", 300) + "\r\nConnection: close\r\n\r\n":                   400,
	} {
		if got, _ := raw(t, dial(t, addr), text, 1); len(got) != 1 || got[0] != want {
			t.Errorf("%.40q of %d bytes: %v, want %d", text, len(text), got, want)
		}
	}
}

func TestTLSConnections(t *testing.T) {
	made := httptest.NewUnstartedServer(nil) // for its certificate
	made.StartTLS()
	defer made.Close()
	roots := made.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	addr := serve(t, &tls.Config{Certificates: made.TLS.Certificates, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}})
	connect := func(c *tls.Config) (net.Conn, error) {
		c.RootCAs, c.ServerName = roots, "example.com"
		return tls.Dial("tcp", addr, c)
	}
	if _, err := connect(&tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}); err == nil {
		t.Error("TLS 1.1 is taken")
	}
	c, err := connect(&tls.Config{})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := raw(t, c, post+"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 2)
	if len(got) != 1 || got[0] != 400 {
		t.Errorf("CL and TE inside TLS: %v", got)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "example.com"}, ForceAttemptHTTP2: true}}
	res, err := client.Get("https://" + addr + "/")
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.ProtoMajor != 2 || res.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%s %v", res.Proto, res.Header)
	}
	idle := dial(t, addr) // who never shakes hands holds up nobody
	defer idle.Close()
	if res, err = client.Get("https://" + addr + "/"); err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
}
