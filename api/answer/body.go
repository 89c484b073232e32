package answer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// compressFrom is the size in bytes from which compression pays.
const compressFrom = 1024

// Body is a representation with its validator. It is made once and may be sent
// many times, from many goroutines; what compressing it gives is kept with it.
type Body struct {
	media string
	tag   string // between the quotes
	weak  bool

	mu    sync.Mutex
	forms map[string][]byte // by coding; "" is plain
}

// NewBody makes a representation whose strong validator is its content.
func NewBody(media string, plain []byte) *Body {
	sum := sha256.Sum256(plain)
	return &Body{media: media, tag: hex.EncodeToString(sum[:12]), forms: map[string][]byte{"": plain}}
}

// NewWeakBody makes a representation with a weak validator over what matters in
// it: bodies of one tag may differ in the time of the answer.
func NewWeakBody(media string, plain []byte, tag string) *Body {
	return &Body{media: media, tag: tag, weak: true, forms: map[string][]byte{"": plain}}
}

// NewPackedBody makes a representation that is kept compressed, by coding: gzip,
// and perhaps zstd. The tag is a strong validator, quotes included.
func NewPackedBody(media string, packed map[string][]byte, tag string) *Body {
	return &Body{media: media, tag: strings.Trim(tag, `"`), forms: maps.Clone(packed)}
}

// Size is the number of bytes held.
func (b *Body) Size() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, f := range b.forms {
		n += len(f)
	}
	return n
}

// Send answers a GET or HEAD: 304 for who has the representation, else 200 in a
// coding that the client takes. Caches must ask again each time.
func (b *Body) Send(w http.ResponseWriter, r *http.Request) error {
	name := b.choose(r.Header.Get("Accept-Encoding"))
	h := w.Header()
	h.Set("ETag", b.etag(name))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	h.Add("Vary", "Accept-Encoding")
	if matches(r.Header.Get("If-None-Match"), b.etag(name)) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	form, err := b.form(name)
	if err != nil {
		return err
	}
	if name != "" {
		h.Set("Content-Encoding", name)
	}
	h.Set("Content-Type", b.media)
	h.Set("Content-Length", strconv.Itoa(len(form)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(form) // a client that left is not our error
	}
	return nil
}

// choose picks the coding: what is stored packed is sent as it is to who takes
// it, small bodies are not worth it.
func (b *Body) choose(header string) string {
	b.mu.Lock()
	plain, has := b.forms[""]
	_, zstd := b.forms["zstd"]
	b.mu.Unlock()
	switch {
	case has && len(plain) < compressFrom:
		return ""
	case has || zstd:
		return coding(header, "zstd", "gzip")
	}
	return coding(header, "gzip", "zstd")
}

// etag is the validator of a coding: strong ones differ from each other.
func (b *Body) etag(coding string) string {
	switch {
	case b.weak:
		return `W/"` + b.tag + `"`
	case coding != "":
		return `"` + b.tag + "-" + coding + `"`
	}
	return `"` + b.tag + `"`
}

// matches compares weakly, as If-None-Match asks (RFC 9110, 13.1.2).
func matches(header, etag string) bool {
	for _, t := range strings.Split(header, ",") {
		t = strings.TrimSpace(t)
		if t == "*" || (t != "" && strings.TrimPrefix(t, "W/") == strings.TrimPrefix(etag, "W/")) {
			return true
		}
	}
	return false
}

// form is the body in a coding, made when it is first asked for.
func (b *Body) form(name string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if f, ok := b.forms[name]; ok {
		return f, nil
	}
	plain, ok := b.forms[""]
	if !ok {
		z, err := gzip.NewReader(bytes.NewReader(b.forms["gzip"]))
		if err != nil {
			return nil, err
		}
		if plain, err = io.ReadAll(z); err != nil {
			return nil, err
		}
	}
	f, err := pack(name, plain)
	if err == nil && name != "" {
		b.forms[name] = f
	}
	return f, err
}

func pack(name string, plain []byte) ([]byte, error) {
	var out bytes.Buffer
	var z io.WriteCloser
	var err error
	switch name {
	case "gzip":
		z, err = gzip.NewWriterLevel(&out, 5)
	case "zstd":
		z, err = zstd.NewWriter(&out, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	default:
		return plain, nil
	}
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(plain); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
