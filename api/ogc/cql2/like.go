package cql2

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// like matches a text with a pattern: % is any text, _ any one character, a
// backslash takes the next character as it is. The cost is at most the product
// of the lengths.
func like(s, pattern string) bool {
	i, p := 0, 0
	star, mark := -1, 0
	for i < len(s) {
		literal, size, any := one(pattern, p)
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case p < len(pattern) && pattern[p] == '%':
			star, mark = p, i
			p++
		case size > 0 && (any || literal == r):
			p += size
			i += n
		case star >= 0:
			_, step := utf8.DecodeRuneInString(s[mark:])
			mark += step
			p, i = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "%") == ""
}

// one reads the next element of a pattern: a character, or any; size 0 at the
// end and at %.
func one(pattern string, p int) (r rune, size int, any bool) {
	if p >= len(pattern) || pattern[p] == '%' {
		return 0, 0, false
	}
	if pattern[p] == '\\' && p+1 < len(pattern) {
		r, n := utf8.DecodeRuneInString(pattern[p+1:])
		return r, n + 1, false
	}
	r, n := utf8.DecodeRuneInString(pattern[p:])
	return r, n, r == '_'
}

// fold takes case or accents away: CASEI and ACCENTI.
func fold(op, s string) string {
	if op == "casei" {
		return cases.Fold().String(s)
	}
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}
