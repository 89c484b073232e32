package api

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"timpora/risk"
)

// Decisions reads what was decided about the proposals of periods that begin
// on a day, YYYY-MM-DD, and stores what somebody decides about a proposal of a
// run's plan: once, or ErrDecided, and before it is over, or ErrEnded.
type Decisions interface {
	Decisions(ctx context.Context, from string) ([]risk.Decision, error)
	Decide(ctx context.Context, run *risk.Run, d risk.Decision) error
}

// Agency is one of the code list, with its name in both languages.
type Agency struct {
	Code string `json:"code"`
	ID   string `json:"name_id"`
	EN   string `json:"name_en"`
}

type planned struct {
	From      string     `json:"from"`
	Until     string     `json:"until"`
	HoursMost float64    `json:"hours_most"`
	Alone     float64    `json:"hours_alone"`
	Hours     float64    `json:"hours"`
	Km        float64    `json:"km"`
	Rupiah    float64    `json:"rupiah"`
	Office    [2]float64 `json:"office"` // longitude first
	Desa      int        `json:"desa"`
	Pool      int        `json:"pool"`
	Floor     float64    `json:"floor"`
	Short     bool       `json:"short"`
	Proposals []proposed `json:"proposals"` // in the order of stops
}

type proposed struct {
	ID        string        `json:"id"`
	Kind      string        `json:"kind"`
	Stop      int           `json:"stop"`
	Random    bool          `json:"random"`
	Prob      float64       `json:"prob"`
	Cluster   *string       `json:"cluster"`
	Desa      []areaRef     `json:"desa"`
	Center    [2]float64    `json:"center"` // longitude first
	Agencies  []Agency      `json:"agencies"`
	Hours     float64       `json:"hours"`
	Km        float64       `json:"km"`
	Rupiah    float64       `json:"rupiah"`
	Reasons   []risk.Ground `json:"reasons"`
	Counter   []risk.Ground `json:"counter"`
	State     string        `json:"state"` // usulan until somebody decided
	By        string        `json:"by"`
	Why       string        `json:"why"`
	DecidedAt *time.Time    `json:"decided_at"`
}

func (s *Server) plan(c echo.Context) error {
	v, err := s.exact(c)
	if err != nil {
		return err
	}
	p := v.Run.Result.Plan
	decided, err := s.o.Decisions.Decisions(c.Request().Context(), p.From)
	if err != nil {
		return err
	}
	out := planned{
		From: p.From, Until: p.Until, HoursMost: p.HoursMost, Alone: p.Charged, Hours: p.Hours, Km: p.Km, Rupiah: p.Rupiah,
		Office: [2]float64{p.Office.Lon, p.Office.Lat}, Desa: p.Desa, Pool: p.Pool, Floor: p.Floor, Short: p.Short, Proposals: []proposed{},
	}
	for _, one := range p.Proposals {
		out.Proposals = append(out.Proposals, v.proposed(one, decided))
	}
	return s.json(c, http.StatusOK, map[string]any{"run": HeadOf(v.Run), "plan": out})
}

func (v *View) proposed(one risk.Proposal, decided []risk.Decision) proposed {
	p := proposed{
		ID: one.ID, Kind: one.Kind, Stop: one.Stop, Random: one.Random, Prob: one.Prob, Desa: []areaRef{},
		Center: [2]float64{one.Point.Lon, one.Point.Lat}, Agencies: []Agency{}, Hours: one.Hours, Km: one.Km, Rupiah: one.Rupiah,
		Reasons: one.Reasons, Counter: one.Counter, State: risk.ProposalOpen,
	}
	if one.Cluster != "" {
		p.Cluster = &one.Cluster
	}
	for _, d := range one.Desa {
		p.Desa = append(p.Desa, v.ref(d))
	}
	for _, code := range one.Agencies {
		a, ok := v.Agencies[code]
		if !ok {
			a = Agency{Code: code, ID: code, EN: code}
		}
		p.Agencies = append(p.Agencies, a)
	}
	for _, d := range decided {
		if d.Proposal == one.ID {
			p.State, p.By, p.Why, p.DecidedAt = d.State, d.By, d.Reason, &d.At
		}
	}
	return p
}
