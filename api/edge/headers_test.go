package edge_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"timpora/api/edge"
)

func TestHeadersOfEveryAnswer(t *testing.T) {
	_, w := through(t, nil, "203.0.113.9:1")
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin", "Content-Security-Policy": edge.Policy, "Strict-Transport-Security": "",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if !strings.Contains(w.Header().Get("Permissions-Policy"), "camera=()") {
		t.Errorf("Permissions-Policy: %q", w.Header().Get("Permissions-Policy"))
	}
}

func TestPolicyAllowsNothingInlineAndNoFrame(t *testing.T) {
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "worker-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
		if !strings.Contains(edge.Policy+";", want+";") {
			t.Errorf("missing %s", want)
		}
	}
	for _, bad := range []string{"unsafe", "http:", "https:", "*"} {
		if strings.Contains(edge.Policy, bad) {
			t.Errorf("%q in %s", bad, edge.Policy)
		}
	}
}

func TestHSTSOverTLSAlone(t *testing.T) {
	const year = "max-age=31536000; includeSubDomains"
	server := httptest.NewTLSServer(edge.Wrap(http.NotFoundHandler(), nil))
	defer server.Close()
	res, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if got := res.Header.Get("Strict-Transport-Security"); got != year {
		t.Errorf("over TLS: %q", got)
	}
	for name, c := range map[string]struct{ peer, proto, want string }{
		"a proxy that speaks TLS":          {"10.0.0.5:80", "https", year},
		"a proxy that does not":            {"10.0.0.5:80", "http", ""},
		"a stranger who says that he does": {"203.0.113.9:80", "https", ""},
	} {
		_, w := through(t, nets("10.0.0.0/8"), c.peer, "X-Forwarded-Proto", c.proto)
		if got := w.Header().Get("Strict-Transport-Security"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestRedirect(t *testing.T) {
	owns := func(host string) bool { return host == "peta.example" || host == "::1" }
	for name, c := range map[string]struct {
		port, host, want string
		status           int
	}{
		"ours":            {"443", "peta.example", "https://peta.example/a%2Fb?q=1", 308},
		"its port":        {"8443", "peta.example:80", "https://peta.example:8443/a%2Fb?q=1", 308},
		"version 6":       {"443", "[::1]:80", "https://[::1]/a%2Fb?q=1", 308},
		"version 6, port": {"8443", "[::1]", "https://[::1]:8443/a%2Fb?q=1", 308},
		"another's":       {"443", "evil.example", "", 421},
		"no host":         {"443", "peta.example/..", "", 421},
	} {
		r := httptest.NewRequest(http.MethodGet, "/a%2Fb?q=1", nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		edge.Redirect(owns, c.port).ServeHTTP(w, r)
		if w.Code != c.status || w.Header().Get("Location") != c.want {
			t.Errorf("%s: %d %q", name, w.Code, w.Header().Get("Location"))
		}
	}
}
