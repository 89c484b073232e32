package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"timpora/geo/tile"
)

// Tiles is one tile set: its encoded tiles by address and its description for
// a URL template.
type Tiles interface {
	TileAt(a tile.Address) tile.Entry
	TileJSON(template string) tile.TileJSON
}

// tileJSON describes a layer: /tiles/desa.json.
func (s *Server) tileJSON(c echo.Context) error {
	q := newQuery(c.QueryParams(), "tier")
	tier := s.tier(q)
	if err := q.done(); err != nil {
		return err
	}
	name, ok := strings.CutSuffix(c.Param("file"), ".json")
	src, known := s.view.Load().Layers[name]
	if !ok || !known {
		return notFound("tile layers are desa, kecamatan, kabupaten, cells, clusters")
	}
	if exactLayer(name) {
		if err := needExact(tier); err != nil {
			return err
		}
	}
	return s.json(c, http.StatusOK, src.TileJSON(s.base(c)+"/tiles/"+name+"/{z}/{x}/{y}.mvt"))
}

// tile serves one tile: /tiles/desa/10/838/536.mvt, 204 when it is empty.
func (s *Server) tile(c echo.Context) error {
	q := newQuery(c.QueryParams(), "tier", "v")
	tier := s.tier(q)
	if err := q.done(); err != nil {
		return err
	}
	name := c.Param("layer")
	src, known := s.view.Load().Layers[name]
	if !known {
		return notFound("tile layers are desa, kecamatan, kabupaten, cells, clusters")
	}
	if exactLayer(name) {
		if err := needExact(tier); err != nil {
			return err
		}
	}
	y, ok := strings.CutSuffix(c.Param("y"), ".mvt")
	if !ok {
		if y, ok = strings.CutSuffix(c.Param("y"), ".pbf"); !ok {
			return notFound("tiles end in .mvt or .pbf")
		}
	}
	at, err := tile.ParseAddress(c.Param("z"), c.Param("x"), y)
	if err != nil {
		return badParam("z/x/y", err.Error())
	}
	e := src.TileAt(at)
	if e.Gzip == nil {
		c.Response().Header().Set("Cache-Control", "no-cache")
		return c.NoContent(http.StatusNoContent)
	}
	return s.packed(c, mediaType("mvt"), e)
}

// exactLayer reports whether a layer shows single cells, which only officers
// may see.
func exactLayer(name string) bool { return name == "cells" || name == "clusters" }
