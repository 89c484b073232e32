package edge

import (
	"net/netip"
	"strings"
)

// list are the members of a header that may be repeated.
func list(values []string) []string { return strings.Split(strings.Join(values, ","), ",") }

func last(values []string) string {
	all := list(values)
	return strings.TrimSpace(all[len(all)-1])
}

// address reads an address with or without a port or brackets.
func address(s string) (netip.Addr, bool) {
	s = strings.TrimSpace(s)
	if ap, err := netip.ParseAddrPort(s); err == nil {
		return ap.Addr().Unmap().WithZone(""), true
	}
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	return a.Unmap().WithZone(""), err == nil
}

// elements reads a Forwarded header: names in lower case, quotes undone. What is
// malformed gives an element that names nobody.
func elements(s string) (out []map[string]string) {
	for _, element := range split(s, ',') {
		pairs := map[string]string{}
		for _, pair := range split(element, ';') {
			name, value, _ := strings.Cut(pair, "=")
			name = strings.ToLower(strings.TrimSpace(name))
			if _, twice := pairs[name]; twice {
				pairs = nil // two readers could take either
				break
			}
			pairs[name] = unquoted(strings.TrimSpace(value))
		}
		out = append(out, pairs)
	}
	return out
}

// split cuts at a separator outside quotes.
func split(s string, at byte) (out []string) {
	from, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case quoted && s[i] == '\\':
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == at && !quoted:
			out, from = append(out, s[from:i]), i+1
		}
	}
	return append(out, s[from:])
}

// unquoted undoes the quotes of a quoted string.
func unquoted(s string) string {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return s
	}
	var b strings.Builder
	for i := 1; i < len(s)-1; i++ {
		if s[i] == '\\' && i < len(s)-2 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
