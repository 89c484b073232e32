package edge_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"timpora/api/edge"
)

func nets(list ...string) (out []netip.Prefix) {
	for _, s := range list {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// seen is what a handler behind the edge sees of a request.
type seen struct{ remote, scheme, host string }

func through(t *testing.T, trusted []netip.Prefix, peer string, header ...string) (seen, *httptest.ResponseRecorder) {
	t.Helper()
	var got seen
	h := edge.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got = seen{r.RemoteAddr, edge.Scheme(r), r.Host}
		for name := range r.Header {
			if name != "Accept" {
				t.Errorf("%s reaches the handler", name)
			}
		}
	}), trusted)
	r := httptest.NewRequest(http.MethodGet, "http://peta.example/x", nil)
	r.RemoteAddr = peer
	r.Header.Set("Accept", "*/*")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return got, w
}

func TestForwardedHeadersOnlyFromKnownProxies(t *testing.T) {
	proxy := nets("10.0.0.0/8", "fd00::/8")
	for name, c := range map[string]struct {
		peer   string
		header []string
		want   seen
	}{
		"nobody forwards":             {"203.0.113.9:4000", nil, seen{"203.0.113.9:4000", "http", "peta.example"}},
		"a stranger pretends":         {"203.0.113.9:4000", []string{"X-Forwarded-For", "1.1.1.1", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example", "Forwarded", "for=1.1.1.1;proto=https;host=evil.example", "X-Real-Ip", "1.1.1.1", "X-Http-Method-Override", "DELETE", "X-Original-Url", "/admin"}, seen{"203.0.113.9:4000", "http", "peta.example"}},
		"the proxy speaks":            {"10.0.0.5:80", []string{"X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "peta.go.example"}, seen{"203.0.113.9:0", "https", "peta.go.example"}},
		"the client wrote before":     {"10.0.0.5:80", []string{"X-Forwarded-For", "1.1.1.1, 203.0.113.9"}, seen{"203.0.113.9:0", "http", "peta.example"}},
		"in a header of its own":      {"10.0.0.5:80", []string{"X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "203.0.113.9"}, seen{"203.0.113.9:0", "http", "peta.example"}},
		"two proxies":                 {"10.0.0.5:80", []string{"X-Forwarded-For", "1.1.1.1, 203.0.113.9, 10.0.0.7"}, seen{"203.0.113.9:0", "http", "peta.example"}},
		"the client claims a proxy's": {"10.0.0.5:80", []string{"X-Forwarded-For", "10.9.9.9, 203.0.113.9"}, seen{"203.0.113.9:0", "http", "peta.example"}},
		"proxies only":                {"10.0.0.5:80", []string{"X-Forwarded-For", "10.0.0.8, 10.0.0.7"}, seen{"10.0.0.8:0", "http", "peta.example"}},
		"no address":                  {"10.0.0.5:80", []string{"X-Forwarded-For", "1.1.1.1, unknown"}, seen{"10.0.0.5:0", "http", "peta.example"}},
		"with a port":                 {"10.0.0.5:80", []string{"X-Forwarded-For", "203.0.113.9:5123"}, seen{"203.0.113.9:0", "http", "peta.example"}},
		"version 6":                   {"[fd00::1]:80", []string{"X-Forwarded-For", "2001:db8::7"}, seen{"[2001:db8::7]:0", "http", "peta.example"}},
		"4 in 6":                      {"[::ffff:10.0.0.5]:80", []string{"X-Forwarded-For", "::ffff:203.0.113.9"}, seen{"203.0.113.9:0", "http", "peta.example"}},
		"Forwarded":                   {"10.0.0.5:80", []string{"Forwarded", `for=1.1.1.1, for=203.0.113.9;proto=https;host="peta.go.example", for=10.0.0.7;proto=http`}, seen{"203.0.113.9:0", "https", "peta.go.example"}},
		"Forwarded, quoted":           {"10.0.0.5:80", []string{"Forwarded", `For="[2001:db8::7]:4711";Proto=HTTPS`}, seen{"[2001:db8::7]:0", "https", "peta.example"}},
		"a comma in quotes":           {"10.0.0.5:80", []string{"Forwarded", `for="1.1.1.1, for=2.2.2.2", for=203.0.113.9`}, seen{"203.0.113.9:0", "http", "peta.example"}},
		"Forwarded, hidden":           {"10.0.0.5:80", []string{"Forwarded", `for=_secret;proto=https`}, seen{"10.0.0.5:0", "https", "peta.example"}},
		"both agree":                  {"10.0.0.5:80", []string{"X-Forwarded-For", "203.0.113.9", "Forwarded", "for=203.0.113.9;proto=https"}, seen{"203.0.113.9:0", "https", "peta.example"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got, w := through(t, proxy, c.peer, c.header...); got != c.want || w.Code != http.StatusOK {
				t.Errorf("%d: the handler sees %+v, want %+v", w.Code, got, c.want)
			}
		})
	}
}

func TestContradictingProxyHeadersAreRefused(t *testing.T) {
	for name, header := range map[string][]string{
		"two clients":   {"X-Forwarded-For", "203.0.113.9", "Forwarded", "for=1.1.1.1"},
		"no scheme":     {"X-Forwarded-Proto", "javascript"},
		"no host":       {"X-Forwarded-Host", "evil.example/<script>"},
		"host by other": {"Forwarded", `for=203.0.113.9;host="a b"`},
	} {
		if got, w := through(t, nets("10.0.0.0/8"), "10.0.0.5:80", header...); w.Code != http.StatusBadRequest || got != (seen{}) {
			t.Errorf("%s: %d, the handler sees %+v", name, w.Code, got)
		}
	}
}

func TestRealIP(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = "10.0.0.5:80"
	r.Header.Set("X-Forwarded-For", "1.1.1.1, 203.0.113.9")
	if got := edge.RealIP(nets("10.0.0.5/32"))(r); got != netip.MustParseAddr("203.0.113.9") {
		t.Errorf("by the proxy: %v", got)
	}
	if got := edge.RealIP(nil)(r); got != netip.MustParseAddr("10.0.0.5") {
		t.Errorf("without proxies: %v", got)
	}
	r.RemoteAddr = "@"
	if got := edge.RealIP(nets("0.0.0.0/1"))(r); got.IsValid() {
		t.Errorf("a peer without an address: %v", got)
	}
}

func FuzzForwarded(f *testing.F) {
	f.Add("1.1.1.1, 203.0.113.9", `for="[2001:db8::7]:4711";proto=https;host="a\"b"`, "https", "peta.example:443")
	f.Fuzz(func(t *testing.T, plain, standard, proto, host string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = "10.0.0.5:80"
		r.Header = http.Header{"X-Forwarded-For": {plain}, "Forwarded": {standard}, "X-Forwarded-Proto": {proto}, "X-Forwarded-Host": {host}}
		edge.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if _, err := netip.ParseAddrPort(r.RemoteAddr); err != nil || (edge.Scheme(r) != "http" && edge.Scheme(r) != "https") {
				t.Errorf("%q %q", r.RemoteAddr, edge.Scheme(r))
			}
		}), nets("10.0.0.0/8")).ServeHTTP(httptest.NewRecorder(), r)
	})
}
