package main

import (
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"google.golang.org/protobuf/encoding/protowire"
)

// The form that clients expect: pixels an em, pixels around a letter, pixels over
// which the field runs, the share of it that lies inside the outline, and where
// the baseline lies below the top of a line, which clients take for centring.
const (
	em       = 24
	buffer   = 3
	radius   = 8
	cutoff   = 0.25
	baseline = 26 // that of Open Sans, which MapLibre's offset of -17 is made for
)

// letter is one glyph. Width and height are pixels without the buffer, left and
// top where the field begins from the pen and the baseline, y down.
type letter struct {
	code          rune
	left, top     int
	width, height int
	advance       int
	field         []byte
}

// draw makes the letter of a code point, nil where the font has none.
func draw(f *sfnt.Font, code rune) (*letter, error) {
	var b sfnt.Buffer
	index, err := f.GlyphIndex(&b, code)
	if err != nil || index == 0 {
		return nil, err
	}
	units := fixed.I(int(f.UnitsPerEm()))
	advance, err := f.GlyphAdvance(&b, index, units, font.HintingNone)
	if err != nil {
		return nil, err
	}
	l := &letter{code: code, advance: int(math.Round(float64(advance) / float64(units) * em))}
	segments, err := f.LoadGlyph(&b, index, units, nil)
	if err != nil || len(segments) == 0 {
		return l, err // a space
	}
	l.fill(flatten(segments, em/float64(units)))
	return l, nil
}

// fill makes the field of an outline, whose edges are in pixels from the pen.
func (l *letter) fill(edges []edge) {
	west, north, east, south := bounds(edges)
	l.left, l.top = int(math.Floor(west)), int(math.Floor(north))
	l.width, l.height = int(math.Ceil(east))-l.left, int(math.Ceil(south))-l.top
	for y := range l.height + 2*buffer {
		for x := range l.width + 2*buffer {
			at := point{float64(l.left+x-buffer) + 0.5, float64(l.top+y-buffer) + 0.5}
			v := math.Round(255 - float64(255*(signedDistance(edges, at)/radius+cutoff)))
			l.field = append(l.field, byte(min(max(v, 0), 255)))
		}
	}
}

// encode writes the message glyph of Mapbox's glyphs.proto.
func (l *letter) encode() []byte {
	var out []byte
	number := func(field protowire.Number, v uint64) {
		out = protowire.AppendVarint(protowire.AppendTag(out, field, protowire.VarintType), v)
	}
	number(1, uint64(l.code))
	if l.field != nil {
		out = protowire.AppendBytes(protowire.AppendTag(out, 2, protowire.BytesType), l.field)
	}
	number(3, uint64(l.width))
	number(4, uint64(l.height))
	number(5, protowire.EncodeZigZag(int64(l.left)))
	number(6, protowire.EncodeZigZag(int64(-l.top-baseline)))
	number(7, uint64(l.advance))
	return out
}
