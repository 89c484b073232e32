package edge_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"timpora/api/edge"
)

// What the edge adds to a request, alone and behind a proxy.
func BenchmarkWrap(b *testing.B) {
	at := &url.URL{Path: "/"}
	h := edge.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), nets("10.0.0.0/8"))
	for name, header := range map[string]http.Header{
		"direct": {}, "proxied": {"X-Forwarded-For": {"1.1.1.1, 203.0.113.9"}, "X-Forwarded-Proto": {"https"}},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := &http.Request{Method: "GET", Host: "peta.example", RequestURI: "/", RemoteAddr: "10.0.0.5:80", Header: header.Clone(), URL: at}
				h.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}
