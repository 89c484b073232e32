package locate_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"timpora/geo"
	"timpora/geo/locate"
)

func prepared(t testing.TB, areas []geo.Area, key locate.Key) (locate.Prepared, []byte) {
	t.Helper()
	x := newIndex(t, areas)
	p := locate.Prepared{Index: x, Coast: locate.NewCoast(x, nil)}
	var b bytes.Buffer
	if err := p.Write(&b, key); err != nil {
		t.Fatal(err)
	}
	return p, b.Bytes()
}

func read(file []byte, key locate.Key) (locate.Prepared, error) {
	return locate.ReadPrepared(bytes.NewReader(file), int64(len(file)), key)
}

func TestPreparedComesBackEqual(t *testing.T) {
	for _, name := range []string{setA, setB} {
		t.Run(name, func(t *testing.T) {
			areas := set(t, name)
			areas[3].Kind = "kelurahan"
			made, file := prepared(t, areas, locate.Key{7})
			got, err := read(file, locate.Key{7})
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got.Index.Areas(), made.Index.Areas()) || !reflect.DeepEqual(got.Coast, made.Coast) {
				t.Error("what was read differs from what was written")
			}
			var again bytes.Buffer
			if err := got.Write(&again, locate.Key{7}); err != nil || !bytes.Equal(again.Bytes(), file) {
				t.Errorf("written again it has other bytes (%v)", err)
			}
			for _, p := range besideBorders(rand.New(rand.NewPCG(1, 2)), areas, 20_000, 0, 30) {
				if a, b := got.Index.LocateIndex(p), made.Index.LocateIndex(p); a != b || got.Coast.Distance(p) != made.Coast.Distance(p) {
					t.Fatalf("%v: %d, want %d", p, a, b)
				}
			}
		})
	}
}

func TestDamagedPreparedIsRefused(t *testing.T) {
	holed := square("51.01.01.0001", 115, -8, 0.4)
	holed.Geometry[0] = append(holed.Geometry[0], square("", 115.1, -7.9, 0.1).Geometry[0][0])
	_, file := prepared(t, []geo.Area{holed, square("51.01.01.0002", 115.4, -8, 0.4)}, locate.Key{1})
	if _, err := read(file, locate.Key{2}); !errors.Is(err, locate.ErrStale) {
		t.Errorf("another key gives %v", err)
	}
	for i := range file {
		for _, bit := range []byte{1, 0x80, 0xff} {
			bad := slices.Clone(file)
			bad[i] ^= bit
			if _, err := read(bad, locate.Key{1}); !errors.Is(err, locate.ErrDamaged) {
				t.Fatalf("byte %d of %d changed: %v", i, len(file), err)
			}
		}
	}
	for _, n := range []int{0, 1, 8, 128, len(file) / 2, len(file) - 8, len(file) - 1} {
		if _, err := read(file[:n], locate.Key{1}); !errors.Is(err, locate.ErrDamaged) {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
	}
	if _, err := read(append(slices.Clone(file), make([]byte, 8)...), locate.Key{1}); !errors.Is(err, locate.ErrDamaged) {
		t.Errorf("with more after its end: %v", err)
	}
	if _, err := locate.ReadPrepared(bytes.NewReader(file), int64(len(file))+8, locate.Key{1}); !errors.Is(err, locate.ErrDamaged) {
		t.Errorf("shorter than its size: %v", err)
	}
}

// FuzzPrepared changes words of a file and sets its sum right again: the reader
// must refuse it or give an index that answers without a panic.
func FuzzPrepared(f *testing.F) {
	_, file := prepared(f, []geo.Area{square("51.01.01.0001", 115, -8, 0.4), square("51.01.01.0002", 115.4, -8, 0.4)}, locate.Key{1})
	for i := range 40 {
		f.Add(uint32(i), uint64(1)<<(i%64))
	}
	f.Fuzz(func(t *testing.T, at uint32, change uint64) {
		bad := slices.Clone(file)
		word := int(at) % (len(bad)/8 - 1) * 8
		for i := range 8 {
			bad[word+i] ^= byte(change >> (8 * i))
		}
		sumAnew(bad)
		got, err := read(bad, locate.Key{1})
		if err != nil {
			return
		}
		for i := range 200 {
			p := geo.Point{Lon: 114.9 + float64(i)*0.005, Lat: -8.1 + float64(i%20)*0.03}
			_, _ = got.Index.Nearest(p, 1000)
			_ = fmt.Sprint(got.Coast.Distance(p))
		}
	})
}

// sumAnew writes the checksum of a changed file.
func sumAnew(file []byte) {
	n := len(file) - 8
	binary.NativeEndian.PutUint64(file[n:], uint64(crc32.Checksum(file[:n], crc32.MakeTable(crc32.Castagnoli))))
}
