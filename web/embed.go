// Package web carries the built map page. The page is made by `npm run build`
// in this folder, which writes to dist; Go embeds whatever is there. A
// checkout that never built the page holds only a placeholder, so the program
// still compiles without Node and Built reports false.
package web

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// ErrNotBuilt reports a program that was compiled before the page was built.
var ErrNotBuilt = errors.New("the map page is not built")

// Built reports whether the page was built before the program was compiled.
func Built() bool {
	_, err := fs.Stat(dist, "dist/index.html")
	return err == nil
}

// Files are the files of the page, index.html at the root. The error is
// ErrNotBuilt when only the placeholder is there.
func Files() (fs.FS, error) {
	if !Built() {
		return nil, ErrNotBuilt
	}
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("open the page: %w", err)
	}
	return files, nil
}
