package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"timpora/data/mbtiles"
	"timpora/geo"
	"timpora/geo/tile"
)

const archiveHelp = "FILE.pmtiles, FILE.mbtiles: petak peta batas, zum 0 sampai 14, untuk server web atau program GIS; sel dan gugus tidak ikut.\n" +
	"FILE.pmtiles, FILE.mbtiles: the tiles of desa, kecamatan and kabupaten of the active set, zoom 0 to 14: PMTiles 3 for a web\n" +
	"server or an object store, MBTiles 1.3 for GIS programs. Cells and clusters are for officers only and stay out.\n"

// isArchive reports whether a file is an archive of tiles.
func isArchive(path string) bool {
	kind := filepath.Ext(path)
	return kind == ".pmtiles" || kind == ".mbtiles"
}

// exportArchive opens the store for exportTiles.
func (a *app) exportArchive(ctx context.Context, path string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return a.exportTiles(ctx, s.place, path)
}

// tileArchive takes tiles in the order of their ids.
type tileArchive interface {
	Add(at tile.Address, packed []byte) error
}

// exportTiles writes beside the target and renames, so that a failure leaves
// nothing half done.
func (a *app) exportTiles(ctx context.Context, p *place, path string) error {
	drawn, err := p.boundaries()
	if err != nil {
		return err
	}
	var layers []*tile.Layer
	for _, l := range drawn {
		layers = append(layers, l.layers...)
	}
	set := &tileSet{name: p.set.ID, credit: p.set.Credit, layers: layers, cache: tile.NewCache(0)}
	about := set.TileJSON("")
	about.Tiles, about.Version = nil, p.set.ID
	folder, err := os.MkdirTemp(filepath.Dir(path), ".timpora-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	part := filepath.Join(folder, filepath.Base(path))
	n, err := a.fillArchive(ctx, set, part, about)
	if err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	a.note("%s: %d petak, zum 0 sampai %d", "%s: %d tiles, zoom 0 to %d", path, n, deepest)
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "file": path, "tiles": n, "minzoom": 0, "maxzoom": deepest, "set": p.set.ID})
	}
	return nil
}

func (a *app) fillArchive(ctx context.Context, set *tileSet, path string, about tile.TileJSON) (int, error) {
	if strings.HasSuffix(path, ".mbtiles") {
		m, err := mbtiles.Create(ctx, path, about)
		if err != nil {
			return 0, err
		}
		n, err := a.addTiles(ctx, set, m, about)
		if err != nil {
			return n, errors.Join(err, m.Abort())
		}
		return n, m.Close()
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return 0, err
	}
	p, err := tile.NewPMTiles(f, about)
	if err != nil {
		return 0, errors.Join(err, f.Close())
	}
	n, err := a.addTiles(ctx, set, p, about)
	if err == nil {
		err = p.Close()
	}
	return n, errors.Join(err, f.Sync(), f.Close())
}

// addTiles writes every tile of the box that is not empty.
func (a *app) addTiles(ctx context.Context, set *tileSet, to tileArchive, about tile.TileJSON) (n int, err error) {
	box := geo.Bound{West: about.Bounds[0], South: about.Bounds[1], East: about.Bounds[2], North: about.Bounds[3]}
	seen, progress := 0, a.progress(tile.Count(box, 0, deepest))
	err = tile.Walk(box, 0, deepest, func(at tile.Address) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		seen++
		progress(seen)
		if e := set.TileAt(at); e.Gzip != nil {
			n++
			return to.Add(at, e.Gzip)
		}
		return nil
	})
	return n, err
}
