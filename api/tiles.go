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
	"timpora/risk/access"
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
	name, ok := strings.CutSuffix(c.Param("file"), ".json")
	if !ok {
		name = ""
	}
	src, err := s.layer(c, name, q)
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, src.TileJSON(s.root(c.Request())+"/tiles/"+name+"/{z}/{x}/{y}.mvt"))
}

// tileMetadata describes a layer as folders of tiles do, with the vector layers as
// text in a text (MBTiles 1.3): /tiles/desa/metadata.json. GDAL asks for it first.
func (s *Server) tileMetadata(c echo.Context) error {
	q := newQuery(c.QueryParams(), "tier")
	src, err := s.layer(c, c.Param("layer"), q)
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

// layer is the tile set of a name, as who asks may see it.
func (s *Server) layer(c echo.Context, name string, q *query) (Tiles, error) {
	v, err := s.seen(c, q)
	if err != nil {
		return nil, err
	}
	if src, known := v.Layers[name]; known {
		return src, nil
	}
	if slices.Contains(WithheldLayers(), name) {
		return nil, s.withheldLayer(c.Request(), name)
	}
	return nil, notFound("tile layers are " + strings.Join(slices.Sorted(maps.Keys(v.Layers)), ", "))
}

// tile serves one tile: /tiles/desa/10/838/536.mvt, 204 when it is empty.
func (s *Server) tile(c echo.Context) error {
	q := newQuery(c.QueryParams(), "tier", "v")
	src, err := s.layer(c, c.Param("layer"), q)
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
		if h := c.Response().Header(); h.Get("Cache-Control") == "" {
			h.Set("Cache-Control", "no-cache")
		}
		return c.NoContent(http.StatusNoContent)
	}
	return s.packed(c, mediaType("mvt"), e)
}

// WithheldLayers are the layers that not everybody sees; all see the map of the
// areas and of the land beyond.
func WithheldLayers() []string { return []string{"cells", "clusters", "coverage", "operations"} }

// layerNeed is what seeing a layer needs.
func layerNeed(name string) access.Action {
	switch name {
	case string(geo.LevelDesa), string(geo.LevelKecamatan), string(geo.LevelKabupaten), "outside":
		return access.Open
	case "operations":
		return access.SeeExact
	}
	return access.SeeCells
}

// withheldLayer says why the sender of a request does not see a layer that others
// see.
func (s *Server) withheldLayer(r *http.Request, name string) error {
	if err := s.allow(r, layerNeed(name), access.Object{Layer: name}); err != nil {
		return err
	}
	return problem(http.StatusForbidden, "tier", "this layer is not shown to the tier that was asked for, or nothing has been scored")
}

// layered lets through who may see a layer.
func (s *Server) layered(name string, h echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := s.allow(c.Request(), layerNeed(name), access.Object{Layer: name}); err != nil {
			return err
		}
		return h(c)
	}
}
