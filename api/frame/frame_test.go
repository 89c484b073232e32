package frame_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"timpora/api/frame"
)

func folder(body string) fstest.MapFS {
	return fstest.MapFS{"halo.html": {Data: []byte(`{{define "body"}}` + body + `{{end}}`)}}
}

func words() frame.Words {
	return frame.Words{"halo": {"Halo, %s", "Hello, %s"}, "judul": {"Judul", "Title"}}
}

func write(t *testing.T, path, accept, body string, p frame.Page) (*httptest.ResponseRecorder, error) {
	t.Helper()
	set, err := frame.New(folder(body), words())
	if err != nil {
		t.Fatal(err)
	}
	r, w := httptest.NewRequest("GET", path, nil), httptest.NewRecorder()
	r.Header.Set("Accept-Language", accept)
	return w, set.Write(w, r, 200, "halo.html", p)
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ path, accept, lang, text, link string }{
		{"/a", "", "id", "Halo, Made", "/b"}, {"/a", "en", "en", "Hello, Made", "/b"}, {"/a?lang=en", "id", "en", "Hello, Made", "/b?lang=en"},
		{"/a?lang=fr", "fr", "id", "Halo, Made", "/b"}, {"/a?x=1&lang=id", "en", "id", "Halo, Made", "/b?lang=id"},
	} {
		w, err := write(t, c.path, c.accept, `{{.T "halo" .Data}} {{.Link "/b"}}`, frame.Page{Title: "judul", Data: "Made"})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`<html lang="` + c.lang + `"`, c.text + " " + c.link + "\n"} {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s with %q: no %q in %s", c.path, c.accept, want, w.Body)
			}
		}
	}
}

func TestPageIsEscapedAndNotStored(t *testing.T) {
	w, err := write(t, "/a", "", `{{.Data}}{{.Hidden}}`, frame.Page{Title: "judul", User: "<i>", Form: `"><i>`, Data: "<i>"})
	if err != nil || strings.Contains(w.Body.String(), "<i>") {
		t.Errorf("%v %s", err, w.Body)
	}
	if h := w.Header(); h.Get("Cache-Control") != "no-store" || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%v", h)
	}
}

// Files that begin with _ are parts of all pages, and no pages themselves.
func TestParts(t *testing.T) {
	with := folder(`{{template "bagian" .}}`)
	with["_bagian.html"] = &fstest.MapFile{Data: []byte(`{{define "bagian"}}<i>{{.Data}}</i>{{end}}`)}
	set, err := frame.New(with, words())
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	if err := set.Write(w, httptest.NewRequest("GET", "/a", nil), 200, "halo.html", frame.Page{Title: "judul", Data: "x"}); err != nil || !strings.Contains(w.Body.String(), "<i>x</i>") {
		t.Errorf("%v %s", err, w.Body)
	}
	if err := set.Write(w, httptest.NewRequest("GET", "/a", nil), 200, "_bagian.html", frame.Page{Title: "judul"}); err == nil {
		t.Error("a part is a page")
	}
}

// Who sees as another reads so on every page, with the way back.
func TestSeenAs(t *testing.T) {
	for as, want := range map[string]bool{"": false, "Made <b>": true} {
		w, err := write(t, "/a", "en", "", frame.Page{Title: "judul", User: "Ayu", As: as})
		if err != nil || strings.Contains(w.Body.String(), "<bdi>Made &lt;b&gt;</bdi>") != want || strings.Contains(w.Body.String(), `action="/kelola/kembali"`) != want {
			t.Errorf("as %q: %v %s", as, err, w.Body)
		}
	}
}

func TestMissingWordsFail(t *testing.T) {
	for _, body := range []string{`{{.T "tidak ada"}}`, `{{.Tidak}}`} {
		if w, err := write(t, "/a", "", body, frame.Page{Title: "judul"}); err == nil || w.Body.Len() > 0 {
			t.Errorf("%s: %v, %d bytes were sent", body, err, w.Body.Len())
		}
	}
	if _, err := frame.New(fstest.MapFS{"x.html": {Data: []byte("{{")}}, nil); err == nil {
		t.Error("a broken template was taken")
	}
}

func TestStyle(t *testing.T) {
	h, err := frame.Style()
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h(w, httptest.NewRequest("GET", frame.StylePath, nil))
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") || !strings.Contains(w.Body.String(), "min-height: 44px") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func ExampleSet_Write() {
	set, err := frame.New(folder(`<p>{{.T "halo" .Data}}</p>`), words())
	if err != nil {
		fmt.Println(err)
		return
	}
	w := httptest.NewRecorder()
	if err := set.Write(w, httptest.NewRequest("GET", "/halo?lang=en", nil), 200, "halo.html", frame.Page{Title: "judul", Data: "Made"}); err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range strings.Split(w.Body.String(), "\n") {
		if strings.Contains(line, "Hello") {
			fmt.Println(line)
		}
	}
	// Output: <p>Hello, Made</p>
}
