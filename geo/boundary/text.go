package boundary

import (
	"encoding/json"
	"slices"
	"unicode"
	"unicode/utf8"
)

// mostKeys of one object bounds the search for doubled ones.
const mostKeys = 1000

// sound refuses what encoding/json lets pass: bytes that are no UTF-8, which
// it would replace, and objects that have a key twice, of which it would keep
// the last. raw is well-formed JSON.
func sound(raw []byte) error {
	if !utf8.Valid(raw) {
		return fault("encoding", "")
	}
	var open [][]string // keys of each open object; nil for an array
	atKey := false
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '{':
			open, atKey = append(open, []string{}), true
		case '[':
			open, atKey = append(open, nil), false
		case '}', ']':
			open = open[:len(open)-1]
		case ',':
			atKey = len(open) > 0 && open[len(open)-1] != nil
		case '"':
			end := stringEnd(raw, i)
			if atKey {
				keys := &open[len(open)-1]
				var key string
				if err := json.Unmarshal(raw[i:end], &key); err != nil {
					return err
				}
				if slices.Contains(*keys, key) {
					return fault("json_twice", key)
				}
				if len(*keys) == mostKeys {
					return beyond("keys", mostKeys)
				}
				*keys, atKey = append(*keys, key), false
			}
			i = end - 1
		}
	}
	return nil
}

// stringEnd is the place after the closing quote of the string that begins at
// start.
func stringEnd(raw []byte, start int) int {
	i := start + 1
	for raw[i] != '"' {
		if raw[i] == '\\' {
			i++
		}
		i++
	}
	return i + 1
}

// readable refuses names with letters that cannot be seen, that turn the
// direction of writing, or that only look like Latin ones.
func readable(name string) error {
	for _, r := range name {
		if !unicode.IsPrint(r) || unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return fault("name_letter", name)
		}
	}
	return nil
}
