package api_test

import (
	"encoding/json"
	"net/http"
	"testing"
)

func TestLettersOfLabels(t *testing.T) {
	s := server(false)
	const path = "/fonts/Go%20Regular/0-255.pbf"
	plain, zipped := get(t, s, "GET", path, ""), get(t, s, "GET", path, "", "Accept-Encoding", "gzip")
	if plain.Code != 200 || plain.Header().Get("Content-Type") != "application/x-protobuf" || plain.Header().Get("Content-Encoding") != "" || plain.Body.Len() < 80_000 {
		t.Errorf("plain: %d %v, %d bytes", plain.Code, plain.Header(), plain.Body.Len())
	}
	if zipped.Header().Get("Content-Encoding") != "gzip" || zipped.Body.Len() >= plain.Body.Len() {
		t.Errorf("gzip: %v, %d bytes", zipped.Header(), zipped.Body.Len())
	}
	tag := zipped.Header().Get("ETag")
	if again := get(t, s, "GET", path, "", "Accept-Encoding", "gzip", "If-None-Match", tag); tag == "" || again.Code != http.StatusNotModified {
		t.Errorf("revalidation of %q gives %d", tag, again.Code)
	}
	empty := get(t, s, "GET", "/fonts/Go%20Bold/19968-20223.pbf", "")
	if empty.Code != 200 || empty.Body.Len() == 0 || empty.Body.Len() > 50 {
		t.Errorf("a range without letters: %d, %d bytes", empty.Code, empty.Body.Len())
	}
	for path, status := range map[string]int{
		"/fonts/Open%20Sans/0-255.pbf": 404, "/fonts/Go%20Bold/0-255": 404, "/fonts/Go%20Bold/1-256.pbf": 404, "/fonts/Go%20Bold/65536-65791.pbf": 404,
		"/fonts/Go%20Bold/0-255.pbf?v=1": 400, "/fonts/..%2Ffonts/LICENSE": 404,
	} {
		w := get(t, s, "GET", path, "")
		var p struct{ Code string }
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != status || p.Code == "" {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}
