package glyph_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"

	"timpora/api/glyph"
)

// fields reads one protocol buffer message: numbers as they stand, texts as bytes.
func fields(t *testing.T, b []byte) map[protowire.Number][]any {
	t.Helper()
	out := map[protowire.Number][]any{}
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		b = b[n:]
		switch kind {
		case protowire.VarintType:
			v, n := protowire.ConsumeVarint(b)
			out[number] = append(out[number], v)
			b = b[max(n, 1):]
		case protowire.BytesType:
			v, n := protowire.ConsumeBytes(b)
			out[number] = append(out[number], v)
			b = b[max(n, 1):]
		default:
			t.Fatalf("field %d is of kind %d", number, kind)
		}
	}
	return out
}

// The letter H as Mapbox's glyphs.proto has it. The font's tables glyf and hmtx say,
// in 2,048 units an em: from 165 to 1,313 across, 1,480 high, 1,479 to the next letter.
func TestRangeHoldsTheLetters(t *testing.T) {
	packed, known := glyph.Range("Go Regular", 0)
	if !known {
		t.Fatal("no such font")
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	stack := fields(t, fields(t, plain)[1][0].([]byte))
	if name, of := string(stack[1][0].([]byte)), string(stack[2][0].([]byte)); name != "Go Regular" || of != "0-255" {
		t.Errorf("%s %s", name, of)
	}
	seen := map[uint64]map[protowire.Number][]any{}
	for _, g := range stack[3] {
		letter := fields(t, g.([]byte))
		seen[letter[1][0].(uint64)] = letter
	}
	for r := rune(' '); r <= '~'; r++ {
		if seen[uint64(r)] == nil {
			t.Errorf("%q is missing", r)
		}
	}
	h := seen['H']
	width, height := h[3][0].(uint64), h[4][0].(uint64)
	if len(h[2][0].([]byte)) != int((width+6)*(height+6)) {
		t.Errorf("H: %d bytes for %d x %d and a buffer of 3", len(h[2][0].([]byte)), width, height)
	}
	got := fmt.Sprint(width, height, protowire.DecodeZigZag(h[5][0].(uint64)), protowire.DecodeZigZag(h[6][0].(uint64)), h[7][0])
	if got != "15 18 1 -8 17" { // at 24 pixels an em: 1.93 to 15.39, 17.34, 17.33; the baseline is at 26
		t.Errorf("H: %s", got)
	}
	if space := seen[' ']; space[2] != nil || space[7][0].(uint64) == 0 {
		t.Errorf("space: %v", space)
	}
}

func TestNamesOfRanges(t *testing.T) {
	for name, want := range map[string]int{"0-255": 0, "256-511": 256, "65280-65535": 65280} {
		if first, ok := glyph.ParseName(name); !ok || first != want || glyph.Name(first) != name {
			t.Errorf("%s: %d %v", name, first, ok)
		}
	}
	for _, name := range []string{"", "0", "0-256", "1-256", "-256--1", "65536-65791", "00-255", "+0-255", "0-255 ", "9223372036854775808-0", "a-b"} {
		if first, ok := glyph.ParseName(name); ok {
			t.Errorf("%q is taken for %d", name, first)
		}
	}
}

func TestWhatIsNotKept(t *testing.T) {
	if gzip, known := glyph.Range("Go Regular", 512); gzip != nil || !known {
		t.Errorf("512: %d bytes, %v", len(gzip), known)
	}
	for _, stack := range []string{"", "Open Sans Regular", "goregular", "Go Regular,Go Bold", "../fonts"} {
		if gzip, known := glyph.Range(stack, 0); gzip != nil || known {
			t.Errorf("%q is known", stack)
		}
	}
	empty := fields(t, fields(t, glyph.Encode("Go Bold", 512))[1][0].([]byte))
	if string(empty[1][0].([]byte)) != "Go Bold" || string(empty[2][0].([]byte)) != "512-767" || empty[3] != nil {
		t.Errorf("empty: %v", empty)
	}
}
