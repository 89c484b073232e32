package api

import (
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"timpora/api/answer"
	"timpora/geo/tile"
)

// json writes a value, with a validator and compressed where it is the answer to
// a GET.
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
// and compresses for who takes it.
func (s *Server) bytes(c echo.Context, media string, body []byte) error {
	return answer.NewBody(media, body).Send(c.Response(), c.Request())
}

// packed writes a tile, which is stored compressed.
func (s *Server) packed(c echo.Context, media string, e tile.Entry) error {
	return answer.NewPackedBody(media, map[string][]byte{"gzip": e.Gzip, "zstd": e.Zstd}, e.ETag).Send(c.Response(), c.Request())
}
