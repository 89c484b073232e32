package edge

import (
	"context"
	"net/http"
	"net/netip"
	"slices"

	"timpora/api/answer"
)

// MostTarget is the longest path with query, in bytes.
const MostTarget = 16 << 10

type schemeKey struct{}

// Wrap puts the edge before a handler. trusted are the proxies whose forwarded
// headers are believed; nil believes nobody.
func Wrap(next http.Handler, trusted []netip.Prefix) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said, err := proxies(trusted).read(r)
		scheme := said.schemeOr(r)
		setHeaders(w.Header(), scheme)
		if err != nil {
			refuse(w, r, http.StatusBadRequest, "forwarded_invalid", "the proxy's forwarded headers are malformed or contradict each other")
			return
		}
		if len(r.TransferEncoding) > 0 {
			w.Header().Set("Connection", "close") // framing watches no request after it
		}
		strip(r.Header)
		r = r.WithContext(context.WithValue(r.Context(), schemeKey{}, scheme))
		r.RemoteAddr = said.remote(r.RemoteAddr)
		if said.host != "" {
			r.Host = said.host
		}
		if status, code, detail := wrong(r); status != 0 {
			refuse(w, r, status, code, detail)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// wrong says what is wrong with a request, status 0 for nothing.
func wrong(r *http.Request) (status int, code, detail string) {
	switch {
	case !slices.Contains(methods(), r.Method):
		return http.StatusMethodNotAllowed, "method_not_allowed", ""
	case len(r.RequestURI) > MostTarget:
		return http.StatusRequestURITooLong, "target_too_long", "the path with its query is longer than 16 KiB"
	case !validHost(r.Host):
		return http.StatusBadRequest, "host_invalid", "Host is no name or address with a port"
	case r.URL.Scheme != "" && r.URL.Scheme != "http" && r.URL.Scheme != "https":
		return http.StatusBadRequest, "target_invalid", "this is no proxy"
	}
	return 0, "", ""
}

// methods are those that any handler may take: no TRACE, TRACK or CONNECT.
func methods() []string {
	return []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
}

func refuse(w http.ResponseWriter, r *http.Request, status int, code, detail string) {
	answer.NewProblem(status, code, detail).Write(w, r)
}

// Scheme is https where the client speaks TLS to this program or to a trusted
// proxy, else http.
func Scheme(r *http.Request) string {
	if s, ok := r.Context().Value(schemeKey{}).(string); ok {
		return s
	}
	return said{}.schemeOr(r)
}

// Secure reports whether the client's way here is encrypted.
func Secure(r *http.Request) bool { return Scheme(r) == "https" }

// Base is scheme://host as the client asked, the beginning of absolute links.
func Base(r *http.Request) string { return Scheme(r) + "://" + r.Host }

// validHost reports whether a text is a name or address with or without a port:
// it goes into links.
func validHost(s string) bool {
	if s == "" || len(s) > 260 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
		if !letter && c != '.' && c != '-' && c != '_' && c != ':' && c != '[' && c != ']' {
			return false
		}
	}
	return true
}
