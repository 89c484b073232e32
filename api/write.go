package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"

	"timpora/geo/tile"
)

// compressFrom is the size from which compression pays.
const compressFrom = 1024

// json writes a value with an ETag and gzip.
func (s *Server) json(c echo.Context, status int, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if status != http.StatusOK || c.Request().Method == http.MethodPost {
		c.Response().Header().Set("Cache-Control", "no-store")
		return c.Blob(status, "application/json", body)
	}
	return s.bytes(c, "application/json", body)
}

// bytes writes a body with an ETag of its content, answers 304 to who has it,
// and compresses for who takes it. Caches must ask again each time.
func (s *Server) bytes(c echo.Context, media string, body []byte) error {
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	if s.fresh(c, tag) {
		return c.NoContent(http.StatusNotModified)
	}
	h := c.Response().Header()
	if len(body) >= compressFrom && takesGzip(c.Request().Header.Get("Accept-Encoding")) {
		packed, err := pack(body)
		if err != nil {
			return err
		}
		h.Set("Content-Encoding", "gzip")
		body = packed
	}
	return c.Blob(http.StatusOK, media, body)
}

// packed writes a body that is stored compressed, in the coding that the client
// takes: zstd, gzip, or none.
func (s *Server) packed(c echo.Context, media string, e tile.Entry) error {
	if s.fresh(c, e.ETag) {
		return c.NoContent(http.StatusNotModified)
	}
	accept, h := c.Request().Header.Get("Accept-Encoding"), c.Response().Header()
	switch {
	case takes(accept, "zstd"):
		h.Set("Content-Encoding", "zstd")
		return c.Blob(http.StatusOK, media, e.Zstd)
	case takesGzip(accept):
		h.Set("Content-Encoding", "gzip")
		return c.Blob(http.StatusOK, media, e.Gzip)
	}
	z, err := gzip.NewReader(bytes.NewReader(e.Gzip))
	if err != nil {
		return err
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, media, plain)
}

// fresh sets the validators and reports whether the client has this content.
func (s *Server) fresh(c echo.Context, tag string) bool {
	h := c.Response().Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache")
	h.Add("Vary", "Accept-Encoding")
	return matchesTag(c.Request().Header.Get("If-None-Match"), tag)
}

func matchesTag(header, tag string) bool {
	for _, t := range strings.Split(header, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			return true
		}
	}
	return false
}

// takesGzip reports whether a client takes gzip, by name or by "*".
func takesGzip(header string) bool {
	return takes(header, "gzip") || takes(header, "*") && !refuses(header, "gzip")
}

// takes reports whether Accept-Encoding names a coding with a weight above 0.
func takes(header, coding string) bool {
	weight, named := weightOf(header, coding)
	return named && weight > 0
}

func refuses(header, coding string) bool {
	weight, named := weightOf(header, coding)
	return named && weight <= 0
}

// weightOf is the q of a coding in Accept-Encoding, 1 where none is given.
func weightOf(header, coding string) (weight float64, named bool) {
	for _, part := range strings.Split(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		q, given := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		if !given {
			return 1, true
		}
		weight, err := strconv.ParseFloat(q, 64)
		return weight, err == nil
	}
	return 0, false
}

func pack(body []byte) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, 5)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
