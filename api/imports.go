package api

import (
	"context"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/risk"
)

// MostImportBytes is the largest file that the API takes.
const MostImportBytes = 64 << 20

// ImportHead is one import that was made.
type ImportHead struct {
	ID       string    `json:"id"`
	Kind     risk.Kind `json:"kind"`
	File     string    `json:"file"`
	At       time.Time `json:"at"`
	Rows     int       `json:"rows"`
	Added    int       `json:"added"`
	Known    int       `json:"known"`
	Rejected int       `json:"rejected"`
	DryRun   bool      `json:"dry_run"`
}

// ImportOptions say how a file is taken.
type ImportOptions struct {
	DryRun       bool
	AllowRejects bool
}

// Imported is the outcome of an import.
type Imported struct {
	Rows     int              `json:"rows"`
	Added    int              `json:"added"`
	Known    int              `json:"known"`
	Rejected int              `json:"rejected"`
	DryRun   bool             `json:"dry_run"`
	Rejects  []risk.Rejection `json:"rejects"` // the first hundred
}

// Imports takes files. A file that is refused as a whole gives a Problem or
// an Imported with rejects and nothing added.
type Imports interface {
	Imports(ctx context.Context, limit int) ([]ImportHead, error)
	Import(ctx context.Context, kind risk.Kind, file string, body io.Reader, o ImportOptions) (Imported, error)
}

func (s *Server) imports(c echo.Context) error {
	q := newQuery(c.QueryParams(), "limit")
	limit := q.integer("limit", 1, 1000, 50)
	if err := q.done(); err != nil {
		return err
	}
	list, err := s.o.Imports.Imports(c.Request().Context(), limit)
	if err != nil {
		return err
	}
	if list == nil {
		list = []ImportHead{}
	}
	return s.json(c, http.StatusOK, map[string]any{"imports": list})
}

// importFile takes the body as a file of the kind in the path.
func (s *Server) importFile(c echo.Context) error {
	q := newQuery(c.QueryParams(), "filename", "dry_run", "allow_rejects")
	name := q.text("filename", 200)
	dry, _ := q.boolean("dry_run")
	allow, _ := q.boolean("allow_rejects")
	if err := q.done(); err != nil {
		return err
	}
	kind := risk.Kind(c.Param("kind"))
	if !slices.Contains(risk.Kinds(), kind) {
		return notFound("importable kinds are residences, premises, reports, visits, meetings")
	}
	if name == "" || name != filepath.Base(name) || strings.ContainsAny(name, "\\\x00") {
		return badParam("filename", "give the file's own name without folders")
	}
	body := http.MaxBytesReader(c.Response(), c.Request().Body, MostImportBytes)
	out, err := s.o.Imports.Import(c.Request().Context(), kind, name, body, ImportOptions{DryRun: dry, AllowRejects: allow})
	if err != nil {
		return err
	}
	if out.Rejects == nil {
		out.Rejects = []risk.Rejection{}
	}
	out.Rejects = out.Rejects[:min(100, len(out.Rejects))]
	status := http.StatusOK
	if out.Rejected > 0 && !allow && !dry {
		status = http.StatusUnprocessableEntity // whole file or nothing
	}
	return s.json(c, status, out)
}
