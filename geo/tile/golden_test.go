package tile_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/paulmach/orb"

	"timpora/geo/tile"
)

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (%d bytes, want %d)", name, len(got), len(want))
	}
}

func TestMain(m *testing.M) {
	flag.Bool("update", false, "write the golden files")
	flag.Parse()
	os.Exit(m.Run())
}

// hexagons is a drawn layer for files in the repository: no real place.
func hexagons(t testing.TB) *tile.Layer {
	t.Helper()
	var fs []tile.Feature
	for i := 0; i < 12; i++ {
		x, y := 115+0.02*float64(i%4)+0.01*float64(i/4%2), -8.3+0.0173*float64(i/4)
		ring := orb.Ring{{x, y}, {x + .01, y + .0058}, {x + .01, y + .0173}, {x, y + .0231}, {x - .01, y + .0173}, {x - .01, y + .0058}, {x, y}}
		fs = append(fs, tile.Feature{ID: uint64(i + 1), Geometry: orb.Polygon{ring}, Props: []tile.Prop{
			{Key: "level", Value: int64(i % 4)}, {Key: "score", Value: float64(i) * 7.25}, {Key: "coastal", Value: i%2 == 0},
		}})
	}
	l, err := tile.NewLayer("cells", fs, tile.Options{Description: "Sel"})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestGoldenTiles(t *testing.T) {
	l := hexagons(t)
	for _, a := range []tile.Address{{Z: 0}, {Z: 8, X: 209, Y: 133}, {Z: 11, X: 1678, Y: 1071}, {Z: 14, X: 13426, Y: 8570}} {
		golden(t, strings.ReplaceAll(a.String(), "/", "-")+".mvt", l.Tile(a))
	}
	b, err := json.MarshalIndent(tile.Describe("cells", "BPS", []string{"/tiles/cells/{z}/{x}/{y}.mvt"}, l), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "cells.json", append(b, '\n'))
}

// The real polygons may not lie in the repository, the digests of their tiles may.
func TestGoldenDigests(t *testing.T) {
	l := layerOf(t, "desa", drawn(polygonSet(t, setA)), 0)
	var out bytes.Buffer
	for z := uint32(0); z <= 14; z++ {
		h, n := sha256.New(), 0
		for _, a := range addresses(z) {
			n += len(l.Tile(a))
			h.Write(l.Tile(a))
		}
		fmt.Fprintf(&out, "%d %d %s\n", z, n, hex.EncodeToString(h.Sum(nil)))
	}
	golden(t, "desa-set-a.sha256", out.Bytes())
}

func TestCache(t *testing.T) {
	l := hexagons(t)
	c := tile.NewCache(4000)
	key := func(version string, z uint32) tile.Key {
		return tile.Key{Layer: "cells", Version: version, Address: tile.At(northWest(), z)}
	}
	calls := 0
	world := func() []byte { calls++; return l.Tile(tile.Address{}) }
	first := c.Get(key("1", 0), world)
	if again := c.Get(key("1", 0), world); calls != 1 || !bytes.Equal(again.Gzip, first.Gzip) || len(first.ETag) != 26 {
		t.Fatalf("%d calls, ETag %s", calls, first.ETag)
	}
	if other := c.Get(key("2", 0), world); calls != 2 || other.ETag != first.ETag {
		t.Error("a new version must encode anew; equal bytes keep their ETag")
	}
	r, err := gzip.NewReader(bytes.NewReader(first.Gzip))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(r); err != nil || !bytes.Equal(plain, l.Tile(tile.Address{})) {
		t.Errorf("gzip holds other bytes (%v)", err)
	}
	open, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	if plain, err := open.DecodeAll(first.Zstd, nil); err != nil || !bytes.Equal(plain, l.Tile(tile.Address{})) {
		t.Errorf("zstd holds other bytes (%v)", err)
	}
	c.Drop("cells", "2")
	if c.Get(key("1", 0), world); calls != 3 {
		t.Error("an entry of an old version survived")
	}
	if e := c.Get(key("2", 1), func() []byte { return nil }); e.Gzip != nil || e.ETag == "" || e.ETag == first.ETag {
		t.Errorf("empty tile %+v", e)
	}
	var wg sync.WaitGroup
	for g := 0; g < 4; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for z := uint32(0); z <= 14; z++ {
				c.Get(key("3", z), world0(l))
			}
		}()
	}
	wg.Wait()
	if c.Stats().Bytes > 4000 || c.Stats().Bytes == 0 {
		t.Errorf("holds %d bytes, limit 4000", c.Stats().Bytes)
	}
}

func world0(l *tile.Layer) func() []byte { return func() []byte { return l.Tile(tile.Address{}) } }
