package cql2

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenQuoted // a name in double quotes
	tokenNumber
	tokenString
	tokenSign // an operator or punctuation
)

type token struct {
	kind tokenKind
	text string // a name as written, a string without quotes, a sign
	num  float64
	pos  int
	end  int
}

// is reports whether the token is a keyword, in any case.
func (t token) is(word string) bool {
	return t.kind == tokenName && strings.EqualFold(t.text, word)
}

func (t token) sign(s string) bool { return t.kind == tokenSign && t.text == s }

func (t token) shown(src string) string {
	if t.kind == tokenEnd {
		return "the end"
	}
	return strconv.Quote(src[t.pos:t.end])
}

// scan reads the token at or after pos.
func scan(src string, pos int) (token, error) {
	for pos < len(src) {
		r, n := utf8.DecodeRuneInString(src[pos:])
		if !unicode.IsSpace(r) {
			break
		}
		pos += n
	}
	if pos >= len(src) {
		return token{pos: len(src), end: len(src)}, nil
	}
	r, _ := utf8.DecodeRuneInString(src[pos:])
	switch {
	case r == '\'':
		return scanString(src, pos)
	case r == '"':
		return scanQuoted(src, pos)
	case r >= '0' && r <= '9' || r == '.' && pos+1 < len(src) && src[pos+1] >= '0' && src[pos+1] <= '9':
		return scanNumber(src, pos)
	case nameStart(r):
		return scanName(src, pos), nil
	}
	for _, s := range []string{"<>", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/", "%", "^"} {
		if strings.HasPrefix(src[pos:], s) {
			return token{kind: tokenSign, text: s, pos: pos, end: pos + len(s)}, nil
		}
	}
	return token{}, fail(pos, "a name, a literal or an operator", strconv.Quote(string(r)))
}

func nameStart(r rune) bool {
	return r == '_' || r == ':' || (unicode.IsLetter(r) && r != utf8.RuneError)
}

func scanName(src string, pos int) token {
	end := pos
	for end < len(src) {
		r, n := utf8.DecodeRuneInString(src[end:])
		if !nameStart(r) && !unicode.IsDigit(r) && r != '.' && !unicode.Is(unicode.Mn, r) {
			break
		}
		end += n
	}
	return token{kind: tokenName, text: src[pos:end], pos: pos, end: end}
}

func scanNumber(src string, pos int) (token, error) {
	end := pos
	for end < len(src) {
		c := src[end]
		signed := (c == '+' || c == '-') && (src[end-1] == 'e' || src[end-1] == 'E') && end > pos
		if (c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E' && !signed {
			break
		}
		end++
	}
	v, err := strconv.ParseFloat(src[pos:end], 64)
	if err != nil {
		return token{}, fail(pos, "a number", strconv.Quote(src[pos:end]))
	}
	return token{kind: tokenNumber, num: v, text: src[pos:end], pos: pos, end: end}, nil
}

// scanString reads a text; a quote in it is doubled or has a backslash before.
func scanString(src string, pos int) (token, error) {
	var b strings.Builder
	for i := pos + 1; i < len(src); i++ {
		switch {
		case src[i] == '\\' && i+1 < len(src) && src[i+1] == '\'':
			i++
			b.WriteByte('\'')
		case src[i] != '\'':
			b.WriteByte(src[i])
		case i+1 < len(src) && src[i+1] == '\'':
			i++
			b.WriteByte('\'')
		default:
			return token{kind: tokenString, text: b.String(), pos: pos, end: i + 1}, nil
		}
	}
	return token{}, fail(len(src), "a closing '", "the end")
}

func scanQuoted(src string, pos int) (token, error) {
	var b strings.Builder
	for i := pos + 1; i < len(src); i++ {
		switch {
		case src[i] != '"':
			b.WriteByte(src[i])
		case i+1 < len(src) && src[i+1] == '"':
			i++
			b.WriteByte('"')
		default:
			return token{kind: tokenQuoted, text: b.String(), pos: pos, end: i + 1}, nil
		}
	}
	return token{}, fail(len(src), `a closing "`, "the end")
}
