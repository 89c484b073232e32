package main

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"

	"timpora/api"
	"timpora/api/ogc"
	"timpora/data/sets"
	"timpora/geo/tile"
	"timpora/risk"
	"timpora/risk/access"
	"timpora/risk/score"
)

// pictures makes what the server shows of the active set and the newest run made
// with it. The boundaries are drawn once for all audiences.
type pictures struct {
	s        *session
	demo     bool
	policy   score.Policy
	run      *risk.Run // whole; nil while nothing was scored
	records  risk.Records
	agencies map[string]api.Agency
	tiles    map[string]api.Tiles // of the layers that everybody sees
	open     []*ogc.Collection    // of the same
	cache    *tile.Cache
	made     time.Time
}

var _ api.Pictures = (*pictures)(nil)

// pictures reads the store for what is to be shown.
func (s *session) pictures(ctx context.Context) (*pictures, error) {
	p := &pictures{s: s, cache: tile.NewCache(tileMemory), made: time.Now()}
	s.tiles.show(p.cache)
	var err error
	if p.demo, err = s.Demo(ctx); err != nil {
		return nil, err
	}
	if p.policy, err = score.ParsePolicy(sets.Policy()); err != nil {
		return nil, err
	}
	if p.run, err = s.currentRun(ctx); err != nil {
		return nil, err
	}
	if p.records, err = s.Records(ctx, p.made); err != nil {
		return nil, err
	}
	if p.agencies, err = agencies(); err != nil {
		return nil, err
	}
	if p.tiles, err = p.openLayers(); err != nil {
		return nil, err
	}
	p.open, err = p.openCollections()
	return p, err
}

// View makes the view of an audience.
func (p *pictures) View(who access.Audience) (*api.View, error) {
	sees, set := p.seenBy(who), p.s.place.set
	c := api.Config{
		Audience: who, Version: buildVersion(), Demo: p.demo, Areas: p.s.place.areas(), Locate: p.s.place.locateAll, Run: sees.run,
		Policy: shown(p.policy), Unit: sees.unit, Coverage: coverage(sees.done), Agencies: p.agencies, Layers: maps.Clone(p.tiles), Spots: p.spots(sees),
		Boundary: api.Boundary{ID: set.ID, Source: set.Source, Licence: set.Licence, Credit: set.Credit, ValidOn: set.ValidOn,
			PrecisionM: float64(set.Precision), Desa: len(set.Desa)},
	}
	c.Exports = newExporter(p.s, sees, p.made, p.policy.Level.Thresholds, p.demo)
	if err := p.addLayers(&c, sees); err != nil {
		return nil, err
	}
	var err error
	if c.Catalog, err = p.catalog(&c, sees); err != nil {
		return nil, err
	}
	return api.NewView(c), nil
}

// openLayers prepares the tiles of what everybody sees.
func (p *pictures) openLayers() (map[string]api.Tiles, error) {
	place, out := p.s.place, map[string]api.Tiles{}
	var outside *tile.Layer
	var failed error
	var beside sync.WaitGroup
	beside.Go(func() { outside, failed = place.outside() })
	drawn, err := place.boundaries()
	beside.Wait()
	if err := errors.Join(err, failed); err != nil {
		return nil, err
	}
	for _, l := range drawn {
		out[string(l.level)] = p.tileSet(string(l.level), place.set.ID, l.layers...)
	}
	out[outside.Name()] = p.tileSet(outside.Name(), place.set.ID, outside)
	return out, nil
}

func (p *pictures) tileSet(name, version string, layers ...*tile.Layer) *tileSet {
	return &tileSet{name: name, credit: p.s.place.set.Credit, version: version, layers: layers, cache: p.cache}
}

// addLayers adds the tiles that the audience may see.
func (p *pictures) addLayers(c *api.Config, s seen) error {
	layers, err := p.s.place.teamLayers(s)
	if err != nil {
		return err
	}
	version := p.s.place.set.ID + " " + s.who.Key()
	if s.run != nil {
		version = s.run.ID + " " + s.who.Key()
		if layers["cells"], err = p.s.place.cellLayer(s, c.Policy.Levels[:]); err != nil {
			return err
		}
		if layers["clusters"], err = clusterLayer(s); err != nil {
			return err
		}
	}
	for name, layer := range layers {
		if s.shows(name) {
			c.Layers[name] = p.tileSet(name, version, layer)
		}
	}
	return nil
}
