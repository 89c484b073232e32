package locate

import (
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"unsafe"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// Errors of ReadPrepared. Both mean: build the index anew.
var (
	ErrDamaged = errors.New("prepared index is damaged or of another version")
	ErrStale   = errors.New("prepared index is of other boundaries")
)

// Prepared is an index with its shore as a file keeps it, so that a program
// starts without building them. The file is a list of 8-byte words in the byte
// order of the machine:
//
//	mark, version, key (4 words), number of words, bytes of each part,
//	the parts, each filled up to a whole word, and the CRC-32C of all before.
//
// A file of another version, byte order or key is refused, and so is one in
// which any byte differs. The key says what the index was made from.
type Prepared struct {
	Index *Index
	Coast *Coast
}

// Key says what a prepared index was made from: a SHA-256.
type Key [32]byte

const (
	mark    = 0x31636f6c61706d74 // "tmpaloc1" where the low byte comes first
	version = 1
	opening = 7 + partCount // words before the parts
)

// The parts of a file, in order.
const (
	partFrame  = iota // frame of the grid and the set
	partText          // code, name and kind of every area, a zero byte after each
	partShape         // polygons of each area, rings of each of them, points of each of these
	partPoints        // of all rings
	partBlocks
	partCells
	partWords
	partLines // points of each line of the shore
	partShore // points of all lines
	partCount
)

// frame is the fixed part.
type frame struct {
	West, South, PerDegree, Doubt float64
	Bound                         geo.Bound
	Cols, Rows, Across, Areas     int64
}

// Write writes the file. It takes no memory to speak of.
func (p Prepared) Write(w io.Writer, key Key) error {
	g := p.Index.grid
	f := frame{g.west, g.south, g.perDegree, g.doubt, p.Index.bound, int64(g.cols), int64(g.rows), int64(g.across), int64(len(p.Index.areas))}
	var text strings.Builder
	var shape, lines []int32
	var rings []orb.Ring
	for _, a := range p.Index.areas {
		for _, s := range []string{string(a.Code), a.Name, a.Kind} {
			text.WriteString(s + "\x00")
		}
		shape = append(shape, int32(len(a.Geometry)))
		for _, poly := range a.Geometry {
			shape = append(shape, int32(len(poly)))
			for _, r := range poly {
				shape = append(shape, int32(len(r)))
				rings = append(rings, r)
			}
		}
	}
	for _, l := range p.Coast.lines {
		lines = append(lines, int32(len(l)))
	}
	return write(w, key, [partCount][][]byte{
		{bytesOf([]frame{f})}, {[]byte(text.String())}, {bytesOf(shape)}, eachOf(rings),
		{bytesOf(g.blocks)}, {bytesOf(g.cells)}, {bytesOf(g.words)}, {bytesOf(lines)}, eachOf(p.Coast.lines),
	})
}

func eachOf[L ~[]orb.Point](lines []L) [][]byte {
	out := make([][]byte, len(lines))
	for i, l := range lines {
		out[i] = bytesOf([]orb.Point(l))
	}
	return out
}

func write(w io.Writer, key Key, parts [partCount][][]byte) error {
	open := make([]uint64, opening)
	open[0], open[1], open[6] = mark, version, opening+1
	copy(bytesOf(open[2:6]), key[:])
	for i, part := range parts {
		for _, b := range part {
			open[7+i] += uint64(len(b))
		}
		open[6] += (open[7+i] + 7) / 8
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	both := io.MultiWriter(w, sum)
	if _, err := both.Write(bytesOf(open)); err != nil {
		return err
	}
	for i, part := range parts {
		for _, b := range append(part, make([]byte, -open[7+i]&7)) {
			if _, err := both.Write(b); err != nil {
				return err
			}
		}
	}
	_, err := w.Write(bytesOf([]uint64{uint64(sum.Sum32())}))
	return err
}

// bytesOf is the memory of values that hold no pointers.
func bytesOf[T any](values []T) []byte {
	if len(values) == 0 {
		return nil
	}
	var one T
	return unsafe.Slice((*byte)(unsafe.Pointer(&values[0])), len(values)*int(unsafe.Sizeof(one)))
}
