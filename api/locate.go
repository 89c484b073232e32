package api

import (
	"fmt"
	"mime"
	"net/http"

	"github.com/labstack/echo/v4"

	"timpora/geo"
)

const (
	mostPoints    = 10000
	mostPointBody = 1 << 20
	mostNearest   = 5000
)

// locate answers one point given as lon and lat.
func (s *Server) locate(c echo.Context) error {
	q := newQuery(c.QueryParams(), "lon", "lat", "nearest")
	for _, name := range []string{"lon", "lat"} {
		if q.values.Get(name) == "" {
			q.fail(badParam(name, "missing"))
		}
	}
	lon, lat := q.float("lon", -180, 180, 0), q.float("lat", -180, 180, 0) // swapped axes are named below
	nearest := geo.Meters(q.float("nearest", 0, mostNearest, 0))
	if err := q.done(); err != nil {
		return err
	}
	v, err := s.seen(c, nil)
	if err != nil {
		return err
	}
	if err := v.notSwapped(lon, lat, "lon"); err != nil {
		return err
	}
	p, err := geo.NewPoint(lon, lat)
	if err != nil {
		return badParam("lat", "want -90 to 90 degrees")
	}
	return s.json(c, http.StatusOK, v.Locate([]geo.Point{p}, nearest)[0])
}

// notSwapped recognises latitude and longitude in the wrong order: a point
// that is nowhere near the area, and in it when turned around.
func (v *View) notSwapped(lon, lat float64, param string) error {
	all := v.bound
	if !all.Contains(geo.Point{Lon: lon, Lat: lat}) && all.Contains(geo.Point{Lon: lat, Lat: lon}) {
		p := badParam(param, "longitude and latitude seem to be swapped")
		p.Code = "axes_swapped"
		return p
	}
	return nil
}

type locateBody struct {
	Points  [][]float64 `json:"points"`
	Nearest float64     `json:"nearest"`
}

// locateMany answers up to 10,000 points in their order, and any number of
// lines as a stream.
func (s *Server) locateMany(c echo.Context) error {
	v, err := s.seen(c, nil)
	if err != nil {
		return err
	}
	if kind, _, _ := mime.ParseMediaType(c.Request().Header.Get("Content-Type")); kind == ndjson {
		return locateStream(c, v)
	}
	if err := newQuery(c.QueryParams()).done(); err != nil {
		return err
	}
	var body locateBody
	if err := readBody(c, mostPointBody, &body); err != nil {
		return err
	}
	if len(body.Points) > mostPoints {
		return problem(http.StatusRequestEntityTooLarge, "too_many_points", fmt.Sprintf("at most %d points a call", mostPoints))
	}
	if body.Nearest < 0 || body.Nearest > mostNearest {
		return badParam("nearest", fmt.Sprintf("want 0 to %d metres", mostNearest))
	}
	points := make([]geo.Point, len(body.Points))
	for i, at := range body.Points {
		if len(at) != 2 {
			return badParam("points", fmt.Sprintf("point %d has %d numbers, want [lon, lat]", i, len(at)))
		}
		if err := v.notSwapped(at[0], at[1], "points"); err != nil {
			return err
		}
		p, err := geo.NewPoint(at[0], at[1])
		if err != nil {
			return badParam("points", fmt.Sprintf("point %d: %v", i, err))
		}
		points[i] = p
	}
	return s.json(c, http.StatusOK, map[string]any{"results": v.Locate(points, geo.Meters(body.Nearest))})
}
