package edge

import (
	"net"
	"net/http"
	"strings"
	"time"
)

// Redirect sends every request to the same path over TLS. Requests for hosts
// that are not ours are refused: they would be sent to whom the client names.
// port is that of TLS; "" and 443 leave it out.
func Redirect(owns func(host string) bool, port string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w.Header(), "http")
		host := Hostname(r)
		switch {
		case !validHost(r.Host) || !owns(host):
			refuse(w, r, http.StatusMisdirectedRequest, "host_unknown", "this server is another")
			return
		case port != "" && port != "443":
			host = net.JoinHostPort(host, port)
		case strings.Contains(host, ":"):
			host = "[" + host + "]"
		}
		http.Redirect(w, r, "https://"+host+r.URL.RequestURI(), http.StatusPermanentRedirect)
	})
}

// Hostname is the host that was asked for, without port and brackets.
func Hostname(r *http.Request) string {
	if name, _, err := net.SplitHostPort(r.Host); err == nil {
		return name
	}
	return strings.Trim(r.Host, "[]")
}

// Server is an HTTP server with short limits, for listeners beside the main one.
func Server(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 2 * time.Minute,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
}
