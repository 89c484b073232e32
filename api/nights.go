package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// NightHead names a stored daily report.
type NightHead struct {
	Date      string    `json:"date"` // YYYY-MM-DD
	Run       string    `json:"run"`
	CreatedAt time.Time `json:"created_at"`
	Formats   []string  `json:"formats"`
}

// Nights reads the daily reports. Unknown dates give ErrNotFound.
type Nights interface {
	Nights(ctx context.Context, limit int) ([]NightHead, error)
	NightFile(ctx context.Context, date, format string) ([]byte, error)
}

func nightFormats() []string { return []string{"html", "csv", "geojson", "json"} }

func (s *Server) nights(c echo.Context) error {
	q := newQuery(c.QueryParams(), "limit")
	limit := q.integer("limit", 1, 366, 31)
	if err := q.done(); err != nil {
		return err
	}
	list, err := s.o.Nights.Nights(c.Request().Context(), limit)
	if err != nil {
		return err
	}
	if list == nil {
		list = []NightHead{}
	}
	return s.json(c, http.StatusOK, map[string]any{"nights": list})
}

// night serves one file of a report, named like 2026-11-24.html.
func (s *Server) night(c echo.Context) error {
	if err := newQuery(c.QueryParams()).done(); err != nil {
		return err
	}
	date, format, _ := strings.Cut(c.Param("file"), ".")
	if _, err := time.Parse(time.DateOnly, date); err != nil || !slices.Contains(nightFormats(), format) {
		return notFound("reports are named like 2026-11-24.html, .csv, .geojson or .json")
	}
	body, err := s.o.Nights.NightFile(c.Request().Context(), date, format)
	if err != nil {
		return err
	}
	if format == "html" {
		c.Response().Header().Set("Content-Security-Policy", pagePolicy(body))
	} else {
		c.Response().Header().Set("Content-Disposition", `attachment; filename="timpora-`+date+`.`+format+`"`)
	}
	return s.bytes(c, mediaType(format), body)
}

func mediaType(format string) string {
	switch format {
	case "html":
		return "text/html; charset=utf-8"
	case "csv":
		return "text/csv; charset=utf-8"
	case "geojson":
		return "application/geo+json"
	case "mvt":
		return "application/vnd.mapbox-vector-tile"
	}
	return "application/json"
}
