// Package glyph holds the letters of map labels as MapLibre asks for them: for
// each font and each range of 256 code points one protocol buffer of signed
// distance fields, 24 pixels an em. The files below fonts are made from the Go
// fonts of Bigelow & Holmes (BSD licence, beside them) by makeglyphs; its test
// makes them again and compares. They are kept gzipped.
package glyph

//go:generate go run ./makeglyphs fonts

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"
)

//go:embed fonts
var fonts embed.FS

// rangeSize is the number of code points of a range, highest the last code point
// that clients ask for.
const (
	rangeSize = 256
	highest   = 0xFFFF
)

// Stacks are the names of the fonts.
func Stacks() []string { return []string{"Go Bold", "Go Regular"} }

// File is the path of a range of a font below the folder of fonts.
func File(stack string, first int) string {
	return fmt.Sprintf("%s/%s.pbf.gz", strings.ToLower(strings.ReplaceAll(stack, " ", "")), Name(first))
}

// Name is how clients name the range that begins with a code point: 0-255.
func Name(first int) string { return fmt.Sprintf("%d-%d", first, first+rangeSize-1) }

// ParseName reads the name of a range; ok tells whether it is one that clients
// may ask for, from 0-255 to 65280-65535.
func ParseName(name string) (first int, ok bool) {
	digits, _, _ := strings.Cut(name, "-")
	first, err := strconv.Atoi(digits)
	return first, err == nil && first >= 0 && first < highest && first%rangeSize == 0 && name == Name(first)
}

// Range gives a range of a font gzipped, or nil where none is kept; known tells
// whether there is such a font.
func Range(stack string, first int) (gzip []byte, known bool) {
	if !slices.Contains(Stacks(), stack) {
		return nil, false
	}
	gzip, err := fonts.ReadFile("fonts/" + File(stack, first))
	if err != nil { // not kept
		return nil, true
	}
	return gzip, true
}

// Encode writes a range: the glyphs as they stand, each the message glyph of
// Mapbox's glyphs.proto. Without any it is a range that has no letters.
func Encode(stack string, first int, glyphs ...[]byte) []byte {
	var inner []byte
	inner = protowire.AppendTag(inner, 1, protowire.BytesType)
	inner = protowire.AppendString(inner, stack)
	inner = protowire.AppendTag(inner, 2, protowire.BytesType)
	inner = protowire.AppendString(inner, Name(first))
	for _, g := range glyphs {
		inner = protowire.AppendTag(inner, 3, protowire.BytesType)
		inner = protowire.AppendBytes(inner, g)
	}
	return protowire.AppendBytes(protowire.AppendTag(nil, 1, protowire.BytesType), inner)
}
