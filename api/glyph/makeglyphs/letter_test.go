package main

import (
	"bytes"
	"compress/gzip"
	"image"
	"io"
	"math"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"timpora/api/glyph"
)

// What is kept is what the fonts give, byte for byte.
func TestKeptFilesAreMadeOfTheFonts(t *testing.T) {
	for _, stack := range glyph.Stacks() {
		for _, first := range ranges() {
			want, err := encoded(stack, first)
			if err != nil {
				t.Fatal(err)
			}
			kept, _ := glyph.Range(stack, first)
			z, err := gzip.NewReader(bytes.NewReader(kept))
			if err != nil {
				t.Fatalf("%s %d: %v", stack, first, err)
			}
			if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s %d: %d bytes kept, %d made (%v); run go generate ./api/glyph", stack, first, len(got), len(want), err)
			}
		}
	}
}

// A square of 4 pixels around the origin with a hole of 2: distances by hand.
func TestSignedDistance(t *testing.T) {
	ring := func(half float64, turn bool) []edge {
		p := []point{{-half, -half}, {half, -half}, {half, half}, {-half, half}, {-half, -half}}
		var out []edge
		for i := range 4 {
			e := edge{p[i], p[i+1]}
			if turn {
				e = edge{p[i+1], p[i]}
			}
			out = append(out, e)
		}
		return out
	}
	full := ring(2, false)
	holed := append(ring(2, false), ring(1, true)...)
	doubled := append(ring(2, false), ring(1, false)...) // winds twice: still filled
	for _, c := range []struct {
		name  string
		edges []edge
		at    point
		want  float64
	}{
		{"middle", full, point{0, 0}, -2}, {"right of it", full, point{5, 0}, 3}, {"off a corner", full, point{5, 6}, 5},
		{"level with a corner", full, point{-4, 2}, 2}, {"hole", holed, point{0, 0.25}, 0.75}, {"wall", holed, point{1.5, 0}, -0.5},
		{"doubled", doubled, point{0, 0}, -1},
	} {
		if got := signedDistance(c.edges, c.at); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// Every letter fills the pixels that the rasterizer of x/image fills: what lies
// wholly inside is above the outline's value, what lies wholly outside below it.
func TestFieldsAgreeWithTheRasterizer(t *testing.T) {
	for _, stack := range glyph.Stacks() {
		f, err := opened(stack)
		if err != nil {
			t.Fatal(err)
		}
		face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: em, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			t.Fatal(err)
		}
		letters, pixels := 0, 0
		for code := rune(0); code < 512; code++ {
			l, err := draw(f, code)
			if err != nil {
				t.Fatal(err)
			}
			if l == nil || l.field == nil {
				continue
			}
			letters++
			at, mask, from, advance, ok := face.Glyph(fixed.Point26_6{}, code)
			if off := float64(advance)/64 - float64(l.advance); !ok || math.Abs(off) > 0.5+1.0/64 { // it counts in 64ths
				t.Fatalf("%s %U: advance %d, %v off", stack, code, l.advance, off)
			}
			alpha := mask.(*image.Alpha)
			for y := range l.height + 2*buffer {
				for x := range l.width + 2*buffer {
					px, py := l.left+x-buffer, l.top+y-buffer
					cover := alpha.AlphaAt(px-at.Min.X+from.X, py-at.Min.Y+from.Y).A
					if !image.Pt(px, py).In(at) {
						cover = 0
					}
					inside := l.field[y*(l.width+2*buffer)+x] > outline
					if (cover == 255 && !inside) || (cover == 0 && inside) {
						t.Errorf("%s %U at %d,%d: covered %d, inside %v", stack, code, px, py, cover, inside)
					}
					pixels++
				}
			}
		}
		if letters < 300 || pixels < 100_000 {
			t.Errorf("%s: only %d letters of %d pixels compared", stack, letters, pixels)
		}
	}
}

// outline is the value on the outline itself.
const outline = 191

func TestNoSuchFont(t *testing.T) {
	if _, err := encoded("Go Wrong", 0); err == nil {
		t.Error("an unknown font is made")
	}
}
