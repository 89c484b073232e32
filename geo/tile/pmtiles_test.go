package tile_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"timpora/geo"
	"timpora/geo/tile"
)

// The numbers of the specification's own examples, and the order of zoom 1.
func TestTileIDs(t *testing.T) {
	for a, want := range map[tile.Address]uint64{
		{}: 0, {Z: 1}: 1, {Z: 1, Y: 1}: 2, {Z: 1, X: 1, Y: 1}: 3, {Z: 1, X: 1}: 4, {Z: 2}: 5,
		{Z: 12, X: 3423, Y: 1763}: 19078479,
	} {
		if got := a.ID(); got != want {
			t.Errorf("%v has id %d, want %d", a, got, want)
		}
	}
	// Along the curve every tile comes once and lies beside the one before.
	var last tile.Address
	n := uint64(0)
	world := geo.Bound{West: -180, South: -85, East: 180, North: 85}
	err := tile.Walk(world, 0, 6, func(a tile.Address) error {
		if a.ID() != n {
			return fmt.Errorf("%v has id %d, want %d", a, a.ID(), n)
		}
		if step := abs(a.X, last.X) + abs(a.Y, last.Y); a.Z == last.Z && n > 0 && step != 1 {
			return fmt.Errorf("%v follows %v", a, last)
		}
		last, n = a, n+1
		return nil
	})
	if err != nil || n != 5461 || tile.Count(world, 0, 6) != 5461 {
		t.Errorf("%d tiles, %v", n, err)
	}
}

func abs(a, b uint32) uint32 { return max(a, b) - min(a, b) }

// archive is a reader by the specification, apart from the writer.
type archive struct {
	raw []byte
	at  [11]uint64 // the numbers of the header
}

func open(t testing.TB, raw []byte) archive {
	t.Helper()
	if len(raw) < 16384 || string(raw[:8]) != "PMTiles\x03" || string(raw[96:100]) != "\x01\x02\x02\x01" {
		t.Fatalf("header %q", raw[:min(127, len(raw))])
	}
	a := archive{raw: raw}
	for i := range a.at {
		a.at[i] = binary.LittleEndian.Uint64(raw[8+8*i:])
	}
	return a
}

func unzip(t testing.TB, packed []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// tile finds a tile, nil where there is none.
func (a archive) tile(t testing.TB, id uint64) []byte {
	t.Helper()
	directory := unzip(t, a.raw[a.at[0]:a.at[0]+a.at[1]])
	for depth := 0; depth < 3; depth++ {
		offset, length, run, found := lookUp(t, directory, id)
		if !found {
			return nil
		}
		if run > 0 {
			return a.raw[a.at[6]+offset : a.at[6]+offset+length]
		}
		directory = unzip(t, a.raw[a.at[4]+offset:a.at[4]+offset+length])
	}
	t.Fatal("leaves in leaves")
	return nil
}

func lookUp(t testing.TB, directory []byte, id uint64) (offset, length, run uint64, found bool) {
	next := func() uint64 {
		v, n := binary.Uvarint(directory)
		if n <= 0 {
			t.Fatal("directory cut short")
		}
		directory = directory[n:]
		return v
	}
	n := int(next())
	columns := [4][]uint64{}
	for c := range columns {
		for range n {
			columns[c] = append(columns[c], next())
		}
	}
	first, last := uint64(0), uint64(0)
	for i := range n {
		first += columns[0][i]
		if columns[3][i] == 0 {
			columns[3][i] = last + 1
		}
		last = columns[3][i] - 1 + columns[2][i]
		if r := columns[1][i]; first <= id && (id < first+r || r == 0) {
			offset, length, run, found = columns[3][i]-1, columns[2][i], r, true
		} else if first <= id {
			found = false
		}
	}
	return offset, length, run, found
}

func written(t testing.TB, tiles map[tile.Address][]byte, maxZoom int) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pmtiles")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	about := tile.Describe("desa", "BPS", nil, hexagons(t))
	p, err := tile.NewPMTiles(f, about)
	if err != nil {
		t.Fatal(err)
	}
	err = tile.Walk(geo.Bound{West: -180, South: -85, East: 180, North: 85}, 0, maxZoom, func(a tile.Address) error {
		if tiles[a] == nil {
			return nil
		}
		return p.Add(a, tiles[a])
	})
	if err := errors.Join(err, p.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Seventeen thousand tiles of odd lengths need leaves; runs of sea are one entry.
func TestPMTilesReadBack(t *testing.T) {
	for _, maxZoom := range []int{0, 3, 7} {
		r := rand.New(rand.NewPCG(1, uint64(maxZoom)))
		tiles := map[tile.Address][]byte{}
		count, sea := uint64(0), []byte("sea")
		err := tile.Walk(geo.Bound{West: -180, South: -85, East: 180, North: 85}, 0, maxZoom, func(a tile.Address) error {
			switch kind := r.IntN(10); {
			case kind == 0 && a.Z > 0:
				return nil
			case kind < 4:
				tiles[a] = sea
			default:
				tiles[a] = bytes.Repeat([]byte{byte(r.Uint32()), byte(r.Uint32()), byte(r.Uint32())}, 1+r.IntN(40))
			}
			count++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		a := open(t, written(t, tiles, maxZoom))
		if a.at[8] != count || a.at[9] > count || a.at[10] > a.at[9] || (a.at[5] > 0) != (maxZoom == 7) {
			t.Errorf("header %v of %d tiles", a.at, count)
		}
		err = tile.Walk(geo.Bound{West: -180, South: -85, East: 180, North: 85}, 0, maxZoom, func(at tile.Address) error {
			if r.IntN(50) == 0 || maxZoom < 7 {
				if got := a.tile(t, at.ID()); !bytes.Equal(got, tiles[at]) {
					return fmt.Errorf("%v: %d bytes, want %d", at, len(got), len(tiles[at]))
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		var meta struct {
			Layers []tile.VectorLayer `json:"vector_layers"`
		}
		if err := json.Unmarshal(unzip(t, a.raw[a.at[2]:a.at[2]+a.at[3]]), &meta); err != nil || len(meta.Layers) != 1 || meta.Layers[0].ID != "cells" {
			t.Errorf("metadata %+v, %v", meta, err)
		}
	}
}

func TestPMTilesRefusals(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "x.pmtiles"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := tile.NewPMTiles(f, tile.TileJSON{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(p.Add(tile.Address{Z: 1, Y: 1}, []byte("a")), p.Add(tile.Address{Z: 1, X: 1, Y: 1}, []byte("a"))); err != nil {
		t.Fatal(err)
	}
	for _, a := range []tile.Address{{}, {Z: 1}, {Z: 1, Y: 1}, {Z: 1, X: 1, Y: 1}} {
		if err := p.Add(a, []byte("b")); !errors.Is(err, tile.ErrOrder) {
			t.Errorf("%v: %v", a, err)
		}
	}
	if err := p.Add(tile.Address{Z: 2}, nil); err == nil {
		t.Error("an empty tile")
	}
}
