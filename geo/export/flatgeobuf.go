package export

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
)

// writeFlatGeobuf writes FlatGeobuf 3 (https://flatgeobuf.org): features in the
// order of a Hilbert curve behind a packed R-tree of 16 branches. Features wait
// in a spill until the tree is known.
func writeFlatGeobuf(w io.Writer, l Layer, o Options) (err error) {
	waiting, err := newSpill(o.Temp)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, waiting.close()) }()
	items, all, err := l.spillFeatures(waiting, o)
	if err != nil {
		return err
	}
	if err := waiting.buf.Flush(); err != nil {
		return err
	}
	slices.SortFunc(items, func(a, b hilbertItem) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.at, b.at)) })
	out := bufio.NewWriterSize(w, 1<<16)
	head, err := l.flatHeader(o, all)
	if err != nil {
		return err
	}
	if _, err := out.Write(append([]byte("fgb\x03fgb\x01"), head...)); err != nil {
		return err
	}
	if len(items) > 0 {
		if err := writeTree(out, waiting, items, o); err != nil {
			return err
		}
	}
	var buf []byte
	for _, it := range items {
		if buf, err = featureAt(waiting, it.at, buf); err != nil {
			return err
		}
		if _, err := out.Write(buf[boxBytes:]); err != nil {
			return err
		}
	}
	return out.Flush()
}

// hilbertItem is where a feature waits and its place on the curve.
type hilbertItem struct {
	key uint64
	at  int64
}

// boxBytes is the size of a box in the spill, in front of each feature.
const boxBytes = 32

// spillFeatures writes box and feature of every row.
func (l Layer) spillFeatures(s *spill, o Options) ([]hilbertItem, box, error) {
	items, all := make([]hilbertItem, 0, l.Count), emptyBox()
	enc := newFlatEncoder(l)
	for r, err := range l.Rows {
		if err != nil {
			return nil, all, err
		}
		b := boxOf(r.Shape)
		all.add(b)
		items = append(items, hilbertItem{hilbert(middle(b, o)), s.size})
		if _, err := s.Write(appendBox(nil, b)); err != nil {
			return nil, all, err
		}
		if _, err := s.Write(enc.feature(r)); err != nil {
			return nil, all, err
		}
	}
	return items, all, nil
}

// featureAt reads box and feature back.
func featureAt(s *spill, at int64, buf []byte) ([]byte, error) {
	buf = slices.Grow(buf[:0], boxBytes+4)[:boxBytes+4]
	if _, err := s.ReadAt(buf, at); err != nil {
		return buf, err
	}
	n := int(binary.LittleEndian.Uint32(buf[boxBytes:]))
	buf = slices.Grow(buf, n)[:boxBytes+4+n]
	_, err := s.ReadAt(buf[boxBytes+4:], at+boxBytes+4)
	return buf, err
}

func appendBox(dst []byte, b box) []byte {
	for _, v := range b {
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(v))
	}
	return dst
}

func readBox(b []byte) (out box) {
	for i := range out {
		out[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return out
}

// middle is the centre of a box in the square of the whole world, 32 bits an
// axis: a centimetre.
func middle(b box, o Options) (x, y uint32) {
	half := 180.0
	if o.CRS.Metric {
		half = 20037508.342789244
	}
	at := func(low, high float64) uint32 {
		unit := ((low+high)/2 + half) / (2 * half)
		return uint32(math.Min(math.Max(unit, 0), 1) * math.MaxUint32)
	}
	return at(b[0], b[2]), at(b[1], b[3])
}

// hilbert is the place of a cell on the curve of order 32 (Skilling 2004,
// doi:10.1063/1.1751381, in two dimensions).
func hilbert(x, y uint32) uint64 {
	var key uint64
	for s := uint32(1) << 31; s > 0; s >>= 1 {
		var rx, ry uint32
		if x&s != 0 {
			rx = 1
		}
		if y&s != 0 {
			ry = 1
		}
		key = key<<2 | uint64(3*rx^ry)
		if ry == 0 {
			if rx == 1 {
				x, y = ^x, ^y
			}
			x, y = y, x
		}
	}
	return key
}
