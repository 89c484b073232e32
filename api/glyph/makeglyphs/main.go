// Command makeglyphs writes the files of package glyph: signed distance fields of
// the letters of the Go fonts that names of places need. It takes the folder to
// write to; what it writes depends on the version of golang.org/x/image alone.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	"timpora/api/glyph"
)

// ranges begin with these code points: Latin, extended Latin, punctuation.
func ranges() []int { return []int{0, 256, 8192} }

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: makeglyphs FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder string) error {
	for _, stack := range glyph.Stacks() {
		for _, first := range ranges() {
			plain, err := encoded(stack, first)
			if err != nil {
				return fmt.Errorf("%s %d: %w", stack, first, err)
			}
			path := filepath.Join(folder, glyph.File(stack, first))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(path, packed(plain), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

func packed(plain []byte) []byte {
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is one
	_, _ = z.Write(plain)                                   // memory takes all
	_ = z.Close()
	return out.Bytes()
}

func opened(stack string) (*sfnt.Font, error) {
	switch stack {
	case "Go Regular":
		return sfnt.Parse(goregular.TTF)
	case "Go Bold":
		return sfnt.Parse(gobold.TTF)
	}
	return nil, fmt.Errorf("no font is named %q", stack)
}

// encoded is a range of a font, with the letters that the font has.
func encoded(stack string, first int) ([]byte, error) {
	font, err := opened(stack)
	if err != nil {
		return nil, err
	}
	var letters [][]byte
	for r := rune(first); r < rune(first+256); r++ {
		l, err := draw(font, r)
		if err != nil {
			return nil, fmt.Errorf("%U: %w", r, err)
		}
		if l != nil {
			letters = append(letters, l.encode())
		}
	}
	return glyph.Encode(stack, first, letters...), nil
}
