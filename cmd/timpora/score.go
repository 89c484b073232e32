package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/data/sets"
	"timpora/risk"
	"timpora/risk/nightly"
)

func (a *app) scoreCommand() *cobra.Command {
	var at, verify string
	var seed uint64
	cmd := &cobra.Command{
		Use:   "score",
		Short: a.say("Menilai seluruh wilayah, atau menghitung ulang satu penilaian / score the area, or compute a run again", ""),
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			if verify != "" {
				return a.verifyRun(cmd.Context(), s, verify)
			}
			when, err := a.moment(at)
			if err != nil {
				return err
			}
			run, err := s.score(cmd.Context(), when, seed)
			if err != nil {
				return err
			}
			a.showRun(run)
			return nil
		},
	}
	cmd.Flags().StringVar(&at, "at", "", "moment, RFC 3339; nothing known later is used (default now) / saat")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "seed of the posterior draws / benih")
	cmd.Flags().StringVar(&verify, "verify", "", "id of a stored run to compute again, or latest / hitung ulang")
	return cmd
}

func (a *app) moment(s string) (time.Time, error) { return a.momentOf("--at", s) }

// momentOf reads the value of a flag; none is now.
func (a *app) momentOf(flag, s string) (time.Time, error) {
	if s == "" {
		return a.now().UTC().Truncate(time.Second), nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, &usageError{fmt.Errorf("%s %q: want RFC 3339 such as 2026-11-24T03:00:00+08:00", flag, s)}
	}
	return t.UTC(), nil
}

// score runs the steps on what was known at a moment and stores the run.
func (s *session) score(ctx context.Context, at time.Time, seed uint64) (risk.Run, error) {
	frame, err := s.place.frame()
	if err != nil {
		return risk.Run{}, err
	}
	demo, err := s.Demo(ctx)
	if err != nil {
		return risk.Run{}, err
	}
	secret, err := s.noiseSecret(demo)
	if err != nil {
		return risk.Run{}, err
	}
	return nightly.Run(ctx, s.Store, keepOnce{s.Store}, nightly.Job{
		Secret: secret,
		At:     at, Seed: seed, Version: buildVersion(), Policy: sets.Policy(), Frame: frame,
		PrecisionM: float64(s.place.set.Precision), Synthetic: demo, Members: s.members.On(at),
	})
}

// noiseSecret is the secret of the noise in what lower tiers see. The demo needs
// none: its records are made up, and its runs are the same on every machine. Who
// imports real records into it is still hidden by the secret in their person keys.
func (s *session) noiseSecret(demo bool) ([]byte, error) {
	if demo {
		return nil, nil
	}
	return data.Secret(s.dir)
}

// keepOnce takes a run that is stored already as stored: the same id has the
// same content.
type keepOnce struct{ *data.Store }

// SaveRun stores a run.
func (k keepOnce) SaveRun(ctx context.Context, r risk.Run) error {
	if err := k.Store.SaveRun(ctx, r); !errors.Is(err, data.ErrExists) {
		return err
	}
	return nil
}

var (
	_ nightly.Source = (*data.Store)(nil)
	_ nightly.Sink   = keepOnce{}
)

func (a *app) verifyRun(ctx context.Context, s *session, id string) error {
	run, err := s.LatestRun(ctx)
	if id != "latest" {
		run, err = s.Run(ctx, id)
	}
	if err != nil {
		return err
	}
	if run.BoundarySet != s.place.set.ID {
		return fmt.Errorf("run %s was made with boundary set %s; activate it first", run.ID, run.BoundarySet)
	}
	frame, err := s.place.frame()
	if err != nil {
		return err
	}
	if err := nightly.Verify(run, frame); err != nil {
		return err
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "run": run.ID, "verified": true, "result_digest": run.ResultDigest})
		return nil
	}
	fmt.Fprintf(a.out, a.say("%s: dihitung ulang, sama persis (%s)\n", "%s: computed again, the same bytes (%s)\n"), run.ID, run.ResultDigest)
	return nil
}

func (a *app) showRun(run risk.Run) {
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "run": run})
		return
	}
	fmt.Fprintf(a.out, a.say("penilaian %s: %d sel, %d gugus, hasil %s\n", "run %s: %d cells, %d clusters, result %s\n"),
		run.ID, len(run.Result.Scores), len(run.Result.Clusters), run.ResultDigest)
	for _, c := range run.Result.Clusters {
		fmt.Fprintf(a.out, "  %s %v O=%.0f E=%.2f RR=%.1f p=%.2g (%.0f d) %s\n", c.ID, c.Desa, c.Observed, c.Expected, c.RR, c.P, c.RecurrenceDays, c.Method)
	}
}
