package frame

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"timpora/api/answer"
)

//go:embed frame.html frame.css
var files embed.FS

// StylePath is where the stylesheet is served.
const StylePath = "/masuk.css"

// policy lets a page do nothing but show itself and send its forms home.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Set is a folder of templates in the frame. Each file defines "body".
type Set struct {
	pages map[string]*template.Template
	words []Words
}

// New reads the templates *.html of a folder; those that begin with _ are parts of
// all others. Words beside those of the frame come first.
func New(folder fs.FS, words Words) (*Set, error) {
	around, err := template.ParseFS(files, "frame.html")
	if err != nil {
		return nil, fmt.Errorf("frame: %w", err)
	}
	names, err := fs.Glob(folder, "*.html")
	if err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	part := func(name string) bool { return strings.HasPrefix(path.Base(name), "_") }
	parts := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !part(name) })
	s := &Set{pages: map[string]*template.Template{}, words: []Words{words, vocabulary()}}
	for _, name := range slices.DeleteFunc(names, part) {
		t, err := around.Clone()
		if err == nil {
			t, err = t.ParseFS(folder, append([]string{name}, parts...)...)
		}
		if err != nil {
			return nil, fmt.Errorf("page %s: %w", name, err)
		}
		s.pages[path.Base(name)] = t
	}
	return s, nil
}

// Write sends a page. Nothing is written where it does not render.
func (s *Set) Write(w http.ResponseWriter, r *http.Request, status int, name string, p Page) error {
	t, ok := s.pages[name]
	if !ok {
		return fmt.Errorf("page %s: %w", name, fs.ErrNotExist)
	}
	asked := r.URL.Query().Get("lang")
	p.lang, p.asked, p.path, p.words = Lang(r), asked == "id" || asked == "en", r.URL.RequestURI(), s.words
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "frame.html", &p); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", p.lang)
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language, Cookie")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(out.Bytes()) // a client that left is not our error
	}
	return nil
}

// Style answers with the stylesheet.
func Style() (http.HandlerFunc, error) {
	text, err := files.ReadFile("frame.css")
	if err != nil {
		return nil, err
	}
	body := answer.NewBody("text/css; charset=utf-8", text)
	return func(w http.ResponseWriter, r *http.Request) {
		_ = body.Send(w, r) // plain text is not compressed with an error
	}, nil
}

func vocabulary() Words {
	return Words{
		"map":     {"Peta", "Map"},
		"account": {"Akun", "Account"},
		"signin":  {"Masuk", "Sign in"},
		"signout": {"Keluar", "Sign out"},
		"manage":  {"Kelola", "Manage"},
		"skip":    {"Langsung ke isi", "Skip to content"},
		"other":   {"English", "Bahasa Indonesia"},
		"credit":  {"TIM PORA · Kantor Imigrasi Singaraja", "TIM PORA · Singaraja Immigration Office"},
		"problem": {"Ada yang perlu diperbaiki", "Something needs correcting"},

		"seen-as":   {"Anda melihat sebagai", "You are seeing as"},
		"seen-only": {"Hanya melihat: tidak ada yang dapat diubah.", "Seeing only: nothing can be changed."},
		"see-back":  {"Kembali ke akun saya", "Back to my account"},
	}
}
