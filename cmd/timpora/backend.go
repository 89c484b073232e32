package main

import (
	"context"
	"errors"
	"fmt"

	"timpora/api"
	"timpora/data"
	"timpora/risk"
	"timpora/risk/audit"
)

// backend gives the API what it asks of the store.
type backend struct {
	s *session
	a *app
}

var (
	_ api.Runs   = backend{}
	_ api.Nights = backend{}
	_ api.Audit  = backend{}
)

// Runs lists the newest runs without reading their cells.
func (b backend) Runs(ctx context.Context, limit int) ([]api.RunHead, error) {
	list, err := b.s.RunHeads(ctx, limit)
	heads := make([]api.RunHead, len(list))
	for i, r := range list {
		heads[i] = api.HeadOf(&r.Run)
		heads[i].Cells, heads[i].Clusters = r.Cells, r.Clusters
	}
	return heads, err
}

// Run is one stored run.
func (b backend) Run(ctx context.Context, id string) (risk.Run, error) {
	r, err := b.s.Run(ctx, id)
	return r, missing(err)
}

// Nights lists the daily reports.
func (b backend) Nights(ctx context.Context, limit int) ([]api.NightHead, error) {
	list, err := b.s.Nights(ctx, limit)
	heads := make([]api.NightHead, len(list))
	for i, n := range list {
		heads[i] = api.NightHead{Date: n.Date, Run: n.Run, CreatedAt: n.CreatedAt, Formats: n.Formats}
	}
	return heads, err
}

// NightFile is one file of a report.
func (b backend) NightFile(ctx context.Context, date, format string) ([]byte, error) {
	body, err := b.s.NightFile(ctx, date, format)
	return body, missing(err)
}

// missing translates the store's word for it.
func missing(err error) error {
	if errors.Is(err, data.ErrNotFound) {
		return fmt.Errorf("%w: %w", api.ErrNotFound, err)
	}
	return err
}

// Audit lists entries of the audit trail.
func (b backend) Audit(ctx context.Context, f audit.Filter) ([]audit.Entry, error) {
	return b.s.Audit(ctx, f)
}

// VerifyTrail verifies the audit trail against the signed heads of the store and
// of the folder.
func (b backend) VerifyTrail(ctx context.Context) (audit.Report, error) {
	return b.a.verifyTrail(ctx, b.s.Store, "", "")
}
