package answer_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"timpora/api/answer"
)

func TestMedia(t *testing.T) {
	offers := [][]string{{"application/geo+json", "application/json"}, {"text/html", "application/xhtml+xml"}}
	for header, want := range map[string]int{
		"": 0, "*/*": 0, "text/html": 1, "application/json": 0, "text/*;q=0.5, application/*;q=0.4": 1, "text/html;q=0.1, */*;q=0.2": 0,
		"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": 1, "image/png": -1, "application/geo+json;q=0, */*;q=0.1": 0,
		"application/json;q=0, application/geo+json;q=0, */*": 1, "text/html;q=much": -1, "TEXT/HTML": 1,
	} {
		if got := answer.Media(header, offers); got != want {
			t.Errorf("%q: %d, want %d", header, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	for header, want := range map[string]string{
		"": "id", "en": "en", "en-US,en;q=0.9": "en", "fr, en;q=0.1": "en", "id;q=0.2, en;q=0.8": "en", "de": "id", "en;q=0": "id", "ID": "id",
	} {
		if got := answer.Language(header, "id", "en"); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
}

func send(b *answer.Body, method string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/", nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	if err := b.Send(w, r); err != nil {
		w.Code = http.StatusInternalServerError
	}
	return w
}

func plain(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var r io.Reader = w.Body
	var err error
	switch w.Header().Get("Content-Encoding") {
	case "gzip":
		r, err = gzip.NewReader(w.Body)
	case "zstd":
		r, err = zstd.NewReader(w.Body)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCodingsAndValidators(t *testing.T) {
	text := strings.Repeat("desa ", 1000)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	tags := map[string]string{}
	for name, b := range map[string]*answer.Body{"plain": answer.NewBody("text/plain", []byte(text)), "packed": answer.NewPackedBody("text/plain", map[string][]byte{"gzip": packed.Bytes()}, `"t"`)} {
		for _, c := range []struct{ accept, coding string }{
			{"", ""}, {"gzip", "gzip"}, {"zstd", "zstd"}, {"gzip;q=0, identity", ""}, {"br", ""}, {"gzip;q=0.5, zstd;q=0.1", "gzip"}, {"identity, gzip;q=0.5", ""}, {"zstd;q=0, *", "gzip"}, {"gzip;q=0, *", ""}, {"ZSTD", "zstd"}, {"zstd;q=much", ""},
		} {
			w := send(b, "GET", "Accept-Encoding", c.accept)
			if got := w.Header().Get("Content-Encoding"); got != c.coding || plain(t, w) != text {
				t.Errorf("%s %q: coding %q, want %q", name, c.accept, got, c.coding)
			}
			tag := w.Header().Get("ETag")
			if was, ok := tags[name+tag]; ok && was != c.coding {
				t.Errorf("%s: codings %q and %q share the tag %s", name, was, c.coding, tag)
			}
			tags[name+tag] = c.coding
			again := send(b, "GET", "Accept-Encoding", c.accept, "If-None-Match", `"x", `+tag)
			if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
				t.Errorf("%s %q: revalidation gives %d", name, c.accept, again.Code)
			}
			head := send(b, "HEAD", "Accept-Encoding", c.accept)
			if head.Body.Len() != 0 || head.Header().Get("Content-Length") != w.Header().Get("Content-Length") {
				t.Errorf("%s %q: HEAD differs", name, c.accept)
			}
		}
	}
	weak := answer.NewWeakBody("text/plain", []byte("x"), "abc")
	if w := send(weak, "GET", "If-None-Match", `W/"abc"`); w.Code != http.StatusNotModified {
		t.Errorf("weak: %d", w.Code)
	}
	if w := send(answer.NewPackedBody("x", map[string][]byte{"gzip": []byte("no gzip")}, `"t"`), "GET"); w.Code != http.StatusInternalServerError {
		t.Errorf("a body that is no gzip: %d", w.Code)
	}
}

func TestOrigins(t *testing.T) {
	own := answer.Origins{"https://mitra.example"}
	for _, c := range []struct {
		origins     answer.Origins
		method      string
		origin, let string
		done        bool
	}{
		{nil, "GET", "https://mitra.example", "", false}, {own, "GET", "https://mitra.example", "https://mitra.example", false},
		{own, "GET", "https://mitra.example.evil", "", false}, {own, "GET", "", "", false}, {own, "OPTIONS", "https://mitra.example", "https://mitra.example", true},
		{own, "OPTIONS", "https://evil.example", "", false},
	} {
		r := httptest.NewRequest(c.method, "/", nil)
		r.Header.Set("Origin", c.origin)
		r.Header.Set("Access-Control-Request-Method", "GET")
		w := httptest.NewRecorder()
		if done := c.origins.Let(w, r); done != c.done || w.Header().Get("Access-Control-Allow-Origin") != c.let {
			t.Errorf("%v %s %q: done %v, let %q", c.origins, c.method, c.origin, done, w.Header().Get("Access-Control-Allow-Origin"))
		}
	}
	for s, ok := range map[string]bool{"https://a.id": true, "http://a:8080": true, "*": false, "a.id": false, "https://a.id/": false, "https://u@a": false, "ftp://a": false} {
		if answer.ValidOrigin(s) != ok {
			t.Errorf("%q: %v", s, !ok)
		}
	}
}
