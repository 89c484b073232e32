package answer

import (
	"net/http"
	"slices"
	"strings"
)

// Origins are the exact origins (scheme://host[:port]) whose pages may read the
// answers. The empty list lets none in.
type Origins []string

// Let sets the headers for a cross-origin reader and reports whether the request
// was a preflight, which it has answered then.
func (o Origins) Let(w http.ResponseWriter, r *http.Request) (done bool) {
	if len(o) == 0 {
		return false
	}
	h := w.Header()
	h.Add("Vary", "Origin")
	origin := r.Header.Get("Origin")
	if origin == "" || !slices.Contains(o, origin) {
		return false
	}
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Expose-Headers", "ETag, Link, Content-Crs, OGC-NumberMatched, OGC-NumberReturned, Retry-After")
	if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
		return false
	}
	h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "Authorization, Accept, Accept-Language, If-None-Match")
	h.Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
	return true
}

// ValidOrigin reports whether a text is an origin as browsers write it.
func ValidOrigin(s string) bool {
	scheme, host, ok := strings.Cut(s, "://")
	return ok && (scheme == "https" || scheme == "http") && host != "" && !strings.ContainsAny(host, "/?#@ *,")
}
