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
	"timpora/risk/score"
	"timpora/risk/simulate"
)

func (a *app) simulateCommand() *cobra.Command {
	var plan simulate.Plan
	var at string
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: a.say("Mengukur alarm palsu, daya temu dan cakupan selang / measure false alarms, power and coverage", ""),
		Long: "Membuat dunia acak pada wilayah dan paparan yang ada, lalu menjalankan seluruh penilaian atasnya: dunia tanpa gugus\n" +
			"(tanpa dan dengan ragam lebih), dunia dengan gugus tujuh sel pesisir yang ditanam, dan cakupan selang 90 %.\n" +
			"Basis data kosong memakai paparan sintetis. Benih sama, hasil sama, di mesin mana pun.\n" +
			"Draws random worlds on the area and the exposure at hand and runs the whole scoring on each: worlds without a cluster\n" +
			"(without and with overdispersion), worlds with a planted cluster of seven coastal cells, and the coverage of 90 % intervals.\n" +
			"An empty store takes the synthetic exposure. Same seed, same result, on any machine.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			when := midnight(a.now())
			if at != "" {
				var err error
				if when, err = a.moment(at); err != nil {
					return err
				}
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return a.simulate(cmd.Context(), s, when, at == "", plan)
		},
	}
	f := cmd.Flags()
	f.IntVar(&plan.Worlds, "worlds", 1000, "null worlds of each kind; a fifth for each planted rate / jumlah dunia")
	f.Uint64Var(&plan.Seed, "seed", 1, "seed of the worlds / benih")
	f.Float64Var(&plan.Shape, "shape", 2, "gamma shape of overdispersed worlds / bentuk gamma")
	f.Float64SliceVar(&plan.Plant, "plant", []float64{3, 5, 8}, "rates of planted clusters / laju gugus yang ditanam")
	f.Float64Var(&plan.Incidents, "incidents", 0, "expected incidents a world; 0: as many as are known / insiden per dunia")
	f.Float64Var(&plan.Unproven, "unproven", 0, "with --incidents: expected unproven reports a world / laporan belum terbukti")
	f.StringVar(&at, "at", "", "moment of the exposure, RFC 3339 (default the last midnight in WITA) / saat")
	return cmd
}

func (a *app) simulate(ctx context.Context, s *session, at time.Time, anyTime bool, plan simulate.Plan) error {
	empty, err := s.Empty(ctx)
	if err != nil {
		return err
	}
	if empty && anyTime {
		at = time.Date(2026, 1, 1, 0, 0, 0, 0, wita()) // the same exposure whenever it is asked for
	}
	records, synthetic, err := s.exposureAt(ctx, at, empty)
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
		writeJSON(a.out, simulation{1, buildVersion(), at.UTC(), frame.BoundarySet, score.PolicyDigest(sets.Policy()), synthetic, result})
		return nil
	}
	if synthetic {
		fmt.Fprintln(a.out, a.say("DATA SINTETIS: paparan buatan", "DATA SINTETIS: the exposure is synthetic"))
	}
	a.showSimulation(result)
	return nil
}

// simulation is the JSON document of the command.
type simulation struct {
	V            int       `json:"v"`
	Version      string    `json:"version"`
	At           time.Time `json:"at"` // of the exposure
	BoundarySet  string    `json:"boundary_set"`
	PolicyDigest string    `json:"policy_digest"`
	Synthetic    bool      `json:"synthetic"` // the exposure is of the demo
	simulate.Result
}

// exposureAt is what is known at a moment; an empty store gives the exposure
// of the demo, which is not stored.
func (s *session) exposureAt(ctx context.Context, at time.Time, empty bool) (records risk.Records, synthetic bool, err error) {
	if empty {
		records, _ = synth.Generate(1, at, s.place.world())
		return records, true, nil
	}
	if synthetic, err = s.Demo(ctx); err != nil {
		return records, false, err
	}
	records, err = s.Records(ctx, at)
	return records, synthetic, err
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
