package api

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"timpora/geo"
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
	name, ok := strings.CutSuffix(c.Param("file"), ".json")
	if !ok {
		name = ""
	}
	src, err := s.layer(name, tier, q)
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, src.TileJSON(s.base(c)+"/tiles/"+name+"/{z}/{x}/{y}.mvt"))
}

// tileMetadata describes a layer as folders of tiles do, with the vector layers as
// text in a text (MBTiles 1.3): /tiles/desa/metadata.json. GDAL asks for it first.
func (s *Server) tileMetadata(c echo.Context) error {
	q := newQuery(c.QueryParams(), "tier")
	src, err := s.layer(c.Param("layer"), s.tier(q), q)
	if err != nil {
		return err
	}
	d := src.TileJSON("")
	inner, err := json.Marshal(map[string]any{"vector_layers": d.VectorLayers})
	if err != nil {
		return err
	}
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return s.json(c, http.StatusOK, map[string]string{
		"name": c.Param("layer"), "format": "pbf", "type": "overlay", "version": "2", "scheme": "xyz", "attribution": d.Attribution,
		"minzoom": strconv.Itoa(d.MinZoom), "maxzoom": strconv.Itoa(d.MaxZoom), "json": string(inner),
		"bounds": number(d.Bounds[0]) + "," + number(d.Bounds[1]) + "," + number(d.Bounds[2]) + "," + number(d.Bounds[3]),
		"center": number(d.Center[0]) + "," + number(d.Center[1]) + "," + number(d.Center[2]),
	})
}

// layer is the tile set of a name, for who may see it.
func (s *Server) layer(name string, tier Tier, q *query) (Tiles, error) {
	if err := q.done(); err != nil {
		return nil, err
	}
	src, known := s.view.Load().Layers[name]
	if !known {
		return nil, notFound("tile layers are " + strings.Join(slices.Sorted(maps.Keys(s.view.Load().Layers)), ", "))
	}
	if exactLayer(name) {
		return src, needExact(tier)
	}
	return src, nil
}

// tile serves one tile: /tiles/desa/10/838/536.mvt, 204 when it is empty.
func (s *Server) tile(c echo.Context) error {
	q := newQuery(c.QueryParams(), "tier", "v")
	tier := s.tier(q)
	src, err := s.layer(c.Param("layer"), tier, q)
	if err != nil {
		return err
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

// exactLayer reports whether a layer is for officers: single cells, and what the
// team did and plans where. All may see the map of the areas and of the land
// beyond; whatever else is added is exact until it is named here.
func exactLayer(name string) bool {
	switch name {
	case string(geo.LevelDesa), string(geo.LevelKecamatan), string(geo.LevelKabupaten), "outside":
		return false
	}
	return true
}
