package mbtiles_test

import (
	"bytes"
	"database/sql"
	"path/filepath"
	"testing"

	"timpora/data/mbtiles"
	"timpora/geo/tile"
)

func TestArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c#d%20.mbtiles")
	about := tile.Describe("desa", "BPS & OCHA", nil)
	a, err := mbtiles.Create(t.Context(), path, about)
	if err != nil {
		t.Fatal(err)
	}
	tiles := map[tile.Address]string{{Z: 0}: "world", {Z: 2, X: 3, Y: 1}: "sea", {Z: 2, X: 3, Y: 2}: "sea", {Z: 3, X: 7, Y: 0}: "north"}
	for _, at := range []tile.Address{{Z: 0}, {Z: 2, X: 3, Y: 1}, {Z: 2, X: 3, Y: 2}, {Z: 3, X: 7, Y: 0}} {
		if err := a.Add(at, []byte(tiles[at])); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Add(tile.Address{Z: 3, X: 7}, []byte("again")); err == nil {
		t.Error("an address twice")
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil || len(found) != 1 || found[0] != path {
		t.Fatalf("files %q, %v", found, err)
	}
	check(t, path, tiles)
}

func check(t *testing.T, path string, tiles map[tile.Address]string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(filepath.Dir(path), "a b%3fc%23d%2520.mbtiles"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	n := 0
	if err := db.QueryRow("SELECT count(*) FROM tiles").Scan(&n); err != nil || n != len(tiles) {
		t.Fatalf("%d tiles, %v", n, err)
	}
	if err := db.QueryRow("SELECT count(*) FROM images").Scan(&n); err != nil || n != 3 {
		t.Errorf("%d images, want 3: %v", n, err)
	}
	for at, want := range tiles {
		var got []byte
		south := 1<<at.Z - 1 - int(at.Y)
		err := db.QueryRow("SELECT tile_data FROM tiles WHERE zoom_level = $1 AND tile_column = $2 AND tile_row = $3", at.Z, at.X, south).Scan(&got)
		if err != nil || !bytes.Equal(got, []byte(want)) {
			t.Errorf("%v: %q, %v", at, got, err)
		}
	}
	for name, want := range map[string]string{"name": "desa", "format": "pbf", "bounds": "-180,-85.05112877980659,180,85.05112877980659"} {
		var got string
		if err := db.QueryRow("SELECT value FROM metadata WHERE name = $1", name).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestAFileThatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.mbtiles")
	for i, want := range []bool{true, false} {
		a, err := mbtiles.Create(t.Context(), path, tile.TileJSON{})
		if (err == nil) != want {
			t.Fatalf("%d: %v", i, err)
		}
		if err == nil {
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := mbtiles.Create(t.Context(), filepath.Join(path, "no", "folder"), tile.TileJSON{}); err == nil {
		t.Error("a folder that is not there")
	}
}
