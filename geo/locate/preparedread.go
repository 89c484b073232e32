package locate

import (
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"slices"
	"strings"
	"unsafe"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// mostPrepared is the size of the largest file that is read.
const mostPrepared = 4 << 30

// ReadPrepared reads a file of the given size. ErrStale means another key,
// ErrDamaged anything else that is wrong with it; then no index is returned.
// The bytes are used as they lie, in one piece of memory: half a gigabyte, the
// nation, takes some 0.3 s.
func ReadPrepared(r io.Reader, size int64, key Key) (Prepared, error) {
	if size < (opening+1)*8 || size > mostPrepared || size%8 != 0 {
		return Prepared{}, fmt.Errorf("%d bytes: %w", size, ErrDamaged)
	}
	words := make([]uint64, size/8)
	sum, err := fill(r, bytesOf(words[:len(words)-1]))
	if err != nil {
		return Prepared{}, err
	}
	if _, err := io.ReadFull(r, bytesOf(words[len(words)-1:])); err != nil {
		return Prepared{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if words[0] != mark || words[1] != version || words[len(words)-1] != uint64(sum) || words[6] != uint64(len(words)) {
		return Prepared{}, ErrDamaged
	}
	if Key(bytesOf(words[2:6])) != key {
		return Prepared{}, ErrStale
	}
	return newPrepared(words)
}

// fill reads into b and sums it piece by piece, while a piece is at hand.
func fill(r io.Reader, b []byte) (sum uint32, err error) {
	table := crc32.MakeTable(crc32.Castagnoli)
	for piece := range slices.Chunk(b, 1<<18) {
		if _, err := io.ReadFull(r, piece); err != nil {
			return 0, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		sum = crc32.Update(sum, table, piece)
	}
	return sum, nil
}

// newPrepared takes the parts apart. It trusts no number in them.
func newPrepared(words []uint64) (Prepared, error) {
	var parts [partCount][]uint64
	var sizes [partCount]int
	rest := words[opening : len(words)-1]
	for i := range parts {
		size := words[7+i]
		if size > uint64(len(rest))*8 {
			return Prepared{}, ErrDamaged
		}
		n := int(size+7) / 8
		parts[i], sizes[i], rest = rest[:n], int(size), rest[n:]
	}
	frames := valuesOf[frame](parts[partFrame], sizes[partFrame])
	if len(rest) != 0 || len(frames) != 1 {
		return Prepared{}, ErrDamaged
	}
	f := frames[0]
	text := string(bytesOf(parts[partText])[:sizes[partText]])
	areas, err := areasOf(text, valuesOf[int32](parts[partShape], sizes[partShape]), valuesOf[orb.Point](parts[partPoints], sizes[partPoints]))
	if err != nil || int64(len(areas)) != f.Areas {
		return Prepared{}, ErrDamaged
	}
	g := &grid{
		west: f.West, south: f.South, perDegree: f.PerDegree, doubt: f.Doubt, cols: int32(f.Cols), rows: int32(f.Rows), across: int32(f.Across),
		blocks: valuesOf[int32](parts[partBlocks], sizes[partBlocks]), cells: valuesOf[int32](parts[partCells], sizes[partCells]), words: parts[partWords],
	}
	x := &Index{areas: areas, grid: g}
	if !g.sound(f, len(areas)) {
		return Prepared{}, ErrDamaged
	}
	if err := x.plant(); err != nil {
		return Prepared{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if x.bound != f.Bound {
		return Prepared{}, ErrDamaged
	}
	c := &Coast{}
	points := valuesOf[orb.Point](parts[partShore], sizes[partShore])
	for _, n := range valuesOf[int32](parts[partLines], sizes[partLines]) {
		if n < 2 || int(n) > len(points) {
			return Prepared{}, ErrDamaged
		}
		c.lines, points = append(c.lines, orb.LineString(points[:n:n])), points[n:]
	}
	c.shore = newShore(c.lines)
	return Prepared{x, c}, nil
}

// valuesOf reads words as values; of a last broken one nothing.
func valuesOf[T any](words []uint64, size int) []T {
	var one T
	n := size / int(unsafe.Sizeof(one))
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&words[0])), n)
}

// areasOf puts the areas together again.
func areasOf(text string, shape []int32, points []orb.Point) ([]geo.Area, error) {
	next := func(most int) (n int, ok bool) {
		if len(shape) == 0 || shape[0] < 1 || int(shape[0]) > most {
			return 0, false
		}
		n, shape = int(shape[0]), shape[1:]
		return n, true
	}
	var areas []geo.Area
	for len(text) > 0 {
		var part [3]string
		for i := range part {
			var ok bool
			if part[i], text, ok = strings.Cut(text, "\x00"); !ok {
				return nil, ErrDamaged
			}
		}
		a := geo.Area{Code: geo.AreaCode(part[0]), Name: part[1], Kind: part[2]}
		polys, ok := next(len(shape))
		for p := 0; ok && p < polys; p++ {
			var rings int
			rings, ok = next(len(shape))
			poly := make(orb.Polygon, 0, max(0, rings))
			for r := 0; ok && r < rings; r++ {
				var n int
				if n, ok = next(len(points)); ok {
					poly, points = append(poly, orb.Ring(points[:n:n])), points[n:]
				}
			}
			a.Geometry = append(a.Geometry, poly)
		}
		if !ok {
			return nil, ErrDamaged
		}
		areas = append(areas, a)
	}
	if len(shape)+len(points) > 0 {
		return nil, ErrDamaged
	}
	return areas, nil
}

// sound reports whether every number in the grid leads somewhere.
func (g *grid) sound(f frame, areas int) bool {
	if !(f.PerDegree > 0) || math.IsInf(f.PerDegree, 0) || !(f.Doubt >= 0) || f.West != f.Bound.West || f.South != f.Bound.South ||
		f.Cols != int64(g.col(f.Bound.East))+1 || f.Rows != int64(g.row(f.Bound.North))+1 || f.Across != (f.Cols-1)>>blockShift+1 ||
		int64(len(g.blocks)) != f.Across*((f.Rows-1)>>blockShift+1) || len(g.cells)%blockCells != 0 {
		return false
	}
	for _, v := range g.blocks {
		if int(v) >= areas || int(mixed-v) >= len(g.cells)/blockCells {
			return false
		}
	}
	for _, v := range g.cells {
		if int(v) >= areas || v < outside && !g.soundRecord(int(mixed-v), areas) {
			return false
		}
	}
	return true
}

func (g *grid) soundRecord(w, areas int) bool {
	for w < len(g.words) {
		h := g.words[w]
		w += 1 + 2*headPoints(h)
		if headArea(h) < 0 || int(headArea(h)) >= areas || w > len(g.words) {
			return false
		}
		if h&last != 0 && h&more == 0 {
			return true
		}
	}
	return false
}
