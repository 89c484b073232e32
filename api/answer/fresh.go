package answer

import "net/http"

// Fresh sets the validator of an answer that is written elsewhere, and reports
// whether the client has it: 304 is all that is left to say then.
func Fresh(w http.ResponseWriter, r *http.Request, etag string) bool {
	h := w.Header()
	h.Set("ETag", etag)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	h.Add("Vary", "Accept-Encoding")
	return matches(r.Header.Get("If-None-Match"), etag)
}

// TakesGzip reports whether the client takes gzip.
func TakesGzip(r *http.Request) bool {
	return coding(r.Header.Get("Accept-Encoding"), "gzip") == "gzip"
}
