package boundary

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/paulmach/orb"

	"timpora/geo"
)

// The limits of a boundary file.
const (
	MostBytes    = 512 << 20 // unpacked
	MostFeatures = 100_000
	MostVertices = 12_000_000
	MostRing     = 200_000 // vertices; testing a ring takes seconds beyond that
)

// Options of Read.
type Options struct {
	// FromBPS gives the Kemendagri code of a ten-digit BPS code, "" when there
	// is none.
	FromBPS func(bps string) geo.AreaCode
	// Name gives the name and kind of an area of an upper level; may be nil.
	Name func(geo.AreaCode) (name, kind string)
}

// feature is one member of a FeatureCollection as the sources write it.
type feature struct {
	Type       string                     `json:"type"`
	Properties map[string]json.RawMessage `json:"properties"`
	Geometry   *struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// Read reads GeoJSON, or gzip of it, of the dialects of BPS and HDX, of
// Kemendagri and of BIG, and dissolves the upper levels. Source and ValidOn are
// taken from the features' own fields where all agree. Features are read one by
// one. Whatever is broken refuses the whole file, by feature, code and place.
func Read(r io.Reader, name string, o Options) (Set, error) {
	sum := sha256.New()
	named := func(e *Error) { e.File = name }
	body, err := unpacked(io.TeeReader(r, sum))
	if err != nil {
		return Set{}, placed(err, named)
	}
	s := Set{}
	if err := s.decode(body, o); err != nil {
		return Set{}, placed(err, named)
	}
	if _, err := io.Copy(sum, r); err != nil {
		return Set{}, fmt.Errorf("%w %s: %w", ErrFile, name, err)
	}
	s.SHA256 = hex.EncodeToString(sum.Sum(nil))
	sortAreas(s.Desa)
	for i := 1; i < len(s.Desa); i++ {
		if s.Desa[i].Code == s.Desa[i-1].Code {
			return Set{}, placed(fault("code_twice", string(s.Desa[i].Code)), named)
		}
	}
	s.dissolve(o.Name)
	return s, nil
}

// unpacked looks at the first bytes: gzip, a mark of UTF-16, or JSON.
func unpacked(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	head, err := b.Peek(3)
	if err != nil && len(head) == 0 {
		return nil, fault("empty", "")
	}
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fault("gzip", err.Error())
		}
		b = bufio.NewReaderSize(z, 1<<16)
		if head, err = b.Peek(3); err != nil {
			return nil, fault("gzip", err.Error())
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return nil, fault("utf16", "")
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = b.Discard(3) // peeked
	}
	return &limitedReader{r: b, left: MostBytes}, nil
}

// limitedReader fails, rather than ends, beyond its limit.
type limitedReader struct {
	r    io.Reader
	left int64
}

func (l *limitedReader) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, beyond("bytes", MostBytes)
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}

// decode walks the top-level object and reads its features one at a time.
func (s *Set) decode(r io.Reader, o Options) error {
	dec := json.NewDecoder(r)
	if err := expect(dec, json.Delim('{')); err != nil {
		return err
	}
	seen := map[string]bool{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if seen[name] {
			return fault("json_twice", name)
		}
		seen[name] = true
		if err := s.member(dec, name, o); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fault("json_more", "")
	}
	if len(s.Desa) == 0 {
		return fault("no_desa", "")
	}
	return nil
}

func (s *Set) member(dec *json.Decoder, name string, o Options) error {
	switch name {
	case "features":
		return s.features(dec, o)
	case "crs":
		var crs json.RawMessage
		if err := dec.Decode(&crs); err != nil {
			return err
		}
		if t := string(crs); t != "null" && !strings.Contains(t, "CRS84") && !strings.Contains(t, "4326") {
			return fault("crs", t)
		}
		return nil
	case "type":
		var kind string
		if err := dec.Decode(&kind); err != nil {
			return err
		}
		if kind != "FeatureCollection" {
			return fault("type", kind)
		}
		return nil
	}
	var skipped json.RawMessage
	return dec.Decode(&skipped)
}

func expect(dec *json.Decoder, want json.Delim) error {
	t, err := dec.Token()
	if err != nil {
		return fault("json", err.Error())
	}
	if t != want {
		return fault("type", fmt.Sprint(t))
	}
	return nil
}

func (s *Set) features(dec *json.Decoder, o Options) error {
	if err := expect(dec, json.Delim('[')); err != nil {
		return err
	}
	vertices := 0
	for n := 1; dec.More(); n++ {
		if n > MostFeatures {
			return beyond("features", MostFeatures)
		}
		f, err := nextFeature(dec)
		if err != nil {
			return placed(err, func(e *Error) { e.Feature = n })
		}
		a, err := f.area(o)
		if vertices += count(a.Geometry); err == nil && vertices > MostVertices {
			err = beyond("vertices", MostVertices)
		}
		if err != nil {
			return placed(err, func(e *Error) { e.Feature, e.Area, e.Name = n, a.Code, a.Name })
		}
		s.Desa = append(s.Desa, a)
		s.origin(f, n == 1)
	}
	return expect(dec, json.Delim(']'))
}

func nextFeature(dec *json.Decoder) (f feature, err error) {
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		return f, err
	}
	if err := sound(raw); err != nil {
		return f, err
	}
	return f, json.Unmarshal(raw, &f)
}

func count(mp orb.MultiPolygon) (n int) {
	for _, p := range mp {
		for _, r := range p {
			n += len(r)
		}
	}
	return n
}
