package api

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"

	"timpora/api/answer"
	"timpora/geo/export"
	"timpora/risk/access"
)

// Exports makes the layers of a view. Equal versions have equal layers.
type Exports interface {
	Version() string
	Layer(ctx context.Context, name string) (export.Layer, error)
}

// ExportLayers are the layers that can be had as a file.
func ExportLayers() []string {
	return []string{"desa", "kecamatan", "kabupaten", "cells", "clusters", "coverage"}
}

// order is one file that was asked for.
type order struct {
	layer  string
	format export.Format
	o      export.Options
	view   *View
}

// export serves a whole layer: /export/desa.gpkg?crs=32750.
func (s *Server) export(c echo.Context) error {
	want, err := s.order(c)
	if err != nil {
		return err
	}
	h, r := c.Response().Header(), c.Request()
	packed := want.format.Text && r.Header.Get("Range") == "" && answer.TakesGzip(r)
	key := want.key()
	tag := `"` + key + `"`
	if packed {
		tag = `"` + key + `-gzip"`
	}
	if answer.Fresh(c.Response(), r, tag) {
		return c.NoContent(http.StatusNotModified)
	}
	file, err := s.exported(r.Context(), want, key, packed)
	if err != nil {
		for _, name := range []string{"ETag", "Cache-Control", "Vary"} {
			h.Del(name)
		}
		return err
	}
	defer file.release()
	h.Set("Content-Type", want.format.Media)
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", want.name()))
	if packed {
		h.Set("Content-Encoding", "gzip")
	}
	http.ServeContent(c.Response(), r, "", time.Time{}, io.NewSectionReader(file, 0, file.size))
	return nil
}

// order reads what was asked for.
func (s *Server) order(c echo.Context) (order, error) {
	q := newQuery(c.QueryParams(), "tier", "crs")
	want := order{o: export.Options{CRS: export.CRS84(), Temp: s.o.Temp}}
	if name := q.text("crs", 100); name != "" {
		system, err := export.System(name)
		if err != nil {
			q.fail(badParam("crs", err.Error()))
		}
		want.o.CRS = system
	}
	var err error
	if want.view, err = s.seen(c, q); err != nil {
		return want, err
	}
	layer, ending, _ := strings.Cut(c.Param("file"), ".")
	at := slices.IndexFunc(s.o.Formats, func(f export.Format) bool { return f.Name == ending })
	if at < 0 || !slices.Contains(ExportLayers(), layer) {
		return want, notFound("exports are " + strings.Join(ExportLayers(), ", ") + " as ." + strings.Join(s.formatNames(), ", ."))
	}
	want.layer, want.format = layer, s.o.Formats[at]
	if !want.format.Carries(want.o.CRS) {
		return want, badParam("crs", want.format.About+" is always in WGS 84")
	}
	if need := layerNeed(layer); need != access.Open {
		if err := s.allow(c.Request(), need, access.Object{Layer: layer}); err != nil {
			return want, err
		}
		return want, want.view.needCells()
	}
	return want, nil
}

func (s *Server) formatNames() []string {
	names := make([]string, len(s.o.Formats))
	for i, f := range s.o.Formats {
		names[i] = f.Name
	}
	return names
}

// key names the content of the file.
func (w order) key() string {
	v := w.view
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%s\x00%d\x00%s", w.layer, w.format.Name, v.Audience.Key(), v.Exports.Version(), w.o.CRS.EPSG(), v.Version))
	return hex.EncodeToString(sum[:12])
}

// name is what browsers call the file.
func (w order) name() string {
	mark := ""
	if w.view.Demo {
		mark = "-sintetis"
	}
	return "timpora-" + w.layer + mark + "." + w.format.Name
}

// exported is the finished file, packed or plain.
func (s *Server) exported(ctx context.Context, want order, key string, packed bool) (*spooled, error) {
	plain, err := s.spool.get(ctx, key, func(w io.Writer) error {
		layer, err := want.view.Exports.Layer(ctx, want.layer)
		if err != nil {
			return err
		}
		return want.format.Write(w, layer, want.o)
	})
	if err != nil || !packed {
		return plain, err
	}
	defer plain.release()
	return s.spool.get(ctx, key+"-gzip", func(w io.Writer) error {
		z, err := gzip.NewWriterLevel(w, 5)
		if err != nil {
			return err
		}
		_, err = io.Copy(z, io.NewSectionReader(plain, 0, plain.size))
		return cmp.Or(err, z.Close())
	})
}
