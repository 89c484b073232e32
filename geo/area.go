package geo

import (
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"
)

// ErrAreaCode reports text that is no Kemendagri area code.
var ErrAreaCode = errors.New("not an area code")

// AreaCode is a Kemendagri code in dotted form: "51.08" a kabupaten,
// "51.08.04" a kecamatan, "51.08.04.2003" a desa or kelurahan. Codes compare
// as strings; an upper unit is a prefix of its members.
type AreaCode string

// Level says how far down an area lies.
type Level string

// The levels of an area code.
const (
	LevelKabupaten Level = "kabupaten"
	LevelKecamatan Level = "kecamatan"
	LevelDesa      Level = "desa"
)

// ParseAreaCode reads a code with or without dots ("51.08.04.2003",
// "5108042003", "5108", "510804").
func ParseAreaCode(s string) (AreaCode, error) {
	bare := strings.ReplaceAll(strings.TrimSpace(s), ".", "")
	for _, r := range bare {
		if r < '0' || r > '9' {
			return "", fmt.Errorf("%q: %w", s, ErrAreaCode)
		}
	}
	var c AreaCode
	switch len(bare) {
	case 4:
		c = AreaCode(bare[:2] + "." + bare[2:])
	case 6:
		c = AreaCode(bare[:2] + "." + bare[2:4] + "." + bare[4:])
	case 10:
		c = AreaCode(bare[:2] + "." + bare[2:4] + "." + bare[4:6] + "." + bare[6:])
	default:
		return "", fmt.Errorf("%q has %d digits, want 4, 6 or 10: %w", s, len(bare), ErrAreaCode)
	}
	if t := strings.TrimSpace(s); t != bare && t != string(c) {
		return "", fmt.Errorf("%q: dots out of place: %w", s, ErrAreaCode)
	}
	return c, nil
}

// Level is the level of a well-formed code, "" for any other.
func (c AreaCode) Level() Level {
	switch len(c) {
	case 5:
		return LevelKabupaten
	case 8:
		return LevelKecamatan
	case 13:
		return LevelDesa
	}
	return ""
}

// Kabupaten is the code of the kabupaten that holds the area, "" if the code
// is shorter.
func (c AreaCode) Kabupaten() AreaCode { return c.cut(5) }

// Kecamatan is the code of the kecamatan that holds the area, "" if the code
// is shorter.
func (c AreaCode) Kecamatan() AreaCode { return c.cut(8) }

// Within reports whether c is the area u or lies inside it.
func (c AreaCode) Within(u AreaCode) bool {
	return c == u || u == "" || strings.HasPrefix(string(c), string(u)+".")
}

func (c AreaCode) cut(n int) AreaCode {
	if len(c) < n {
		return ""
	}
	return c[:n]
}

// Area is one unit of a boundary set with its outline.
type Area struct {
	Code     AreaCode
	Name     string
	Kind     string // "desa", "kelurahan", "kecamatan" or "kabupaten"
	Geometry orb.MultiPolygon
}
