package admin

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"timpora/api/frame"
)

// wrong is what is wrong with a field: the key of a word, and what fills it.
type wrong struct {
	key  string
	with []any
}

// In says it in the language of a page.
func (w *wrong) In(p *frame.Page) (string, error) { return p.T(w.key, w.with...) }

// faults are what is wrong with a form, by field.
type faults map[string]*wrong

// set adds what is wrong with a field, unless something is already.
func (f faults) set(field, key string, with ...any) {
	if _, ok := f[field]; !ok {
		f[field] = &wrong{key, with}
	}
}

// text reads a line of at most so many characters that print.
func (f faults) text(field, value string, most int) string {
	value = strings.TrimSpace(value)
	odd := strings.ContainsFunc(value, func(c rune) bool { return !unicode.IsPrint(c) || c == utf8.RuneError })
	switch n := utf8.RuneCountInString(value); {
	case n > most:
		f.set(field, "too-long", n, most)
	case odd:
		f.set(field, "odd-text")
	}
	return value
}
