package tile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/klauspost/compress/gzip"
)

// PMTiles writes an archive of tiles for static hosting, version 3
// (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md): one file
// that clients read by ranges. Tiles are gzip and lie in the order of their ids;
// equal ones are stored once, and a run of them has one entry.
//
// The file begins with 16 KiB for the header and the root directory, so that
// one request brings both; tiles follow, then metadata and leaf directories.
// Entries and the digests of tiles are held in memory, some 150 bytes a tile.
type PMTiles struct {
	w       io.WriteSeeker
	about   TileJSON
	entries []entry
	stored  map[[sha256.Size]byte]entry // by content; id and run unused
	size    uint64                      // of the tile data
	tiles   uint64
	zooms   [2]uint32 // first and last with a tile
}

// entry is a run of tiles with equal bytes, or with run 0 a leaf directory.
type entry struct {
	id, offset  uint64
	length, run uint32
}

// headSize is where tiles begin.
const headSize = 16384

// ErrOrder reports tiles that do not come in the order of their ids.
var ErrOrder = errors.New("tiles out of order")

// NewPMTiles begins an archive. about describes its tiles.
func NewPMTiles(w io.WriteSeeker, about TileJSON) (*PMTiles, error) {
	if _, err := w.Seek(headSize, io.SeekStart); err != nil {
		return nil, fmt.Errorf("pmtiles: %w", err)
	}
	return &PMTiles{w: w, about: about, stored: map[[sha256.Size]byte]entry{}}, nil
}

// Add writes a tile, in gzip, after all with lower ids.
func (p *PMTiles) Add(a Address, packed []byte) error {
	id := a.ID()
	last := len(p.entries) - 1
	if last >= 0 && id < p.entries[last].id+uint64(p.entries[last].run) {
		return fmt.Errorf("pmtiles: tile %v: %w", a, ErrOrder)
	}
	if uint64(len(packed)) > math.MaxUint32 || len(packed) == 0 {
		return fmt.Errorf("pmtiles: tile %v has %d bytes", a, len(packed))
	}
	if p.tiles == 0 {
		p.zooms[0] = a.Z
	}
	p.zooms[1] = max(p.zooms[1], a.Z)
	p.tiles++
	sum := sha256.Sum256(packed)
	e, known := p.stored[sum]
	if !known {
		if _, err := p.w.Write(packed); err != nil {
			return fmt.Errorf("pmtiles: tile %v: %w", a, err)
		}
		e = entry{offset: p.size, length: uint32(len(packed))}
		p.size += uint64(len(packed))
		p.stored[sum] = e
	}
	if last >= 0 && p.entries[last].offset == e.offset && p.entries[last].id+uint64(p.entries[last].run) == id {
		p.entries[last].run++
		return nil
	}
	e.id, e.run = id, 1
	p.entries = append(p.entries, e)
	return nil
}

// Close writes the directories and the header. It does not close the file.
func (p *PMTiles) Close() error {
	meta, err := json.Marshal(map[string]any{
		"name": p.about.Name, "attribution": p.about.Attribution, "version": p.about.Version, "type": "overlay",
		"vector_layers": p.about.VectorLayers,
	})
	if err != nil {
		return fmt.Errorf("pmtiles: %w", err)
	}
	meta = zip(meta)
	root, leaves := directories(p.entries, headSize-headerSize)
	head := p.header(len(root), len(meta), len(leaves))
	for _, part := range [][]byte{meta, leaves} {
		if _, err := p.w.Write(part); err != nil {
			return fmt.Errorf("pmtiles: %w", err)
		}
	}
	if _, err := p.w.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("pmtiles: %w", err)
	}
	head = append(head, root...)
	if _, err := p.w.Write(append(head, make([]byte, headSize-len(head))...)); err != nil {
		return fmt.Errorf("pmtiles: %w", err)
	}
	return nil
}

// headerSize is that of the fixed part at the start.
const headerSize = 127

func (p *PMTiles) header(root, meta, leaves int) []byte {
	const gzipped, vector = 2, 1
	h := append(make([]byte, 0, headSize), "PMTiles\x03"...)
	tilesEnd := headSize + p.size
	for _, n := range []uint64{
		headerSize, uint64(root), tilesEnd, uint64(meta), tilesEnd + uint64(meta), uint64(leaves), headSize, p.size,
		p.tiles, uint64(len(p.entries)), uint64(len(p.stored)),
	} {
		h = binary.LittleEndian.AppendUint64(h, n)
	}
	h = append(h, 1, gzipped, gzipped, vector, byte(p.zooms[0]), byte(p.zooms[1]))
	for _, d := range p.about.Bounds {
		h = binary.LittleEndian.AppendUint32(h, uint32(e7(d)))
	}
	h = append(h, byte(max(float64(p.zooms[0]), min(float64(p.zooms[1]), p.about.Center[2]))))
	for _, d := range p.about.Center[:2] {
		h = binary.LittleEndian.AppendUint32(h, uint32(e7(d)))
	}
	return h
}

func zip(plain []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(plain) // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}
