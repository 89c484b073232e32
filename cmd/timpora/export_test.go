package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"timpora/geo/tile"
)

// An archive holds the tiles of every zoom and comes out the same twice.
func TestExportOfTileArchives(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"tiles.pmtiles", "tiles.mbtiles"} {
		first := filepath.Join(dir, name)
		var said struct {
			Tiles            int
			MinZoom, MaxZoom int
			Set              string
		}
		if err := json.Unmarshal([]byte(must(t, dir, "export", first, "--json")), &said); err != nil {
			t.Fatal(err)
		}
		if said.Tiles < 900 || said.MaxZoom != 14 || said.Set != builtin {
			t.Errorf("%s: %+v", name, said)
		}
		if whole, err := os.Stat(first); err != nil || whole.Size() < 1<<20 {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, dir, "export", filepath.Join(dir, "again.pmtiles"), "-q")
	a, errA := os.ReadFile(filepath.Join(dir, "tiles.pmtiles"))
	b, errB := os.ReadFile(filepath.Join(dir, "again.pmtiles"))
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("%d and %d bytes differ: %v %v", len(a), len(b), errA, errB)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".timpora-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	for _, args := range [][]string{{"export", "tiles.zip"}, {"export"}, {"export", "a.pmtiles", "b.pmtiles"}} {
		if code, _, _ := command(t, dir, args...); code != exitUsage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
	if code, _, errs := command(t, dir, "export", filepath.Join(dir, "no", "folder.pmtiles")); code != exitFailed || errs == "" {
		t.Errorf("a folder that is not there: exit %d, %q", code, errs)
	}
}

func TestAnExportThatIsStoppedLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	set, err := builtinSet()
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlace(set, "")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	a := &app{out: &bytes.Buffer{}, err: &bytes.Buffer{}, quiet: true}
	for _, name := range []string{"x.pmtiles", "x.mbtiles"} {
		if err := a.exportTiles(ctx, p, filepath.Join(dir, name)); err == nil {
			t.Errorf("%s: stopped, and no error", name)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// A desa, its kecamatan and the lines between run along the same points, and
// lines keep their id from zoom to zoom.
func TestLevelsAreDrawnAlike(t *testing.T) {
	set, err := builtinSet()
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlace(set, "")
	if err != nil {
		t.Fatal(err)
	}
	o := p.newOutlines()
	var lines [2]map[uint64]string // on land, at the sea: code by id
	for i := range lines {
		lines[i] = map[uint64]string{}
	}
	for zoom := range deepest + 1 {
		land, coast := o.lines("kabupaten", zoom)
		for i, list := range [][]tile.Feature{land, coast} {
			for _, f := range list {
				code := f.Props[0].Value.(string)
				if was, known := lines[i][f.ID]; known && was != code {
					t.Errorf("zoom %d: line %d is of %s, was of %s", zoom, f.ID, code, was)
				}
				lines[i][f.ID] = code
			}
		}
	}
	if len(lines[1]) != 3 || len(lines[0]) < 2 { // each kabupaten has a coast, and a land border with a neighbour or beyond
		t.Errorf("lines of the kabupaten: %v", lines)
	}
	drawn, err := p.boundaries()
	if err != nil || len(drawn) != 3 {
		t.Fatalf("%d levels, %v", len(drawn), err)
	}
	for _, l := range drawn {
		if raw := tile.Encode(tile.Address{Z: 8, X: 209, Y: 133}, l.layers...); len(l.layers) != 4 || len(raw) < 500 {
			t.Errorf("%s: %d layers, a tile of %d bytes", l.level, len(l.layers), len(raw))
		}
	}
}
