package api

import (
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

// page serves the built page and its assets.
func (s *Server) page(c echo.Context) error {
	name := strings.TrimPrefix(path.Clean("/"+c.Request().URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	if name == "favicon.ico" { // browsers ask for it on pages that name no icon
		name = "icon.svg"
	}
	if s.o.Page == nil {
		if name != "index.html" {
			return notFound("no such page")
		}
		return c.String(http.StatusOK, "timpora: halaman peta belum dibangun; jalankan make web.\n"+
			"The map page is not built; run make web. The API is at /api/docs.\n")
	}
	body, err := fs.ReadFile(s.o.Page, name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) || strings.HasPrefix(name, ".") {
		return notFound("no such page")
	}
	if err != nil {
		return notFound("no such page") // a folder
	}
	media := mime.TypeByExtension(path.Ext(name))
	if media == "" {
		media = "application/octet-stream"
	}
	return s.bytes(c, media, body)
}

func (s *Server) openAPI(c echo.Context) error { return s.bytes(c, "application/json", s.o.OpenAPI) }
