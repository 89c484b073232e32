package ingest

import (
	"slices"
	"strings"
	"unicode"
)

// refuseUnclean refuses values that are not what they look like: characters
// that nobody sees, letters of another script inside a word, and what a
// spreadsheet leaves in place of a value. The first two make two names look
// the same; free text and what is only hashed may hold them.
func (r *row) refuseUnclean() {
	for _, field := range r.fields {
		text := r.text(field)
		switch {
		case field == "text":
		case spreadsheetError(text):
			r.reject(field, "cell_error", "")
		case strings.HasPrefix(text, "="):
			r.reject(field, "cell_formula", "")
		case personal(field):
		case strings.ContainsFunc(text, hidden):
			r.reject(field, "character_hidden", strings.Map(visible, text))
		case mixed(text):
			r.reject(field, "character_mixed", latin(text))
		}
	}
}

func hidden(c rune) bool {
	return unicode.Is(unicode.Cf, c) || (unicode.IsControl(c) && !unicode.IsSpace(c))
}

func visible(c rune) rune {
	if hidden(c) {
		return -1
	}
	return c
}

// spreadsheetError reports whether a value is what a formula that failed shows.
func spreadsheetError(s string) bool {
	return strings.HasPrefix(s, "#") && slices.Contains([]string{"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!"}, strings.ToUpper(s))
}

// mixed reports whether a word has Latin letters beside Greek or Cyrillic ones.
func mixed(s string) bool {
	for _, word := range strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) }) {
		if strings.ContainsFunc(word, func(c rune) bool { return unicode.In(c, unicode.Greek, unicode.Cyrillic) }) &&
			strings.ContainsFunc(word, func(c rune) bool { return unicode.Is(unicode.Latin, c) }) {
			return true
		}
	}
	return false
}

// latin puts the Latin letters for those that look like them; "" when others
// remain. The pairs are from the confusables of Unicode Technical Standard 39.
func latin(s string) string {
	s = strings.NewReplacer(
		"\u0430", "a", "\u0441", "c", "\u0501", "d", "\u0435", "e", "\u04bb", "h", "\u0456", "i", "\u0458", "j", "\u043e", "o", "\u0440", "p", "\u0455", "s", "\u0445", "x", "\u0443", "y",
		"\u0410", "A", "\u0412", "B", "\u0421", "C", "\u0415", "E", "\u041d", "H", "\u0406", "I", "\u0408", "J", "\u041a", "K", "\u041c", "M", "\u041e", "O", "\u0420", "P", "\u0405", "S", "\u0422", "T", "\u0425", "X", "\u0423", "Y",
		"\u03b1", "a", "\u03b9", "i", "\u03bf", "o", "\u03c1", "p", "\u03bd", "v", "\u0391", "A", "\u0392", "B", "\u0395", "E", "\u0397", "H", "\u0399", "I", "\u039a", "K", "\u039c", "M", "\u039d", "N", "\u039f", "O", "\u03a1", "P", "\u03a4", "T", "\u03a5", "Y", "\u03a7", "X", "\u0396", "Z",
	).Replace(s)
	if mixed(s) {
		return ""
	}
	return s
}
