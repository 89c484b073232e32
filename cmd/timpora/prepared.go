package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/geo/bucket"
	"timpora/geo/locate"
)

// indexFile keeps the index and the shore of the set in use in the data folder.
const indexFile = "locate.index"

// indexKey says what an index was made from and by what: boundaries by their
// SHA-256, land beyond them, and the program.
func indexKey(set boundary.Set) locate.Key {
	return sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%x\n%s", set.ID, set.SHA256, sets.CellTableSum(), buildVersion()))
}

// prepared reads the index of a set from the folder. Where it is missing,
// damaged or of another set it is made, and written for the next start; a
// folder that cannot be written costs no more than the time.
func prepared(dir string, set boundary.Set, table *locate.Table) (locate.Prepared, error) {
	keep := dir != "" && (set.SHA256 != "" || set.ID == builtin)
	path := filepath.Join(dir, indexFile)
	if keep {
		if p, err := readIndex(path, indexKey(set)); err == nil && isOf(p.Index, set.Desa) {
			return p, nil
		}
	}
	x, err := locate.NewIndex(set.Desa)
	if err != nil {
		return locate.Prepared{}, err
	}
	land := func(at geo.Point) bool { _, ok := table.Code(at); return ok }
	p := locate.Prepared{Index: x, Coast: locate.NewCoast(x, land, bucket.Outline(table.Beyond(bucket.Neighbours, bucket.Children))...)}
	if keep {
		_ = writeWhole(path, func(w io.Writer) error { return p.Write(w, indexKey(set)) })
	}
	return p, nil
}

func readIndex(path string, key locate.Key) (locate.Prepared, error) {
	f, err := os.Open(path)
	if err != nil {
		return locate.Prepared{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return locate.Prepared{}, err
	}
	return locate.ReadPrepared(f, info.Size(), key)
}

// isOf reports whether an index has the areas of a set.
func isOf(x *locate.Index, areas []geo.Area) bool {
	if len(x.Areas()) != len(areas) {
		return false
	}
	codes := make(map[geo.AreaCode]bool, len(areas))
	for _, a := range areas {
		codes[a.Code] = true
	}
	for _, a := range x.Areas() {
		if !codes[a.Code] {
			return false
		}
	}
	return true
}
