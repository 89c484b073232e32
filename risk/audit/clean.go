package audit

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timpora/geo"
)

// mostText bounds each text of an entry, in bytes: names come from outside, too.
const mostText = 500

// Clean makes an entry of what any caller gives: texts are UTF-8 without NUL,
// since no engine keeps these, and no longer than 500 bytes. What is hashed is
// then what every reader gets back.
func (e *Entry) Clean() {
	for _, s := range []*string{
		&e.Actor.ID, &e.Actor.Name, &e.Actor.As, &e.Actor.Via, &e.Actor.Network, &e.Actor.Purpose,
		&e.Event.Action, &e.Event.Object, &e.Event.Outcome,
	} {
		*s = clean(*s)
	}
	e.Event.Area = geo.AreaCode(clean(string(e.Event.Area)))
	if e.Event.Detail == nil {
		return
	}
	detail := make(map[string]string, len(e.Event.Detail)) // the caller keeps its own
	for k, v := range e.Event.Detail {
		detail[clean(k)] = clean(v)
	}
	e.Event.Detail = detail
}

func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
	if len(s) <= mostText {
		return s
	}
	end := mostText - len("…")
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// Facts is the detail of an event in one text, sorted by name.
func (e Event) Facts() string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(e.Detail)) {
		parts = append(parts, k+"="+e.Detail[k])
	}
	return strings.Join(parts, "; ")
}

// Plain is a text for people and for lines of text: what does not print, such as
// line ends, terminal controls and marks that turn the direction of writing,
// stands as \n or \u202e, and a backslash is doubled.
func Plain(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
