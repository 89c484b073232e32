package main

import (
	"context"
	"errors"

	"timpora/api"
	"timpora/data"
	"timpora/data/sets"
	"timpora/geo"
	"timpora/risk"
	"timpora/risk/score"
)

// agencies is the code list of agencies by code.
func agencies() (map[string]api.Agency, error) {
	list, err := sets.Codes("agency")
	if err != nil {
		return nil, err
	}
	by := map[string]api.Agency{}
	for _, c := range list.Codes {
		by[c.Code] = api.Agency{Code: c.Code, ID: c.ID, EN: c.EN}
	}
	return by, nil
}

// currentRun is the newest run of the active set, nil for none.
func (s *session) currentRun(ctx context.Context) (*risk.Run, error) {
	run, err := s.LatestRun(ctx)
	if errors.Is(err, data.ErrNotFound) || (err == nil && run.BoundarySet != s.place.set.ID) {
		return nil, nil
	}
	return &run, err
}

func shown(p score.Policy) api.Policy {
	out := api.Policy{
		CoastalM: float64(p.Coast.CoastalM), Weights: map[string]float64{"P": p.Weights.P, "H": p.Weights.H, "O": p.Weights.O},
		HalfLifeDays: p.Time.HalfLifeDays, WindowDays: p.Time.WindowDays, TopK: p.Ranking.TopK,
	}
	copy(out.Levels[:], p.Level.Thresholds)
	for _, f := range p.Factors() {
		out.Factors = append(out.Factors, api.PolicyFactor{Code: f.Code, Sub: string(f.Sub), Weight: f.Weight, Cap: f.Cap, Unit: f.Unit})
	}
	return out
}

// coverage is what the team knows and did in every desa.
func coverage(done map[geo.AreaCode]deeds) map[geo.AreaCode]api.Coverage {
	out := map[geo.AreaCode]api.Coverage{}
	for code, d := range done {
		out[code] = api.Coverage{Premises: int(d.premises), LastVisit: d.lastVisit, LastMeeting: d.lastMeeting}
	}
	return out
}
