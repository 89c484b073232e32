package api

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"timpora/api/answer"
	"timpora/api/glyph"
)

const (
	typeGlyphs  = "application/x-protobuf"
	fontSeconds = 24 * 60 * 60 // how long letters may be kept unasked
)

// glyphs serves the letters of labels: /fonts/Go Regular/0-255.pbf. A range that
// has none is empty, since clients ask for whatever a text holds.
func (s *Server) glyphs(c echo.Context) error {
	if err := newQuery(c.QueryParams()).done(); err != nil {
		return err
	}
	stack := c.Param("fontstack")
	name, pbf := strings.CutSuffix(c.Param("range"), ".pbf")
	first, ok := glyph.ParseName(name)
	gzip, known := glyph.Range(stack, first)
	switch {
	case !known:
		return notFound("fonts are " + strings.Join(glyph.Stacks(), ", "))
	case !pbf || !ok:
		return notFound("ranges are of 256 letters, from 0-255.pbf to 65280-65535.pbf")
	}
	c.Response().Header().Set("Cache-Control", "public, max-age="+strconv.Itoa(fontSeconds))
	if gzip == nil {
		return s.bytes(c, typeGlyphs, glyph.Encode(stack, first))
	}
	sum := sha256.Sum256(gzip)
	body := answer.NewPackedBody(typeGlyphs, map[string][]byte{"gzip": gzip}, hex.EncodeToString(sum[:12]))
	return body.Send(c.Response(), c.Request())
}
