package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"timpora/data/sets"
	"timpora/risk/backtest"
	"timpora/risk/nightly"
	"timpora/risk/score"
)

type backtestFlags struct {
	from, to, output string
	plan             backtest.Plan
}

func (a *app) backtestCommand() *cobra.Command {
	var o backtestFlags
	cmd := &cobra.Command{
		Use:   "backtest",
		Short: a.say("Menguji mundur peringkat terhadap kejadian sesudahnya / judge the ranking by what came after it", ""),
		Long: "Pada tiap titik waktu, peringkat dihitung hanya dari yang sudah diketahui saat itu, lalu dibandingkan dengan insiden\n" +
			"terverifikasi sesudahnya dan dengan empat pembanding: jumlah periode lalu, laju jangka panjang, paparan saja, dan acak.\n" +
			"Insiden yang hanya ditemukan kunjungan kita sendiri tidak dihitung, kecuali diundi acak.\n" +
			"At every cut-off the ranking is computed from what was known by then and held against the verified incidents that\n" +
			"followed, beside four baselines: counts of the last period, the long-run rate, exposure alone, and chance.\n" +
			"Incidents that only our own visits found do not count, unless the visit was drawn at random.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if o.plan.From, err = dayOf("--from", o.from, time.Time{}); err != nil {
				return err
			}
			if o.plan.To, err = dayOf("--to", o.to, midnight(a.now())); err != nil {
				return err
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return a.backtest(cmd.Context(), s, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.from, "from", "", "YYYY-MM-DD in WITA: no cut-off before it / titik waktu pertama")
	f.StringVar(&o.to, "to", "", "YYYY-MM-DD, midnight in WITA: nothing known later counts (default today) / akhir")
	f.IntVar(&o.plan.Origins, "origins", 0, "cut-offs, at least 12 (default 12, or all after --from) / jumlah titik waktu")
	f.IntVar(&o.plan.Horizon, "horizon", backtest.DefaultHorizon, "days judged after each cut-off / hari yang dinilai")
	f.IntVar(&o.plan.Gap, "gap", -1, "days between cut-off and horizon; -1: the reporting delay / jeda hari")
	f.IntVar(&o.plan.TopK, "top", 0, "cells flagged (default as the policy) / jumlah sel")
	f.Uint64Var(&o.plan.Seed, "seed", 1, "seed of chance and resamples / benih")
	f.StringVarP(&o.output, "output", "o", "", "HTML file to write, for reading and printing / berkas HTML")
	return cmd
}

// dayOf reads a date as its midnight in Bali.
func dayOf(flag, s string, def time.Time) (time.Time, error) {
	if s == "" {
		return def, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, s, wita())
	if err != nil {
		return t, &usageError{fmt.Errorf("%s %q: want YYYY-MM-DD", flag, s)}
	}
	return t, nil
}

func (a *app) backtest(ctx context.Context, s *session, o backtestFlags) error {
	records, err := s.Records(ctx, o.plan.To)
	if err != nil {
		return err
	}
	demo, err := s.Demo(ctx)
	if err != nil {
		return err
	}
	frame, err := s.place.frame()
	if err != nil {
		return err
	}
	result, err := nightly.Backtest(ctx, records, nightly.Job{
		At: o.plan.To, Seed: o.plan.Seed, Version: buildVersion(), Policy: sets.Policy(), Frame: frame,
	}, o.plan, a.counter())
	switch {
	case errors.Is(err, backtest.ErrPlan):
		return &usageError{err}
	case errors.Is(err, backtest.ErrEvents):
		return errors.New(a.say("tidak ada insiden terverifikasi dalam masa yang dinilai; belum ada yang dapat diuji",
			"no verified incident lies in any horizon; there is nothing to judge yet"))
	}
	if err != nil {
		return err
	}
	doc := backtest.Document{
		Result: result, Version: buildVersion(), BoundarySet: frame.BoundarySet, PolicyDigest: score.PolicyDigest(sets.Policy()),
		Synthetic: demo, Credit: s.place.set.Credit, Lang: backtest.Lang(a.lang),
	}
	if o.output != "" {
		if err := writeWhole(o.output, func(w io.Writer) error { return backtest.HTML(w, doc) }); err != nil {
			return err
		}
	}
	if a.json {
		return backtest.JSON(a.out, doc)
	}
	return backtest.Text(a.out, doc)
}
