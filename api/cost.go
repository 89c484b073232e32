package api

import (
	"net/http"
	"strings"
)

// Costly reports whether a request takes much work: a whole layer as a file, a
// page of features, a batch of points, an import, whatever writes. A token may
// stand before the path, as in /t/{token}/export.
func Costly(r *http.Request) bool {
	switch r.Method {
	case http.MethodOptions:
		return false
	case http.MethodGet, http.MethodHead:
	default:
		return true
	}
	path := r.URL.Path
	if rest, ok := strings.CutPrefix(path, "/t/"); ok {
		_, rest, _ = strings.Cut(rest, "/")
		path = "/" + rest
	}
	return strings.HasPrefix(path, "/export/") || (strings.HasPrefix(path, "/ogc/collections/") && strings.HasSuffix(path, "/items"))
}
