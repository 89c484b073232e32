package export

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"time"
)

// element writes <name>text</name>.
func element(b []byte, name, text string) []byte {
	b = append(b, "<"+name+">"...)
	b = escaped(b, text)
	return append(b, "</"+name+">"...)
}

// escaped writes text for XML; what XML cannot hold becomes U+FFFD.
func escaped(b []byte, text string) []byte {
	plain := true
	for i := 0; i < len(text) && plain; i++ {
		c := text[i]
		plain = c >= 0x20 && c < 0x7f && c != '<' && c != '>' && c != '&' && c != '"' && c != '\''
	}
	if plain {
		return append(b, text...)
	}
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(text)) // a buffer takes everything
	return append(b, out.Bytes()...)
}

// cellText is a value as text where nothing reads formulas; truths are 0 and 1,
// as XML formats want them.
func cellText(t Type, v any) string {
	switch x := v.(type) {
	case string:
		return x
	case bool:
		if x {
			return "1"
		}
		return "0"
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case int64:
		return strconv.FormatInt(x, 10)
	case time.Time:
		return stamp(t, x)
	}
	return ""
}
