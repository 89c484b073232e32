package frame

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"

	"timpora/api/answer"
)

// Words are texts by key: Indonesian, then English.
type Words map[string][2]string

// Page is what a template gets.
type Page struct {
	Title string // key of a word
	User  string // name of who is signed in, "" for nobody
	As    string // name of the user as whom an administrator sees, "" for none
	Admin bool   // who is signed in may manage accounts
	Form  string // token against forged requests, for Hidden
	Error string // key of a word, "" for none; announced
	Done  string // key of a word, "" for none; announced
	Data  any    // of the template's own

	lang  string
	asked bool // for the language, by the address
	path  string
	words []Words
}

// Lang is id or en.
func (p *Page) Lang() string { return p.lang }

// Other is the other language and the address of the page in it.
func (p *Page) Other() [2]string {
	other := "en"
	if p.lang == "en" {
		other = "id"
	}
	return [2]string{other, inLanguage(p.path, other)}
}

// T is a text in the page's language, filled as by fmt.
func (p *Page) T(key string, with ...any) (string, error) {
	for _, w := range p.words {
		if both, ok := w[key]; ok {
			text := both[0]
			if p.lang == "en" {
				text = both[1]
			}
			if len(with) > 0 {
				text = fmt.Sprintf(text, with...)
			}
			return text, nil
		}
	}
	return "", fmt.Errorf("no words for %q", key)
}

// Link is a path of this service that keeps the language where it was asked for.
func (p *Page) Link(path string) string {
	if !p.asked {
		return path
	}
	return inLanguage(path, p.lang)
}

// Hidden is the field that every form carries.
func (p *Page) Hidden() template.HTML {
	return template.HTML(`<input type="hidden" name="` + Field + `" value="` + template.HTMLEscapeString(p.Form) + `">`)
}

// Field is the name of the form's token.
const Field = "formulir"

// Lang is the language that a request asks for: by ?lang=, else by its header.
func Lang(r *http.Request) string {
	if l := r.URL.Query().Get("lang"); l == "id" || l == "en" {
		return l
	}
	return answer.Language(r.Header.Get("Accept-Language"), "id", "en")
}

// Keep is a path with the language that the address of a request asks for.
func Keep(r *http.Request, path string) string {
	if l := r.URL.Query().Get("lang"); l == "id" || l == "en" {
		return inLanguage(path, l)
	}
	return path
}

func inLanguage(path, lang string) string {
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	q := u.Query()
	q.Set("lang", lang)
	u.RawQuery = q.Encode()
	return u.String()
}
