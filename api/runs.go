package api

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/risk"
)

// Runs reads stored runs; the newest first. Unknown ids give ErrNotFound.
type Runs interface {
	Runs(ctx context.Context, limit int) ([]RunHead, error)
	Run(ctx context.Context, id string) (risk.Run, error)
}

// RunHead is a run without its cells, whose number stands beside.
type RunHead struct {
	ID           string    `json:"id"`
	At           time.Time `json:"at"`
	Version      string    `json:"version"`
	Seed         uint64    `json:"seed"`
	Resolution   int       `json:"resolution"`
	BoundarySet  string    `json:"boundary_set"`
	PrecisionM   float64   `json:"precision_m"`
	PolicyDigest string    `json:"policy_digest"`
	InputsDigest string    `json:"inputs_digest"`
	ResultDigest string    `json:"result_digest"`
	Synthetic    bool      `json:"synthetic"`
	Robust       bool      `json:"robust"`
	Kendall      float64   `json:"kendall_tau"`
	Overlap      float64   `json:"top_overlap"`
	Alpha        float64   `json:"alpha"`
	Incidents    float64   `json:"incidents"`
	Cells        int       `json:"cells"`
	Clusters     int       `json:"clusters"`
}

// HeadOf is the head of a whole run.
func HeadOf(r *risk.Run) RunHead {
	return RunHead{
		ID: r.ID, At: r.At, Version: r.Version, Seed: r.Seed, Resolution: r.Resolution, BoundarySet: r.BoundarySet,
		PrecisionM: r.PrecisionM, PolicyDigest: r.PolicyDigest, InputsDigest: r.InputsDigest, ResultDigest: r.ResultDigest,
		Synthetic: r.Synthetic, Robust: r.Result.Robust, Kendall: r.Result.Kendall, Overlap: r.Result.Overlap,
		Alpha: r.Result.Alpha, Incidents: r.Result.Incident, Cells: len(r.Result.Scores), Clusters: len(r.Result.Clusters),
	}
}

// needRun is an error while nothing has been scored yet.
func (v *View) needRun() error {
	if v.Run == nil {
		return problem(http.StatusServiceUnavailable, "no_run", "nothing has been scored yet; run: timpora score")
	}
	return nil
}

func (s *Server) runs(c echo.Context) error {
	q := newQuery(c.QueryParams(), "limit")
	limit := q.integer("limit", 1, 100, 20)
	if err := q.done(); err != nil {
		return err
	}
	heads, err := s.o.Runs.Runs(c.Request().Context(), limit)
	if err != nil {
		return err
	}
	out := make([]RunHead, len(heads))
	for i, h := range heads {
		out[i] = h.seenBy(SubjectOf(c.Request().Context()).Tier())
	}
	return s.json(c, http.StatusOK, map[string]any{"runs": out})
}

func (s *Server) run(c echo.Context) error {
	if err := newQuery(c.QueryParams()).done(); err != nil {
		return err
	}
	r, err := s.o.Runs.Run(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, HeadOf(&r).seenBy(SubjectOf(c.Request().Context()).Tier()))
}

// seenBy leaves out of a stored run's head what disclose.Limit leaves out of a
// shown run: exact sums over the whole area, which from night to night would tell
// of single incidents.
func (h RunHead) seenBy(t Tier) RunHead {
	if t != TierOfficer {
		h.Incidents, h.Alpha, h.Clusters = 0, 0, 0
	}
	return h
}
