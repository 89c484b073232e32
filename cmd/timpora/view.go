package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"timpora/api"
	"timpora/data"
	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/tile"
	"timpora/risk"
	"timpora/risk/disclose"
	"timpora/risk/score"
)

// view makes the picture that the server shows: the active set and the newest
// run made with it.
func (s *session) view(ctx context.Context) (*api.View, error) {
	demo, err := s.Demo(ctx)
	if err != nil {
		return nil, err
	}
	policy, err := score.ParsePolicy(sets.Policy())
	if err != nil {
		return nil, err
	}
	run, err := s.currentRun(ctx)
	if err != nil {
		return nil, err
	}
	records, err := s.Records(ctx, time.Now())
	if err != nil {
		return nil, err
	}
	agencies, err := agencies()
	if err != nil {
		return nil, err
	}
	set := s.place.set
	c := api.Config{
		Version: buildVersion(), Demo: demo, Areas: s.place.areas(), Locate: s.place.locateAll, Run: run,
		Policy: shown(policy), Coverage: coverage(records), Agencies: agencies, Layers: map[string]api.Tiles{},
		Withheld: withheldFigures(run),
		Boundary: api.Boundary{ID: set.ID, Source: set.Source, Licence: set.Licence, Credit: set.Credit, ValidOn: set.ValidOn,
			PrecisionM: float64(set.Precision), Desa: len(set.Desa)},
	}
	c.Exports = newExporter(s, run, time.Now(), policy.Level.Thresholds, demo)
	if err := s.addLayers(&c, records); err != nil {
		return nil, err
	}
	if c.Catalog, err = s.catalog(&c, records); err != nil {
		return nil, err
	}
	return api.NewView(c), nil
}

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

// withheldFigures tells which figures of an area a tier may not see. Without a run
// nothing is counted, and lower tiers see nothing.
func withheldFigures(run *risk.Run) func(string, geo.AreaCode) []string {
	var scores []risk.Score
	if run != nil {
		scores = run.Result.Scores
	}
	by := map[string]func(geo.AreaCode) []string{}
	for _, t := range []disclose.Tier{disclose.Officer, disclose.Partner, disclose.Public} {
		by[string(t)] = disclose.Withheld(scores, t)
	}
	return func(tier string, code geo.AreaCode) []string { return by[tier](code) }
}

// fewPersons reports whether premises are withheld: they say where persons stay.
func fewPersons(names []string) bool { return slices.Contains(names, "persons") }

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
func coverage(records risk.Records) map[geo.AreaCode]api.Coverage {
	out := map[geo.AreaCode]api.Coverage{}
	for code, d := range deedsByDesa(records) {
		out[code] = api.Coverage{Premises: int(d.premises), LastVisit: d.lastVisit, LastMeeting: d.lastMeeting}
	}
	return out
}

// addLayers prepares the tiles.
func (s *session) addLayers(c *api.Config, records risk.Records) error {
	cache := tile.NewCache(tileMemory)
	version := s.place.set.ID
	add := func(name, version string, layers ...*tile.Layer) {
		c.Layers[name] = &tileSet{name: name, credit: s.place.set.Credit, version: version, layers: layers, cache: cache}
	}
	var outside *tile.Layer
	var failed error
	var beside sync.WaitGroup
	beside.Go(func() { outside, failed = s.place.outside() })
	drawn, err := s.place.boundaries()
	beside.Wait()
	if err := errors.Join(err, failed); err != nil {
		return err
	}
	for _, l := range drawn {
		add(string(l.level), version, l.layers...)
	}
	add(outside.Name(), version, outside)
	team, err := s.place.teamLayers(c, records)
	if err != nil {
		return err
	}
	for name, layer := range team {
		add(name, version, layer)
	}
	if c.Run == nil {
		return nil
	}
	cells, err := s.place.cellLayer(c.Run, c.Policy.Levels[:])
	if err != nil {
		return err
	}
	clusters, err := clusterLayer(c.Run)
	if err != nil {
		return err
	}
	add("cells", c.Run.ID, cells)
	add("clusters", c.Run.ID, clusters)
	return nil
}
