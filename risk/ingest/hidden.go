package ingest

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// refuseHidden refuses values with characters that nobody sees: marks that
// turn the direction of text, and letters of no width. They make two names
// look the same. Free text and what is only hashed may hold them.
func (r *row) refuseHidden() {
	for _, field := range slices.Sorted(maps.Keys(r.at)) {
		if !personal(field) && strings.ContainsFunc(r.text(field), hidden) {
			r.reject(field, "character_hidden", strings.Map(visible, r.text(field)))
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
