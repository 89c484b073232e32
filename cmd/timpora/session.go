package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"

	"timpora/data"
	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/boundary"
	"timpora/geo/bucket"
	"timpora/risk"
	"timpora/risk/nightly"
)

// session is an open store with the active boundary set made ready.
type session struct {
	*data.Store
	place   *place
	members sets.Register // of the TIM PORA
	dir     string        // the data folder
	tiles   *shownTiles
}

// open opens the store and the active set for a command beside the server.
func (a *app) open(ctx context.Context) (*session, error) { return a.openAs(ctx, data.Options{}) }

func (a *app) openAs(ctx context.Context, o data.Options) (*session, error) {
	o.Keys = a.ring()
	store, err := data.Open(ctx, a.url(), o)
	if err != nil {
		return nil, err
	}
	s := &session{Store: store, dir: a.dir, tiles: &shownTiles{}}
	if s.members, err = a.members(); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	if s.place, err = activePlace(ctx, store, a.dir); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return s, nil
}

// members is the office's own register in the data folder, the built-in one
// when there is none.
func (a *app) members() (sets.Register, error) {
	path := filepath.Join(a.dir, "members.csv")
	body, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return sets.Members()
	}
	if err != nil {
		return nil, err
	}
	all, err := sets.ReadMembers(body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return all, nil
}

func (a *app) url() string {
	if a.db != "" {
		return a.db
	}
	return filepath.Join(a.dir, "timpora.db")
}

// activePlace is the active boundary set, the built-in one while none was
// chosen. dir keeps its index.
func activePlace(ctx context.Context, store *data.Store, dir string) (*place, error) {
	stored, err := store.ActiveBoundarySet(ctx)
	if errors.Is(err, data.ErrNotFound) {
		set, err := builtinSet()
		if err != nil {
			return nil, err
		}
		return newPlace(set, dir)
	}
	if err != nil {
		return nil, err
	}
	set, err := decodeSet(stored)
	if err != nil {
		return nil, err
	}
	return newPlace(set, dir)
}

// current is the session with the boundary set that is active now: itself, or a
// new one where another process has activated another set since it was opened.
func (s *session) current(ctx context.Context, dir string) (*session, error) {
	id := builtin
	stored, err := s.ActiveBoundarySet(ctx)
	if err == nil {
		id = stored.ID
	} else if !errors.Is(err, data.ErrNotFound) {
		return nil, err
	}
	if id == s.place.set.ID {
		return s, nil
	}
	place, err := activePlace(ctx, s.Store, dir)
	return &session{Store: s.Store, place: place, members: s.members, dir: s.dir, tiles: s.tiles}, err
}

// builtinSet is the set of the cell table.
func builtinSet() (boundary.Set, error) {
	rows, err := sets.CellTable()
	if err != nil {
		return boundary.Set{}, err
	}
	name, err := areaNames()
	if err != nil {
		return boundary.Set{}, err
	}
	set, err := boundary.FromCells(rows, func(c []geo.Cell) orb.MultiPolygon { return bucket.Outline(c) }, name)
	if err != nil {
		return boundary.Set{}, err
	}
	set.ID, set.Source, set.ValidOn, set.Precision = builtin, "H3 cell table of BPS 2020", "2020-04-01", 65
	set.Licence, set.Credit = creditLicence, creditLine
	return set, nil
}

// What the licence of the BPS boundaries asks to be shown.
const (
	creditLicence = "CC BY 3.0 IGO"
	creditLine    = "Boundaries: Badan Pusat Statistik (BPS) 2020 via OCHA / Humanitarian Data Exchange, CC BY 3.0 IGO " +
		"(https://creativecommons.org/licenses/by/3.0/igo/), modified."
)

// areaNames gives the name and kind of every area of the working area.
func areaNames() (func(geo.AreaCode) (name, kind string), error) {
	facts, err := sets.Facts()
	if err != nil {
		return nil, err
	}
	names := map[geo.AreaCode][2]string{}
	for _, f := range facts {
		names[f.Code] = [2]string{f.Name, f.Kind}
		names[f.Code.Kecamatan()] = [2]string{f.Kecamatan, "kecamatan"}
		names[f.Code.Kabupaten()] = [2]string{strings.TrimPrefix(f.Kabupaten, "Kabupaten "), "kabupaten"}
	}
	return func(c geo.AreaCode) (string, string) { n := names[c]; return n[0], n[1] }, nil
}

// cells10 lists the land cells of resolution 10 of a set: the cells of the
// table, which cover Bali, whose centre lies in a desa of the set.
func (p *place) cells10() ([]geo.Cell, error) {
	rows, err := sets.CellTable()
	if err != nil {
		return nil, err
	}
	var coarse []geo.Cell
	for c, code := range rows {
		if code.Level() == geo.LevelDesa || p.table == nil {
			coarse = append(coarse, c)
		}
	}
	return bucket.Uncompact(coarse, 10), nil
}

// frame is the study area of the set at the scoring resolution.
func (p *place) frame() (risk.Frame, error) {
	cells, err := p.cells10()
	if err != nil {
		return risk.Frame{}, err
	}
	desa := func(c geo.Cell) geo.AreaCode {
		var code geo.AreaCode
		if p.table != nil {
			code, _ = p.table.CellCode(c)
		} else {
			code, _ = p.desaOf(bucket.Center(c))
		}
		if code.Level() != geo.LevelDesa {
			return ""
		}
		return code
	}
	f, err := nightly.NewFrame(p.set.ID, cells, desa, p.coast.Distance, scoreResolution)
	if err != nil {
		return f, fmt.Errorf("study area: %w", err)
	}
	return f, nil
}

// scoreResolution is that of the scored cells, 0.7 km2 each.
const scoreResolution = 8

// storeExit maps the store's failures to exit codes.
func storeExit(err error) int {
	switch {
	case errors.Is(err, data.ErrNewer), errors.Is(err, data.ErrSchema), errors.Is(err, data.ErrOldEngine):
		return exitNoDatabase
	case errors.Is(err, data.ErrLocked), errors.Is(err, data.ErrBusy):
		return exitLocked
	case errors.Is(err, data.ErrCorrupt):
		return exitCorrupt
	}
	return exitFailed
}
