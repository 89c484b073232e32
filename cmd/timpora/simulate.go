package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"timpora/data/sets"
	"timpora/data/synth"
	"timpora/risk"
	"timpora/risk/nightly"
	"timpora/risk/simulate"
)

func (a *app) simulateCommand() *cobra.Command {
	var plan simulate.Plan
	var at string
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: a.say("Mengukur alarm palsu, daya temu dan cakupan selang / measure false alarms, power and coverage", ""),
		Long: a.say(
			"Membuat dunia acak pada wilayah dan paparan yang ada, lalu menjalankan seluruh penilaian atasnya:\n"+
				"dunia tanpa gugus (tanpa dan dengan ragam lebih), dunia dengan gugus tujuh sel pesisir yang ditanam,\n"+
				"dan cakupan selang 90 %. Basis data kosong memakai paparan sintetis. Benih sama, hasil sama, di mesin mana pun.",
			"Draws random worlds on the area and the exposure at hand and runs the whole scoring on each:\n"+
				"worlds without a cluster (without and with overdispersion), worlds with a planted cluster of seven coastal cells,\n"+
				"and the coverage of 90 % intervals. An empty store takes the synthetic exposure. Same seed, same result, on any machine."),
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			when, err := a.moment(at)
			if err != nil {
				return err
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return a.simulate(cmd.Context(), s, when, plan)
		},
	}
	f := cmd.Flags()
	f.IntVar(&plan.Worlds, "worlds", 1000, "null worlds of each kind; a fifth for each planted rate / jumlah dunia")
	f.Uint64Var(&plan.Seed, "seed", 1, "seed of the worlds / benih")
	f.Float64Var(&plan.Shape, "shape", 2, "gamma shape of overdispersed worlds / bentuk gamma")
	f.Float64SliceVar(&plan.Plant, "plant", []float64{3, 5, 8}, "rates of planted clusters / laju gugus yang ditanam")
	f.Float64Var(&plan.Incidents, "incidents", 0, "expected incidents a world; 0: as many as are known / insiden per dunia")
	f.Float64Var(&plan.Unproven, "unproven", 0, "with --incidents: expected unproven reports a world / laporan belum terbukti")
	f.StringVar(&at, "at", "", "moment of the exposure, RFC 3339 (default now) / saat")
	return cmd
}

func (a *app) simulate(ctx context.Context, s *session, at time.Time, plan simulate.Plan) error {
	records, synthetic, err := s.exposureAt(ctx, at, plan.Seed)
	if err != nil {
		return err
	}
	frame, err := s.place.frame()
	if err != nil {
		return err
	}
	result, err := nightly.Simulate(ctx, records, nightly.Job{
		At: at, Seed: plan.Seed, Version: buildVersion(), Policy: sets.Policy(), Frame: frame, PrecisionM: float64(s.place.set.Precision),
	}, plan, a.counter())
	if errors.Is(err, simulate.ErrPlan) {
		return &usageError{err}
	}
	if err != nil {
		return err
	}
	if a.json {
		writeJSON(a.out, struct {
			V           int    `json:"v"`
			Version     string `json:"version"`
			BoundarySet string `json:"boundary_set"`
			Synthetic   bool   `json:"synthetic"` // the exposure is of the demo
			simulate.Result
		}{1, buildVersion(), frame.BoundarySet, synthetic, result})
		return nil
	}
	a.showSimulation(result)
	return nil
}

// exposureAt is what is known at a moment; an empty store gives the exposure
// of the demo, which is not stored.
func (s *session) exposureAt(ctx context.Context, at time.Time, seed uint64) (risk.Records, bool, error) {
	empty, err := s.Empty(ctx)
	if err != nil {
		return risk.Records{}, false, err
	}
	if empty {
		records, _ := synth.Generate(seed, at, s.place.world())
		return records, true, nil
	}
	demo, err := s.Demo(ctx)
	if err != nil {
		return risk.Records{}, false, err
	}
	records, err := s.Records(ctx, at)
	return records, demo, err
}

// counter is a.progress for work whose size shows when it begins.
func (a *app) counter() func(done, of int) {
	var show func(int)
	return func(done, of int) {
		if show == nil {
			show = a.progress(of)
		}
		show(done)
	}
}

func (a *app) showSimulation(r simulate.Result) {
	line := func(id, en string, args ...any) { fmt.Fprintf(a.out, a.say(id, en)+"\n", args...) }
	for _, n := range r.Null {
		line("gugus palsu, %s: %d dari %d dunia = %.1f %% (%.1f–%.1f %%), sasaran paling banyak %.0f %%",
			"false clusters, %s: %d of %d worlds = %.1f %% (%.1f–%.1f %%), goal at most %.0f %%",
			a.dispersion(n.Shape), n.False, n.Worlds, 100*n.Share.Share, 100*n.Low, 100*n.High, 100*n.Goal)
	}
	for _, p := range r.Power {
		line("gugus tertanam laju %g, %s: ditemukan %d dari %d dunia = %.0f %% (%.0f–%.0f %%); perkiraan rata-rata %.2f insiden",
			"planted cluster at rate %g, %s: found in %d of %d worlds = %.0f %% (%.0f–%.0f %%); expected on average %.2f incidents",
			p.Rate, a.dispersion(p.Shape), p.Found, p.Worlds, 100*p.Share.Share, 100*p.Low, 100*p.High, p.Expected)
	}
	for _, c := range []struct {
		id, en string
		simulate.Covered
	}{{"rasio", "ratio", r.Coverage.Ratio}, {"skor", "score", r.Coverage.Score}} {
		line("cakupan selang 90 %% untuk %s: %.1f %% dari %d sel (sel teramai %.1f %%), sasaran %.0f–%.0f %%",
			"coverage of 90 %% intervals of the %s: %.1f %% of %d cells (busiest cells %.1f %%), goal %.0f–%.0f %%",
			a.say(c.id, c.en), 100*c.Covered.Share, c.Cells, 100*c.Busy, 100*r.Coverage.Goal[0], 100*r.Coverage.Goal[1])
	}
}

func (a *app) dispersion(shape float64) string {
	if shape == 0 {
		return a.say("tanpa ragam lebih", "no overdispersion")
	}
	return fmt.Sprintf(a.say("ragam lebih gamma %g", "overdispersion gamma %g"), shape)
}
