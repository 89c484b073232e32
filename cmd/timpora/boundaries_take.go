package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"timpora/data"
	"timpora/geo/boundary"
	"timpora/risk"
)

// takeSet checks a set, shows what was found and what it changes for stored
// records, and stores and activates it.
func (a *app) takeSet(ctx context.Context, set boundary.Set, activate, dry bool) error {
	check, err := checkSet(set)
	if err != nil {
		return err
	}
	moves, err := a.preview(ctx, set, check, dry)
	if err != nil {
		return err
	}
	a.showCheck(check, moves)
	if check.Broken() {
		return fmt.Errorf(a.say("%s: batas rusak: %d garis tidak sah, %d kode ganda; perbaiki (misalnya dengan Fix geometries di QGIS); tidak ada yang disimpan",
			"%s: the boundaries are broken: %d invalid outlines, %d doubled codes; mend them (as with Fix geometries in QGIS); nothing was stored"), set.ID, len(check.Invalid), len(check.Doubled))
	}
	if dry {
		return nil
	}
	stored, err := encodeSet(set, check)
	if err != nil {
		return err
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	stored.SavedAt = a.now()
	if err := s.SaveBoundarySet(ctx, stored); err != nil {
		return err
	}
	if !activate {
		return nil
	}
	return a.activate(ctx, s, set)
}

// preview counts what a set would change for stored records; nil for a broken
// set. A dry run makes no database where there is none.
func (a *app) preview(ctx context.Context, set boundary.Set, check boundary.Report, dry bool) (*data.Moves, error) {
	if check.Broken() {
		return nil, nil
	}
	if _, err := os.Stat(a.url()); dry && a.db == "" && errors.Is(err, fs.ErrNotExist) {
		return &data.Moves{}, nil
	}
	s, err := a.open(ctx)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	next, err := newPlace(set, "")
	if err != nil {
		return nil, err
	}
	moves, err := s.PreviewBoundarySet(ctx, next.relocate)
	return &moves, err
}

// activate makes a set the one in use: every record is located again in the
// same transaction.
func (a *app) activate(ctx context.Context, s *session, set boundary.Set) error {
	next, err := newPlace(set, a.dir)
	if err != nil {
		return err
	}
	moved, err := s.ActivateBoundarySet(ctx, set.ID, next.relocate)
	if err != nil {
		return err
	}
	a.note("batas %s aktif; %d dari %d catatan pindah desa", "boundary set %s is active; %d of %d records changed desa", set.ID, moved.Desa, moved.Records)
	return nil
}

// relocate places a record's point in the set. Records that are known by desa
// only keep it.
func (p *place) relocate(s risk.Stamp) risk.Stamp {
	if s.Quality == risk.QualityDesa {
		if _, known := p.names[s.Desa]; known {
			at := p.anchor[s.Desa]
			s.Point, s.Cell = at, p.grid.Cell(at)
		}
		return s
	}
	s.Desa, s.Quality, s.Off = p.find(s.Point, nearMost)
	s.Cell = p.grid.Cell(s.Point)
	return s
}
