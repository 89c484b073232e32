package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/risk"
	"timpora/risk/nightly"
	"timpora/risk/score"
)

// planFlags choose a plan: the stored one of a run, or one for another period
// made from that run.
type planFlags struct {
	run, from string
	days      int
	hours     float64
}

func (a *app) planCommand() *cobra.Command {
	var o planFlags
	cmd := &cobra.Command{
		Use:   "plan",
		Short: a.say("Usulan operasi dan kunjungan untuk satu masa / operations and visits proposed for a period", ""),
		Long: "Without flags: the plan that the newest run stored. --from, --days and --hours make one for another period from the same run.\n" +
			"The program proposes; a named person decides: timpora plan accept ID --by NAME --reason TEXT.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			run, plan, err := a.planOf(cmd.Context(), s, o)
			if err != nil {
				return err
			}
			decided, err := s.Decisions(cmd.Context(), plan.From)
			if err != nil {
				return err
			}
			return a.showPlan(s, run, plan, decided)
		},
	}
	f := cmd.PersistentFlags()
	f.StringVar(&o.run, "run", "latest", "id of a stored run / penilaian")
	f.StringVar(&o.from, "from", "", "first day, YYYY-MM-DD in WITA (default the Monday after the run) / hari pertama")
	f.IntVar(&o.days, "days", 0, "days of the period (default of the policy) / lama masa")
	f.Float64Var(&o.hours, "hours", 0, "hours of the team (default of the policy) / jam tim")
	cmd.AddCommand(a.decideCommand(&o, "accept", risk.ProposalAccepted), a.decideCommand(&o, "reject", risk.ProposalRejected))
	return cmd
}

// period reads the flags.
func (o planFlags) period() (nightly.Period, error) {
	p := nightly.Period{Days: o.days, Hours: o.hours}
	if o.days < 0 || o.days > 366 {
		return p, &usageError{fmt.Errorf("--days %d: want 1 to 366", o.days)}
	}
	if !(o.hours >= 0 && o.hours <= 1e6) {
		return p, &usageError{fmt.Errorf("--hours %v: want 0 or more", o.hours)}
	}
	if o.from == "" {
		return p, nil
	}
	var err error
	if p.From, err = time.ParseInLocation(time.DateOnly, o.from, wita()); err != nil {
		return p, &usageError{fmt.Errorf("--from %q: want YYYY-MM-DD", o.from)}
	}
	return p, nil
}

// planOf is the stored plan of a run, or another one made from it.
func (a *app) planOf(ctx context.Context, s *session, o planFlags) (risk.Run, risk.Plan, error) {
	period, err := o.period()
	if err != nil {
		return risk.Run{}, risk.Plan{}, err
	}
	run, err := a.runOf(ctx, s, o.run)
	if err != nil {
		return run, risk.Plan{}, err
	}
	if period == (nightly.Period{}) {
		if run.Result.Plan.From == "" {
			return run, risk.Plan{}, fmt.Errorf(a.say("penilaian %s tanpa rencana; jalankan: timpora score", "run %s holds no plan; run: timpora score"), run.ID)
		}
		return run, run.Result.Plan, nil
	}
	if run.BoundarySet != s.place.set.ID {
		return run, risk.Plan{}, fmt.Errorf(a.say("penilaian %s memakai batas %s; aktifkan dahulu", "run %s was made with boundary set %s; activate it first"), run.ID, run.BoundarySet)
	}
	frame, err := s.place.frame()
	if err != nil {
		return run, risk.Plan{}, err
	}
	policy, err := score.ParsePolicy(run.Policy)
	if err != nil {
		return run, risk.Plan{}, err
	}
	in, err := score.ParseInputs(run.Inputs)
	if err != nil {
		return run, risk.Plan{}, err
	}
	return run, nightly.Propose(frame, in, policy, run.Result, run.Seed, period), nil
}

// runOf is a stored run by its id, or the latest.
func (a *app) runOf(ctx context.Context, s *session, id string) (risk.Run, error) {
	if id != "latest" {
		return s.Run(ctx, id)
	}
	run, err := s.LatestRun(ctx)
	if errors.Is(err, data.ErrNotFound) {
		err = fmt.Errorf(a.say("belum ada penilaian; jalankan: timpora score: %w", "nothing has been scored yet; run: timpora score: %w"), err)
	}
	return run, err
}
