package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"
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

// packed writes a body that is stored compressed.
func (s *Server) packed(c echo.Context, media string, body []byte, tag string) error {
	if s.fresh(c, tag) {
		return c.NoContent(http.StatusNotModified)
	}
	if takesGzip(c.Request().Header.Get("Accept-Encoding")) {
		c.Response().Header().Set("Content-Encoding", "gzip")
		return c.Blob(http.StatusOK, media, body)
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
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

func takesGzip(header string) bool {
	for _, part := range strings.Split(header, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == "gzip" || name == "*" {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0"
		}
	}
	return false
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
